"""A dimension's mean and its items' bins are shown together: does the pair give an answer away?

For everything the others could unanimously have answered, and for everything an insider could have
answered, there must be one or two other people who may have answered a little differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest

from workshop_app.domain.disclosure import Bar, Form, Mean
from workshop_app.domain.disclosure.coarsening import mean_on_scale
from workshop_app.domain.disclosure.votes import bars_of

#: One person's answers to the three items of a dimension.
Answers = tuple[int, ...]
EVERY: list[Answers] = list(product(range(1, 6), repeat=3))


@cache
def item_bars(answers: tuple[int, ...]) -> tuple[Bar, ...]:
    return bars_of({str(s): answers.count(s) for s in range(1, 6)}, n=len(answers), form=Form.BINS)


def published(people: list[Answers]) -> tuple[Mean, list[tuple[Bar, ...]]]:
    mean = mean_on_scale(sum(map(sum, people)) / 3 / len(people), n=len(people))
    return mean, [item_bars(tuple(sorted(item))) for item in zip(*people, strict=True)]


def neighbours(answers: Answers) -> Iterator[Answers]:
    for steps in product((-1, 0, 1), repeat=3):
        moved = tuple(answer + step for answer, step in zip(answers, steps, strict=True))
        if any(steps) and all(1 <= answer <= 5 for answer in moved):
            yield moved


def could_be_otherwise(n: int, *, own: Answers, others: Answers) -> bool:
    seen = published([own, *[others] * (n - 1)])
    return any(published([own, one, *[others] * (n - 2)]) == seen for one in neighbours(others)) or any(
        published([own, one, another, *[others] * (n - 3)]) == seen
        for one, another in product(neighbours(others), repeat=2)
    )


@pytest.mark.parametrize("n", [10, 21])
def test_insiders_learn_nobody_elses_answers_from_a_mean_beside_its_items(n: int) -> None:
    revealed = [
        (own, others)
        for own in EVERY[::4]
        for others in EVERY
        if own != others and not could_be_otherwise(n, own=own, others=others)
    ]
    assert revealed == []
