"""Killed while it seals: either every ballot is still there and nothing is counted, or all is counted and none is."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import text

from tests.integration.house import CHOICE, House, create_session, found
from tests.servers import PROJECT
from workshop_app.domain.agenda import Phase
from workshop_app.domain.phases import Move
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services.participation import Seat

PEOPLE, TRIES = 8, 40
ANSWERS = [[option] for option in ("te", "kaffe", "vann", "ingenting")] * 2


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    database = Database(f"sqlite:///{tmp_path / 'workshop.db'}")
    upgrade(database)
    found(database)
    yield House(database=database, code=create_session(database))
    database.close()


class Sealer:
    """The other process. `is_killed("statement 3")` is one try to seal."""

    def __init__(self, house: House) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.sealing_process", house.database.url, house.code],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "ready"

    def is_killed(self, how: str) -> bool:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{how}\n")
        self._process.stdin.flush()
        return self._answer() == "killed"

    def end(self) -> None:
        self._process.communicate(timeout=10)

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@pytest.fixture
def sealer(house: House) -> Iterator[Sealer]:
    one = Sealer(house)
    yield one
    one.end()


def traces(house: House) -> tuple[int, int, int, int]:
    """(ballots, secrets, figures of the vote, steps in the log) as the database has them."""
    queries = (
        "SELECT count(*) FROM ballots",
        "SELECT count(*) FROM runs WHERE secret IS NOT NULL",
        "SELECT count(*) FROM aggregates",
        "SELECT count(*) FROM session_events",
    )
    with house.database.reading() as db:
        ballots, secrets, figures, events = (int(db.execute(text(query)).scalar_one()) for query in queries)
    return ballots, secrets, figures, events


async def vote(house: House, seats: list[Seat]) -> None:
    """Everybody answers the trial vote, anew if it has been shown."""
    if house.live.phase is Phase.REVEALED:
        house.press(Move.REPEAT)
    else:
        house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(seats, ANSWERS)


def demand_sealed(house: House) -> None:
    """All is counted, once, and nothing is left of the ballots."""
    assert traces(house)[:3] == (0, 0, 1)
    (n, figures) = house.figures(CHOICE, "vote")["vote"]
    assert n == PEOPLE
    assert isinstance(figures, dict)
    assert sorted(n for n in figures["counts"].values() if n) == [2, 2, 2, 2]


async def test_killed_after_each_statement(house: House, sealer: Sealer) -> None:
    house.open_lobby()
    seats = house.join(PEOPLE)
    await vote(house, seats)
    before = traces(house)
    assert before[:3] == (PEOPLE, 1, 0)
    for statement in count(1):
        was_killed = sealer.is_killed(f"statement {statement}")
        if traces(house) != before:
            break
        assert was_killed
    assert statement > 10
    demand_sealed(house)
    await house.ballot_box.close()


async def test_killed_at_random_instants(house: House, sealer: Sealer) -> None:
    house.open_lobby()
    seats = house.join(PEOPLE)
    await vote(house, seats)
    began = monotonic()
    assert not sealer.is_killed("statement 0")
    whole_press = monotonic() - began
    demand_sealed(house)
    await vote(house, seats)
    outcomes = set()
    before = traces(house)
    for _ in range(TRIES):
        sealer.is_killed(f"after {random.uniform(0, 1.2 * whole_press)}")
        is_sealed = traces(house) != before
        outcomes.add(is_sealed)
        if is_sealed:
            demand_sealed(house)
            await vote(house, seats)
            before = traces(house)
            # A repeat keeps the earlier figures until it is sealed itself.
            assert before[:3] == (PEOPLE, 1, 1)
    assert outcomes == {True, False}
    await house.ballot_box.close()
