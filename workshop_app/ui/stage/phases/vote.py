"""A vote that is open or closed: the question and how to answer. Of the answers, nothing but how many."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.counts import Counts
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.ui.elements.bars import open_figure
from workshop_app.ui.elements.marks import horizon, phone, tick
from workshop_app.ui.stage.phases.counter import done_line
from workshop_app.ui.stage.phases.promises import promise_cards
from workshop_app.ui.stage.phases.result import figures_class
from workshop_app.ui.stage.phases.slide import quotations
from workshop_app.ui.stage.sheet import sheet, text_lines, when


def vote(frame: rx.Var[StageFrame], counts: rx.Var[Counts]) -> rx.Component:
    """The question and how to answer it; then what there is to read, or the options where their bars will grow."""
    has_text = (frame.lines.length() > 0) | (frame.quotes.length() > 0) | (frame.commitments.length() > 0)
    return rx.cond(
        frame.places.length() > 0,
        _banded(
            frame,
            counts,
            rx.el.div(rx.foreach(frame.places, open_figure), class_name=figures_class(frame.places)),
            kind="result",
        ),
        rx.cond(has_text, _banded(frame, counts, *_to_read(frame), kind="vote"), _alone(frame, counts)),
    )


def _to_read(frame: rx.Var[StageFrame]) -> tuple[rx.Component, ...]:
    return (
        promise_cards(frame),
        when(frame.lead, class_name=rx.cond(frame.commitments.length() > 0, "vote-question", "vote-lead")),
        text_lines(frame.lines, "vote-lines"),
        quotations(frame),
    )


def _banded(frame: rx.Var[StageFrame], counts: rx.Var[Counts], *body: rx.Component, kind: str) -> rx.Component:
    return sheet(frame, *body, kind=kind, foot=when(frame.source), timed=True, band=prompt(frame, counts), most=1.4)


def _alone(frame: rx.Var[StageFrame], counts: rx.Var[Counts]) -> rx.Component:
    """Nothing but how to answer: in the middle, and larger."""
    return rx.cond(
        frame.counting != "",
        sheet(frame, prompt(frame, counts), kind="vote", foot=when(frame.source), timed=True, most=1.4),
        _closed(frame),
    )


def _closed(frame: rx.Var[StageFrame]) -> rx.Component:
    """Done, and nothing to see: a quiet screen."""
    return rx.fragment(
        sheet(frame, rx.el.div(tick(), rx.el.p(frame.prompt), class_name="vote-closed"), kind="kind", most=1.3),
        horizon(),
    )


def prompt(frame: rx.Var[StageFrame], counts: rx.Var[Counts]) -> rx.Component:
    """What to do now, with a drawing of a phone while there is something to do on it, and how many are done."""
    return rx.el.div(
        rx.cond(frame.counting != "", phone(), rx.fragment()),
        rx.el.div(
            rx.el.p(frame.prompt, class_name="vote-prompt"),
            when(frame.hint, class_name="vote-hint"),
        ),
        done_line(frame, counts),
        class_name="vote-how",
    )
