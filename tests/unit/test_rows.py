"""Kinds that ask row by row: what is an answer, what is kept of it, and in which form rows are shown."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.activities import matrix
from workshop_app.content_checks import refuse_mistakes
from workshop_app.content_reading import Mistakes
from workshop_app.domain.agenda import Activity, Language
from workshop_app.domain.answers import is_complete, parse_answer
from workshop_app.domain.disclosure import Audience, Form, Hidden, ShownRows, show
from workshop_app.domain.errors import InvalidAnswer
from workshop_app.domain.tally import tally
from workshop_app.reports.worded_bars import worded_bars

Answers = Sequence[dict[str, str]]


def counted(activity: Activity, answers: Answers, *, k: int = 5) -> object:
    (aggregate,) = tally(activity, part="vote", ballots=[{"vote": answer} for answer in answers], k=k)
    return aggregate.figures


def shown(activity: Activity, answers: Answers, *, k: int = 5) -> ShownRows | Hidden:
    aggregates = tally(activity, part="vote", ballots=[{"vote": answer} for answer in answers], k=5)
    result = show(activity, part="vote", aggregates=aggregates, audience=Audience.ROOM, k=k)
    assert isinstance(result, ShownRows | Hidden)
    return result


def test_some_of_the_rows_are_an_answer_in_the_rows_order() -> None:
    answer = parse_answer(matrix(), round_="vote", payload={"r2": "a", "r1": "b"})
    assert list(answer) == ["r1", "r2"]
    assert parse_answer(matrix(), round_="vote", payload={"r2": "d"}) == {"r2": "d"}
    assert is_complete(matrix(), round_="vote", answer={"r2": "d"})


@pytest.mark.parametrize("payload", [{}, {"r3": "a"}, {"r1": "e"}, {"r1": ["a"]}, {"r1": None}, ["r1"], "a", None])
def test_what_no_row_or_no_option_is_called_is_refused(payload: object) -> None:
    with pytest.raises(InvalidAnswer):
        parse_answer(matrix(), round_="vote", payload=payload)


def test_of_a_row_that_too_few_answered_only_how_many_is_kept() -> None:
    answers = [{"r1": "a", "r2": "b"}] * 4 + [{"r1": "b"}] * 2
    kept = {"r1": {"n": 6, "counts": {"a": 4, "b": 2, "c": 0, "d": 0}}, "r2": {"n": 4}}
    assert counted(matrix(), answers) == {"rows": kept}


def test_rows_have_shares_from_eight_answers_to_each() -> None:
    result = shown(matrix(), [{"r1": "a", "r2": "b"}] * 8)
    assert isinstance(result, ShownRows)
    assert result.form is Form.BARS
    assert [len(row.bars) for row in result.rows] == [4, 4]


def test_one_row_with_few_answers_makes_all_of_them_coarse() -> None:
    result = shown(matrix(), [{"r1": "a", "r2": "b"}] * 7 + [{"r1": "c"}] * 6)
    assert isinstance(result, ShownRows)
    assert result.form is Form.TOP
    assert [[bar.options for bar in row.bars] for row in result.rows] == [[("a",)], [("b",)]]
    assert all(bar.share is None for row in result.rows for bar in row.bars)


def test_a_row_that_too_few_answered_is_named_and_has_no_figure() -> None:
    result = shown(matrix(), [{"r1": "a", "r2": "b"}] * 4 + [{"r1": "c"}] * 8)
    assert isinstance(result, ShownRows)
    groups, _ = worded_bars(matrix(), result, Language.BOKMAL)
    assert [(group.title, len(group.bars), group.note) for group in groups] == [
        ("r1", 4, ""),
        ("r2", 0, "For få svar til å vise tall"),
    ]


def test_nothing_is_shown_where_too_few_answered_any_row() -> None:
    assert shown(matrix(), [{"r1": "a"}] * 4 + [{"r2": "a"}] * 4) == Hidden()


def test_a_higher_threshold_hides_rows_that_were_counted_under_a_lower_one() -> None:
    result = shown(matrix(), [{"r1": "a", "r2": "b"}] * 6 + [{"r1": "b"}] * 6, k=10)
    assert isinstance(result, ShownRows)
    assert [bool(row.bars) for row in result.rows] == [True, False]
    assert shown(matrix(), [{"r1": "a", "r2": "b"}] * 6, k=10) == Hidden()


@pytest.mark.parametrize(
    ("activity", "key"),
    [
        (matrix(of=("r1",)), "rows"),
        (matrix(of=("r1", "r1")), "rows"),
        (matrix(of=tuple(f"r{n}" for n in range(9))), "rows"),
        (matrix(options="a"), "options"),
        (matrix(options="abcdef"), "options"),
        (matrix(options="aa"), "options"),
    ],
    ids=["one row", "a row twice", "nine rows", "one option", "six options", "an option twice"],
)
def test_rows_and_options_are_enough_differ_and_fit(activity: Activity, key: str) -> None:
    with pytest.raises(Mistakes) as raised:
        refuse_mistakes(activity)
    assert {mistake.key for mistake in raised.value.all} == {key}
