"""Showing a room what is new: frames, and the counters.

Presses and answers come in bursts, so both are coalesced: however many changes happen while a frame
is being made, one more frame follows, and it is the latest. Whatever is sent to one connection is
sent under its session's lock, so that nobody sees an older frame after a newer one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from time import monotonic

from workshop_app import metrics
from workshop_app.live.error_log import log_server_error
from workshop_app.live.neighbours import Neighbours
from workshop_app.live.room import Audience, Connection, Role, Room, room_name
from workshop_app.live.wire import Source, Wire
from workshop_app.services.in_thread import in_thread
from workshop_app.services.snapshot import Snapshot

#: How long counters wait for company, in seconds.
COALESCE = 0.05
#: How long after a failure frames are made and answers counted again, in seconds.
RETRY = 1.0


class Showing:
    """Sends to rooms, all of this process; each room keeps what it has been shown. In the event loop only."""

    def __init__(self, source: Source, wire: Wire, neighbours: Neighbours) -> None:
        self._source = source
        self._wire = wire
        self._neighbours = neighbours

    async def welcome(self, room: Room, connection: Connection) -> None:
        """Send a newcomer what its kind sees now, ahead of whatever comes next."""
        async with room.lock:
            await self._load(room)
            await self._send_frame(room, connection.sid, connection.role, connection.language)
            await self._send_count(room, connection.sid, connection.role, connection.language)

    async def tell(self, room: Room | None, sid: str, role: Role, values: Mapping[str, object]) -> None:
        """Send something to one connection only, in order with its room's frames."""
        message = self._wire.message(role, values)
        if room is None:
            await self._wire.send(sid, message)
            return
        async with room.lock:
            await self._wire.send(sid, message)

    async def is_behind(self, room: Room) -> bool:
        """Whether the session has changed without anybody having said so; reads it."""
        async with room.lock:
            return await in_thread(self._source.load, room.session_id) != room.snapshot

    def refresh(self, room: Room) -> None:
        """Show what the session is now to everybody in the room."""
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
                self.count_soon(room)

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

    async def _send_frame(self, room: Room, to: str, role: Role, language: str) -> None:
        message = room.frames.get(language) if role is Role.PHONE else None
        if message is None:
            assert room.snapshot is not None
            message = self._wire.message(role, {"frame": self._source.frame(room.snapshot, role, language)})
        if role is Role.PHONE:
            # Of the other screens there are few, and theirs tell how much time has gone when they are made.
            room.frames[language] = message
        await self._wire.send(to, message)

    def count_soon(self, room: Room) -> None:
        """Bring the room's counters up to date, soon."""
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
            self.count_soon(room)

    async def _send_counts(self, room: Room) -> None:
        """Count, tell other processes who is here, and send the counters."""
        async with room.lock:
            snapshot = await self._load(room)
            await self._neighbours.attend(room.session_id, snapshot, room.roll(monotonic()))
            screens = [(role, language) for role, language in room.audiences() if role is not Role.PHONE]
            if not screens:
                return
            elsewhere = self._neighbours.elsewhere(room.session_id)
            room.counted = await in_thread(self._source.count, snapshot, room.seats(), elsewhere)
            for role, language in screens:
                await self._send_count(room, room_name(room.session_id, role, language), role, language)

    async def _send_count(self, room: Room, to: str, role: Role, language: str) -> None:
        if role is Role.PHONE or room.snapshot is None:
            return
        presence = self._neighbours.presence(room.session_id, room.presence(monotonic()))
        counts = self._source.counts(room.snapshot, presence, room.counted, language)
        await self._wire.send(to, self._wire.message(role, {"counts": counts}))


def _is_screen(audience: Audience) -> bool:
    return audience[0] is not Role.PHONE
