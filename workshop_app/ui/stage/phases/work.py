"""Work without a vote: thinking alone, talking, writing together, and the question that was taken."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.counts import Counts
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.ui.stage.phases.slide import columns
from workshop_app.ui.stage.sheet import sheet, text_lines, when


def talk(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """How to sit and what to talk or think about."""
    return sheet(
        frame,
        when(frame.lead, class_name="work-task"),
        text_lines(frame.lines, "work-lines"),
        kind="work",
        most=1.4,
        timed=True,
    )


def groups(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """The group's task, its roles, and how many groups have sent in."""
    return sheet(
        frame,
        when(frame.lead, class_name="work-task"),
        text_lines(frame.lines, "work-lines"),
        when(frame.hint, class_name="work-hint"),
        kind="work",
        most=1.4,
        foot=when(frame.groups_ready, class_name="counter"),
        timed=True,
    )


def arguments(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """The strongest arguments for each side, in two columns, as they are approved."""
    return sheet(frame, columns(frame), kind="arguments", most=1.3, timed=True)


def chosen(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """The question the room took, or all of them while that is not settled."""
    return sheet(
        frame,
        when(frame.lead, class_name="work-task"),
        text_lines(frame.lines, "vote-lines"),
        when(frame.caption, class_name="work-hint"),
        kind="chosen",
        most=1.4,
        foot=when(frame.source),
    )
