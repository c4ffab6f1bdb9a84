"""Exact numbers → coarse, hedged figures. All rounding that anonymity rests on stands here.

The ends are what matters: whoever sees that all answered alike knows everybody's answer, and a
person who alone answered otherwise sees it sooner. So the outer classes are made wide enough for
the figure to fit at least two outcomes, also for such a person (domain.md §2.6 rule 8).
"""

from __future__ import annotations

from math import floor

from workshop_app.domain.disclosure.shown import Bound, Figure, Mean
from workshop_app.domain.thresholds import ITEMS, LEADER, WIDE_ENDS

_STEP = 5
#: The steps that means on the scale are rounded to, in tenths: under 10 answers, and from there.
COARSE, FINE = 5, 1


def share(count: int, *, n: int, ends_for: int | None = None) -> Figure:
    """`count` of `n` in percent. `ends_for` is the smaller n of two votes that are shown together.

    Up to 20 answers the rounded value is classed, so that 4 of 18 is «20 % eller mindre» too. Above,
    the true share is: «over 90 %» then always holds at least the three uppermost counts, which
    is what keeps n−2 alike from being read out of it by the one who knows to be the odd one out.
    That fails at exactly 20, which is why 20 still has the wide ends.
    """
    value = _nearest(100 * count, n)
    if (ends_for or n) <= WIDE_ENDS:
        return _clamped(value, low=20, high=80)
    if 100 * count > 90 * n:
        return Figure(90, Bound.OVER)
    if 100 * count < 10 * n:
        return Figure(10, Bound.UNDER)
    return Figure(value)


def mean_points(total: int, *, n: int, of: int) -> Figure:
    """The mean of points, to the nearest 5, with a tenth of `of` at either end kept together.

    A mean of 0 or 100 at ten answers would tell somebody who gave other points what all the others did.
    """
    return _clamped(_nearest(total, n), low=of // 10, high=of - of // 10)


def grid_of(n: int) -> int:
    """The step that a mean of `n` answers is rounded to, in tenths."""
    return COARSE if n < ITEMS else FINE


def mean_on_scale(mean: float, *, n: int, grid: int | None = None) -> Mean:
    """A mean on the 1–5 scale: to the nearest half under 10 answers, else to the nearest tenth.

    `grid` asks for a coarser step than that of n.

    The end classes. Somebody whose own score is x sees that the n−1 others all have 5 if the class
    begins above their mean less one step of one answer: T > (5(n−1) + x − 1)/n. Over all x the
    class is safe when T ≤ 5 − 5/n; the same from below. «4,5 eller høyere» begins at 4.25 (rounded to halves)
    or 4.45 (to tenths) and holds from n = 7 and n = 10; for 5 and 6 it takes «4 eller høyere».
    """
    grid = grid or grid_of(n)
    # The little addition makes up for a mean such as 3.45 that binary floats hold a hair too low.
    tenths = floor(mean * 10 / grid + 0.5 + 1e-9) * grid
    low, high = (15, 45) if n >= LEADER else (20, 40)
    if tenths <= low:
        return Mean(low, Bound.AT_MOST)
    return Mean(high, Bound.AT_LEAST) if tenths >= high else Mean(tenths)


def _nearest(numerator: int, denominator: int) -> int:
    """The nearest multiple of 5, halves upwards, in whole numbers: no float decides what is shown."""
    return (2 * numerator + _STEP * denominator) // (2 * _STEP * denominator) * _STEP


def _clamped(value: int, *, low: int, high: int) -> Figure:
    if value <= low:
        return Figure(low, Bound.AT_MOST)
    return Figure(high, Bound.AT_LEAST) if value >= high else Figure(value)
