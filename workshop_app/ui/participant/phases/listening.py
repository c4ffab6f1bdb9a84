"""Screens that ask for nothing: waiting, a slide, a talk at the table, commitments and the end."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.elements.marks import mark
from workshop_app.ui.elements.quotation import quotation
from workshop_app.ui.participant.controls import notes_at_end
from workshop_app.ui.participant.phases import parts
from workshop_app.ui.participant.state import PhoneLive


def waiting() -> rx.Component:
    """The lobby, and a closed vote."""
    return rx.el.section(
        parts.commitments(),
        parts.question(),
        mark(),
        rx.el.p(PhoneLive.frame.wait, class_name="resting"),
        parts.lifted(),
        class_name="screen screen-resting",
    )


def slide() -> rx.Component:
    """Something to look at together."""
    return rx.el.section(
        parts.question(),
        parts.lead(),
        parts.lines(),
        parts.explanations(),
        rx.foreach(PhoneLive.frame.quotes, quotation),
        parts.source(),
        parts.wait(),
        class_name="screen",
    )


def talk() -> rx.Component:
    """Thinking alone or talking at the table, with notes that stay on the phone."""
    return rx.el.section(
        parts.question(),
        parts.lead(),
        parts.lines(),
        parts.own_notes(),
        parts.wait(),
        class_name="screen",
    )


def commitments() -> rx.Component:
    """The cards as they are being written."""
    return rx.el.section(parts.question(), parts.commitments(), parts.lifted(), parts.wait(), class_name="screen")


def ended() -> rx.Component:
    """What was agreed, the next date, and what becomes of the notes."""
    frame = PhoneLive.frame
    return rx.el.section(
        rx.cond(
            frame.commitments.length() > 0,
            rx.fragment(rx.el.p(frame.texts["end.agreed"], class_name="lead"), parts.commitments()),
            rx.fragment(),
        ),
        parts.lifted(),
        parts.shown(frame.closing, rx.el.p(frame.closing, class_name="finding")),
        parts.shown(
            frame.calendar, rx.el.p(rx.el.a(frame.calendar, href=frame.calendar_path, class_name="button button-wide"))
        ),
        notes_at_end(ended=frame.step == "ended", texts=frame.texts),
        class_name="screen",
    )
