"""Several processes as one, over a real Valkey: each `Process` here has rooms and a relay of its own."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack

import pytest
from redis.asyncio import Redis

from tests.unit.hall import SESSION, Hall, Truth, presence, until
from tests.valkey import Valkey
from workshop_app.live import relay as relay_module
from workshop_app.live.relay import Relay
from workshop_app.live.room import Connection, Role
from workshop_app.services.counting import SeatKeys
from workshop_app.services.tokens import token_hash

SECRET = b"s" * 32
#: Seconds within which something is at another process although Valkey is gone.
LATE = 15.0


class Process(Hall):
    """One of several: a hall with a relay. `run` is the vote that is open."""

    def __init__(self, address: str, truth: Truth) -> None:
        self.relay = Relay(address.replace("valkey:", "redis:"), secret=SECRET, keys=self.keys)
        self.run = "run"
        super().__init__(truth=truth, neighbours=self.relay)

    def keys(self, _snapshot: object, seats: Sequence[str]) -> SeatKeys:
        return SeatKeys(run=self.run, keys={seat: ballot_key(self.run, seat) for seat in seats})

    async def sign_in(self, sid: str, cookie: str, *, person: str = "") -> None:
        self.member[sid] = ""
        await self.rooms.enter(
            Connection(sid=sid, session_id=SESSION, role=Role.CONTROL, language="nb", sign_in=cookie, person=person)
        )

    def sees(self, sid: str, *, version: int) -> Callable[[], bool]:
        return lambda: self.frames(sid)[-1][0] == version

    def counts_are(self, *expected: object) -> Callable[[], bool]:
        """Whether the control screen shows that."""
        return lambda: self.counts("control") == expected


def ballot_key(run: str, seat: str) -> bytes:
    return hashlib.sha256(f"{run}/{seat}".encode()).digest()


@pytest.fixture
def valkey(tmp_path) -> Iterator[Valkey]:
    server = Valkey(tmp_path / "valkey")
    server.start()
    yield server
    server.end()


Start = Callable[[], Awaitable[Process]]


@pytest.fixture
async def start(valkey: Valkey) -> AsyncIterator[Start]:
    """`await start()`: one more process, with a control screen."""
    truth = Truth()
    async with AsyncExitStack() as running:

        async def begin() -> Process:
            process = Process(valkey.address, truth)
            await running.enter_async_context(process.relay.lifespan(process.rooms)())
            await process.arrive("control", Role.CONTROL)
            return process

        yield begin


async def test_change_at_one_process_is_shown_at_the_other(start: Start) -> None:
    one, two = await start(), await start()
    for version in (2, 3):
        one.change()
        await until(two.sees("control", version=version))


async def test_change_that_a_thread_publishes_where_nobody_is_connected_is_shown_elsewhere(start: Start) -> None:
    one, two = await start(), await start()
    one.depart("control")
    await asyncio.to_thread(one.change)
    await until(two.sees("control", version=2))


async def test_answers_are_counted_everywhere_and_few_messages_tell_of_many(start: Start) -> None:
    one, two = await start(), await start()
    await until(two.counts_are(presence(0, controls=2), (0, 0)))
    before = two.sends
    for _ in range(100):
        one.truth.answered += 1
        one.rooms.counts_changed(SESSION)
    await until(two.counts_are(presence(0, controls=2), (100, 0)))
    assert two.sends - before <= 3


async def test_everybody_counts_at_every_process_and_two_tabs_at_two_processes_are_one_person(start: Start) -> None:
    one, two = await start(), await start()
    await one.arrive("phone a", seat="a")
    await one.arrive("phone b", seat="b")
    await two.arrive("phone c", seat="c")
    await two.arrive("phone a, other tab", seat="a")
    await two.arrive("stage", Role.STAGE)
    for process in (one, two):
        await until(lambda process=process: process.counts("control")[0].here == 3)
        assert process.counts("control")[0].controls == 2
        assert process.counts("control")[0].stages == 1
    expected = [process.rooms.elsewhere(SESSION)("run", here, set()) for process, here in expectations(one, two)]
    assert expected == [1, 1]


def expectations(one: Process, two: Process) -> list[tuple[Process, set[bytes]]]:
    return [
        (process, {ballot_key("run", seat) for seat in process.rooms.seats_here(SESSION)}) for process in (one, two)
    ]


async def test_phone_that_one_process_lost_and_another_has_is_not_without_network(start: Start) -> None:
    one, two = await start(), await start()
    await one.arrive("phone a", seat="a")
    await one.arrive("phone b", seat="b")
    one.depart("phone a")
    one.depart("phone b")
    await until(lambda: two.counts("control")[0].offline == 2)
    await two.arrive("phone a", seat="a")
    await until(lambda: all(p.counts("control")[0] == presence(1, 1, controls=2) for p in (one, two)))


async def test_process_that_comes_late_knows_at_once_who_is_where(start: Start) -> None:
    one = await start()
    await one.arrive("phone", seat="a")
    two = await start()
    await until(lambda: two.counts("control")[0].here == 1)


async def test_process_that_has_died_is_forgotten(
    start: Start, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "EXPIRES", 1.0)
    monkeypatch.setattr(relay_module, "BEAT", 0.2)
    one = await start()
    async with AsyncExitStack() as running:
        dying = Process(valkey.address, one.truth)
        await running.enter_async_context(dying.relay.lifespan(dying.rooms)())
        await dying.arrive("phone", seat="a")
        await until(lambda: one.counts("control")[0].here == 1)
    await until(lambda: one.counts("control")[0].here == 0)


async def test_seat_given_up_at_one_process_is_gone_from_its_tabs_at_another(start: Start) -> None:
    one, two = await start(), await start()
    await heard_of_each_other(one, two, controls=2)
    await one.arrive("tab", seat="a")
    await two.arrive("other tab", seat="a")
    await two.arrive("closed tab", seat="a")
    two.depart("closed tab")
    one.rooms.give_up_seat("tab")
    await until(lambda: two.rooms.seats_here(SESSION) == [])
    await until(two.counts_are(presence(0, controls=2), (0, 0)))


async def heard_of_each_other(*processes: Process, controls: int) -> None:
    for process in processes:
        await until(lambda process=process: process.counts("control")[0].controls == controls)


async def test_who_signs_out_at_one_process_sees_no_more_at_another(start: Start) -> None:
    one, two = await start(), await start()
    await two.sign_in("kari", "cookie")
    await two.sign_in("ola", "another cookie")
    await heard_of_each_other(one, two, controls=4)
    await one.rooms.sign_out("cookie", said="Du er logget ut.")
    await until(lambda: {"problem": "Du er logget ut."} in two.got["kari"])
    assert two.rooms.connection("kari") is None
    assert two.rooms.connection("ola") is not None


async def test_whose_access_changes_at_one_process_sees_no_more_at_another(start: Start) -> None:
    one, two = await start(), await start()
    await two.sign_in("kari", "cookie", person="kari")
    await two.sign_in("ola", "another cookie", person="ola")
    await heard_of_each_other(one, two, controls=4)
    await one.rooms.close_control("ola", {"another"}, said="Ikke denne.")
    await one.rooms.close_control("kari", {SESSION}, said="Tilgangen er endret.")
    await until(lambda: {"problem": "Tilgangen er endret."} in two.got["kari"])
    assert two.rooms.connection("kari") is None
    assert two.rooms.connection("ola") is not None


async def test_without_valkey_steps_and_counters_still_come_and_nothing_said_meanwhile_is_lost(
    start: Start, valkey: Valkey, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    one, two = await start(), await start()
    await one.arrive("phone", seat="a")
    await two.sign_in("kari", "cookie")
    await until(lambda: two.counts("control")[0].here == 1)

    valkey.kill()
    one.change()
    one.truth.answered = 7
    await until(two.sees("control", version=2), patience=LATE)
    await until(lambda: two.counts("control")[1][0] == 7, patience=LATE)
    assert two.counts("control")[0].here == 1
    await one.rooms.sign_out("cookie", said="Du er logget ut.")

    await asyncio.to_thread(valkey.start)
    await until(lambda: two.rooms.connection("kari") is None, patience=LATE)
    await until(lambda: caplog.messages.count(relay_module.CAME) == 2, patience=LATE)
    one.change()
    await until(two.sees("control", version=3))
    # Two processes, one line each way from each.
    assert sorted(caplog.messages) == sorted([relay_module.WENT, relay_module.CAME] * 2)


async def test_valkey_that_hangs_with_open_connections_counts_as_gone(
    start: Start, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "EXPIRES", 1.0)
    monkeypatch.setattr(relay_module, "BEAT", 0.2)
    one, two = await start(), await start()
    await until(lambda: two.counts("control")[0].controls == 2)
    valkey.freeze()
    one.change()
    await until(two.sees("control", version=2), patience=LATE)
    valkey.thaw()
    await until(lambda: two.counts("control")[0].controls == 2, patience=LATE)
    one.change()
    await until(two.sees("control", version=3), patience=LATE)


async def test_process_without_valkey_at_its_start_serves_and_joins_later(start: Start, valkey: Valkey) -> None:
    valkey.kill()
    one, two = await start(), await start()
    one.change()
    await until(two.sees("control", version=2), patience=LATE)
    await asyncio.to_thread(valkey.start)
    await until(lambda: two.counts("control")[0].controls == 2, patience=LATE)


async def test_nothing_on_the_channel_leads_to_a_seat_or_a_ballot(start: Start, valkey: Valkey) -> None:
    one, two = await start(), await start()
    said: list[str] = []
    async with Redis.from_url(valkey.address.replace("valkey:", "redis:")) as client, client.pubsub() as ear:
        await ear.psubscribe("*")
        await ear.get_message(timeout=1)
        await one.arrive("phone", seat="a-seat-token")
        await until(lambda: two.counts("control")[0].here == 1)
        first = set(two.relay.heard(SESSION)[0].here)
        one.run = "another run"
        one.change()
        await until(lambda: set(two.relay.heard(SESSION)[0].here) != first)
        while message := await ear.get_message(timeout=0.5):
            said.append(message["data"].decode())
    assert len(said) >= 3
    for run in ("run", "another run"):
        key = ballot_key(run, "a-seat-token")
        for traceable in ("a-seat-token", key.hex(), token_hash("a-seat-token").hex()):
            assert not any(traceable[:16] in message for message in said)
