"""The server is killed at any instant: what a phone was told is stored is counted, and nothing else is."""

from __future__ import annotations

import asyncio
import random

from tests.faults.conftest import Begin

ROUNDS = 6


async def test_killed_at_random_instants_of_a_burst(begin: Begin) -> None:
    meeting = await begin(phones=30)
    for turn in range(ROUNDS):
        meeting.ledger.stored.clear()
        meeting.tap_all(turn=turn)
        await asyncio.sleep(random.uniform(0, 0.12))
        await asyncio.to_thread(meeting.server.kill)
        assert_stored_is_at_least(meeting.prepared.stored_ballots(), told=len(meeting.ledger.stored))
        await asyncio.to_thread(meeting.server.start)
        await meeting.everybody_heard()
        await meeting.demand_true_tally()
        await meeting.open_vote()
    meeting.demand_short_log(at_most=ROUNDS)


def assert_stored_is_at_least(stored: int, *, told: int) -> None:
    assert told <= stored <= 30
