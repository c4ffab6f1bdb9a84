"""A session with phones that come back by themselves, and what the database says of it."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import psutil

from benchmarks.players import CONTROL, CONTROL_LIVE, Client, connect
from benchmarks.prepared import Prepared
from tests.faults.ledger import Ledger
from tests.faults.phones import GONE, Phone, hang_up
from tests.faults.waiting import LONG, eventually
from tests.servers import Server
from workshop_app.domain.phases import Move
from workshop_app.domain.session import LiveSession
from workshop_app.domain.tally import Aggregate
from workshop_app.persistence import runs, session_log

#: The vote that the faults meet, and its options.
VOTE, OPTIONS = ("provestemme", "vote"), ("te", "kaffe", "vann", "ingenting")
_GREETINGS = ("This machine:", "Participants:", "First-run set-up", "Ctrl-C", "Stopped.")


@dataclass
class Meeting:
    """The room. `base` is where phones find the server: the server itself, or a network in between."""

    server: Server
    prepared: Prepared
    base: str
    silence: float
    ledger: Ledger = field(default_factory=Ledger)
    phones: list[Phone] = field(default_factory=list)
    control: Client | None = None

    @property
    def live(self) -> LiveSession:
        """Where the session stands, as the database has it."""
        with self.prepared.database.reading() as db:
            return session_log.load_live(db, self.prepared.session_id)

    @property
    def worker(self) -> psutil.Process:
        """The server's process that does the work."""
        port = self.server.port
        family = [psutil.Process(self.server.process.pid), *psutil.Process(self.server.process.pid).children()]
        return max(family, key=lambda one: (_listens(one, port), one.pid))

    def new_phone(self, *, base: str | None = None) -> Phone:
        """One more phone, not opened yet."""
        number, code = len(self.phones), self.prepared.code
        phone = Phone(number, base=base or self.base, code=code, ledger=self.ledger, silence=self.silence)
        self.phones.append(phone)
        return phone

    async def come(self, number: int) -> None:
        """That many more people, all at once."""
        await asyncio.gather(*(phone.join() for phone in [self.new_phone() for _ in range(number)]))

    async def open_control(self) -> Client:
        """A control screen of its own, on the server itself."""
        cookie = f"workshop_sign_in={self.prepared.cookie}"
        control = await connect(self.server.url, f"/styr/{self.prepared.code}", cookie=cookie)
        await control.seen.until(lambda values: f"{CONTROL_LIVE}.frame" in values)
        return control

    async def press(self, move: Move = Move.NEXT) -> None:
        """One press that is carried out, with a yes to what is asked; pressed again if the server was away."""
        before = self.live
        async with asyncio.timeout(LONG):
            while self.live.version == before.version:
                control = await self.present_control()
                await press_on(control, before, move)
                with suppress(TimeoutError):
                    await eventually(partial(self._is_done, control, before.version), within=5)
                if control.seen.values.pop(f"{CONTROL}.asking", ""):
                    await control.wire.send(f"{CONTROL}.confirm")
                    with suppress(TimeoutError):
                        await eventually(lambda: self.live.version > before.version, within=5)

    async def present_control(self) -> Client:
        """The control screen, opened anew if its connection has gone."""
        async with asyncio.timeout(LONG):
            while self.control is None or self.control.wire.is_lost:
                if self.control is not None:
                    await hang_up(self.control.wire)
                with suppress(*GONE):
                    self.control = await self.open_control()
        return self.control

    async def open_vote(self) -> None:
        """The trial vote, open on every phone; a new one if it has been shown already."""
        self.ledger.begin_anew()
        if self.live.phase == "revealed":
            await self.press(Move.REPEAT)
        while self.live.phase != "open":
            await self.press()
        with self.prepared.database.reading() as db:
            run = runs.open_runs(db, self.prepared.session_id)[VOTE]
        await self.everybody(lambda _, frame: frame.get("ballot", {}).get("run") == run)

    async def everybody(self, is_so) -> None:
        """Wait until `is_so(own, frame)` on every phone."""
        await asyncio.gather(*(phone.until(is_so) for phone in self.phones))

    async def everybody_heard(self) -> None:
        """Wait until every phone has been told what became of its last answer."""
        await asyncio.gather(*(phone.heard() for phone in self.phones))

    def tap_all(self, *, turn: int = 0) -> None:
        """Every phone answers, each its own."""
        for phone in self.phones:
            phone.tap(OPTIONS[(phone.number + turn) % len(OPTIONS)])

    async def demand_true_tally(self) -> None:
        """The session goes on, and what is sealed is what the phones were told, no more and no less."""
        while self.live.phase != "revealed":
            await self.press()
        (aggregate,) = self.aggregates()
        counted = (aggregate.figures or {})["counts"]
        assert Counter({option: n for option, n in counted.items() if n}) == self.ledger.counts()
        assert aggregate.n == len(self.ledger.stored)
        assert self.prepared.stored_ballots() == 0
        await self.everybody(lambda _, frame: frame.get("screen") == "result")

    def aggregates(self) -> list[Aggregate]:
        """What is kept of the vote."""
        with self.prepared.database.reading() as db:
            kept = runs.figures(db, self.prepared.session_id).get(VOTE, {})
        return [Aggregate.from_json(json.loads(figures)) for figures in kept.values()]

    def demand_clear_log(self, *said: str) -> None:
        """The log has a line for each of `said` and nothing else but its greeting; nobody's secret, no traceback."""
        log = self.server.log
        lines = [line for line in log.splitlines() if line.strip() and not line.startswith(_GREETINGS)]
        assert len(lines) == len(said), log
        assert all(any(text in line for line in lines) for text in said), log
        assert not [phone.number for phone in self.phones if phone.secret and phone.secret in log]

    async def close(self) -> None:
        """Hang up everywhere."""
        await asyncio.gather(*(phone.put_away() for phone in self.phones))
        if self.control is not None:
            await hang_up(self.control.wire)
        self.prepared.database.close()

    def _is_done(self, control: Client, version: int) -> bool:
        said = (control.seen.values.get(f"{CONTROL}.{part}") for part in ("asking", "notice"))
        return self.live.version > version or any(said)


async def press_on(control: Client, live: LiveSession, move: Move = Move.NEXT) -> None:
    """One press on what the session was when the facilitator looked."""
    await control.wire.send(f"{CONTROL}.press", move=move.value, step=live.step, phase=live.phase or "")


def _listens(process: psutil.Process, port: int) -> bool:
    return any(c.laddr.port == port for c in process.net_connections(kind="tcp"))
