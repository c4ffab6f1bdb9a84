"""A session's dates as a calendar file (RFC 5545), for whatever calendar somebody keeps."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from icalendar import TRANSP, Calendar, Event

from workshop_app.reports.dates import Entry, dates
from workshop_app.services.snapshot import Snapshot

MEDIA_TYPE = "text/calendar; charset=utf-8"
#: The clock that hangs in the room.
_ZONE = ZoneInfo("Europe/Oslo")
#: What comes next is mostly the recurring pulse.
_LENGTH = timedelta(minutes=30)


def calendar_file(snapshot: Snapshot, language: str, *, now: datetime) -> bytes:
    """All that is still to come. Taken again after a change, it moves what it put into the calendar before."""
    entries = dates(snapshot, language, today=now.astimezone(_ZONE).date())
    calendar = Calendar.new(
        uid=_uid(snapshot, "calendar"), prodid="-//Tillitsverkstedet//NO", language=language, name=snapshot.unit.name
    )
    for entry in entries:
        calendar.add_component(_event(entry, snapshot, now=now))
    if entries:
        days = [entry.when for entry in entries]
        calendar.add_missing_timezones(
            first_date=date(min(day.year for day in days) - 1, 1, 1),
            last_date=date(max(day.year for day in days) + 2, 1, 1),
        )
    return bytes(calendar.to_ical())


def _event(entry: Entry, snapshot: Snapshot, *, now: datetime) -> Event:
    is_timed = isinstance(entry.when, datetime)
    start = entry.when.replace(tzinfo=_ZONE) if isinstance(entry.when, datetime) else entry.when
    return Event.new(
        uid=_uid(snapshot, entry.name),
        # The log only grows, and whoever changes a date or a card adds to it.
        sequence=snapshot.live.version,
        stamp=now,
        summary=entry.title,
        description=entry.about,
        start=start,
        end=start + (_LENGTH if is_timed else timedelta(days=1)),
        # A day's deadline makes nobody busy for the day.
        transparency=TRANSP.OPAQUE if is_timed else TRANSP.TRANSPARENT,
    )


def _uid(snapshot: Snapshot, name: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"tillitsverkstedet/{snapshot.record.id}/{name}"))
