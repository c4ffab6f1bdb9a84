"""Before it begins: what to look over, which address to use, and then the code that lets people in."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.control.in_browser import introduction
from workshop_app.ui.control.panels.pieces import frame, panel, say, when
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
        without_network(),
    )
