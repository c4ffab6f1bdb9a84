"""Who is here, and telling them: "session S is now version N".

One `Rooms` per process, used from the event loop only, except `publish()` and `counts_changed()`,
which any thread may call. What people in a room are sent, and when, is `Showing`'s.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from time import monotonic

from workshop_app.live.neighbours import Alone, Neighbours
from workshop_app.live.room import REMEMBERED, Connection, Role, Room, room_name
from workshop_app.live.showing import Showing
from workshop_app.live.wire import BrowserGone, Source, Wire
from workshop_app.persistence.ballot_box import Elsewhere
from workshop_app.services.tokens import token_hash


class Rooms:
    """All sessions that somebody is connected to in this process."""

    def __init__(self, source: Source, wire: Wire, neighbours: Neighbours | None = None) -> None:
        self._wire = wire
        self._neighbours = neighbours or Alone()
        self._showing = Showing(source, wire, self._neighbours)
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
            await self._showing.welcome(room, connection)
        self._showing.count_soon(room)

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
        self._showing.count_soon(room)
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
            self._showing.count_soon(room)

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
                await self._showing.tell(None, connection.sid, connection.role, {"problem": said})

    def _forget_room(self, room: Room) -> None:
        if not room.connections and self._rooms.get(room.session_id) is room:
            del self._rooms[room.session_id]
            self._neighbours.forget(room.session_id)

    async def tell(self, sid: str, role: Role, values: Mapping[str, object]) -> None:
        """Send something to one connection only, in order with its frames."""
        await self._showing.tell(self._by_sid.get(sid), sid, role, values)

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
        if await self._showing.is_behind(room):
            self.refresh(session_id)
        self._showing.count_soon(room)

    def _soon(self, call: Callable[[str], None], session_id: str) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(call, session_id)

    def refresh(self, session_id: str) -> None:
        """Show what the session is now to everybody here."""
        room = self._rooms.get(session_id)
        if room is not None:
            self._showing.refresh(room)

    def recount(self, session_id: str) -> None:
        """Bring the counters here up to date, soon."""
        room = self._rooms.get(session_id)
        if room is not None:
            self._showing.count_soon(room)
