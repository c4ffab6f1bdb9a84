"""One session at several worker processes: everything agrees, and whatever dies takes nothing with it."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import psutil
import pytest

from benchmarks.players import CONTROL, CONTROL_LIVE, PHONE, PHONE_LIVE, STAGE_LIVE, Client, connect
from benchmarks.prepared import prepare
from tests.conftest import ServerFactory
from tests.servers import Server, metrics
from tests.valkey import Valkey
from tests.workshop import Workshop, let_in, open_lobby
from workshop_app.live.relay import CAME, WENT

_WORKERS = 2
_SECRET = "a secret key of thirty-two characters"
_PATIENCE = 90.0
_MOST_PHONES = 100


@dataclass
class Spread:
    """A session whose phones and control screens are at both workers."""

    workshop: Workshop
    valkey: Valkey
    controls: list[Client] = field(default_factory=list)

    @property
    def phones(self) -> list[Client]:
        return self.workshop.phones

    def workers(self) -> list[psutil.Process]:
        """The worker processes that answer connections just now."""
        return self.workshop.server.workers()

    def at(self, worker: psutil.Process, clients: Sequence[Client]) -> list[Client]:
        """Those of the clients that are connected to that worker."""
        ports = {connection.raddr.port for connection in worker.net_connections(kind="tcp") if connection.raddr}
        return [client for client in clients if client.wire.local_port in ports]

    async def until_counted(self, **expected: int) -> None:
        """Wait until the control screens at both workers and the projector show these counts."""

        def shows(live: str) -> Callable[[dict[str, dict[str, int]]], bool]:
            return lambda values: expected.items() <= values.get(f"{live}.counts", {}).items()

        screens = [(control, CONTROL_LIVE) for control in self.controls] + [(self.workshop.stage, STAGE_LIVE)]
        await asyncio.gather(*(client.seen.until(shows(live)) for client, live in screens))

    async def press(self) -> float:
        """Press «next»; the seconds until all phones and screens show more than before."""
        frame = self.controls[0].frame(CONTROL_LIVE)
        return await self.tell("press", move="next", step=frame["step"], phase=frame["phase"])

    async def tell(self, handler: str, **payload: object) -> float:
        """Do something on a control screen; the seconds until all phones and screens show more than before."""
        control, began = self.controls[0], monotonic()
        version = control.frame(CONTROL_LIVE)["version"]
        await control.wire.send(f"{CONTROL}.{handler}", **payload)
        await asyncio.gather(*(client.seen.until(_newer(live, version)) for client, live in self._screens()))
        return monotonic() - began

    async def go_to_vote(self) -> None:
        """Press until the trial vote is open everywhere."""
        while not (self.phones[0].frame(PHONE_LIVE).get("ballot") or {}).get("run"):
            await self.press()

    def _screens(self) -> list[tuple[Client, str]]:
        return [
            *((phone, PHONE_LIVE) for phone in self.phones),
            *((control, CONTROL_LIVE) for control in self.controls),
            (self.workshop.stage, STAGE_LIVE),
        ]

    async def close(self) -> None:
        await self.workshop.close()
        await asyncio.gather(*(control.wire.close() for control in self.controls[1:]))
        self.workshop.prepared.database.close()


def _newer(live: str, version: int) -> Callable[[dict[str, dict[str, int]]], bool]:
    return lambda values: values.get(f"{live}.frame", {}).get("version", -1) > version


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    started = Valkey(tmp_path / "valkey")
    started.start()
    yield started
    started.end()


SpreadOut = Callable[[], Awaitable[Spread]]


@pytest.fixture
async def spread(server: ServerFactory, postgres_address: str, valkey: Valkey) -> AsyncIterator[SpreadOut]:
    """`await spread()`: a running session with phones and control screens at both of two workers."""
    begun: list[Spread] = []

    async def start() -> Spread:
        own = await asyncio.to_thread(several_workers, server, postgres_address, valkey)
        prepared = await asyncio.to_thread(prepare, own.data_dir, database_url=postgres_address)
        made = Spread(await open_lobby(own, prepared), valkey)
        begun.append(made)
        made.controls.append(made.workshop.control)
        while any(len(made.at(worker, made.phones)) < 3 for worker in made.workers()):
            assert len(made.phones) < _MOST_PHONES
            await let_in(made.workshop, phones=4)
        while any(not made.at(worker, made.controls) for worker in made.workers()):
            made.controls.append(await another_control(made))
        await made.workshop.press()
        return made

    yield start
    for made in begun:
        await made.close()


def several_workers(server: ServerFactory, postgres_address: str, valkey: Valkey) -> Server:
    own = server(
        settings={
            "WORKSHOP_HOST": "127.0.0.1",
            "WORKSHOP_DATABASE_URL": postgres_address,
            "WORKSHOP_VALKEY_URL": valkey.address,
            "WORKSHOP_SECRET_KEY": _SECRET,
            "WORKSHOP_METRICS_TOKEN": _SECRET,
        },
        arguments=("--workers", str(_WORKERS)),
    )
    # Where those who prepare sessions look for it.
    (own.data_dir / "secret.key").write_text(_SECRET)
    return own


async def another_control(made: Spread) -> Client:
    prepared = made.workshop.prepared
    cookie = f"workshop_sign_in={prepared.cookie}"
    control = await connect(made.workshop.server.url, f"/styr/{prepared.code}", cookie=cookie)
    await control.seen.until(lambda v: f"{CONTROL_LIVE}.frame" in v)
    return control


async def come_back(phone: Client, made: Spread) -> Client:
    """The same phone over a new connection; tries until somebody listens."""
    seats = {f"{PHONE}.seats_rx_state_": phone.seen.values[f"{PHONE}.seats"]}
    await phone.wire.close()
    async with asyncio.timeout(_PATIENCE):
        while True:
            back = None
            try:
                back = await connect(made.workshop.server.url, phone.wire.path, storage=seats)
                await back.seen.until(lambda v: v.get(f"{PHONE_LIVE}.own", {}).get("joined"))
            except OSError:
                if back is not None:
                    await back.wire.close()
                await asyncio.sleep(0.1)
            else:
                return back


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not reached():  # noqa: ASYNC110 -- another process has no event to wait for
            await asyncio.sleep(0.05)


async def test_steps_counters_and_reveals_agree_at_every_worker(spread: SpreadOut) -> None:
    made = await spread()
    everybody = len(made.phones)
    await made.until_counted(here=everybody, controls=len(made.controls), stages=1)
    await made.go_to_vote()
    await made.until_counted(done=0, total=everybody)

    await asyncio.gather(*(made.workshop.answer(phone, ["te"]) for phone in made.phones[:-1]))
    await made.until_counted(done=everybody - 1, total=everybody)
    await made.workshop.answer(made.phones[-1], ["kaffe"])
    await made.until_counted(done=everybody, total=everybody, here=everybody)

    shown = None
    while shown != "revealed":
        await made.press()
        frames = [phone.frame(PHONE_LIVE) for phone in made.phones]
        assert all(frame == frames[0] for frame in frames)
        shown = frames[0]["step"].rpartition("/")[2]
    # How long it has lasted is told as of when a worker made its frame.
    controls = [{**control.frame(CONTROL_LIVE), "seconds_used": 0} for control in made.controls]
    assert all(frame == controls[0] for frame in controls)


async def test_few_answers_are_asked_about_although_everybody_at_this_worker_has_answered(spread: SpreadOut) -> None:
    made = await spread()
    await made.go_to_vote()
    worker = next(worker for worker in made.workers() if made.at(worker, [made.workshop.control]))
    near = made.at(worker, made.phones)
    far = [phone for phone in made.phones if phone not in near]
    while len(near) >= len(far):
        before = made.phones[:]
        await let_in(made.workshop, phones=1)
        far += [phone for phone in made.phones if phone not in before and phone not in made.at(worker, made.phones)]
        near = [phone for phone in near if phone in made.phones]
    await made.until_counted(here=len(made.phones), total=len(made.phones))
    await asyncio.gather(*(made.workshop.answer(phone, ["te"]) for phone in near))
    await made.until_counted(done=len(near), total=len(made.phones))
    frame = made.workshop.control.frame(CONTROL_LIVE)
    await made.workshop.control.wire.send(f"{CONTROL}.press", move="next", step=frame["step"], phase=frame["phase"])
    await made.workshop.control.seen.until(lambda v: v.get(f"{CONTROL}.asking"))
    assert str(len(made.phones)) in made.workshop.control.seen.values[f"{CONTROL}.asking"]


async def test_worker_killed_in_a_vote_loses_no_answer_and_its_phones_come_back_at_another(spread: SpreadOut) -> None:
    made = await spread()
    await made.go_to_vote()
    workers = made.workers()
    dying = next(worker for worker in workers if not made.at(worker, [made.workshop.control]))
    lost = made.at(dying, made.phones)
    stayed = [phone for phone in made.phones if phone not in lost]
    blind = made.at(dying, [made.workshop.stage])
    acknowledged = 0

    async def vote(number: int, phone: Client) -> None:
        nonlocal acknowledged
        await asyncio.sleep(number * 0.005)
        async with asyncio.timeout(5):
            receipt = await made.workshop.answer(phone, ["te"])
        acknowledged += receipt["state"] == "stored"

    voting = [asyncio.create_task(vote(number, phone)) for number, phone in enumerate(made.phones)]
    await until(lambda: acknowledged >= 2)
    os.kill(dying.pid, signal.SIGKILL)
    await asyncio.gather(*voting, return_exceptions=True)
    back = await asyncio.gather(*(come_back(phone, made) for phone in lost))
    if blind:
        made.workshop.stage = await connect(made.workshop.server.url, made.workshop.prepared.stage_path)
    assert acknowledged <= made.workshop.prepared.stored_ballots() <= len(made.phones)
    assert all(phone.frame(PHONE_LIVE)["activity"] == stayed[0].frame(PHONE_LIVE)["activity"] for phone in back)

    made.workshop.phones = [*stayed, *back]
    await asyncio.gather(*(control.wire.close() for control in made.controls[1:]))
    made.controls = [made.workshop.control]
    await asyncio.gather(*(made.workshop.answer(phone, ["kaffe"], seq=2) for phone in made.phones))
    await made.until_counted(done=len(made.phones), total=len(made.phones), here=len(made.phones))
    assert made.workshop.prepared.stored_ballots() == len(made.phones)
    await until(lambda: len(made.workers()) == _WORKERS and dying.pid not in {one.pid for one in made.workers()})
    told = await asyncio.to_thread(metrics, made.workshop.server.url, _SECRET)
    assert told["workshop_people_here"] == len(made.phones)
    assert told['workshop_answers_total{outcome="stored"}'] >= acknowledged + len(made.phones)
    await made.press()


async def test_without_valkey_steps_and_counters_go_on_and_with_it_they_are_at_once_again(spread: SpreadOut) -> None:
    made = await spread()
    server = made.workshop.server
    await made.go_to_vote()
    made.valkey.kill()
    await asyncio.gather(*(made.workshop.answer(phone, ["te"]) for phone in made.phones))
    await made.until_counted(done=len(made.phones), total=len(made.phones))
    await until(lambda: server.log.count(WENT) == _WORKERS)
    # The database is asked every second; the rest is for a machine that has much else to do.
    for _ in ("the answers are shown", "another vote is opened"):
        assert await made.press() < 10.0
    await made.until_counted(done=0, total=len(made.phones))

    await asyncio.to_thread(made.valkey.start)
    await until(lambda: server.log.count(CAME) == _WORKERS)
    await made.tell("note", name="hidden", value=True)
    await made.until_counted(here=len(made.phones), total=len(made.phones))
    assert server.log.count(WENT) == server.log.count(CAME) == _WORKERS
