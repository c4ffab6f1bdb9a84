"""Waiting for a state, and never for a fixed time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

LONG = 60.0


async def eventually(is_so: Callable[[], object], *, within: float = LONG) -> None:
    """Wait until `is_so()`, which may block for a moment. Raises `TimeoutError`."""
    async with asyncio.timeout(within):
        while not await asyncio.to_thread(is_so):  # noqa: ASYNC110 -- what is waited for is in other processes
            await asyncio.sleep(0.02)
