"""PostgreSQL is killed under a session and starts again: phones wait and send again, and the tally is theirs."""

from __future__ import annotations

import asyncio
import random

import pytest

from benchmarks.players import PHONE_LIVE, STAGE_LIVE, connect
from tests.faults.conftest import Begin
from tests.faults.phones import hang_up
from tests.faults.waiting import LONG
from tests.postgres import Postgres
from workshop_app.phrases import phrase

ROUNDS, PHONES = 3, 20
NOT_YET = phrase("error.not_yet", "nb")


@pytest.fixture
def own_postgres():
    started = Postgres()
    yield started
    started.stop()


async def test_killed_in_a_burst_and_back_within_seconds(begin: Begin, own_postgres: Postgres) -> None:
    meeting = await begin(phones=PHONES, database=own_postgres.address())
    for turn in range(ROUNDS):
        meeting.tap_all(turn=turn)
        await asyncio.sleep(random.uniform(0, 0.1))
        await asyncio.to_thread(own_postgres.kill)
        for phone in meeting.phones:
            phone.tap("te")
        await told_of_it(meeting.ledger.refused)
        late = [
            await connect(meeting.base, path) for path in (f"/d/{meeting.prepared.code}", meeting.prepared.stage_path)
        ]
        await asyncio.to_thread(own_postgres.start_again)
        # Whoever came meanwhile is shown something as soon as there is anything to show.
        for screen, live in zip(late, (PHONE_LIVE, STAGE_LIVE), strict=True):
            await screen.seen.until(lambda values, shown=f"{live}.frame": shown in values)
            await hang_up(screen.wire)
        await meeting.everybody_heard()
        await meeting.demand_true_tally()
        await meeting.open_vote()
    meeting.demand_clear_log("DATABASE_AWAY")


async def told_of_it(refused: set[tuple[int, str]]) -> None:
    """Somebody has been told that the answer is not stored yet."""
    async with asyncio.timeout(LONG):
        while NOT_YET not in {message for _, message in refused}:  # noqa: ASYNC110 -- written by phones that come and go
            await asyncio.sleep(0.02)
