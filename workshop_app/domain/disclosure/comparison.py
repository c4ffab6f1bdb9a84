"""What a mean as it is shown says about the unit: its interval, and how it compares with those before.

Everything here follows from n, from the mean *as shown* and, from 20 answers, from the spread. So under 20
answers it tells nothing that the shown means don't tell already, whatever an attacker makes of it. A verdict from
exact means did: n = 5, «4 eller høyere» twice and «tydelig høyere» left only one answer that was not 5, and
the one who gave it knew all the others (`tests/property/test_disclosure_of_a_history.py` keeps that attack).
The price is that rounding becomes one more thing that one can't be sure of, and it is counted in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, sqrt
from statistics import NormalDist

from workshop_app.domain.disclosure.coarsening import FINE, grid_of
from workshop_app.domain.disclosure.shown import Bound, Mean
from workshop_app.domain.disclosure.shown_history import ShownTrend
from workshop_app.domain.statistics import CLEAR, MAYBE, OWN_SPREAD, Direction, Sample, Verdict, change, interval, trend

_BOTTOM, _TOP = 10, 50
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, kw_only=True)
class Known:
    """A session's mean as shown, with what it is compared by. Never leaves `disclosure`.

    `epoch` changes where sessions can't be compared any more; `grid` is the step of the mean's rounding, in tenths.
    `deviations` is the exact sum of squared deviations, to be used from 20 answers only, and 0 where the session's own
    spread must not be used at all. `begun_on` is the day of its first answers.
    """

    held_on: date
    counted_on: date
    begun_on: date
    epoch: int = 0
    n: int
    mean: Mean
    grid: int
    deviations: float

    @property
    def has_own_spread(self) -> bool:
        """Whether its own spread may be used."""
        return self.n >= OWN_SPREAD and self.deviations > 0

    @property
    def rounding(self) -> float:
        """The variance that rounding adds: a twelfth of the grid's square, in squared points."""
        return (self.grid / 10) ** 2 / 12

    def sample(self) -> Sample:
        """As statistics take it: with the mean that is shown, and rounding as a part of the spread."""
        value = self.mean.tenths / 10
        own = self.deviations + self.n * (self.n - 1) * self.rounding if self.has_own_spread else 0.0
        return Sample(n=self.n, mean=value, squares=self.n * value**2 + own)


def known(*, held_on: date, counted_on: date, begun_on: date, mean: Mean, sample: Sample) -> Known:
    """A session that stands alone, with the rounding of its n."""
    return Known(
        held_on=held_on,
        counted_on=counted_on,
        begun_on=begun_on,
        n=sample.n,
        mean=mean,
        grid=grid_of(sample.n),
        deviations=sample.deviations,
    )


def ends(now: Known, *, pooled: float) -> tuple[int, int]:
    """The 95 % interval around the mean as shown, in tenths, rounded outwards and kept on the scale.

    Where the mean is only «4,5 eller høyere» it reaches from below 4.5 to the end of the scale.
    """
    half = 10 * _half(now, pooled=pooled)
    low, high = max(_BOTTOM, floor(now.mean.tenths - half)), min(_TOP, ceil(now.mean.tenths + half))
    if now.mean.bound is Bound.AT_MOST:
        return _BOTTOM, high
    return (low, _TOP) if now.mean.bound is Bound.AT_LEAST else (low, high)


def difference(before: Known | None, now: Known) -> int | None:
    """In tenths, between the means as they are shown: where both are shown to a tenth and neither at an end."""
    if before is None or max(before.grid, now.grid) > FINE:
        return None
    if Bound.ABOUT is not before.mean.bound or Bound.ABOUT is not now.mean.bound:
        return None
    return now.mean.tenths - before.mean.tenths


def verdict(before: Known | None, now: Known, *, pooled: float) -> Verdict:
    """The change between the means as shown, in a word. As `statistics.verdict`, with rounding counted in.

    Under 20 answers the interval must clear 0 by half of the step that the difference can take, for the reason
    given there. Under 10 answers that means: a point may be «maybe», a point and a half «clear».
    """
    if before is None:
        return Verdict.FIRST
    moved = (now.mean.tenths - before.mean.tenths) / 10
    surely, perhaps = (_reach(before, now, pooled=pooled, level=level) for level in (CLEAR, MAYBE))
    if abs(moved) > surely:
        return Verdict.HIGHER if moved > 0 else Verdict.LOWER
    if abs(moved) > perhaps:
        return Verdict.MAYBE_HIGHER if moved > 0 else Verdict.MAYBE_LOWER
    return Verdict.UNSURE_FEW if min(before.n, now.n) < OWN_SPREAD else Verdict.UNSURE


def shown_trend(points: Sequence[Known], *, pooled: float) -> ShownTrend | None:
    """What may be said of the sessions since the last break; None under four of them.

    `statistics.trend` takes one spread for all: the widest that any of them has with its rounding.
    """
    if not points:
        return None
    widest = max(sqrt(pooled**2 + one.n * one.rounding) for one in points)
    first = points[0].held_on
    found = trend([((one.held_on - first).days / _DAYS_A_YEAR, one.sample()) for one in points], pooled=widest)
    if found is None:
        return None
    return ShownTrend(
        sessions=len(points),
        rising=found.direction is Direction.RISING,
        falling=found.direction is Direction.FALLING,
    )


def _half(now: Known, *, pooled: float) -> float:
    if now.has_own_spread:
        found = interval(now.sample(), pooled=pooled)
        return (found.high - found.low) / 2
    return _z(CLEAR) * sqrt(pooled**2 / now.n + now.rounding)


def _reach(before: Known, now: Known, *, pooled: float, level: float) -> float:
    """How far chance and rounding may carry the difference, in points."""
    if before.has_own_spread and now.has_own_spread:
        found = change(before.sample(), now.sample(), pooled=pooled, level=level)
        return (found.high - found.low) / 2
    variance = pooled**2 * (1 / before.n + 1 / now.n) + before.rounding + now.rounding
    return _z(level) * sqrt(variance) + min(before.grid, now.grid) / 20


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
