"""Kinds that ask row by row: what is an answer, what is kept of it, and in which form rows are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.activities import activity, ladder, matrix, rows, series
from workshop_app.content_checks import refuse_mistakes
from workshop_app.content_reading import Mistakes
from workshop_app.domain.agenda import Activity, Language
from workshop_app.domain.answers import is_complete, parse_answer
from workshop_app.domain.disclosure import Audience, Bound, Form, Hidden, LadderRow, Mean, ShownLadder, ShownRows, show
from workshop_app.domain.errors import InvalidAnswer
from workshop_app.domain.tally import tally
from workshop_app.reports.worded_bars import worded_vote

Answers = Sequence[dict[str, str]]


def counted(activity: Activity, answers: Answers, *, k: int = 5) -> object:
    (aggregate,) = tally(activity, part="vote", ballots=[{"vote": answer} for answer in answers], k=k)
    return aggregate.figures


def shown(activity: Activity, answers: Answers, *, k: int = 5) -> ShownRows | Hidden:
    aggregates = tally(activity, part="vote", ballots=[{"vote": answer} for answer in answers], k=5)
    result = show(activity, part="vote", aggregates=aggregates, audience=Audience.ROOM, k=k)
    assert isinstance(result, ShownRows | Hidden)
    return result


def climbed(today: Answers, desired: Answers, *, k: int = 5) -> ShownLadder | Hidden:
    ballots = [{"today": now, "desired": wanted} for now, wanted in zip(today, desired, strict=True)]
    aggregates = tally(ladder("r1", "r2"), part="ladder", ballots=ballots, k=k)
    result = show(ladder("r1", "r2"), part="ladder", aggregates=aggregates, audience=Audience.ROOM, k=k)
    assert isinstance(result, ShownLadder | Hidden)
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
    groups, _ = worded_vote(matrix(), result, Language.BOKMAL)
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


def test_a_row_that_was_not_counted_stays_without_a_figure_when_the_threshold_is_lowered() -> None:
    answers = [{"r1": "a", "r2": "b"}] * 6 + [{"r1": "b"}] * 6
    aggregates = tally(matrix(), part="vote", ballots=[{"vote": answer} for answer in answers], k=10)
    result = show(matrix(), part="vote", aggregates=aggregates, audience=Audience.ROOM, k=5)
    assert isinstance(result, ShownRows)
    assert [bool(row.bars) for row in result.rows] == [True, False]


APART = [{"r1": "4", "r2": "1", "r3": "2"}] * 6 + [{"r1": "4", "r2": "5", "r3": "4"}] * 6


def test_what_is_least_agreed_on_comes_first_with_a_word_for_how_alike_its_answers_are() -> None:
    result = shown(series("r1", "r2", "r3"), APART)
    assert isinstance(result, ShownRows)
    assert [row.row for row in result.rows] == ["r2", "r3", "r1"]
    groups, sentence = worded_vote(series("r1", "r2", "r3"), result, Language.BOKMAL)
    assert [group.note for group in groups] == ["Svarene spriker", "Svarene spriker", "Svarene ligner hverandre"]
    assert sentence == "Øverst står det vi er minst enige om."


def test_a_statement_that_too_few_answered_stands_last() -> None:
    answers = [{**answer, "r0": "1"} if n < 4 else answer for n, answer in enumerate(APART)]
    result = shown(series("r0", "r1", "r2", "r3"), answers)
    assert isinstance(result, ShownRows)
    assert [row.row for row in result.rows] == ["r2", "r3", "r1", "r0"]


def test_under_ten_answers_statements_keep_their_order_and_nothing_is_said_of_likeness() -> None:
    result = shown(series("r1", "r2", "r3"), APART[2:-1])
    assert isinstance(result, ShownRows)
    assert [row.row for row in result.rows] == ["r1", "r2", "r3"]
    assert {row.spread for row in result.rows} == {None}
    assert worded_vote(series("r1", "r2", "r3"), result, Language.BOKMAL)[1] == ""


def test_a_ladder_shows_means_to_the_half_and_the_largest_gap() -> None:
    today, desired = [{"r1": "2", "r2": "3"}] * 9 + [{"r1": "1", "r2": "3"}] * 3, [{"r1": "4", "r2": "3"}] * 12
    result = climbed(today, desired)
    assert isinstance(result, ShownLadder)
    assert result.rows[0] == LadderRow("r1", Mean(20), Mean(40))
    assert result.largest == ("r1",)
    groups, sentence = worded_vote(ladder("r1", "r2"), result, Language.BOKMAL)
    assert [[bar.text for bar in group.bars] for group in groups] == [["2,0", "4,0"], ["3,0", "3,0"]]
    assert sentence.endswith("r1")


def test_all_on_one_step_of_a_ladder_is_told_as_an_end() -> None:
    result = climbed([{"r1": "1"}] * 12, [{"r1": "5"}] * 12)
    assert isinstance(result, ShownLadder)
    assert result.rows == (
        LadderRow("r1", Mean(15, Bound.AT_MOST), Mean(45, Bound.AT_LEAST)),
        LadderRow("r2", None, None),
    )


def test_a_decision_that_too_few_answered_the_second_time_has_no_figure() -> None:
    assert climbed([{"r1": "1"}] * 6, [{"r1": "1"}] * 4 + [{"r2": "1"}] * 2) == Hidden()


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


def test_nothing_to_pick_from_but_the_rows_is_fit_and_more_than_can_be_looked_through_is_not() -> None:
    refuse_mistakes(ladder("r1", "r2"))
    crowded = replace(ladder("r1", "r2").body, offered=rows(*(f"o{n}" for n in range(21))))
    with pytest.raises(Mistakes) as raised:
        refuse_mistakes(activity(crowded))
    assert {mistake.key for mistake in raised.value.all} == {"offered"}
