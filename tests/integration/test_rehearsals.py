"""A rehearsal: a session like any other while it lasts, and nothing anywhere afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.integration.house import CONTENT
from tests.roles import HOME, cookie_of, furnish
from workshop_app.domain.access import FACILITATOR, LEADER, Person
from workshop_app.domain.agenda import Phase
from workshop_app.domain.codes import LENGTH, is_rehearsal
from workshop_app.domain.errors import BadInput, NotAllowed, UnknownCode
from workshop_app.domain.moves import Position
from workshop_app.domain.phases import Move
from workshop_app.domain.preparation import with_selection
from workshop_app.domain.session import EventKind
from workshop_app.live.presence import Presence
from workshop_app.live.rehearsing import Crowds
from workshop_app.live.room import Role
from workshop_app.live.rooms import Rooms
from workshop_app.live.source import Frames
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.wire import Wire
from workshop_app.persistence.backup import write_backup
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services.addresses import Addresses
from workshop_app.services.arrivals import Arrivals, Knock
from workshop_app.services.preparation import Preparation
from workshop_app.services.rehearsals import Rehearsal, Rehearsals, people_written
from workshop_app.services.review import Review
from workshop_app.services.sign_in import SignIn
from workshop_app.services.sittings import Sittings
from workshop_app.services.snapshot import load_snapshot

ADDRESSES = Addresses(public_url="https://workshop.example", port=80)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'workshop.db'}")
    upgrade(made)
    furnish(made)
    yield made
    made.close()


@pytest.fixture
def rehearsals(real: Database, tmp_path: Path) -> Rehearsals:
    return Rehearsals(
        folder=tmp_path / "rehearsals",
        database=real,
        addresses=ADDRESSES,
        secret=b"secret",
        minimum=5,
        publish=lambda _session: None,
    )


@pytest.fixture
def siv(real: Database) -> Person:
    return person(real, FACILITATOR)


@pytest.fixture
def rehearsal(rehearsals: Rehearsals, real: Database, siv: Person) -> Rehearsal:
    return begun(rehearsals, real, siv)


def person(real: Database, role: str) -> Person:
    found = SignIn(real, Path()).person(cookie_of(role))
    assert found is not None
    return found


def begun(rehearsals: Rehearsals, real: Database, by: Person) -> Rehearsal:
    unit = Preparation(database=real, content=CONTENT).prepared_unit(by, HOME)
    agenda = CONTENT.agendas["90-minutter"]
    return rehearsals.begin(by, unit, with_selection(agenda, ["provestemme", "hva-na"], "rapportering"))


def stored(database: Database) -> list[str]:
    with database.engine.connect() as connection:
        return list(connection.connection.driver_connection.iterdump())


def press(rehearsal: Rehearsal, by: Person) -> None:
    live = load_snapshot(rehearsal.database, rehearsal.session_id).live
    here = Position(step=live.step, phase=live.phase)
    rehearsal.facilitation.move(rehearsal.code, by, move=Move.NEXT, pressed_on=here, confirmed=True)


async def test_nothing_of_it_comes_into_the_database_its_backups_or_what_is_reviewed(
    rehearsals: Rehearsals, real: Database, siv: Person, tmp_path: Path
) -> None:
    before = stored(real)
    write_backup(real, tmp_path / "before.db")

    rehearsal = begun(rehearsals, real, siv)
    seat = await rehearsal.arrivals.join(Knock(code=rehearsal.code, token=None))
    press(rehearsal, siv)
    write_backup(real, tmp_path / "after.db")

    assert (tmp_path / "after.db").stat().st_size == (tmp_path / "before.db").stat().st_size
    assert stored(real) == before
    with pytest.raises(UnknownCode):
        await Arrivals(database=real, secret=b"").find(Knock(code=rehearsal.code, token=seat.token))
    with pytest.raises(NotAllowed):
        Review(database=real, secret=b"secret").controlled(siv, rehearsal.code)

    rehearsal.facilitation.end(rehearsal.code, siv, confirmed=True)
    rehearsals.sweep()
    assert list(rehearsals.folder.iterdir()) == []
    assert rehearsals.find(rehearsal.code) is None
    assert stored(real) == before


async def test_its_pulse_is_added_to_no_sitting(rehearsals: Rehearsals, real: Database, siv: Person) -> None:
    """Of an agenda that is held in several sittings, too: it shows its own result, and the real sum is not touched."""
    preparation = Preparation(database=real, content=CONTENT)
    steps = ["tillitspulsen", "pulsen-i-dag"]
    code = preparation.create_session(
        siv,
        unit_id=HOME,
        agenda_id="90-minutter",
        held_on=date(2026, 3, 2),
        language="nb",
        order=steps,
        chosen_question=None,
    )
    Sittings(database=real).begin(siv, code, planned=2)
    before = stored(real)

    unit, agenda = preparation.prepared_unit(siv, HOME), CONTENT.agendas["90-minutter"]
    rehearsal = rehearsals.begin(siv, unit, with_selection(agenda, steps))
    for _ in range(3):
        press(rehearsal, siv)

    assert load_snapshot(rehearsal.database, rehearsal.session_id).workshop is None
    assert ("tillitspulsen", "pulse") in load_snapshot(rehearsal.database, rehearsal.session_id).figures
    assert stored(real) == before


def test_it_is_found_by_its_code_at_every_worker_until_it_is_gone(
    rehearsals: Rehearsals, rehearsal: Rehearsal, real: Database, siv: Person
) -> None:
    other = Rehearsals(
        folder=rehearsals.folder,
        database=real,
        addresses=ADDRESSES,
        secret=b"secret",
        minimum=5,
        publish=lambda _session: None,
    )
    there = other.find(rehearsal.code)
    assert there is not None
    assert there.review.controlled(siv, rehearsal.code) == rehearsal.session_id
    assert other.of_session(rehearsal.session_id) is there

    rehearsals.delete(rehearsal.code)

    assert other.find(rehearsal.code) is None
    assert other.of_session(rehearsal.session_id) is None
    assert rehearsals.find("../../workshop") is None


def test_one_that_goes_on_is_not_swept_away(rehearsals: Rehearsals, rehearsal: Rehearsal) -> None:
    rehearsals.sweep()
    assert rehearsals.find(rehearsal.code) is rehearsal


def test_its_code_is_longer_than_any_other(rehearsal: Rehearsal) -> None:
    assert is_rehearsal(rehearsal.code)
    assert len(rehearsal.code) == LENGTH + 1
    assert not is_rehearsal(rehearsal.code[:LENGTH])


def test_a_leader_who_may_not_hold_a_session_may_not_rehearse_one(rehearsals: Rehearsals, real: Database) -> None:
    with pytest.raises(NotAllowed):
        begun(rehearsals, real, person(real, LEADER))
    assert not rehearsals.folder.exists()


@pytest.mark.parametrize("written", ["4", "201", "", "tjue", "-5", "5.5", "9" * 5000])
def test_five_to_two_hundred_may_come(written: str) -> None:
    with pytest.raises(BadInput) as refused:
        people_written(written)
    assert refused.value.key == "rehearsal.number"
    assert people_written(" 5 ") == 5
    assert people_written("200") == 200


class Told:
    """A wire that keeps what it was given, by connection."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Role, dict[str, object]]] = []

    def wire(self) -> Wire:
        return Wire(enter=self._enter, leave=self._leave, message=lambda role, values: (role, values), send=self._send)

    async def _enter(self, sid: str, _room: str) -> None:
        assert not sid.startswith("rehearsal-"), "nobody pretends to have a browser"

    async def _leave(self, _sid: str) -> None:
        pass

    async def _send(self, to: str, message: object) -> None:
        role, values = message  # type: ignore[misc]
        self.sent.append((to, role, dict(values)))


async def test_pretend_participants_are_here_answer_write_and_leave(
    rehearsals: Rehearsals, rehearsal: Rehearsal, real: Database, siv: Person
) -> None:
    frames = Frames(
        database=real,
        addresses=ADDRESSES,
        secret=b"secret",
        minimum=5,
        require_https=True,
        rehearsals=rehearsals,
    )
    source, told = frames.source(), Told()
    rooms = Rooms(source, told.wire())
    crowds = Crowds(rooms=rooms, source=source, rehearsals=rehearsals, pace=0.05)
    crowds.gather(rehearsal, people=25)
    await until(lambda: len(rooms.seats_here(rehearsal.session_id)) == 25)

    snapshot = source.load(rehearsal.session_id)
    for role, form in ((Role.PHONE, PhoneFrame), (Role.STAGE, StageFrame), (Role.CONTROL, ControlFrame)):
        frame = source.frame(snapshot, role, "nb")
        assert isinstance(frame, form)
        assert frame.badge == "Generalprøve"
    presence = Presence(here=25, offline=0, stages=0, controls=0, stage_seen=False)
    assert source.counts(snapshot, presence, (0, 25), "nb")

    press(rehearsal, siv)
    here = rooms.seats_here(rehearsal.session_id)
    await until(
        lambda: source.count(source.load(rehearsal.session_id), here, lambda *_: 0) == (25, 25),
    )
    press(rehearsal, siv)
    revealed = source.frame(source.load(rehearsal.session_id), Role.STAGE, "nb")
    assert isinstance(revealed, StageFrame)
    assert revealed.screen == "result"

    while source.load(rehearsal.session_id).live.phase is not Phase.GROUPS:
        press(rehearsal, siv)
    rehearsal.facilitation.note(rehearsal.code, siv, EventKind.GROUPS_SET, 3)
    await until(lambda: len(source.load(rehearsal.session_id).proposals) == 3)
    assert {one.state for one in source.load(rehearsal.session_id).proposals} == {"waiting"}

    rehearsal.facilitation.end(rehearsal.code, siv, confirmed=True)
    await until(lambda: rehearsals.find(rehearsal.code) is None)
    assert list(rehearsals.folder.iterdir()) == []
    assert rooms.seats_here(rehearsal.session_id) == []
    await crowds.close()


async def until(holds) -> None:
    """Wait for a state, with patience for a busy machine."""
    async with asyncio.timeout(60):
        while not await asyncio.to_thread(holds):  # noqa: ASYNC110 -- what it waits for is in a database
            await asyncio.sleep(0.05)


def test_the_folder_holds_no_names_of_accounts(rehearsal: Rehearsal) -> None:
    dump = "\n".join(stored(rehearsal.database))
    assert "@example.no" not in dump
    assert FACILITATOR in dump
