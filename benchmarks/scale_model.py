"""What a session costs as a function of its phones: one event loop for each worker, and commits in a thread beside it.

Pure: no server, no clock. `simulate_burst` plays what the event loop and `persistence.together` do, one task after the
other; the rest is arithmetic on the same costs. `docs/scaling.md` says what follows.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from dataclasses import dataclass

_GATHERED, _COMMITTED = 0, 1


@dataclass(frozen=True, kw_only=True)
class Costs:
    """In milliseconds. `take` and `receipt`: one answer's way in and out, on the worker's event loop.

    A commit takes `commit`, and `row` more for each answer in it, beside the loop; it waits `gathering` for company.
    `step`: one phone's new frame, and `press` what a step takes however many see it. `join` and `come_back`: a phone.
    """

    take: float
    receipt: float
    commit: float
    row: float
    press: float
    step: float
    join: float
    come_back: float
    gathering: float = 5.0
    coalescing: float = 50.0


def simulate_burst(phones: int, costs: Costs, *, workers: int = 1) -> list[float]:
    """When each answer was acknowledged, in ms after all phones sent theirs in the same instant.

    Of one worker's phones: all workers have a processor of their own and as many phones, and the database keeps up.
    """
    return _Worker(costs, math.ceil(phones / workers)).run()


class _Worker:
    """A loop that does one task after the other, and a writer that makes one commit at a time."""

    def __init__(self, costs: Costs, answers: int) -> None:
        self._costs = costs
        self._loop = deque([True] * answers)  # True: an answer that comes in, False: a receipt that goes out
        self._now = 0.0
        self._waiting = 0
        self._is_writing = False
        self._later: list[tuple[float, int, int]] = []
        self._acknowledged: list[float] = []

    def run(self) -> list[float]:
        while self._loop or self._later:
            if self._later and (not self._loop or self._later[0][0] <= self._now):
                self._wake(*heapq.heappop(self._later))
            elif self._loop.popleft():
                self._take()
            else:
                self._now += self._costs.receipt
                self._acknowledged.append(self._now)
        return self._acknowledged

    def _take(self) -> None:
        self._now += self._costs.take
        self._waiting += 1
        if not self._is_writing:
            self._is_writing = True
            heapq.heappush(self._later, (self._now + self._costs.gathering, _GATHERED, 0))

    def _wake(self, at: float, what: int, stored: int) -> None:
        self._now = max(self._now, at)
        if what == _COMMITTED:
            self._loop.extend([False] * stored)
        self._is_writing = self._waiting > 0
        if self._is_writing:
            ready = self._now + self._costs.commit + self._costs.row * self._waiting
            heapq.heappush(self._later, (ready, _COMMITTED, self._waiting))
            self._waiting = 0


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least that share of them does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def burst_p95(phones: int, costs: Costs, *, workers: int = 1) -> float:
    """Milliseconds in which 95 % of the answers of a burst are acknowledged."""
    return percentile(simulate_burst(phones, costs, workers=workers), 0.95)


def step_time(phones: int, costs: Costs, *, workers: int = 1) -> float:
    """Milliseconds from a press to the last phone's new frame."""
    return costs.press + costs.step * math.ceil(phones / workers)


def workers_for_burst(phones: int, costs: Costs, *, within: float) -> int:
    """How many workers acknowledge 95 % of a burst in `within` ms."""
    workers = 1
    while burst_p95(phones, costs, workers=workers) > within:
        workers += 1
    return workers


@dataclass(frozen=True, kw_only=True)
class Day:
    """Sessions that run at the same time, each anywhere in its 90 minutes; counts are those of one session or phone."""

    sessions: int
    phones: int
    minutes: float = 90.0
    #: Twelve taps of the pulse and eight other votes, each changed now and then.
    answers: float = 24.0
    steps: float = 45.0
    #: A phone sleeps and wakes about every twenty minutes.
    returns: float = 4.0

    def a_second(self, of_a_session: float) -> float:
        """How often it happens each second in all sessions."""
        return self.sessions * of_a_session / (60 * self.minutes)

    def busy(self, costs: Costs) -> float:
        """How many processors are busy all the time."""
        a_phone = (
            self.answers * (costs.take + costs.receipt) + self.steps * costs.step + self.returns * costs.come_back
        ) + costs.join
        return self.a_second(self.phones * a_phone + self.steps * costs.press) / 1000
