"""Run something that blocks in a thread, so that no phone waits for another's database call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from workshop_app.domain.errors import WorkshopError

P = ParamSpec("P")
R = TypeVar("R")


async def in_thread(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of `work(…)`, called in a thread of the default pool. Raises what it raises."""
    return await asyncio.to_thread(work, *args, **kwargs)


#: For what changes the database. Writers that wait for each other must not leave readers without a thread.
_writers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="writer")


async def in_turn(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of `work(…)`, which writes, called in one of few threads. Raises what it raises."""
    return await asyncio.get_running_loop().run_in_executor(_writers, partial(work, *args, **kwargs))


class OneByOne:
    """A thread of its own for work that is meant to be slow, such as checking passwords.

    The pool that everybody else uses is never filled by it, and `most` may wait: whoever comes then is refused at once.
    """

    def __init__(self, *, most: int, refusal: Callable[[], WorkshopError]) -> None:
        self._most = most
        self._refusal = refusal
        self._waiting = 0
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="one-by-one")

    async def __call__(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of `work(…)`. Raises what it raises, or the refusal when too many wait."""
        if self._waiting >= self._most:
            raise self._refusal()
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *args, **kwargs))
        finally:
            self._waiting -= 1
