"""Who is here, and telling them: "session S is now version N".

One `Rooms` per process, used from the event loop only, except `publish()` and `counts_changed()`,
which any thread may call. Presses and answers come in bursts, so both are coalesced: however many
changes happen while a frame is being made, one more frame follows, and it is the latest. Whatever
is sent to one connection is sent under its session's lock, so that nobody sees an older frame
after a newer one.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from time import monotonic

from workshop_app import metrics
from workshop_app.live.error_log import log_server_error
from workshop_app.live.neighbours import Alone, Neighbours
from workshop_app.live.presence import Presence, Roll
from workshop_app.persistence.ballot_box import Elsewhere
from workshop_app.services.in_thread import in_thread
from workshop_app.services.snapshot import Snapshot
from workshop_app.services.tokens import token_hash

#: How long counters wait for company, in seconds.
COALESCE = 0.05
#: How long after a failure frames are made and answers counted again, in seconds.
RETRY = 1.0
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
    #: One that answers by itself, in a rehearsal: it has a seat and no browser.
    pretend: bool = False
    #: The cookie that a control screen came in with, and whose it is: when they are signed out, the screen is too.
    sign_in: str = ""
    person: str = ""


class BrowserGone(Exception):
    """The browser is not connected any more."""


#: Values ready to be sent; what it is, only the wire knows.
Message = object
#: Role and language: those who share a frame.
Audience = tuple[Role, str]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where frames come from. `load` and `count` block; `frame` and `counts` are quick."""

    load: Callable[[str], Snapshot]
    count: Callable[[Snapshot, list[str], Elsewhere], tuple[int, int]]
    frame: Callable[[Snapshot, Role, str], object]
    counts: Callable[[Snapshot, Presence, tuple[int, int], str], object]


@dataclass(frozen=True, kw_only=True)
class Wire:
    """How frames leave: `send(to, message)` where `to` is a connection or a room's name.

    `message(role, variable values)` makes one that can be sent many times. `enter(connection, room's name)`
    leaves any other room first, and `leave(connection)` all of them. It raises `BrowserGone` for one that has gone.
    """

    enter: Callable[[str, str], Awaitable[None]]
    leave: Callable[[str], Awaitable[None]]
    message: Callable[[Role, Mapping[str, object]], Message]
    send: Callable[[str, Message], Awaitable[None]]


@dataclass
class Room:
    """One session's connections, and the newest of what they have been shown."""

    session_id: str
    connections: dict[str, Connection] = field(default_factory=dict)
    #: Seat → how many of the connections it has.
    seated: Counter[str] = field(default_factory=Counter)
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
    #: Language → what phones are shown of the snapshot at hand, made once however many come.
    frames: dict[str, Message] = field(default_factory=dict)

    def add(self, connection: Connection) -> None:
        """Somebody is here, or is here as somebody else."""
        self.remove(connection.sid)
        self.connections[connection.sid] = connection
        metrics.SCREENS.labels(connection.role.value).inc()
        if connection.seat:
            self.seated[connection.seat] += 1
            metrics.PEOPLE.inc(self.seated[connection.seat] == 1)

    def remove(self, sid: str) -> None:
        """Somebody is not here any more."""
        gone = self.connections.pop(sid, None)
        if gone is None:
            return
        metrics.SCREENS.labels(gone.role.value).dec()
        if not gone.seat:
            return
        self.seated[gone.seat] -= 1
        if not self.seated[gone.seat]:
            del self.seated[gone.seat]
            metrics.PEOPLE.dec()

    def seats(self) -> list[str]:
        """The tokens of the seats that are connected, each once."""
        return list(self.seated)

    def audiences(self) -> set[Audience]:
        """Everybody who needs a frame."""
        return {(c.role, c.language) for c in self.connections.values() if not c.pretend}

    def presence(self, now: float) -> Presence:
        """Who is here just now; forgets seats that have been gone for long."""
        self.lost = {s: at for s, at in self.lost.items() if s not in self.seated and now - at < REMEMBERED}
        roles = [c.role for c in self.connections.values()]
        stages = sum(c.role is Role.STAGE and not c.preview for c in self.connections.values())
        self.stage_seen = self.stage_seen or stages > 0
        return Presence(
            here=len(self.seated),
            offline=len(self.lost),
            stages=stages,
            controls=roles.count(Role.CONTROL),
            stage_seen=self.stage_seen,
        )

    def roll(self, now: float) -> Roll:
        """Everybody who is or was lately connected to this process."""
        presence = self.presence(now)
        return Roll(here=frozenset(self.seats()), lost=frozenset(self.lost), presence=presence)

    def take_seat_away(self, seat: bytes) -> None:
        """Nobody has the seat with that hash any more, in no tab, and it is not «uten nett» either."""
        self.lost = {token: at for token, at in self.lost.items() if token_hash(token) != seat}
        for connection in list(self.connections.values()):
            if connection.seat and token_hash(connection.seat) == seat:
                self.add(replace(connection, seat=""))


def _is_screen(audience: Audience) -> bool:
    return audience[0] is not Role.PHONE


def room_name(session_id: str, role: Role, language: str) -> str:
    """The name under which everybody who shares a frame is reached at once."""
    return f"{session_id}/{role}/{language}"


class Rooms:
    """All sessions that somebody is connected to in this process."""

    def __init__(self, source: Source, wire: Wire, neighbours: Neighbours | None = None) -> None:
        self._source = source
        self._wire = wire
        self._neighbours = neighbours or Alone()
        self._rooms: dict[str, Room] = {}
        self._by_sid: dict[str, Room] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    async def enter(self, connection: Connection) -> None:
        """Let a connection in and send it what its kind sees now. Coming again is harmless."""
        self._loop = asyncio.get_running_loop()
        # First of all: a browser that has gone meanwhile must not be counted as here, and nobody needs to hear of it.
        if not connection.pretend:
            name = room_name(connection.session_id, connection.role, connection.language)
            try:
                await self._wire.enter(connection.sid, name)
            except BrowserGone:
                return
        self.leave(connection.sid)
        room = self._rooms.setdefault(connection.session_id, Room(connection.session_id))
        room.add(connection)
        self._by_sid[connection.sid] = room
        if not connection.pretend:
            async with room.lock:
                await self._welcome(room, connection)
        self._count_soon(room)

    def connections(self, session_id: str) -> list[Connection]:
        """Who is connected to this process."""
        room = self._rooms.get(session_id)
        return list(room.connections.values()) if room else []

    def leave(self, sid: str) -> None:
        """Forget a connection that is gone."""
        room = self._by_sid.pop(sid, None)
        if room is None:
            return
        gone = room.connections[sid]
        room.remove(sid)
        if gone.seat and gone.seat not in room.seated:
            room.lost[gone.seat] = monotonic()
        self._count_soon(room)
        if not room.connections:
            # Not at once: when the network goes, everybody goes, and whoever is back first asks for the others.
            asyncio.get_running_loop().call_later(REMEMBERED, self._forget_room, room)

    def give_up_seat(self, sid: str) -> None:
        """Forget a phone that left on purpose: it is not «uten nett», and its other tabs have no seat either."""
        connection = self.connection(sid)
        if connection is None:
            return
        if connection.seat:
            seat = token_hash(connection.seat)
            self.seat_gone(connection.session_id, seat)
            self._neighbours.gave_up(connection.session_id, seat)
        self.leave(sid)

    def seat_gone(self, session_id: str, seat: bytes) -> None:
        """The seat with that hash was given up, here or at another process."""
        room = self._rooms.get(session_id)
        if room is not None:
            room.take_seat_away(seat)
            self._count_soon(room)

    async def sign_out(self, cookie: str, *, said: str) -> None:
        """End what the control screens of that browser are sent; `said` is what they show instead."""
        if cookie:
            self._neighbours.signed_out(token_hash(cookie), said=said)
            await self.signed_out(token_hash(cookie), said=said)

    async def signed_out(self, sign_in: bytes, *, said: str) -> None:
        """The browser with that hash of a cookie was signed out, here or at another process."""
        await self._put_out(lambda one: bool(one.sign_in) and token_hash(one.sign_in) == sign_in, said)

    async def sign_out_everywhere(self, person: str, *, said: str) -> None:
        """The same for all control screens of an account, in whatever browser and at every process."""
        self._neighbours.put_out(person, None, said=said)
        await self.put_out(person, None, said=said)

    async def close_control(self, person: str, session_ids: Collection[str], *, said: str) -> None:
        """The same for an account's control screens of those sessions."""
        self._neighbours.put_out(person, session_ids, said=said)
        await self.put_out(person, session_ids, said=said)

    async def put_out(self, person: str, session_ids: Collection[str] | None, *, said: str) -> None:
        """That account's control screens of those sessions, or of all, were ended here or at another process."""
        await self._put_out(
            lambda one: (
                bool(person) and one.person == person and (session_ids is None or one.session_id in session_ids)
            ),
            said,
        )

    def controlled_by(self, person: str) -> frozenset[str]:
        """The ids of the sessions of which that account has a control screen open."""
        connections = (one for room in self._rooms.values() for one in room.connections.values())
        return frozenset(one.session_id for one in connections if person and one.person == person)

    async def _put_out(self, is_meant: Callable[[Connection], bool], said: str) -> None:
        for room in list(self._rooms.values()):
            for connection in [one for one in room.connections.values() if is_meant(one)]:
                await self._wire.leave(connection.sid)
                self.leave(connection.sid)
                await self._send(connection.sid, connection.role, {"problem": said})

    def _forget_room(self, room: Room) -> None:
        if not room.connections and self._rooms.get(room.session_id) is room:
            del self._rooms[room.session_id]
            self._neighbours.forget(room.session_id)

    async def tell(self, sid: str, role: Role, values: Mapping[str, object]) -> None:
        """Send something to one connection only, in order with its frames."""
        room = self._by_sid.get(sid)
        if room is None:
            await self._send(sid, role, values)
            return
        async with room.lock:
            await self._send(sid, role, values)

    def connection(self, sid: str) -> Connection | None:
        """The connection with that id, if it has entered."""
        room = self._by_sid.get(sid)
        return room.connections.get(sid) if room else None

    def seats_here(self, session_id: str) -> list[str]:
        """The tokens of the seats that are connected to this process."""
        room = self._rooms.get(session_id)
        return room.seats() if room else []

    def elsewhere(self, session_id: str) -> Elsewhere:
        """How many are connected to other processes."""
        return self._neighbours.elsewhere(session_id)

    def publish(self, session_id: str) -> None:
        """The session has a new version: show it to everybody, at every process. Any thread may call."""
        self._soon(self.refresh, session_id)
        self._neighbours.changed(session_id)

    def counts_changed(self, session_id: str) -> None:
        """Somebody answered: bring the counters up to date, soon, at every process. Any thread may call."""
        self._soon(self.recount, session_id)
        self._neighbours.counts_changed(session_id)

    def open_sessions(self) -> list[str]:
        """The sessions that somebody is or was lately connected to at this process."""
        return list(self._rooms)

    async def look_again(self, session_id: str) -> None:
        """Show and count what has changed without anybody having said so."""
        room = self._rooms.get(session_id)
        if room is None:
            return
        async with room.lock:
            found = await in_thread(self._source.load, session_id)
            is_news = found != room.snapshot
        if is_news:
            self.refresh(session_id)
        self._count_soon(room)

    def _soon(self, call: Callable[[str], None], session_id: str) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(call, session_id)

    def refresh(self, session_id: str) -> None:
        """Show what the session is now to everybody here."""
        room = self._rooms.get(session_id)
        if room is None:
            return
        room.wanted += 1
        if room.refreshing is None or room.refreshing.done():
            room.refreshing = asyncio.create_task(self._refresh(room))

    async def _refresh(self, room: Room) -> None:
        while room.shown != room.wanted:
            try:
                with metrics.SHOW_SECONDS.time():
                    await self._show(room)
                await self._send_counts(room)
            except Exception as error:  # noqa: BLE001 -- the database is away; nobody may be left with an old frame
                log_server_error(error)
                await asyncio.sleep(RETRY)
                self._count_soon(room)

    async def _show(self, room: Room) -> None:
        async with room.lock:
            await self._load(room)
            for role, language in sorted(room.audiences(), key=_is_screen):
                await self._send_frame(room, room_name(room.session_id, role, language), role, language)
                # Those many get theirs on its way before the few large frames of the screens are made.
                await asyncio.sleep(0)
            room.shown = room.loaded

    async def _load(self, room: Room) -> Snapshot:
        if room.loaded != room.wanted or room.snapshot is None:
            # Asked before the read: what changes during it makes for another one.
            wanted = room.wanted
            room.snapshot = await in_thread(self._source.load, room.session_id)
            room.loaded = wanted
            room.frames = {}
        return room.snapshot

    async def _welcome(self, room: Room, connection: Connection) -> None:
        await self._load(room)
        await self._send_frame(room, connection.sid, connection.role, connection.language)
        await self._send_count(room, connection.sid, connection.role, connection.language)

    async def _send_frame(self, room: Room, to: str, role: Role, language: str) -> None:
        message = room.frames.get(language) if role is Role.PHONE else None
        if message is None:
            assert room.snapshot is not None
            message = self._wire.message(role, {"frame": self._source.frame(room.snapshot, role, language)})
        if role is Role.PHONE:
            # Of the other screens there are few, and theirs tell how much time has gone when they are made.
            room.frames[language] = message
        await self._wire.send(to, message)

    def recount(self, session_id: str) -> None:
        """Bring the counters here up to date, soon."""
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
        try:
            await self._send_counts(room)
        except Exception as error:  # noqa: BLE001 -- the database is away: count again when it may be back
            log_server_error(error)
            await asyncio.sleep(RETRY)
            self._count_soon(room)

    async def _send_counts(self, room: Room) -> None:
        """Count, tell other processes who is here, and send the counters."""
        async with room.lock:
            snapshot = await self._load(room)
            await self._neighbours.attend(room.session_id, snapshot, room.roll(monotonic()))
            screens = [(role, language) for role, language in room.audiences() if role is not Role.PHONE]
            if not screens:
                return
            elsewhere = self.elsewhere(room.session_id)
            room.counted = await in_thread(self._source.count, snapshot, room.seats(), elsewhere)
            for role, language in screens:
                await self._send_count(room, room_name(room.session_id, role, language), role, language)

    async def _send_count(self, room: Room, to: str, role: Role, language: str) -> None:
        if role is Role.PHONE or room.snapshot is None:
            return
        presence = self._neighbours.presence(room.session_id, room.presence(monotonic()))
        await self._send(to, role, {"counts": self._source.counts(room.snapshot, presence, room.counted, language)})

    async def _send(self, to: str, role: Role, values: Mapping[str, object]) -> None:
        await self._wire.send(to, self._wire.message(role, values))
