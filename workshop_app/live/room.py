"""Who is here, and telling them: "session S is now version N".

One `Rooms` per process, used from the event loop only, except `publish()` and `counts_changed()`,
which any thread may call. Presses and answers come in bursts, so both are coalesced: however many
changes happen while a frame is being made, one more frame follows, and it is the latest. Whatever
is sent to one connection is sent under its session's lock, so that nobody sees an older frame
after a newer one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from time import monotonic

from workshop_app.services.in_thread import in_thread
from workshop_app.services.snapshot import Snapshot

#: How long counters wait for company, in seconds.
COALESCE = 0.05
#: A seat without a connection counts as «uten nett» for this long, in seconds; then it has left.
REMEMBERED = 600.0


class Role(StrEnum):
    """Which of the three live screens a connection shows."""

    PHONE = "phone"
    STAGE = "stage"
    CONTROL = "control"


@dataclass(frozen=True, kw_only=True)
class Connection:
    """One browser page. `seat` is the raw token of a phone, in memory while it is connected; empty before it joins."""

    sid: str
    session_id: str
    role: Role
    language: str
    seat: str = ""
    #: The picture of the projector on a control screen: it sees what the projector sees and is none.
    preview: bool = False
    #: The cookie that a control screen came in with, and whose it is: when they are signed out, the screen is too.
    sign_in: str = ""
    person: str = ""


@dataclass(frozen=True, kw_only=True)
class Presence:
    """Counts of connections: seats here and lost, projectors and control screens."""

    here: int
    offline: int
    stages: int
    controls: int
    #: Whether a projector has been here at all: one that is gone is another matter than one never opened.
    stage_seen: bool = False


#: Role and language: those who share a frame.
Audience = tuple[Role, str]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where frames come from. `load` and `count` block; `frame` and `counts` are quick."""

    load: Callable[[str], Snapshot]
    count: Callable[[Snapshot, list[str]], tuple[int, int]]
    frame: Callable[[Snapshot, Role, str], object]
    counts: Callable[[Snapshot, Presence, tuple[int, int], str], object]


@dataclass(frozen=True, kw_only=True)
class Wire:
    """How frames leave: `send(to, variable values)` where `to` is a connection or a room's name.

    `enter(connection, room's name)` leaves any other room first, and `leave(connection)` all of them.
    """

    enter: Callable[[str, str], Awaitable[None]]
    leave: Callable[[str], Awaitable[None]]
    send: Callable[[str, Role, Mapping[str, object]], Awaitable[None]]


@dataclass
class Room:
    """One session's connections, and the newest of what they have been shown."""

    session_id: str
    connections: dict[str, Connection] = field(default_factory=dict)
    lost: dict[str, float] = field(default_factory=dict)
    stage_seen: bool = False
    snapshot: Snapshot | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    #: How often the session has changed, as far as is known here; what the snapshot holds of
    #: that; and what everybody has been shown. Apart, since a newcomer or a count may load first.
    wanted: int = 1
    loaded: int = 0
    shown: int = 1
    refreshing: asyncio.Task[None] | None = None
    counting: asyncio.Task[None] | None = None
    counted: tuple[int, int] = (0, 0)

    def seats(self) -> list[str]:
        """The tokens of the seats that are connected, each once."""
        return list({c.seat for c in self.connections.values() if c.role is Role.PHONE and c.seat})

    def audiences(self) -> set[Audience]:
        """Everybody who needs a frame."""
        return {(c.role, c.language) for c in self.connections.values()}

    def presence(self, now: float) -> Presence:
        """Who is here just now; forgets seats that have been gone for long."""
        here = set(self.seats())
        self.lost = {s: at for s, at in self.lost.items() if s not in here and now - at < REMEMBERED}
        roles = [c.role for c in self.connections.values()]
        stages = sum(c.role is Role.STAGE and not c.preview for c in self.connections.values())
        self.stage_seen = self.stage_seen or stages > 0
        return Presence(
            here=len(here),
            offline=len(self.lost),
            stages=stages,
            controls=roles.count(Role.CONTROL),
            stage_seen=self.stage_seen,
        )


def room_name(session_id: str, role: Role, language: str) -> str:
    """The name under which everybody who shares a frame is reached at once."""
    return f"{session_id}/{role}/{language}"


class Rooms:
    """All sessions that somebody is connected to in this process."""

    def __init__(self, source: Source, wire: Wire) -> None:
        self._source = source
        self._wire = wire
        self._rooms: dict[str, Room] = {}
        self._by_sid: dict[str, Room] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    async def enter(self, connection: Connection) -> None:
        """Let a connection in and send it what its kind sees now. Coming again is harmless."""
        self._loop = asyncio.get_running_loop()
        # First of all: it fails for a browser that has gone meanwhile, and that must not be counted as here.
        await self._wire.enter(connection.sid, room_name(connection.session_id, connection.role, connection.language))
        self.leave(connection.sid)
        room = self._rooms.setdefault(connection.session_id, Room(connection.session_id))
        room.connections[connection.sid] = connection
        self._by_sid[connection.sid] = room
        async with room.lock:
            await self._welcome(room, connection)
        self._count_soon(room)

    def leave(self, sid: str) -> None:
        """Forget a connection that is gone."""
        room = self._by_sid.pop(sid, None)
        if room is None:
            return
        gone = room.connections.pop(sid)
        if gone.seat and gone.seat not in room.seats():
            room.lost[gone.seat] = monotonic()
        if room.connections:
            self._count_soon(room)
        else:
            # Not at once: when the network goes, everybody goes, and whoever is back first asks for the others.
            asyncio.get_running_loop().call_later(REMEMBERED, self._forget_room, room)

    def give_up_seat(self, sid: str) -> None:
        """Forget a phone that left on purpose: it is not «uten nett», and its other tabs have no seat either."""
        connection = self.connection(sid)
        room = self._by_sid.get(sid)
        if room is None or connection is None:
            return
        for other in room.connections.values():
            if connection.seat and other.seat == connection.seat:
                room.connections[other.sid] = replace(other, seat="")
        self.leave(sid)

    async def sign_out(self, cookie: str, *, said: str) -> None:
        """End what the control screens of that browser are sent; `said` is what they show instead."""
        await self._put_out(lambda one: bool(cookie) and one.sign_in == cookie, said)

    async def sign_out_everywhere(self, person: str, *, said: str) -> None:
        """The same for all control screens of an account, in whatever browser."""
        await self.close_control(person, self.controlled_by(person), said=said)

    async def close_control(self, person: str, session_ids: Collection[str], *, said: str) -> None:
        """The same for an account's control screens of those sessions."""
        await self._put_out(lambda one: bool(person) and one.person == person and one.session_id in session_ids, said)

    def controlled_by(self, person: str) -> frozenset[str]:
        """The ids of the sessions of which that account has a control screen open."""
        connections = (one for room in self._rooms.values() for one in room.connections.values())
        return frozenset(one.session_id for one in connections if person and one.person == person)

    async def _put_out(self, is_meant: Callable[[Connection], bool], said: str) -> None:
        for room in list(self._rooms.values()):
            for connection in [one for one in room.connections.values() if is_meant(one)]:
                await self._wire.leave(connection.sid)
                self.leave(connection.sid)
                await self._wire.send(connection.sid, connection.role, {"problem": said})

    def _forget_room(self, room: Room) -> None:
        if not room.connections and self._rooms.get(room.session_id) is room:
            del self._rooms[room.session_id]

    async def tell(self, sid: str, role: Role, values: Mapping[str, object]) -> None:
        """Send something to one connection only, in order with its frames."""
        room = self._by_sid.get(sid)
        if room is None:
            await self._wire.send(sid, role, values)
            return
        async with room.lock:
            await self._wire.send(sid, role, values)

    def connection(self, sid: str) -> Connection | None:
        """The connection with that id, if it has entered."""
        room = self._by_sid.get(sid)
        return room.connections.get(sid) if room else None

    def seats_here(self, session_id: str) -> list[str]:
        """The tokens of the seats that are connected."""
        room = self._rooms.get(session_id)
        return room.seats() if room else []

    def publish(self, session_id: str) -> None:
        """The session has a new version: show it to everybody. Any thread may call."""
        self._soon(self._refresh_soon, session_id)

    def counts_changed(self, session_id: str) -> None:
        """Somebody answered: bring the counters up to date, soon. Any thread may call."""
        self._soon(self._count_session, session_id)

    def _soon(self, call: Callable[[str], None], session_id: str) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(call, session_id)

    def _refresh_soon(self, session_id: str) -> None:
        room = self._rooms.get(session_id)
        if room is None:
            return
        room.wanted += 1
        if room.refreshing is None or room.refreshing.done():
            room.refreshing = asyncio.create_task(self._refresh(room))

    async def _refresh(self, room: Room) -> None:
        while room.shown != room.wanted:
            async with room.lock:
                await self._load(room)
                room.shown = room.loaded
                for role, language in room.audiences():
                    await self._send_frame(room, room_name(room.session_id, role, language), role, language)
            await self._send_counts(room)

    async def _load(self, room: Room) -> Snapshot:
        if room.loaded != room.wanted or room.snapshot is None:
            # Asked before the read: what changes during it makes for another one.
            wanted = room.wanted
            room.snapshot = await in_thread(self._source.load, room.session_id)
            room.loaded = wanted
        return room.snapshot

    async def _welcome(self, room: Room, connection: Connection) -> None:
        await self._load(room)
        await self._send_frame(room, connection.sid, connection.role, connection.language)
        await self._send_count(room, connection.sid, connection.role, connection.language)

    async def _send_frame(self, room: Room, to: str, role: Role, language: str) -> None:
        assert room.snapshot is not None
        await self._wire.send(to, role, {"frame": self._source.frame(room.snapshot, role, language)})

    def _count_session(self, session_id: str) -> None:
        room = self._rooms.get(session_id)
        if room is not None:
            self._count_soon(room)

    def _count_soon(self, room: Room) -> None:
        if room.counting is None or room.counting.done():
            room.counting = asyncio.create_task(self._count(room))

    async def _count(self, room: Room) -> None:
        await asyncio.sleep(COALESCE)
        # From here on a new change starts a new count, so that the last one is never missed.
        room.counting = None
        await self._send_counts(room)

    async def _send_counts(self, room: Room) -> None:
        async with room.lock:
            snapshot = await self._load(room)
            room.counted = await in_thread(self._source.count, snapshot, room.seats())
            for role, language in room.audiences():
                await self._send_count(room, room_name(room.session_id, role, language), role, language)

    async def _send_count(self, room: Room, to: str, role: Role, language: str) -> None:
        if role is Role.PHONE or room.snapshot is None:
            return
        presence = room.presence(monotonic())
        await self._wire.send(
            to, role, {"counts": self._source.counts(room.snapshot, presence, room.counted, language)}
        )
