"""What the unit will do: while it is being written, and once more at the end."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.counts import Counts
from workshop_app.live.views.frames.parts import CommitmentView
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.ui.elements.commitment_card import commitment_card
from workshop_app.ui.elements.marks import horizon
from workshop_app.ui.stage.phases.proposals import ranking
from workshop_app.ui.stage.sheet import sheet, text_lines, wall_logo, when


def commitments(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """The cards, growing as they are written; before the first, what the room put highest."""
    return sheet(
        frame,
        when(frame.lead, class_name=rx.cond(frame.cards.length() > 0, "promises-lead", "kind-sentence")),
        when(frame.prompt, class_name="promises-top"),
        ranking(frame),
        promise_cards(frame),
        text_lines(frame.lifted, "lifted"),
        kind="promises",
        most=1.4,
        timed=True,
    )


def ended(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """Thanks, the cards, and when we meet again."""
    return rx.fragment(
        sheet(
            frame,
            promise_cards(frame),
            text_lines(frame.lifted, "lifted"),
            kind="ended",
            most=1.5,
            foot=when(frame.closing, class_name="closing-date"),
        ),
        horizon(),
        wall_logo(frame),
    )


def promise_cards(frame: rx.Var[StageFrame]) -> rx.Component:
    """The cards as they stand, if there are any."""
    texts = frame.texts

    def card(view: rx.Var[CommitmentView]) -> rx.Component:
        return commitment_card(view, who=texts["who"], due=texts["due"], first_step=texts["first_step"])

    return rx.cond(
        frame.commitments.length() > 0,
        rx.el.div(rx.foreach(frame.commitments, card), class_name="promises"),
        rx.fragment(),
    )
