"""Slowing down whoever guesses. In memory and by name only: no addresses of people are kept."""

from __future__ import annotations

from math import ceil
from time import monotonic

from workshop_app.domain.errors import WorkshopError

_FREE_TRIES = 5
_FIRST_WAIT = 2.0
_LONGEST_WAIT = 60.0
_MOST_NAMES = 10_000


class TooManyTries(WorkshopError):
    """Wait `n` seconds before trying again."""


class Throttle:
    """Counts tries per name: five are free, then the wait doubles up to a minute."""

    def __init__(self) -> None:
        self._tries: dict[str, tuple[int, float]] = {}

    def try_once(self, name: str) -> None:
        """Count one more try. Raises `TooManyTries` when it comes too soon, and then does not count it."""
        now = monotonic()
        tries, free_at = self._tries.get(name, (0, 0.0))
        if now < free_at:
            raise TooManyTries("sign_in.slow_down", n=ceil(free_at - now))
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (tries - _FREE_TRIES)) if tries >= _FREE_TRIES else 0.0
        if len(self._tries) >= _MOST_NAMES:
            self._tries.clear()
        self._tries[name] = (tries + 1, now + wait)

    def forget(self, name: str) -> None:
        """Start afresh after a success."""
        self._tries.pop(name, None)


class WrongLinks:
    """Wrong one-time links in the whole process: these are too long to be found by guessing, but cost a query each."""

    def __init__(self, *, a_second: float = 20.0) -> None:
        self._a_second = a_second
        self._left = a_second
        self._at = monotonic()

    def count(self) -> None:
        """Count a wrong link. Raises `TooManyTries` when there have been too many just now."""
        now = monotonic()
        self._left = min(self._a_second, self._left + (now - self._at) * self._a_second)
        self._at = now
        if self._left < 1:
            raise TooManyTries("error.too_many_tries", n=1)
        self._left -= 1
