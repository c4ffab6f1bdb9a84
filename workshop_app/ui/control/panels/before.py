"""Before it begins: what to look over, which address to use, and then the code that lets people in."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.control.in_browser import introduction
from workshop_app.ui.control.panels.pieces import button, frame, panel, say, when
from workshop_app.ui.control.state import Control

#: How many screens the introduction has, and how many things help when the network fails.
_SCREENS, _REMEDIES = range(1, 4), range(1, 5)


def checklist() -> rx.Component:
    """What is easily forgotten. The ticks are the facilitator's own and go nowhere."""
    return panel(
        say("control.before_start"),
        rx.el.ul(
            rx.foreach(
                frame.checklist,
                lambda line: rx.el.li(rx.el.label(rx.el.input(type="checkbox"), rx.el.span(line))),
            ),
            class_name="checklist",
        ),
    )


def addresses() -> rx.Component:
    """A machine with several networks has several addresses; only the facilitator knows the right one."""
    return panel(
        say("control.address"),
        rx.el.p(say("control.address_help"), class_name="help"),
        rx.el.ul(
            rx.foreach(
                frame.addresses,
                lambda address: rx.el.li(
                    rx.el.button(
                        rx.el.span(class_name="choice-mark", aria_hidden="true"),
                        address,
                        type="button",
                        on_click=Control.choose_address(address),
                        aria_pressed=rx.cond(address == frame.address, "true", "false"),
                        class_name="button choice",
                    )
                ),
            ),
            class_name="choices",
        ),
    )


def way_in() -> rx.Component:
    """The address and the code, to read out to somebody whose camera will not."""
    return rx.el.dl(
        rx.el.div(rx.el.dt(say("control.address")), rx.el.dd(frame.address)),
        rx.el.div(rx.el.dt(say("stage.code")), rx.el.dd(frame.code, class_name="way-in-code")),
        class_name="way-in",
    )


def network() -> rx.Component:
    """A wireless network for the room, beside the code. Its password is typed once and not shown here again."""
    return panel(
        say("wifi.title"),
        rx.cond(
            frame.network != "",
            rx.fragment(
                rx.el.p(frame.network, role="status"),
                rx.el.div(button(say("wifi.take_away"), Control.take_network_away), class_name="row"),
            ),
            rx.el.details(rx.el.summary(say("wifi.show")), _network_form(), class_name="card-form"),
        ),
    )


def _network_form() -> rx.Component:
    return rx.el.form(
        rx.el.p(say("wifi.help"), class_name="help"),
        rx.el.div(
            rx.el.label(
                say("wifi.name"), rx.el.input(name="name", max_length=64, auto_complete="off", spell_check=False)
            ),
            class_name="field card-field",
        ),
        rx.el.div(
            rx.el.label(
                say("wifi.password"),
                rx.el.input(name="password", max_length=100, auto_complete="off", spell_check=False),
            ),
            rx.el.p(say("wifi.password.help"), class_name="help"),
            class_name="field card-field",
        ),
        rx.el.div(rx.el.button(say("wifi.show"), type="submit", class_name="button button-primary"), class_name="row"),
        on_submit=Control.show_network,
        class_name="card-fields",
    )


def introduced() -> rx.Component:
    """For whoever has never done this before."""
    return introduction(
        title=say("control.introduction"),
        headings=[say(f"control.introduction.{number}") for number in _SCREENS],
        screens=[say(f"control.introduction.{number}.text") for number in _SCREENS],
        next=say("control.introduction.next"),
        done=say("control.introduction.done"),
        skip=say("control.introduction.skip"),
        again=say("control.introduction.again"),
    )


def on_paper() -> rx.Component:
    """The way to the sheet. A rehearsal has none: nobody without a phone is in it."""
    return when(
        frame.badge == "",
        rx.el.a(say("paper.link"), href=frame.session_path + "/ark", target="_blank", class_name="button button-quiet"),
    )


def without_network() -> rx.Component:
    """What to do when the network fails: read when nothing else can be looked up."""
    return rx.el.details(
        rx.el.summary(say("control.network"), class_name="button button-quiet"),
        rx.el.ol(*[rx.el.li(say(f"control.network.{number}")) for number in _REMEDIES], class_name="remedies"),
        class_name="panel network-help",
    )


def before() -> rx.Component:
    """Draft and lobby."""
    return rx.fragment(
        when(frame.stage == "draft", introduced()),
        when(frame.addresses.length() > 1, addresses()),
        when(frame.checklist.length() > 0, checklist()),
        on_paper(),
        network(),
        without_network(),
    )
