"""Beside the step: what the room sees, the time that is left, and the small tools."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.control.in_browser import keys, phase_clock
from workshop_app.ui.control.panels.pieces import button, counts, frame, panel, say, toggle, when
from workshop_app.ui.control.state import Control
from workshop_app.ui.elements.picture import PROJECTOR, picture

_KEYS = ("next", "back", "code", "black", "time", "look", "help")


def room_picture() -> rx.Component:
    """The projector in small, and the way to open it."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2(say("control.picture")),
            rx.el.p(counts.stage_open, role="status", class_name="picture-open"),
            class_name="picture-head",
        ),
        picture(
            path=rx.cond(frame.stage_path != "", frame.stage_path + "&bilde=1", ""),
            title=say("control.picture"),
            **PROJECTOR,
        ),
        rx.el.div(
            when(counts.stage_line != "", rx.el.p(counts.stage_line, class_name="notice notice-alert")),
            role="status",
        ),
        rx.el.a(
            say("control.open_stage_projector"),
            href=frame.stage_path,
            target="_blank",
            class_name=rx.cond(counts.stages > 0, "button button-quiet", "button button-primary"),
        ),
        when(counts.stages == 0, rx.el.p(say("control.open_stage_help"), class_name="help")),
        class_name="picture",
    )


def clock() -> rx.Component:
    """The soft timer, and what to do about it."""
    return rx.el.section(
        phase_clock(
            timer=frame.timer,
            left=say("control.time_left"),
            over=say("control.time_over"),
            up=say("control.time_up"),
            sound_on=say("control.sound_on"),
            sound_off=say("control.sound_off"),
        ),
        rx.el.div(
            when(
                frame.timer.planned > 0,
                button(say("control.plus_minute"), Control.note("minute", True)),  # noqa: FBT003 -- a value
            ),
            when(frame.is_voting, button(say("control.warn_20"), Control.note("warn", True))),  # noqa: FBT003 -- a value
            class_name="row",
        ),
        aria_label=say("control.time_left"),
        class_name="clock",
    )


def tools() -> rx.Component:
    """What may be needed at any time."""
    return panel(
        say("control.tools"),
        rx.el.div(
            toggle(is_on=frame.hidden, name="hidden", to_on="control.hide_screen", to_off="control.show_screen"),
            when(
                (frame.stage == "running") & frame.network_shown,
                button(say("wifi.take_away"), Control.take_network_away),
            ),
            when(
                frame.stage == "running",
                toggle(is_on=frame.code_shown, name="code", to_on="control.show_code", to_off="control.hide_code"),
            ),
            when(
                frame.stage == "running",
                toggle(
                    is_on=frame.time_shown,
                    name="time",
                    to_on="control.show_time",
                    to_off="control.hide_time",
                    is_marked=~frame.time_shown,
                ),
            ),
            toggle(is_on=frame.doors_closed, name="doors", to_on="control.close_doors", to_off="control.open_doors"),
            class_name="tools",
        ),
        _looks(),
        _rare(),
    )


def _looks() -> rx.Component:
    """The projector's colours: the room's light decides, and only somebody in the room can see it."""
    return rx.el.div(
        rx.el.p(say("control.look"), id="looks", class_name="looks-label"),
        rx.el.div(
            rx.foreach(
                frame.looks,
                lambda look: rx.el.button(
                    rx.el.span(class_name=f"look-sample look-{look.id}", aria_hidden="true"),
                    look.label,
                    type="button",
                    on_click=Control.choose_look(look.id),
                    aria_pressed=rx.cond(look.id == frame.look, "true", "false"),
                    class_name="button look",
                ),
            ),
            role="group",
            aria_labelledby="looks",
            class_name="looks",
        ),
    )


def _rare() -> rx.Component:
    """What changes the session's course, a little apart; each is asked about once."""
    return rx.el.div(
        when(frame.may_skip, button(say("control.skip"), Control.press("skip", frame.step, frame.phase), kind="quiet")),
        when(
            frame.repeat_label != "",
            button(frame.repeat_label, Control.press("repeat", frame.step, frame.phase), kind="quiet"),
        ),
        button(say("control.end"), Control.press("end", frame.step, frame.phase), kind="quiet"),
        shortcuts(),
        class_name="tools tools-rare",
    )


def shortcuts() -> rx.Component:
    """The keyboard."""
    return keys(
        asking=Control.asking != "",
        title=say("control.keys"),
        lines=[say(f"control.keys.{key}") for key in _KEYS],
        letters=say("control.keys.letters"),
        close=say("action.close"),
        on_next=rx.cond(frame.stage == "draft", Control.open_lobby, Control.press("next", frame.step, frame.phase)),
        on_back=Control.press("back", frame.step, frame.phase),
        on_code=Control.note("code", ~frame.code_shown),
        on_black=Control.note("hidden", ~frame.hidden),
        on_time=Control.note("time", ~frame.time_shown),
        on_look=Control.choose_look(
            rx.match(frame.look, ("light", "dark"), ("dark", "contrast"), "light"),
        ),
    )
