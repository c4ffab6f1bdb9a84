"""A real server, and sessions on it, reached over bare websockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from tests.conftest import ServerFactory
from tests.servers import Server
from tests.workshop import Workshop, open_workshop

Begin = Callable[..., Awaitable[Workshop]]


@pytest.fixture
async def begin(shared_server: Server) -> AsyncIterator[Begin]:
    """`await begin(phones=8)`: a session of its own that has begun, with that many phones in it."""
    begun: list[Workshop] = []

    async def start(*, phones: int, server: Server = shared_server) -> Workshop:
        workshop = await open_workshop(server, phones=phones, keep_frames=True)
        begun.append(workshop)
        await workshop.press()
        return workshop

    yield start
    for workshop in begun:
        await workshop.close()


@pytest.fixture
async def begin_alone(begin: Begin, server: ServerFactory) -> Begin:
    """As `begin`, on a server of its own, which the test may kill."""
    own = await asyncio.to_thread(server)

    async def start(*, phones: int) -> Workshop:
        return await begin(phones=phones, server=own)

    return start
