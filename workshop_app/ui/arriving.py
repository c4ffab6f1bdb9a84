"""What the three live screens' arrivals have in common."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TypeVar

import reflex as rx

from workshop_app.live.error_log import log_server_error

S = TypeVar("S", bound=rx.State)
R = TypeVar("R")

#: Seconds until an arrival that could not be carried out is tried again.
_AGAIN = 1.0


def until_done(arrive: Callable[[S], Awaitable[R]]) -> Callable[[S], Awaitable[R]]:
    """An arrival that is tried again while the database is away, or the like: no screen stays old or empty.

    Reflex ends it with its connection.
    """

    @wraps(arrive)
    async def arriving(state: S) -> R:
        while True:
            try:
                return await arrive(state)
            except Exception as error:  # noqa: BLE001 -- whatever it was, there will be no other arrival
                log_server_error(error)
            await asyncio.sleep(_AGAIN)

    return arriving
