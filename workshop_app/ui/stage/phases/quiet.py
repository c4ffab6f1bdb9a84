"""Screens with next to nothing on them: before the first frame, black, a wrong address, no connection."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.phrases import phrase
from workshop_app.ui.elements.marks import horizon, mark
from workshop_app.ui.shell import is_offline


def waiting(problem: rx.Var[str]) -> rx.Component:
    """A word until there is something to see, or why there is nothing."""
    return rx.el.div(
        rx.cond(
            problem != "",
            rx.fragment(mark(), rx.el.h1(problem, class_name="quiet-problem"), horizon()),
            rx.fragment(mark(), rx.el.p(phrase("stage.moment", "nb"), class_name="quiet-moment"), horizon()),
        ),
        class_name="quiet",
    )


def black(frame: rx.Var[StageFrame]) -> rx.Component:
    """Nothing to look at, on purpose: eyes on each other."""
    return rx.el.div(mark(), rx.el.p(frame.texts["blank"], class_name="visually-hidden"), class_name="black")


def connection_line(frame: rx.Var[StageFrame]) -> rx.Component:
    """One quiet line while there is no connection; what was on the screen stays there."""
    said = rx.cond(frame.version > 0, frame.texts["lost"], phrase("stage.lost", "nb"))
    return rx.el.div(
        rx.cond(is_offline, rx.el.p(said), rx.fragment()),
        role="status",
        class_name="stage-connection",
    )
