"""A vote that is open or closed: the question and how to answer. Of the answers, nothing but how many."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames import Counts, StageFrame
from workshop_app.ui.elements.marks import phone
from workshop_app.ui.stage.phases.counter import done_line
from workshop_app.ui.stage.phases.promises import promise_cards
from workshop_app.ui.stage.phases.slide import quotations
from workshop_app.ui.stage.sheet import sheet, text_lines, when


def vote(frame: rx.Var[StageFrame], counts: rx.Var[Counts]) -> rx.Component:
    """The question, and «Svar på telefonen»."""
    return sheet(
        frame,
        promise_cards(frame),
        when(frame.lead, class_name=rx.cond(frame.commitments.length() > 0, "vote-question", "vote-lead")),
        text_lines(frame.lines, "vote-lines"),
        quotations(frame),
        prompt(frame),
        kind="vote",
        foot=rx.fragment(done_line(frame, counts), when(frame.source)),
        timed=True,
    )


def prompt(frame: rx.Var[StageFrame]) -> rx.Component:
    """What to do now, with a drawing of a phone while there is something to do on it."""
    return rx.el.div(
        rx.cond(frame.counting != "", phone(), rx.fragment()),
        rx.el.div(
            rx.el.p(frame.prompt, class_name="vote-prompt"),
            when(frame.hint, class_name="vote-hint"),
        ),
        class_name="vote-how",
    )
