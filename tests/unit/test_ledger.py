"""The bench finds an answer that is lost, counted twice or counted as another one."""

from __future__ import annotations

import pytest

from benchmarks.figures import median_of, row_of
from benchmarks.ledger import Ledger


def ledger(*answers: object) -> Ledger:
    made = Ledger()
    for phone, answer in enumerate(answers):
        made.note("vote", "first", phone=phone, answer=answer)
    return made


def tally(counts: dict[str, int] | None, n: int) -> dict[str, object]:
    return {"first": {"n": n, "figures": None if counts is None else {"counts": counts}}}


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"a": 2, "b": 1}, (0, 0)),
        ({"a": 1, "b": 1}, (1, 0)),
        ({"a": 3, "b": 1}, (0, 1)),
        ({"a": 1, "b": 2}, (1, 1)),
    ],
)
def test_what_phones_were_told_is_compared_option_by_option(counts: dict[str, int], found: tuple[int, int]) -> None:
    assert ledger("a", ["a"], "b").compare(tally(counts, sum(counts.values())), "vote") == found


def test_what_is_not_counted_by_option_is_compared_by_number() -> None:
    assert ledger({"x": 1}, {"x": 2}).compare(tally(None, 1), "vote") == (1, 0)


def test_only_the_newest_answer_of_a_phone_stands() -> None:
    made = ledger("a", "b")
    made.note("vote", "first", phone=0, answer="b")
    assert made.compare(tally({"a": 0, "b": 2}, 2), "vote") == (0, 0)


def test_medians_over_repeats_are_taken_column_by_column() -> None:
    rows = [row_of([1.0, 2.0]), row_of([1.0, 100.0]), row_of([3.0, 4.0])]
    assert median_of(rows)["max"] == 4.0
    assert row_of([7.0])["p99"] == 7.0
