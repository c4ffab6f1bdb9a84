"""The groups' proposals: all of them, all of them with dots to give, and the three with the most."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.counts import Counts
from workshop_app.live.views.frames.parts import ProposalCard
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.ui.elements.marks import phone
from workshop_app.ui.stage.phases.counter import done_line
from workshop_app.ui.stage.sheet import sheet, when


def cards(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """All proposals in the order they came."""
    return sheet(
        frame, when(frame.sentence, class_name="kind-sentence"), _wall(frame), kind="cards", timed=True, most=1.75
    )


def dots(frame: rx.Var[StageFrame], counts: rx.Var[Counts]) -> rx.Component:
    """The same wall as before, in the same place, while dots are given on the phones."""
    return sheet(
        frame,
        _wall(frame),
        kind="cards",
        heading=frame.title,
        mode=frame.question,
        foot=rx.el.div(phone(), rx.el.p(frame.prompt), done_line(frame, counts), class_name="cards-how"),
        timed=True,
        most=1.75,
    )


def top(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """The first three places; proposals that tie share one."""
    return sheet(
        frame,
        ranking(frame),
        kind="ranking",
        most=1.4,
        mode=frame.prompt,
    )


def ranking(frame: rx.Var[StageFrame]) -> rx.Component:
    """The cards as places, if there are any."""
    return rx.cond(
        frame.cards.length() > 0,
        rx.el.ol(rx.foreach(frame.cards, _ranked), class_name="ranking"),
        rx.fragment(),
    )


def _wall(frame: rx.Var[StageFrame]) -> rx.Component:
    return rx.el.ul(
        rx.foreach(frame.cards, lambda card: rx.el.li(card.text, class_name="wall-card")), class_name="wall"
    )


def _ranked(card: rx.Var[ProposalCard]) -> rx.Component:
    rank_and_tie = card.note.split(" · ")
    return rx.el.li(
        rx.el.span(rank_and_tie[0], class_name="card-number"),
        rx.el.div(
            rx.el.p(card.text, class_name="ranked-text"),
            rx.cond(rank_and_tie.length() > 1, rx.el.p(rank_and_tie[1], class_name="ranked-tie"), rx.fragment()),
        ),
        class_name="ranked",
    )
