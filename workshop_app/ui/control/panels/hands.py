"""Hands that are counted in an open vote, where not everybody has a phone."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.parts import OptionView
from workshop_app.ui.control.panels.pieces import frame, say
from workshop_app.ui.control.state import Control


def hands() -> rx.Component:
    """A field for each option; folded away, since most rooms need none."""
    return rx.el.details(
        rx.el.summary(say("hands.title"), class_name="button button-quiet"),
        rx.el.form(
            rx.el.p(say("hands.note"), " ", say("hands.explain"), class_name="help"),
            rx.el.p(say("hands.twice"), class_name="notice"),
            rx.foreach(frame.hands, _option),
            rx.el.div(
                rx.el.button(say("hands.keep"), type="submit", class_name="button button-primary"), class_name="row"
            ),
            key=f"{frame.step}/{frame.phase}",
            on_submit=Control.count_hands,
            class_name="hands-form",
        ),
        class_name="panel hands",
    )


def _option(option: rx.Var[OptionView]) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            name=option.id,
            type="number",
            inputmode="numeric",
            min=0,
            max=1000,
            default_value=option.help,
            class_name="hands-number",
        ),
        rx.el.span(option.label),
        key=option.id,
    )
