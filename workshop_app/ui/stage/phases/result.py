"""What came out: bars, before and after, the pulse, or a kind sentence where there are too few answers."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames import Counts, StageFrame
from workshop_app.ui.elements.bars import bar_figure, scale_figure
from workshop_app.ui.elements.marks import horizon
from workshop_app.ui.stage.sheet import sheet, when


def result(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """The sentence in words, then the bars; two groups stand side by side on the same scale."""
    return sheet(
        frame,
        when(frame.sentence, class_name="result-sentence"),
        rx.el.div(
            rx.foreach(frame.groups, bar_figure),
            class_name=rx.cond(frame.groups.length() > 1, "figures figures-two", "figures"),
        ),
        kind="result",
        foot=rx.fragment(when(frame.source), when(frame.caption)),
    )


def pulse(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """The pulse's dimensions on their scale, without any colour of good or bad."""
    return sheet(
        frame,
        rx.el.div(rx.foreach(frame.groups, scale_figure), class_name="figures"),
        when(frame.sentence, class_name="pulse-ends"),
        kind="pulse",
        foot=when(frame.caption),
    )


def too_few(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """No figures, and nothing wrong with that."""
    return rx.fragment(
        sheet(frame, rx.el.p(frame.sentence, class_name="kind-sentence"), kind="kind"),
        horizon(),
    )
