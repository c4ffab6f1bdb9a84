"""A session's dates in somebody's own calendar, read back by a calendar program's eyes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from tests.integration.house import CONTENT, KARI, UNIT, House, scene
from tests.past import CARD, Held, hold
from workshop_app.domain.commitments import CommitmentState
from workshop_app.domain.errors import BadInput
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import report
from workshop_app.persistence.engine import Database
from workshop_app.reports.calendar_file import calendar_file
from workshop_app.services.snapshot import Snapshot, load_snapshot

#: What is read from a snapshot is the same wherever it lies.
DATABASES = ("sqlite",)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
OPEN = replace(CARD, state=CommitmentState.NOT_STARTED, learnt="", settled_on=None)


def held(database: Database, **chosen: object) -> Snapshot:
    given = {"unit_id": UNIT.id, "held_on": date(2026, 3, 2), "number": 8, "cards": [OPEN], **chosen}
    return load_snapshot(database, hold(database, CONTENT, KARI, Held(**given)))


def read(snapshot: Snapshot, *, language: str = "nb", now: datetime = NOW) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(calendar_file(snapshot, language, now=now))
    assert isinstance(calendar, icalendar.Calendar)
    assert calendar.errors == []
    return list(calendar.events)


def test_the_next_session_stands_at_its_time_in_oslo_summer_and_winter(database: Database) -> None:
    for day, offset in (("2026-06-01", 2), ("2026-12-01", 1)):
        meeting, _ = read(held(database, next_date=f"{day}T09:30"))
        assert meeting.start.isoformat() == f"{day}T09:30:00+0{offset}:00"
        assert meeting.duration == timedelta(minutes=30)
        assert meeting["DTSTART"].params["TZID"] == "Europe/Oslo"
        assert meeting["SUMMARY"] == f"Samling om tillit: {UNIT.name}"


def test_the_file_brings_the_zone_that_it_names(database: Database) -> None:
    raw = calendar_file(held(database, next_date="2026-06-01T09:30"), "nb", now=NOW)
    calendar = icalendar.Calendar.from_ical(raw)
    assert isinstance(calendar, icalendar.Calendar)
    (zone,) = calendar.timezones
    assert zone.tz_name == "Europe/Oslo"
    offset = zone.to_tz(lookup_tzid=False).utcoffset(datetime(2026, 6, 1, 9, 30))  # noqa: DTZ001 -- on the zone's own clock
    assert offset == timedelta(hours=2)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75


def test_without_a_time_the_next_session_takes_the_day(database: Database) -> None:
    meeting, _ = read(held(database, next_date="2026-06-01"))
    assert (meeting.start, meeting.end) == (date(2026, 6, 1), date(2026, 6, 2))


def test_a_deadline_is_its_day_and_makes_nobody_busy(database: Database) -> None:
    (deadline,) = read(held(database))
    assert (deadline.start, deadline.end, deadline["TRANSP"]) == (date(2026, 4, 1), date(2026, 4, 2), "TRANSPARENT")
    assert deadline["SUMMARY"] == "Frist: Spørre ved hvert vaktskifte"
    assert deadline["DESCRIPTION"].split("\n") == [
        UNIT.name,
        "Hvem har ansvaret? Teamlederne",
        "Hva skjer den første uken? Henge opp spørsmålet",
    ]


def test_what_people_wrote_stays_text(database: Database) -> None:
    written = r"Spørre, høre; se\n BEGIN:VEVENT: «slutt»"
    (deadline,) = read(held(database, cards=[replace(OPEN, what=written)]))
    assert deadline["SUMMARY"] == f"Frist: {written}"


def test_what_is_settled_or_past_is_left_out(database: Database) -> None:
    settled = [
        replace(OPEN, position=position, state=state)
        for position, state in enumerate((CommitmentState.DONE, CommitmentState.DROPPED), start=1)
    ]
    snapshot = held(database, cards=[*settled, replace(OPEN, position=3)], next_date="2026-06-01")
    assert [str(event["SUMMARY"])[:5] for event in read(snapshot)] == ["Samli", "Frist"]
    assert read(snapshot, now=NOW + timedelta(days=200)) == []


def test_taken_again_it_moves_what_it_brought_before(house: House) -> None:
    house.facilitation.set_next_date(house.code, KARI, date="2026-06-01")
    (before,) = read(house.snapshot)
    house.facilitation.set_next_date(house.code, KARI, date="2026-06-08")
    (after,) = read(house.snapshot)
    assert after.uid == before.uid
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_two_sessions_and_two_entries_never_share_a_name(database: Database) -> None:
    names = [event.uid for _ in range(2) for event in read(held(database, next_date="2026-06-01"))]
    assert len(set(names)) == 4


def test_a_time_needs_a_date_and_follows_it_to_another_day(house: House) -> None:
    with pytest.raises(BadInput) as refused:
        house.facilitation.set_next_time(house.code, KARI, time="09:30")
    assert refused.value.key == "error.time_without_date"
    house.facilitation.set_next_date(house.code, KARI, date="2026-06-01")
    house.facilitation.set_next_time(house.code, KARI, time="09:30")
    house.facilitation.set_next_time(house.code, KARI, time="10.15")
    assert house.live.next_date == "2026-06-01T10:15"
    house.facilitation.set_next_time(house.code, KARI, time="09:30")
    for wrong in ("half past nine", "25:00", "25.00"):
        with pytest.raises(BadInput):
            house.facilitation.set_next_time(house.code, KARI, time=wrong)
    house.facilitation.set_next_date(house.code, KARI, date="2026-06-08")
    assert house.live.next_date == "2026-06-08T09:30"
    house.facilitation.set_next_time(house.code, KARI, time="")
    assert house.live.next_date == "2026-06-08"


def test_phones_and_the_sessions_page_offer_just_what_is_there(database: Database, house: House) -> None:
    offered = {
        "Legg datoen i kalenderen": held(database, cards=[], next_date="2026-06-01"),
        "Legg datoen og fristene i kalenderen": held(database, next_date="2026-06-01"),
        "Legg fristene i kalenderen": held(database),
        "": held(database, cards=[]),
    }
    for words, snapshot in offered.items():
        assert report(snapshot, minimum=5, now=NOW).calendar == words
        assert phone_frame(replace(scene(house), snapshot=snapshot)).calendar == words


def test_the_time_stands_wherever_the_date_does(house: House) -> None:
    house.facilitation.set_next_date(house.code, KARI, date="2026-06-01")
    house.facilitation.set_next_time(house.code, KARI, time="09:30")
    house.facilitation.open_lobby(house.code, KARI)
    house.end()
    assert phone_frame(scene(house)).closing == "Vi møtes igjen 01.06.2026 kl.\N{NO-BREAK SPACE}09.30."
