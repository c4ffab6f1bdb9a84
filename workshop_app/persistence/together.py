"""Many ask for the same kind of thing in the same moment: one read or one transaction does for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

A = TypeVar("A")
R = TypeVar("R")

#: How long the first one waits for company, in seconds.
GATHERING = 0.005
#: How many are done at a time: a thread that works for long keeps the event loop waiting.
_MOST = 250


class Together(Generic[A, R]):
    """Call it with what is asked for. `work` gets what came within a moment, in order, in a thread of its own.

    It returns an outcome for each: what that one asked for, or the exception that is raised where it waits.
    """

    def __init__(self, work: Callable[[Sequence[A]], Sequence[R | Exception]], *, name: str) -> None:
        self._work = work
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._waiting: list[tuple[A, asyncio.Future[R]]] = []
        self._working: asyncio.Task[None] | None = None

    async def __call__(self, asked: A) -> R:
        """What became of this one. Raises what `work` raised or returned for it."""
        waiting: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, waiting))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._go_on())
        return await waiting

    async def close(self) -> None:
        """Finish what has been asked for."""
        if self._working is not None:
            await self._working
        self._thread.shutdown()

    async def _go_on(self) -> None:
        await asyncio.sleep(GATHERING)
        while self._waiting:
            batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            outcomes = await self._outcomes([asked for asked, _ in batch])
            for (_, waiting), outcome in zip(batch, outcomes, strict=True):
                if waiting.done():
                    continue  # Whoever waited has gone; it is done all the same.
                if isinstance(outcome, Exception):
                    waiting.set_exception(outcome)
                else:
                    waiting.set_result(outcome)

    async def _outcomes(self, asked: Sequence[A]) -> Sequence[R | Exception]:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._work, asked)
        except Exception as error:  # noqa: BLE001 -- whatever it was, those who wait must hear of it
            return [error] * len(asked)
