"""What came out: bars, before and after, the pulse, or a kind sentence where there are too few answers."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.counts import Counts
from workshop_app.live.views.frames.parts import BarGroup
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.ui.elements.bars import bar_figure, scale_figure
from workshop_app.ui.elements.marks import horizon
from workshop_app.ui.stage.sheet import sheet, text_lines, when


def result(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """What it says, in words, where the way to answer stood; then the bars, in the places that waited for them."""
    return sheet(
        frame,
        rx.el.div(rx.foreach(frame.groups, bar_figure), class_name=figures_class(frame.groups)),
        kind="result",
        foot=rx.fragment(when(frame.source), rx.cond(frame.sentence != "", when(frame.caption), rx.fragment())),
        band=says(frame),
        most=1.4,
    )


def says(frame: rx.Var[StageFrame]) -> rx.Component:
    """What came out, in words; else how to take the figures."""
    return rx.cond(
        frame.sentence != "",
        rx.el.p(frame.sentence, class_name="result-sentence"),
        when(frame.caption, class_name="result-caption"),
    )


def figures_class(groups: rx.Var[list[BarGroup]]) -> rx.Var[str]:
    """Groups stand side by side on the same scale: two, or the four of a dilemma that is asked again."""
    side_by_side = rx.cond(groups.length() > 2, "figures figures-two figures-four", "figures figures-two")  # noqa: PLR2004
    return rx.cond(groups.length() > 1, side_by_side, "figures")


def pulse(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """The pulse's dimensions on their scale, without any colour of good or bad."""
    return sheet(
        frame,
        rx.el.div(rx.foreach(frame.groups, scale_figure), class_name="figures"),
        when(frame.sentence, class_name="pulse-ends"),
        when(frame.prompt, class_name="pulse-ask"),
        text_lines(frame.lines, "pulse-lines"),
        kind="pulse",
        foot=when(frame.caption),
        most=1.3,
    )


def follow_up(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """A commitment of the session before: what the room has noticed of it, what became of it, what was learnt."""
    return sheet(
        frame,
        when(frame.sentence, class_name="result-sentence"),
        rx.el.div(rx.foreach(frame.groups, bar_figure), class_name="figures"),
        when(frame.prompt, class_name="follow-state"),
        when(frame.lead, class_name="follow-learnt"),
        kind="result",
        foot=when(frame.caption),
        most=1.4,
    )


def too_few(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """No figures, and nothing wrong with that."""
    return rx.fragment(
        sheet(frame, rx.el.p(frame.sentence, class_name="kind-sentence"), kind="kind", most=1.3),
        horizon(),
    )
