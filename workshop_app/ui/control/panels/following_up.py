"""What became of a commitment of the session before: one press, and one sentence of learning."""

from __future__ import annotations

import reflex as rx

from workshop_app.reports.promises_part import STATES
from workshop_app.ui.control.in_browser import card_field
from workshop_app.ui.control.panels.pieces import choices, frame, panel, say
from workshop_app.ui.control.state import Control
from workshop_app.ui.shell import is_offline


def following_up() -> rx.Component:
    """The commitment, the four ways it can have gone, and what was learnt."""
    return panel(
        say("follow.question"),
        rx.el.p(frame.follow.what, class_name="judged-text"),
        rx.el.p(frame.follow.who, class_name="help"),
        rx.cond(frame.follow.origin != "", rx.el.p(frame.follow.origin, class_name="help"), rx.fragment()),
        choices("follow.question", *(_state(state.value, key) for state, key in STATES.items()), class_name="row"),
        rx.el.p(say("follow.chosen_away.note"), class_name="help"),
        card_field(
            id="learnt",
            kind="line",
            value=frame.follow.learnt,
            label=say("follow.learnt"),
            help=say("follow.learnt.help"),
            placeholder="",
            required=False,
            advice="",
            offline=is_offline,
            on_write=Control.write_learnt,
        ),
        class_name="following-up",
    )


def _state(state: str, key: str) -> rx.Component:
    return rx.el.button(
        say(key),
        type="button",
        on_click=Control.follow_up(state),
        aria_pressed=rx.cond(frame.follow.state == state, "true", "false"),
        class_name=rx.cond(frame.follow.state == state, "button button-primary", "button"),
    )
