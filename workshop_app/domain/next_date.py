"""When the next session is: a day, and the time of day once that is settled too. Kept as one ISO text in the log.

Times are those on the clock in the room; which zone that is, only a calendar needs to know.
"""

from __future__ import annotations

from datetime import date, datetime, time

from workshop_app.domain.errors import BadInput


def next_session(settled: str | None) -> date | None:
    """A `datetime` where the time of day is settled, else a `date`; None when nothing is."""
    if not settled:
        return None
    return datetime.fromisoformat(settled) if "T" in settled else date.fromisoformat(settled)


def time_of_day(settled: str | None) -> str:
    """`09:30`, or empty."""
    return (settled or "").partition("T")[2]


def on_day(settled: str | None, day: str) -> str | None:
    """What is settled, moved to another day; an empty one takes it away. Raises `BadInput`."""
    try:
        found = date.fromisoformat(day).isoformat() if day else None
    except ValueError:
        raise BadInput("error.bad_date") from None
    return found and _joined(found, time_of_day(settled))


def at_time(settled: str | None, clock: str) -> str | None:
    """What is settled, at another time of day (`09:30`, or `09.30` as Norwegians write); an empty one leaves the day.

    Raises `BadInput`.
    """
    if not settled:
        raise BadInput("error.time_without_date")
    try:
        found = time.fromisoformat(clock.replace(".", ":")).strftime("%H:%M") if clock else ""
    except ValueError:
        raise BadInput("error.bad_time") from None
    return _joined(settled.partition("T")[0], found)


def _joined(day: str, clock: str) -> str:
    return f"{day}T{clock}" if clock else day
