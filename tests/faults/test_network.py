"""The network is slow, cuts, or swallows everything: whoever was told is counted, and everybody comes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from benchmarks.players import CONTROL_LIVE
from tests.faults.conftest import Begin
from tests.faults.network import Network
from tests.faults.waiting import eventually

Opened = list[Network]


@pytest.fixture
async def through() -> AsyncIterator[tuple[Opened, object]]:
    """What `begin(through=…)` takes, and the networks that it has opened."""
    opened: Opened = []

    async def open_network(port: int) -> str:
        opened.append(Network(port))
        return await opened[-1].open()

    yield opened, open_network
    for network in opened:
        await network.close()


async def test_two_seconds_each_way(begin: Begin, through: tuple[Opened, object]) -> None:
    opened, way = through
    meeting = await begin(phones=20, through=way)
    opened[0].delay = 2.0
    meeting.tap_all()
    await meeting.everybody_heard()
    await meeting.phones[0].reload()
    await meeting.demand_true_tally()
    meeting.demand_clear_log()


async def test_one_piece_in_twenty_is_cut(begin: Begin, through: tuple[Opened, object]) -> None:
    opened, way = through
    meeting = await begin(phones=20, ping=2, through=way)
    opened[0].cuts = 0.05
    for turn in range(4):
        meeting.tap_all(turn=turn)
        await meeting.everybody_heard()
        await meeting.demand_true_tally()
        await meeting.open_vote()
    assert opened[0].cut > 0
    meeting.demand_clear_log()


async def test_a_network_that_swallows_everything(begin: Begin, through: tuple[Opened, object]) -> None:
    opened, way = through
    meeting = await begin(phones=20, ping=1, through=way)
    opened[0].is_dead = True
    meeting.tap_all()
    control = await meeting.present_control()
    await control.seen.until(lambda values: values[f"{CONTROL_LIVE}.counts"]["offline"] == 20)
    assert meeting.prepared.stored_ballots() == 0
    assert meeting.ledger.stored == {}

    opened[0].is_dead = False
    await meeting.everybody_heard()
    await control.seen.until(lambda values: values[f"{CONTROL_LIVE}.counts"]["offline"] == 0)
    await meeting.demand_true_tally()
    meeting.demand_clear_log()


async def test_reloaded_while_the_server_believes_the_dead_connection(
    begin: Begin, through: tuple[Opened, object]
) -> None:
    opened, way = through
    meeting = await begin(phones=20, through=way)
    opened[0].is_dead = True
    meeting.tap_all()
    await eventually(lambda: opened[0].dead == 20)
    opened[0].is_dead = False
    await asyncio.gather(*(phone.reload() for phone in meeting.phones))
    await meeting.everybody_heard()
    await meeting.demand_true_tally()
    meeting.demand_clear_log()


async def test_a_phone_asleep_wakes_where_the_room_is(begin: Begin, through: tuple[Opened, object]) -> None:
    opened, way = through
    meeting = await begin(phones=8, ping=1)
    sleeper = meeting.new_phone(base=await way(meeting.server.port))
    await sleeper.join()
    await meeting.everybody(lambda _, frame: frame["screen"] == "ballot")
    meeting.tap_all()
    await meeting.everybody_heard()
    opened[0].is_dead = True
    sleeper.silence = 3600
    control = await meeting.present_control()
    await control.seen.until(lambda values: values[f"{CONTROL_LIVE}.counts"]["offline"] == 1)
    await meeting.press()

    # The page becomes visible: it lets go of the connection that it had, and asks for a new one.
    opened[0].is_dead = False
    await sleeper.reload()
    await sleeper.until(lambda own, frame: own.get("joined") and frame["version"] == meeting.live.version)
    await control.seen.until(lambda values: values[f"{CONTROL_LIVE}.counts"]["offline"] == 0)
    await meeting.demand_true_tally()
    meeting.demand_clear_log()
