"""May a dimension's statements stand in bins beside its mean? Not where the two together leave no choice.

The bins say how many agree; how many of these agree completely only shows in the mean. Ten people with «80 % eller
mer» agreeing on two statements and 40 % on the third reach at most 4.47: beside «4,5 eller høyere» everybody
must have gone as far as the bins let them. So the mean, which the room has seen, must leave room for one answer
to be otherwise, whatever an insider's own answers were. That follows from what would be shown, not from more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workshop_app.domain.answers import STEPS
from workshop_app.domain.disclosure.coarsening import mean_on_scale, share
from workshop_app.domain.disclosure.shown import Figure, Mean, ShownItem

#: The least and the highest answer in each of the three bins.
_BINS = ((1, 2), (3, 3), (4, 5))
_BOTTOM, _TOP = STEPS[0], STEPS[-1]


@dataclass(frozen=True)
class _Bins:
    """A statement as it would be shown. `turned`: its answers count the other way in the mean."""

    n: int
    shares: tuple[Figure, ...]
    turned: bool


def may_stand_beside(items: Sequence[ShownItem], *, n: int, mean: Mean, reverse: Sequence[bool]) -> bool:
    """Whether the dimension's `items` may be shown with the `mean` of its `n` scores. `reverse` is as in `Item`.

    A dimension of one statement is that statement, and its mean and bins are never shown together.
    """
    bins = [
        _Bins(item.n, tuple(bar.share for bar in item.bars if bar.share), turned)
        for item, turned in zip(items, reverse, strict=True)
    ]
    return len(bins) > 1 and _leaves_choice(tuple(bins), n, mean)


@lru_cache(maxsize=8192)
def _leaves_choice(bins: tuple[_Bins, ...], n: int, mean: Mean) -> bool:
    """Whether the mean lies a step below the highest sum that the bins allow, and a step above the lowest.

    Who skipped a statement has a score of the others, each of which then weighs more; who skipped two has no score.
    """
    reaches = [_reach(one) for one in bins]
    skipped, extra = (sum(max(0, sign * (n - one.n)) for one in bins) for sign in (1, -1))
    highest = sum(high for _, high in reaches) - _TOP * extra + _BOTTOM * skipped
    lowest = sum(low for low, _ in reaches) - _BOTTOM * extra + _TOP * skipped
    parts, step = (len(bins) * (len(bins) - 1), len(bins)) if skipped or extra else (len(bins), 1)
    least, most = _totals(n, mean, parts)
    return least <= highest * parts // len(bins) - step and most >= lowest * parts // len(bins) + step


@lru_cache(maxsize=4096)
def _totals(n: int, mean: Mean, parts: int) -> tuple[int, int]:
    """The least and the highest sum of scores, in `parts` of a point, that is shown as `mean`."""
    possible = range(_BOTTOM * n * parts, _TOP * n * parts + 1)
    fitting = [total for total in possible if mean_on_scale(total / parts / n, n=n) == mean]
    return fitting[0], fitting[-1]


@lru_cache(maxsize=8192)
def _reach(bins: _Bins) -> tuple[int, int]:
    """(the highest of the lowest sums, the lowest of the highest), over every own answer that an insider may know."""
    sums = [_sums(counts, own) for counts in _counts(bins) for own in STEPS if _has(counts, own)]
    by_own: dict[int, tuple[int, int]] = {}
    for own, low, high in sums:
        least, most = by_own.get(own, (low, high))
        by_own[own] = min(least, low), max(most, high)
    low, high = max(low for low, _ in by_own.values()), min(high for _, high in by_own.values())
    both = (_BOTTOM + _TOP) * bins.n
    return (both - high, both - low) if bins.turned else (low, high)


def _counts(bins: _Bins) -> Iterator[tuple[int, int, int]]:
    """How many may be in each bin, as far as the shares tell."""
    n = bins.n
    fitting = [{count for count in range(n + 1) if share(count, n=n) == figure} for figure in bins.shares]
    return ((a, b, n - a - b) for a in fitting[0] for b in fitting[1] if n - a - b in fitting[2])


def _has(counts: tuple[int, int, int], own: int) -> bool:
    return any(count and low <= own <= high for count, (low, high) in zip(counts, _BINS, strict=True))


def _sums(counts: tuple[int, int, int], own: int) -> tuple[int, int, int]:
    """(own answer, the lowest sum, the highest) that these counts can come to, with the own answer as it is."""
    others = [count - (low <= own <= high) for count, (low, high) in zip(counts, _BINS, strict=True)]
    lowest = own + sum(count * low for count, (low, _) in zip(others, _BINS, strict=True))
    return own, lowest, own + sum(count * high for count, (_, high) in zip(others, _BINS, strict=True))
