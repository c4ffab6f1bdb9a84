"""Somebody who knows everything that is published, how it is computed, and perhaps an own answer.

The definition attacked is domain.md §2.6's: a single answer is determined when every set of answers
that is consistent with what is published gives an identified person the same answer. Nobody in a
histogram is identified but by being like all the others, so: all data sets consistent with what
is shown have everybody (everybody else, for an insider) answer alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations, pairwise

Histogram = tuple[int, ...]


def histograms(n: int, *, options: int = 5) -> Iterator[Histogram]:
    """All ways in which `n` people can spread over `options` (stars and bars)."""
    for bars in combinations(range(n + options - 1), options - 1):
        edges = (-1, *bars, n + options - 1)
        yield tuple(right - left - 1 for left, right in pairwise(edges))


def unanimous(histogram: Histogram) -> int | None:
    """The option that everybody chose, if there is one."""
    return histogram.index(sum(histogram)) if sum(histogram) in histogram else None


def bin_of_all(histogram: Histogram) -> int | None:
    """The bin 1–2, 3 or 4–5 that everybody is in: to know that is to know most of an answer."""
    return unanimous((sum(histogram[:2]), histogram[2], sum(histogram[3:])))


Likeness = Callable[[Histogram], Hashable]


def revealed_to_outsider(
    data_sets: Iterable[Histogram], show: Callable[[Histogram], Hashable], *, alike: Likeness = unanimous
) -> list[Hashable]:
    """What can be shown that leaves no doubt about anybody's answer."""
    return _without_doubt((show(data), alike(data)) for data in data_sets)


def revealed_to_insider(
    n: int, show: Callable[[Histogram], Hashable], *, alike: Likeness = unanimous, options: int = 5
) -> list[Hashable]:
    """The same for one of the `n`, who takes the own answer out: for every answer that could be."""
    return _without_doubt(
        ((own, show(_with(others, own))), alike(others))
        for others in histograms(n - 1, options=options)
        for own in range(options)
    )


def _with(others: Histogram, own: int) -> Histogram:
    return tuple(count + (option == own) for option, count in enumerate(others))


def _without_doubt(seen: Iterable[tuple[Hashable, Hashable]]) -> list[Hashable]:
    possible: dict[Hashable, set[Hashable]] = defaultdict(set)
    for shown, answer in seen:
        possible[shown].add(answer)
    return [shown for shown, answers in possible.items() if len(answers) == 1 and None not in answers]
