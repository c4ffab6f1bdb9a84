"""The server is killed at any instant: what a phone was told is stored is counted, and nothing else is."""

from __future__ import annotations

import asyncio
import random

from tests.faults.conftest import Begin

ROUNDS, PHONES = 4, 30


async def test_killed_at_random_instants_of_a_burst(begin: Begin) -> None:
    meeting = await begin(phones=PHONES)
    for turn in range(ROUNDS):
        meeting.tap_all(turn=turn)
        await asyncio.sleep(random.uniform(0, 0.12))
        await asyncio.to_thread(meeting.server.kill)
        assert len(meeting.ledger.stored) <= meeting.prepared.stored_ballots() <= PHONES
        await asyncio.to_thread(meeting.server.start)
        await meeting.everybody_heard()
        await meeting.demand_true_tally()
        await meeting.open_vote()
    meeting.demand_clear_log()
