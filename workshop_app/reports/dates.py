"""The dates that a session leaves behind: the next session, and the deadlines of what is not done yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from workshop_app.domain.commitments import Card, CommitmentState
from workshop_app.domain.next_date import next_session
from workshop_app.phrases import phrase
from workshop_app.services.snapshot import Snapshot

#: What needs no reminder any more.
_SETTLED = frozenset({CommitmentState.DONE, CommitmentState.DROPPED})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a calendar. `name` is its own within the session; `when` is a `datetime` where the time is known."""

    name: str
    when: date
    title: str
    about: str


def dates(snapshot: Snapshot, language: str, *, today: date) -> list[Entry]:
    """What is still to come, the next session first."""
    return [entry for entry in _all(snapshot, language) if _day(entry.when) >= today]


def invitation(snapshot: Snapshot, language: str, *, today: date) -> str:
    """The words on the link to the calendar file; empty where there is nothing to put into a calendar."""
    names = {entry.name for entry in dates(snapshot, language, today=today)}
    if not names:
        return ""
    if names == {_NEXT}:
        return phrase("button.add_to_calendar", language)
    return phrase("calendar.add_both" if _NEXT in names else "calendar.add_deadlines", language)


_NEXT = "next"


def _all(snapshot: Snapshot, language: str) -> Iterator[Entry]:
    agreed = next_session(snapshot.live.next_date)
    if agreed:
        yield Entry(
            name=_NEXT,
            when=agreed,
            title=phrase("calendar.next", language, unit=snapshot.unit.name),
            about=phrase("calendar.next_about", language, date=snapshot.record.held_on),
        )
    for card in snapshot.cards:
        if card.what and card.due and card.state not in _SETTLED:
            yield _deadline(card, card.due, unit=snapshot.unit.name, language=language)


def _deadline(card: Card, due: date, *, unit: str, language: str) -> Entry:
    lines = (unit, _labelled("card.who", card.who, language), _labelled("card.first_step", card.first_step, language))
    return Entry(
        name=f"commitment-{card.position}",
        when=due,
        title=phrase("calendar.deadline", language, what=card.what),
        about="\n".join(line for line in lines if line),
    )


def _labelled(key: str, text: str, language: str) -> str:
    return f"{phrase(key, language).removesuffix(' *')} {text}" if text else ""


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when
