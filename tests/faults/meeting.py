"""A session with phones that come back by themselves, and what the database says of it."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import websockets

from benchmarks.players import CONTROL, CONTROL_LIVE, Client, connect
from benchmarks.prepared import Prepared
from tests.faults.ledger import Ledger
from tests.faults.phones import Phone, seat_of
from tests.servers import Server
from workshop_app.domain.phases import Move
from workshop_app.domain.session import LiveSession
from workshop_app.domain.tally import Aggregate
from workshop_app.persistence import sessions

VOTE = "provestemme"
OPTIONS = ("te", "kaffe", "vann", "ingenting")
_LONG = 60.0


@dataclass
class Meeting:
    """The room. `base` is where phones find the server: the server itself, or a network in between."""

    server: Server
    prepared: Prepared
    base: str
    ledger: Ledger = field(default_factory=Ledger)
    phones: list[Phone] = field(default_factory=list)
    control: Client | None = None

    @property
    def live(self) -> LiveSession:
        """Where the session stands, as the database has it."""
        with self.prepared.database.reading() as db:
            return sessions.load_live(db, self.prepared.session_id)

    async def come(self, number: int) -> None:
        """That many more people, all at once."""
        code = self.prepared.code
        new = [Phone(len(self.phones) + n, base=self.base, code=code, ledger=self.ledger) for n in range(number)]
        self.phones += new
        await asyncio.gather(*(phone.join() for phone in new))

    async def open_control(self) -> Client:
        """A control screen of its own, on the server itself."""
        cookie = f"workshop_sign_in={self.prepared.cookie}"
        control = await connect(self.server.url, f"/styr/{self.prepared.code}", cookie=cookie)
        await control.seen.until(lambda values: f"{CONTROL_LIVE}.frame" in values)
        return control

    async def press(self, move: Move = Move.NEXT) -> None:
        """One press that is carried out, with a yes to what is asked; comes back if the server was away."""
        before = self.live
        pressed = {"move": move.value, "step": before.step, "phase": before.phase or ""}
        async with asyncio.timeout(_LONG):
            while (await self._live_now()).version == before.version:
                control = await self._present()
                await control.wire.send(f"{CONTROL}.press", **pressed)
                with suppress(TimeoutError):
                    await self._asked_or_done(control, before.version)

    async def go_to(self, activity: str, phase: str) -> None:
        """Press until the session is there, and every phone shows it."""
        for _ in range(80):
            live = self.live
            last = next(reversed(live.left), "") if live.left else ""
            if (last, live.phase) == (activity, phase):
                break
            await self.press()
        await self.everybody_at(activity)

    async def open_vote(self) -> None:
        """The trial vote, open, on every phone."""
        live = self.live
        await (self.press(Move.REPEAT) if live.phase == "revealed" else self._first_vote())
        await self.everybody_votes()

    async def everybody_votes(self) -> None:
        """Wait until every phone shows the run that is open now."""
        with self.prepared.database.reading() as db:
            run = sessions.open_runs(db, self.prepared.session_id)[VOTE, "vote"]
        await asyncio.gather(*(p.until(lambda _, p=p: p.frame.get("ballot", {}).get("run") == run) for p in self.phones))

    async def everybody_at(self, activity: str) -> None:
        """Wait until every phone shows that activity."""
        await asyncio.gather(
            *(p.until(lambda _, p=p: p.frame.get("activity") == activity) for p in self.phones),
        )

    async def everybody_heard(self) -> None:
        """Wait until every phone has been told what became of its last answer."""
        await asyncio.gather(*(phone.word() for phone in self.phones))

    def tap_all(self, *, turn: int = 0) -> None:
        """Every phone answers, each its own."""
        for phone in self.phones:
            phone.tap(OPTIONS[(phone.number + turn) % len(OPTIONS)])

    async def sealed_counts(self) -> Counter[str]:
        """Close and show the vote, and what it came to, with how many times each answer was given."""
        while self.live.phase != "revealed":
            await self.press()
        (aggregate,) = self.aggregates(VOTE, "vote")
        counts = aggregate.figures or {}
        assert aggregate.n == len(self.ledger.stored)
        return Counter({option: n for option, n in counts["counts"].items() if n})

    def aggregates(self, activity: str, part: str) -> list[Aggregate]:
        """What is kept of a sealed part."""
        with self.prepared.database.reading() as db:
            kept = sessions.figures(db, self.prepared.session_id).get((activity, part), {})
        return [Aggregate.from_json(json.loads(figures)) for figures in kept.values()]

    async def demand_true_tally(self) -> None:
        """The session goes on, and what is sealed is what the phones were told, no more and no less."""
        assert await self.sealed_counts() == self.ledger.counts()
        assert self.prepared.stored_ballots() == 0
        await asyncio.gather(*(p.until(lambda _, p=p: p.frame.get("screen") == "result") for p in self.phones))

    def demand_short_log(self, *said: str, at_most: int) -> None:
        """The log has a line for each of `said`, no traceback, nobody's secret, and few lines in all."""
        demand_short_log(self.server.log, said=said, at_most=at_most, secrets=map(seat_of, self.phones))

    async def close(self) -> None:
        """Hang up everywhere."""
        await asyncio.gather(*(phone.put_away() for phone in self.phones))
        if self.control is not None:
            await self.control.wire.close()
        self.prepared.database.close()

    async def _first_vote(self) -> None:
        while self.live.phase != "open":
            await self.press()

    async def _present(self) -> Client:
        """The control screen, opened anew if its connection has gone."""
        async with asyncio.timeout(_LONG):
            while self.control is None or self.control.wire._reader is None or self.control.wire._reader.done():
                if self.control is not None:
                    await _hung_up(self.control)
                with suppress(OSError, TimeoutError, websockets.WebSocketException):
                    self.control = await self.open_control()
        assert self.control is not None
        return self.control

    async def _live_now(self) -> LiveSession:
        return await asyncio.to_thread(lambda: self.live)

    async def _asked_or_done(self, control: Client, version: int) -> None:
        async with asyncio.timeout(5):
            while (await self._live_now()).version == version:
                if control.seen.values.get(f"{CONTROL}.asking"):
                    control.seen.values[f"{CONTROL}.asking"] = ""
                    await control.wire.send(f"{CONTROL}.confirm")
                if control.seen.values.get(f"{CONTROL}.notice"):
                    return
                await asyncio.sleep(0.02)


async def _hung_up(client: Client) -> None:
    with suppress(OSError, websockets.WebSocketException):
        await client.wire.close()


def demand_short_log(log: str, *, said: Iterable[str], at_most: int, secrets: Iterable[str]) -> None:
    """See `Meeting.demand_short_log`. What the server says when it starts does not count."""
    lines = [line for line in log.splitlines() if line.strip() and not _is_greeting(line)]
    missing = [text for text in said if not any(text in line for line in lines)]
    assert not missing, f"{missing} not in the log:\n{log}"
    assert "Traceback" not in log, log
    assert len(lines) <= at_most, log
    assert not any(secret in log for secret in secrets)


_GREETINGS = ("This machine:", "Participants:", "First-run set-up", "Ctrl-C", "Building", "Pages:", "Stopped.", "Server:")


def _is_greeting(line: str) -> bool:
    return line.startswith(_GREETINGS)


Begin = Callable[..., Any]
