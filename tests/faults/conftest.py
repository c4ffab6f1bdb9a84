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

    `through(port)` may give another address that phones find the server at; `settings` are the server's.
    """
    begun: list[Meeting] = []

    async def start(
        *, phones: int, settings: dict[str, str] | None = None, through: Callable[[int], Awaitable[str]] | None = None
    ) -> Meeting:
        own = await asyncio.to_thread(lambda: server(settings=settings or {}))
        prepared = await asyncio.to_thread(prepare, own.data_dir)
        base = own.url if through is None else await through(own.port)
        meeting = Meeting(own, prepared, base)
        begun.append(meeting)
        control = meeting.control = await meeting.open_control()
        await control.wire.send(f"{CONTROL}.open_lobby")
        await meeting.come(phones)
        await meeting.open_vote()
        return meeting

    yield start
    await asyncio.gather(*(meeting.close() for meeting in begun))
