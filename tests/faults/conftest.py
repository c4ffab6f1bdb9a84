"""A real server, and a room that is told to come whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from benchmarks.players import CONTROL
from benchmarks.prepared import prepare
from tests.conftest import ServerFactory
from tests.faults.meeting import Meeting

Begin = Callable[..., Awaitable[Meeting]]


@pytest.fixture
async def begin(server: ServerFactory):
    """`await begin(phones=8)`: a session with its trial vote open on that many phones.

    `ping` is how often the server asks whether they live, in seconds; `through(port)` may give another
    address at which phones find it. Without a `database` it is an SQLite file.
    """
    begun: list[Meeting] = []

    async def start(
        *,
        phones: int,
        ping: int = 10,
        through: Callable[[int], Awaitable[str]] | None = None,
        database: str = "",
    ) -> Meeting:
        # What the daily backup says of a broken database is not what these tests listen for.
        settings = {
            "WORKSHOP_PING_SECONDS": str(ping),
            "WORKSHOP_DATABASE_URL": database,
            "WORKSHOP_BACKUPS_KEPT": "0",
        }
        own = await asyncio.to_thread(lambda: server(settings=settings))
        prepared = await asyncio.to_thread(lambda: prepare(own.data_dir, database_url=database))
        base = own.url if through is None else await through(own.port)
        meeting = Meeting(own, prepared, base, silence=2.5 * ping)
        begun.append(meeting)
        meeting.control = await meeting.open_control()
        await meeting.control.wire.send(f"{CONTROL}.open_lobby")
        await meeting.come(phones)
        await meeting.open_vote()
        return meeting

    yield start
    await asyncio.gather(*(meeting.close() for meeting in begun))
