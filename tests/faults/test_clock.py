"""The machine finds another time in the middle of a session: nobody is thrown out, and no vote is sealed for it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.integration.house import House, create_session, found
from workshop_app.domain.agenda import Phase
from workshop_app.domain.moves import ABANDONED_AFTER, SEAL_AFTER
from workshop_app.domain.phases import Move
from workshop_app.domain.session import Stage
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services import clock
from workshop_app.services.clock import SteadyClock

JUMPS = [timedelta(hours=1), timedelta(days=1), timedelta(days=20_000), -timedelta(hours=1), -timedelta(days=20_000)]
MINUTE = timedelta(minutes=1)


class Machine:
    """A computer whose clock somebody sets: time passes, and what the clock says is another matter."""

    def __init__(self) -> None:
        self.says = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self.passed = 0.0

    def pass_time(self, time: timedelta) -> None:
        self.says += time
        self.passed += time.total_seconds()


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    one = Machine()
    monkeypatch.setattr(clock, "_clock", SteadyClock(machine=lambda: one.says, steady=lambda: one.passed))
    return one


@pytest.fixture
def house(machine: Machine, tmp_path: Path) -> Iterator[House]:
    database = Database(f"sqlite:///{tmp_path / 'workshop.db'}")
    upgrade(database)
    found(database)
    yield House(database=database, code=create_session(database))
    database.close()


def close_a_vote(house: House) -> None:
    """The facilitator has closed the trial vote and not shown it yet."""
    house.go_to("provestemme", Phase.OPEN)
    house.press(Move.CLOSE)


@pytest.mark.parametrize("jump", JUMPS, ids=str)
async def test_a_jump_ends_and_seals_nothing(
    house: House, machine: Machine, jump: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    house.open_lobby()
    (seat,) = house.join(1)
    house.go_to("provestemme", Phase.OPEN)
    await house.answer(seat, ["te"])
    house.press(Move.CLOSE)
    machine.says += jump
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            machine.pass_time(MINUTE)
            house.facilitation.keep_house()
    assert (house.live.stage, house.live.phase) == (Stage.RUNNING, Phase.CLOSED)
    house.press(Move.BACK)
    assert await house.answer(seat, ["kaffe"], seq=2)
    house.press()
    assert house.figures("provestemme", "vote")["vote"][0] == 1
    (line,) = caplog.records
    assert f"set by {jump.total_seconds():+.0f} seconds" in line.message
    await house.ballot_box.close()


def test_time_that_passes_still_counts(house: House, machine: Machine) -> None:
    close_a_vote(house)
    machine.says += timedelta(days=1)
    machine.pass_time(SEAL_AFTER)
    house.facilitation.keep_house()
    assert all(run.sealed for run in house.live.runs.values())
    machine.pass_time(ABANDONED_AFTER)
    house.facilitation.keep_house()
    assert house.live.stage is Stage.ENDED


def test_once_nobody_is_at_work_the_machine_is_believed(house: House, machine: Machine) -> None:
    close_a_vote(house)
    machine.says += timedelta(days=1)
    house.facilitation.keep_house()
    assert clock.now() < machine.says
    house.end()
    house.facilitation.keep_house()
    assert clock.now() == machine.says


def test_a_clock_that_is_a_little_off_is_left_alone(house: House, machine: Machine) -> None:
    before = clock.now()
    machine.says += timedelta(seconds=30)
    house.facilitation.keep_house()
    assert clock.now() == before
