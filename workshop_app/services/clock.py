"""The one place that asks what time it is. Time passes evenly here, whatever is done to the machine's clock.

A machine that finds the right time in the middle of a session would otherwise end it for everybody,
and seal a vote that was closed for a moment.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

#: The machine's clock may be so far from ours; more than that, and somebody has set it.
TOLERATED = timedelta(minutes=1)
#: Goes on while the machine sleeps: a laptop's night is a night.
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_log = logging.getLogger("workshop")


class SteadyClock:
    """The time that the machine had when we last believed it, and what has passed since by `steady` seconds."""

    def __init__(self, *, machine: Callable[[], datetime], steady: Callable[[], float]) -> None:
        self._machine = machine
        self._steady = steady
        self._told = timedelta()
        self._begin()

    def now(self) -> datetime:
        """This moment."""
        return self._began + timedelta(seconds=self._steady() - self._at)

    def look(self, *, is_busy: bool) -> None:
        """Take over the time of a machine whose clock was set. While a session is under way, only log it, once."""
        moved = self._machine() - self.now()
        if abs(moved) <= TOLERATED:
            self._told = timedelta()
        elif not is_busy:
            self._begin()
        elif abs(moved - self._told) > TOLERATED:
            self._told = moved
            _log.warning(
                "The machine's clock was set by %+d seconds; sessions under way keep their time until they end",
                moved.total_seconds(),
            )

    def _begin(self) -> None:
        self._began, self._at = self._machine(), self._steady()


_clock = SteadyClock(machine=lambda: datetime.now(UTC), steady=lambda: time.clock_gettime(_STEADY))


def now() -> datetime:
    """This moment, in UTC."""
    return _clock.now()


def look(*, is_busy: bool) -> None:
    """See `SteadyClock.look`; to be called every minute or so."""
    _clock.look(is_busy=is_busy)


def today() -> date:
    """The date where the server stands."""
    return now().astimezone().date()
