"""Rooms without a server: a recording wire, and a truth that several processes may share."""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workshop_app.live.neighbours import Neighbours
from workshop_app.live.presence import Presence
from workshop_app.live.room import Connection, Role
from workshop_app.live.rooms import Rooms
from workshop_app.live.showing import COALESCE
from workshop_app.live.wire import BrowserGone, Source, Wire
from workshop_app.persistence.ballot_box import Elsewhere

SESSION = "session"


@dataclass
class Truth:
    """What a database would hold: the session's version, and how many have answered."""

    version: int = 1
    answered: int = 0


class Hall:
    """Rooms with a recording wire: what each browser was sent, in order."""

    def __init__(
        self,
        *,
        chance: random.Random | None = None,
        truth: Truth | None = None,
        neighbours: Neighbours | None = None,
    ) -> None:
        self.chance = chance
        self.truth = truth or Truth()
        self.member: dict[str, str] = {}
        self.got: dict[str, list[Mapping[str, object]]] = defaultdict(list)
        self.loads = self.sends = 0
        self.made_for: list[Role] = []
        self.slowness = 0.0
        source = Source(load=self._load, count=self._count, frame=self._frame, counts=self._counts)
        wire = Wire(enter=self._enter, leave=self._leave, message=lambda _role, values: values, send=self._send)
        self.rooms = Rooms(source, wire, neighbours)

    async def arrive(self, sid: str, role: Role = Role.PHONE, *, seat: str = "", language: str = "nb") -> None:
        self.member[sid] = ""
        await self.rooms.enter(Connection(sid=sid, session_id=SESSION, role=role, language=language, seat=seat))

    def depart(self, sid: str) -> None:
        self.member.pop(sid, None)
        self.rooms.leave(sid)

    def change(self) -> None:
        self.truth.version += 1
        self.rooms.publish(SESSION)

    def frames(self, sid: str) -> list[object]:
        return [values["frame"] for values in self.got[sid] if "frame" in values]

    def counts(self, sid: str) -> object:
        return [values["counts"] for values in self.got[sid] if "counts" in values][-1]

    async def _pause(self) -> None:
        if self.chance:
            await asyncio.sleep(self.chance.choice((0, 0, 0.001)))

    async def _enter(self, sid: str, room: str) -> None:
        await self._pause()
        if sid not in self.member:
            raise BrowserGone
        self.member[sid] = room

    async def _leave(self, sid: str) -> None:
        self.member[sid] = ""

    async def _send(self, to: str, values: Mapping[str, object]) -> None:
        self.sends += 1
        for sid, room in self.member.items():
            if to in (sid, room):
                self.got[sid].append(values)
        await self._pause()

    def _load(self, _session_id: str) -> int:
        self.loads += 1
        version = self.truth.version
        time.sleep(self.chance.choice((0, 0.001, 0.003)) if self.chance else self.slowness)
        return version

    def _count(self, _snapshot: int, here: list[str], elsewhere: Elsewhere) -> tuple[int, int]:
        return self.truth.answered, len(here) + elsewhere("", set(), set())

    def _frame(self, snapshot: int, role: Role, language: str) -> tuple[int, str, str]:
        self.made_for.append(role)
        return snapshot, role.value, language

    def _counts(self, _snapshot: int, presence: Presence, counted: tuple[int, int], _language: str) -> object:
        return presence, counted


def presence(here: int, offline: int = 0, *, stages: int = 0, controls: int = 1) -> Presence:
    return Presence(here=here, offline=offline, stages=stages, controls=controls)


async def settled() -> None:
    await asyncio.sleep(COALESCE * 3)


async def until(reached: Callable[[], bool], *, patience: float = 60.0) -> None:
    """Wait for it: threads take their time on a busy machine."""
    end = time.monotonic() + patience
    while not reached() and time.monotonic() < end:  # noqa: ASYNC110 -- the rooms have no event to wait for
        await asyncio.sleep(0.01)
    assert reached()
