"""Several processes as one: what has changed and who is here, told between them over a Valkey channel.

A message says *that* something has changed, never what: each process reads the database, which is the
truth. Who is here goes over the channel as a whole set, at each change and every two seconds, and is
forgotten when it has not been said for six. Without the channel each process looks for changes in
the database every second, and what it last heard of the others holds until the channel is back.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

from workshop_app.live.channel import Channel, Listener
from workshop_app.live.presence import Attendance, Presence, Register, Roll, together
from workshop_app.live.rooms import Rooms
from workshop_app.live.showing import COALESCE
from workshop_app.persistence.ballot_box import Elsewhere
from workshop_app.services.counting import SeatKeys
from workshop_app.services.in_thread import in_thread
from workshop_app.services.snapshot import Snapshot
from workshop_app.services.tokens import new_id

#: How often each process says who is connected to it, in seconds, and how long that holds.
BEAT = 2.0
EXPIRES = 6.0
#: How often a process looks for changes in the database while there is no channel, in seconds.
POLL = 1.0
_MARK_BYTES = 8
WENT = "Valkey does not answer: steps and counters go by the database, once a second, until it does."
CAME = "Valkey answers again: steps and counters go at once."
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What this process has last said of a session, and what it was made of."""

    snapshot: Snapshot
    roll: Roll
    attendance: Attendance


class Relay:
    """This process among its neighbours. `secret` is the same at all of them; `keys` blocks on the database.

    Where several servers share one Valkey, their secrets keep their channels apart.
    """

    def __init__(self, url: str, *, secret: bytes, keys: Callable[[Snapshot, Sequence[str]], SeatKeys]) -> None:
        self._me = new_id()
        self._secret = secret
        self._keys = keys
        self._channel = Channel(url, f"workshop/{mark(secret, b'channel')}", silence=EXPIRES)
        self._register = Register(lasts=EXPIRES)
        self._said: dict[str, _Said] = {}
        self._counting: set[str] = set()
        self._at_work: set[asyncio.Task[None]] = set()
        self._is_looking = False
        self._look = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def lifespan(self, rooms: Rooms) -> Callable[[], AbstractAsyncContextManager[None]]:
        """Keeps the channel for as long as the server runs; what is heard goes to `rooms`."""

        @asynccontextmanager
        async def lifespan() -> AsyncIterator[None]:
            self._loop = asyncio.get_running_loop()
            listener = Listener(hear=partial(self._hear, rooms), came=self._came, went=self._went)
            tasks = [
                asyncio.create_task(work)
                for work in (self._channel.run(listener), self._beat(rooms), self._look_again(rooms))
            ]
            yield
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        return lifespan

    def changed(self, session_id: str) -> None:
        """Have every other process show the session anew. Any thread may call."""
        self._soon(partial(self._say, "changed"), session_id)

    def counts_changed(self, session_id: str) -> None:
        """Have every other process count anew, at most once per `COALESCE`. Any thread may call."""
        self._soon(self._count_soon, session_id)

    def signed_out(self, sign_in: bytes, *, said: str) -> None:
        """Have every other process end that browser's control screens."""
        self._say("signed_out", sign_in=sign_in.hex(), said=said)

    def put_out(self, person: str, session_ids: Collection[str] | None, *, said: str) -> None:
        """Have every other process end that account's control screens of those sessions, or of all."""
        self._say("put_out", person=person, sessions=None if session_ids is None else sorted(session_ids), said=said)

    def gave_up(self, session_id: str, seat: bytes) -> None:
        """Have every other process forget that seat."""
        self._say("gave_up", session_id, seat=seat.hex())

    async def attend(self, session_id: str, snapshot: Snapshot, roll: Roll) -> None:
        """Say who is connected here, if that is news."""
        said = self._said.get(session_id)
        if said is not None and said.snapshot is snapshot and said.roll == roll:
            return
        keys = await in_thread(self._keys, snapshot, [*roll.here, *roll.lost])
        attendance = self._attendance(keys, roll)
        self._said[session_id] = _Said(snapshot=snapshot, roll=roll, attendance=attendance)
        if said is None or said.attendance != attendance:
            self._say_attendance(session_id, attendance)

    def forget(self, session_id: str) -> None:
        """Say no more of a session; the others forget it by themselves."""
        self._said.pop(session_id, None)

    def presence(self, session_id: str, own: Presence) -> Presence:
        """Who is connected to any process."""
        said = self._said.get(session_id)
        return together(own, said.attendance if said else Attendance(), self.heard(session_id))

    def heard(self, session_id: str) -> list[Attendance]:
        """What other processes have said of who is connected to them."""
        return self._register.of(session_id)

    def elsewhere(self, session_id: str) -> Elsewhere:
        """How many are connected to other processes, as far as is known at this moment."""
        return partial(beside, self.heard(session_id), self._secret)

    def _say(self, kind: str, session_id: str = "", **values: object) -> None:
        """Say it, once the channel is there."""
        message = json.dumps({"from": self._me, "kind": kind, "session": session_id, **values})
        # Who is here is replaced by who is here later; anything else by its like.
        self._channel.say((kind, session_id) if kind == "attendance" else message, message.encode())

    def _say_all(self) -> None:
        self._say("alive")
        for session_id, said in self._said.items():
            self._say_attendance(session_id, said.attendance)

    def _say_attendance(self, session_id: str, attendance: Attendance) -> None:
        values = vars(attendance) | {"here": sorted(attendance.here), "lost": sorted(attendance.lost)}
        self._say("attendance", session_id, attendance=values)

    def _attendance(self, keys: SeatKeys, roll: Roll) -> Attendance:
        marks = {seat: mark(self._secret, key) for seat, key in keys.keys.items()}
        return Attendance(
            run=keys.run,
            here=frozenset(marks[seat] for seat in roll.here),
            lost=frozenset(marks[seat] for seat in roll.lost),
            stages=roll.presence.stages,
            controls=roll.presence.controls,
            stage_seen=roll.presence.stage_seen,
        )

    def _soon(self, call: Callable[[str], None], session_id: str) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(call, session_id)

    def _count_soon(self, session_id: str) -> None:
        if session_id not in self._counting:
            self._counting.add(session_id)
            asyncio.get_running_loop().call_later(COALESCE, self._say_counts, session_id)

    def _say_counts(self, session_id: str) -> None:
        self._counting.discard(session_id)
        self._say("counts", session_id)

    def _came(self) -> None:
        if self._is_looking:
            _log.warning(CAME)
        self._is_looking = False
        # Whatever was said meanwhile was not heard. The others will say again who is with them.
        self._register.renew(now=monotonic())
        self._say("hello")
        self._say_all()
        self._look.set()

    def _went(self) -> None:
        _log.error(WENT)
        self._is_looking = True
        self._look.set()

    async def _look_again(self, rooms: Rooms) -> None:
        """Look for changes when the channel comes, and every second while there is none."""
        while True:
            await self._look.wait()
            self._look.clear()
            for session_id in rooms.open_sessions():
                # A database that is away is another matter, and told by whoever needs it. The next look is a new try.
                with suppress(Exception):
                    await rooms.look_again(session_id)
            if self._is_looking:
                await asyncio.sleep(POLL)
                self._look.set()

    async def _beat(self, rooms: Rooms) -> None:
        while True:
            await asyncio.sleep(BEAT)
            self._say_all()
            if not self._is_looking:
                for session_id in self._register.expire(now=monotonic()):
                    rooms.recount(session_id)

    def _hear(self, rooms: Rooms, data: bytes) -> None:
        # Somebody else's message is not worth a process.
        with suppress(ValueError, KeyError, TypeError):
            message = json.loads(data)
            if message["from"] != self._me:
                self._obey(rooms, message)

    def _obey(self, rooms: Rooms, message: Mapping[str, Any]) -> None:
        session_id = message["session"]
        match message["kind"]:
            case "changed":
                rooms.refresh(session_id)
            case "counts":
                rooms.recount(session_id)
            case "attendance":
                attendance = _read(message["attendance"])
                if self._register.hear(message["from"], session_id, attendance, now=monotonic()):
                    rooms.recount(session_id)
            case "gave_up":
                rooms.seat_gone(session_id, bytes.fromhex(message["seat"]))
            case "signed_out":
                self._later(rooms.signed_out(bytes.fromhex(message["sign_in"]), said=message["said"]))
            case "put_out":
                self._later(rooms.put_out(message["person"], message["sessions"], said=message["said"]))
            case "hello":
                self._say_all()

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)


def mark(secret: bytes, key: bytes) -> str:
    """What stands for a seat on the channel. Nobody without the secret can make it or lead it back."""
    return hmac.digest(secret, b"presence/" + key, "sha256")[:_MARK_BYTES].hex()


def _read(values: Mapping[str, Any]) -> Attendance:
    return Attendance(**{**values, "here": frozenset(values["here"]), "lost": frozenset(values["lost"])})


def beside(
    others: Sequence[Attendance], secret: bytes, run_id: str, here: AbstractSet[bytes], done: AbstractSet[bytes]
) -> int:
    """How many of `others` are neither `here` nor `done`.

    Where their marks are for another vote (it has opened this moment, or the channel is away), whoever
    is done and not here is taken to be one of them.
    """
    if not others:
        return 0
    known = {mark(secret, key) for key in here | done}
    alike = frozenset[str]().union(*(some.here for some in others if some.run == run_id))
    unlike = sum(len(some.here) for some in others if some.run != run_id)
    theirs_done = len({mark(secret, key) for key in done - here} - alike)
    return len(alike - known) + max(0, unlike - theirs_done)
