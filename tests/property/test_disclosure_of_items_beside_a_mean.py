"""A dimension's mean beside its statements' bins and words: whatever ten, eleven or twelve people may have answered.

All that can lie under three statements' bins is tried, as the sums that each of them can come to; the mean says
what the three sums are together. Others are found out when all of it that fits has them answer one statement alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from functools import cache
from itertools import combinations_with_replacement, product

import pytest

from tests.property.attacker import Histogram, bin_of_all, histograms, revealed_to_insider, unanimous
from workshop_app.domain.disclosure.coarsening import mean_on_scale
from workshop_app.domain.disclosure.items_beside_mean import may_stand_beside
from workshop_app.domain.disclosure.pulse import _item
from workshop_app.domain.disclosure.shown import Mean, ShownItem

#: Of one statement, for an own answer: every sum as a bit, and those that the others can come to without being alike.
Sums = tuple[int, int]


def as_shown(histogram: Histogram) -> ShownItem:
    return _item("item", histogram)


@cache
def looks(n: int) -> dict[ShownItem, dict[int | None, Sums]]:
    """How a statement may look → own answer (None: an outsider's) → the sums under it."""
    found: dict[ShownItem, dict[int | None, Sums]] = defaultdict(dict)
    for histogram in histograms(n):
        look, total = as_shown(histogram), sum(step * count for step, count in enumerate(histogram, 1))
        for own in (None, *(step for step in range(1, 6) if histogram[step - 1])):
            others = tuple(count - (step == own) for step, count in enumerate(histogram, 1))
            alike = unanimous(others) is not None
            every, mixed = found[look].get(own, (0, 0))
            found[look][own] = every | 1 << total, mixed | (0 if alike else 1 << total)
    return found


@cache
def together(first: int, second: int) -> int:
    """The sums that two statements can come to together."""
    return _or(first << shift for shift in range(second.bit_length()) if second >> shift & 1)


def _or(each: Iterator[int]) -> int:
    result = 0
    for one in each:
        result |= one
    return result


@cache
def classes(n: int) -> dict[Mean, int]:
    """A mean as shown → all sums of three statements that are shown so."""
    found: dict[Mean, int] = defaultdict(int)
    for total in range(3 * n, 15 * n + 1):
        found[mean_on_scale(total / 3 / n, n=n)] |= 1 << total
    return found


def may_stand(items: tuple[ShownItem, ...], n: int, mean: Mean) -> bool:
    return may_stand_beside(items, n=n, mean=mean, reverse=[False] * 3)


@cache
def found_out(n: int) -> tuple[tuple[tuple[ShownItem, ...], Mean], ...]:
    """(statements, mean) that leave an outsider, or some insider, only one answer of all others to a statement.

    Only statements that the others may have answered alike need trying.
    """
    return tuple(
        (items, mean)
        for items in combinations_with_replacement(looks(n), 3)
        for own in _own_answers(items, n)
        for mean in _known([looks(n)[item][answer] for item, answer in zip(items, own, strict=True)], n)
    )


def _own_answers(items: tuple[ShownItem, ...], n: int) -> Iterator[tuple[int | None, ...]]:
    sums = [looks(n)[item] for item in items]
    if any(every != mixed for each in sums for every, mixed in each.values()):
        yield (None, None, None)
        yield from product(*(filter(None, each) for each in sums))


def _known(sums: list[Sums], n: int) -> list[Mean]:
    """The means beside which some statement can only have been answered alike."""
    every = [one for one, _ in sums]
    whole = together(together(every[0], every[1]), every[2])
    known: list[Mean] = []
    for at in range(3):
        alike, mixed = sums[at]
        if alike == mixed:
            continue
        rest = together(*(one for other, one in enumerate(every) if other != at))
        open_ = together(mixed, rest)
        known += [mean for mean, fitting in classes(n).items() if whole & fitting and not open_ & fitting]
    return known


@pytest.mark.parametrize("n", [10, 12])
def test_a_mean_beside_its_statements_leaves_every_answer_open(n: int) -> None:
    assert [found for found in found_out(n) if may_stand(found[0], n, found[1])] == []


def test_the_attack_succeeds_where_statements_always_stand_beside_their_mean() -> None:
    assert found_out(10) != ()


@pytest.mark.parametrize("own", [(None, None, None), (1, 1, 1), (3, 3, 3), (5, 5, 5), (1, 3, 5)])
def test_that_statements_are_not_shown_tells_nothing_either(own: tuple[int | None, ...]) -> None:
    """Beside each mean, many different bins are hidden: under them everybody may have answered anything."""
    n = 10
    for mean, all_hidden in hidden(n).items():
        possible = [
            items
            for items in all_hidden
            if all(answer in looks(n)[item] for item, answer in zip(items, own, strict=True))
        ]
        fitting = classes(n)[mean]
        reached = [items for items in possible if _open(items, own, n, at=None) & fitting]
        assert not reached or all(any(_open(items, own, n, at=at) & fitting for items in reached) for at in range(3))


@cache
def hidden(n: int) -> dict[Mean, list[tuple[ShownItem, ...]]]:
    """A mean → statements, in every order, that are not shown beside it: some of those that could be."""
    some = list(looks(n))[::3]
    return {mean: [items for items in product(some, repeat=3) if not may_stand(items, n, mean)] for mean in classes(n)}


def _open(items: tuple[ShownItem, ...], own: tuple[int | None, ...], n: int, *, at: int | None) -> int:
    """The sums of the three, where the others have not answered the statement `at` alike."""
    sums = [looks(n)[item][answer] for item, answer in zip(items, own, strict=True)]
    each = [mixed if number == at else every for number, (every, mixed) in enumerate(sums)]
    return together(together(each[0], each[1]), each[2])


@pytest.mark.parametrize("n", [10, 11, 12])
def test_insiders_learn_nothing_from_bins_and_a_word(n: int) -> None:
    def look(histogram: Histogram) -> Hashable:
        return as_shown(histogram)

    assert revealed_to_insider(n, look) == []
    assert revealed_to_insider(n, look, alike=bin_of_all) == []


def test_the_word_follows_from_the_bins() -> None:
    words = defaultdict(set)
    for n in (10, 12, 21):
        for histogram in histograms(n, options=5):
            item = as_shown(histogram)
            words[item.bars].add(item.spread)
    assert all(len(each) == 1 and None not in each for each in words.values())
