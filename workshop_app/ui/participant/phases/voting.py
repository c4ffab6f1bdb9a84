"""A vote on the phone: the ballot while it is open, the figures once they are shown to the room."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.elements.bars import bar_figure, scale_figure
from workshop_app.ui.participant.controls import ballot
from workshop_app.ui.participant.phases import parts
from workshop_app.ui.participant.state import PhoneLive


def open_ballot() -> rx.Component:
    """The question and the control that answers it; what explains the question comes after."""
    frame = PhoneLive.frame
    is_pulse = frame.ballot.widget == "pulse"
    return rx.el.section(
        parts.commitments(),
        parts.question(),
        parts.lead(),
        parts.who_sees(),
        ballot(ballot=frame.ballot, explanations=frame.explanations),
        rx.cond(is_pulse, rx.fragment(), parts.explanations()),
        parts.source(),
        class_name="screen",
    )


def result() -> rx.Component:
    """The same figures as on the projector, in the same words."""
    frame = PhoneLive.frame
    return rx.el.section(
        parts.question(),
        parts.lead(),
        parts.shown(frame.sentence, rx.el.p(frame.sentence, class_name="finding")),
        rx.cond(frame.scale, rx.foreach(frame.groups, scale_figure), rx.foreach(frame.groups, bar_figure)),
        parts.lines(),
        parts.proposals(),
        parts.source(),
        parts.wait(),
        class_name="screen",
    )
