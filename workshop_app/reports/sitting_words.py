"""What a sitting says in place of the pulse's figures, which are those of all sittings and stand with one of them."""

from __future__ import annotations

from datetime import date

from workshop_app.domain.agenda import Activity
from workshop_app.domain.sittings import Workshop
from workshop_app.phrases import phrase
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.reading import Reading


def session_name(held_on: date, sitting: int | None, language: str) -> str:
    """A session by its day, and of several sittings by its number too."""
    if sitting is None:
        return format_date(held_on)
    return phrase("sittings.named", language, n=sitting, date=held_on)


def in_place_of_pulse(told: Reading, activity: Activity) -> str:
    """Why there are no figures here; empty where they are this session's own, or stand with it."""
    workshop = told.snapshot.workshop
    if workshop is None or (activity.id, "pulse") in told.snapshot.figures:
        return ""
    return told.say("sittings.with_others") if workshop.counted_at else result_later(workshop, told.language.value)


def beside_pulse(told: Reading, activity: Activity) -> tuple[str, ...]:
    """What is to be known of figures that several sittings made."""
    workshop = told.snapshot.workshop
    if workshop is None or (activity.id, "pulse") not in told.snapshot.figures:
        return ()
    lost = (told.say("sittings.lost"),) if workshop.is_lost else ()
    return (told.say("sittings.of_all"), *lost)


def result_later(workshop: Workshop, language: str) -> str:
    """When the figures come."""
    if workshop.due is None:
        return phrase("sittings.result_later", language)
    return phrase("sittings.result_later_due", language, date=workshop.due)
