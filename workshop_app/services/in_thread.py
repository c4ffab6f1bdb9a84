"""Run something that blocks in a thread, so that no phone waits for another's database call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


async def in_thread(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of `work(…)`, called in a thread of the default pool. Raises what it raises."""
    return await asyncio.to_thread(work, *args, **kwargs)
