"""What the step will ask about, picked together with the room before it is asked."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.parts import OptionView
from workshop_app.ui.control.panels.pieces import frame, panel, say
from workshop_app.ui.control.state import Control


def picking() -> rx.Component:
    """One press takes a thing in or out; below, room for what nobody had thought of."""
    return panel(
        say("pick.title"),
        rx.el.p(frame.picks_help, class_name="help"),
        rx.el.ul(rx.foreach(frame.picks, _pick), class_name="choices"),
        _own(),
        class_name="picking",
    )


def _pick(pick: rx.Var[OptionView]) -> rx.Component:
    is_picked = pick.mark == "picked"
    return rx.el.li(
        rx.el.button(
            rx.el.span(class_name="choice-mark", aria_hidden="true"),
            pick.label,
            type="button",
            on_click=Control.pick(pick.id, ~is_picked),
            aria_pressed=rx.cond(is_picked, "true", "false"),
            class_name="button choice",
        ),
        key=pick.id,
    )


def _own() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            rx.el.label(say("pick.own"), html_for="own-pick"),
            rx.el.input(
                id="own-pick",
                name="text",
                max_length=frame.longest_pick,
                auto_complete="off",
                aria_describedby="own-pick-help",
            ),
            rx.el.p(frame.own_pick_help, id="own-pick-help", class_name="help"),
            class_name="field",
        ),
        rx.el.div(rx.el.button(say("pick.add"), type="submit", class_name="button"), class_name="row"),
        on_submit=Control.write_pick,
        reset_on_submit=True,
        class_name="own-pick",
    )
