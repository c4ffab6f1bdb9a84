"""Two sessions within two weeks: mostly the same people, so that the difference may be one person's answer.

Twelve people, and the same twelve with a thirteenth a few days later: if nobody else changed, the two totals give the
thirteenth away. Means to a tenth at n = 12 and 13 leave one possible score in some cases, to a half still in a few. So
the later mean is shown to a half, and not at all where the halves that those people could have come to include
one that leaves no choice. Whether that is so follows from what is shown already, so hiding tells nothing either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import takewhile

from workshop_app.domain.answers import STEPS
from workshop_app.domain.disclosure.coarsening import COARSE, mean_on_scale
from workshop_app.domain.disclosure.comparison import Known
from workshop_app.domain.disclosure.shown import Mean

#: Pulses this many days apart or fewer are near each other: from the earlier's counting to the later's first answers.
NEAR_DAYS = 14
#: Parts of a point that scores come in: whole answers, means of three, and means of three or two.
WHOLE, SCORES = (1,), (3, 6)

_LOWEST, _HIGHEST = STEPS[0], STEPS[-1]


def are_near(earlier: date, later: date) -> bool:
    """Whether a pulse that was counted on the one day and one that was begun on the other are near each other."""
    return (later - earlier).days <= NEAR_DAYS


def near(now: Known, earlier: Sequence[Known]) -> tuple[Known, ...]:
    """Those of the earlier ones, in the order of counting, that are near; latest first, whatever has changed since."""
    return tuple(takewhile(lambda one: are_near(one.counted_on, now.begun_on), reversed(earlier)))


def mean_beside(exact: float, *, n: int, shown: Iterable[Known], parts: tuple[int, ...]) -> Mean | None:
    """The mean of a session that is near the `shown` ones: to a half, or None where that would tell too much."""
    coarse = mean_on_scale(exact, n=n, grid=COARSE)
    told = any(coarse in _told(n, one.n, one.mean, one.grid, part) for one in shown for part in parts)
    return None if told else coarse


@lru_cache(maxsize=4096)
def _told(n: int, n_before: int, before: Mean, grid: int, part: int) -> frozenset[Mean]:
    """What must not be shown: all that the same people and those who came or left could come to, or nothing."""
    joined = n - n_before
    totals = [total for total in _totals(n_before, part) if _shown(total, n_before, part, grid) == before]
    if not joined or not totals:
        return frozenset()
    low, high = totals[0], totals[-1]
    least, most = sorted((joined * part * _LOWEST, joined * part * _HIGHEST))
    reached: dict[Mean, list[int]] = {}
    for total in range(low + least, high + most + 1):
        reached.setdefault(_shown(total, n, part, COARSE), []).append(total)
    left = [min(most, of[-1] - low) - max(least, of[0] - high) for of in reached.values()]
    return frozenset(reached) if min(left) < 1 else frozenset()


def _totals(n: int, part: int) -> range:
    return range(_LOWEST * n * part, _HIGHEST * n * part + 1)


def _shown(total: int, n: int, part: int, grid: int) -> Mean:
    return mean_on_scale(total / part / n, n=n, grid=grid)
