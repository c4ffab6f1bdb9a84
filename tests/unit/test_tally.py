"""What is left of a vote once it is counted."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from tests.activities import choice, dilemma, dimension, points, pulse, question, scale, slide
from workshop_app.domain.answers import DONT_KNOW
from workshop_app.domain.pulse_scoring import person_score
from workshop_app.domain.tally import Aggregate, Ballot, tally

ALL_ITEMS = [f"{d}{i}" for d in "abcd" for i in (1, 2, 3)] + ["anchor"]


def votes(round_: str, *answers: Any) -> list[Ballot]:
    return [{round_: answer} for answer in answers]


def pulses(number: int, **answers: int | str) -> list[Ballot]:
    return votes("pulse", *[{**dict.fromkeys(ALL_ITEMS, 4), **answers}] * number)


def pulse_figures(ballots: list[Ballot], *, k: int = 5, reverse: tuple[str, ...] = ()) -> Any:
    (aggregate,) = tally(pulse(reverse=reverse), part="pulse", ballots=ballots, k=k)
    return aggregate.figures


def test_a_choice_becomes_a_histogram_of_all_options() -> None:
    counted = tally(choice(), part="vote", ballots=votes("vote", ["a"], ["a"], ["b"], ["c"], ["e"]), k=5)
    assert counted == (Aggregate("vote", 5, {"counts": {"a": 2, "b": 1, "c": 1, "d": 0, "e": 1}}),)


def test_several_choices_count_for_each_option_but_once_in_n() -> None:
    (counted,) = tally(choice(most=2), part="vote", ballots=votes("vote", *[["a", "b"]] * 5), k=5)
    assert counted.n == 5
    assert counted.figures == {"counts": {"a": 5, "b": 5, "c": 0, "d": 0, "e": 0}}


def test_a_skip_is_never_counted() -> None:
    (counted,) = tally(scale(), part="vote", ballots=votes("vote", 1, 2, 3, 3, None, None), k=5)
    assert counted == Aggregate("vote", 4, None)
    (counted,) = tally(scale(), part="vote", ballots=[*votes("vote", 1, 2, 3, 3, 5, None), {}], k=5)
    assert counted == Aggregate("vote", 5, {"counts": {"1": 1, "2": 1, "3": 2, "4": 0, "5": 1}})


@pytest.mark.parametrize("k", [-1, 0, 4, 5])
def test_under_the_floor_only_n_is_kept_whatever_the_setting(k: int) -> None:
    assert tally(scale(), part="vote", ballots=votes("vote", 1, 1, 1, 1), k=k) == (Aggregate("vote", 4),)


def test_a_higher_threshold_is_honoured() -> None:
    assert tally(scale(), part="vote", ballots=votes("vote", *[1] * 7), k=8) == (Aggregate("vote", 7),)


def test_nobody_voted() -> None:
    assert tally(points(), part="points", ballots=[], k=5) == (Aggregate("today", 0), Aggregate("desired", 0))


@pytest.mark.parametrize(("activity", "part"), [(slide(), "vote"), (choice(), "dots"), (question(), "vote")])
def test_a_part_that_does_not_exist_is_a_programming_error(activity: Any, part: str) -> None:
    with pytest.raises(ValueError, match="has no part"):
        tally(activity, part=part, ballots=[], k=5)


def test_points_keep_sums_and_squares_of_both_rounds() -> None:
    today, desired = ({"hierarchy": h, "market": 0, "trust": 100 - h} for h in (60, 20))
    counted = tally(points(), part="points", ballots=[{"today": today, "desired": desired}] * 5, k=5)
    assert counted[0].figures == {
        "options": {
            "hierarchy": {"sum": 300, "squares": 18_000},
            "market": {"sum": 0, "squares": 0},
            "trust": {"sum": 200, "squares": 8_000},
        }
    }
    assert [aggregate.round for aggregate in counted] == ["today", "desired"]


def test_a_round_with_too_few_takes_its_companion_along() -> None:
    ballots = [*votes("first", *["o1"] * 3), *[{"first": "o1", "second": "o2"}] * 4]
    counted = tally(dilemma(), part="dilemma", ballots=ballots, k=5)
    assert counted == (Aggregate("first", 7), Aggregate("second", 4))


def test_the_vote_on_a_question() -> None:
    (counted,) = tally(question(), part="choose", ballots=votes("choose", *["q1"] * 5, "q3"), k=5)
    assert counted == Aggregate("choose", 6, {"counts": {"q1": 5, "q2": 0, "q3": 1}})


# Dots


def test_dots_of_merged_proposals_count_for_their_target_and_those_without_stay_in() -> None:
    ballots = votes("dots", {"p1": 2, "p2": 1}, {"p3": 1}, *[{"p4": 1}] * 3)
    (counted,) = tally(
        question(),
        part="dots",
        ballots=ballots,
        k=5,
        merged={"p1": "p2", "p2": "p3"},
        proposals=["p1", "p2", "p3", "p4", "p5"],
    )
    assert counted == Aggregate("dots", 5, {"dots": {"p3": 4, "p4": 3, "p5": 0}})


def test_dots_on_a_proposal_that_was_taken_away_are_no_answer() -> None:
    ballots = votes("dots", {"gone": 2}, *[{"p1": 1, "gone": 1}] * 4)
    (counted,) = tally(question(), part="dots", ballots=ballots, k=5, proposals=["p1"])
    assert counted == Aggregate("dots", 4)


def test_dots_whose_proposals_have_all_been_sent_back_are_nobodys_answers() -> None:
    (counted,) = tally(question(), part="dots", ballots=votes("dots", *[{"p1": 1}] * 6), k=5)
    assert counted == Aggregate("dots", 0)


def test_mergers_in_a_circle_end() -> None:
    (counted,) = tally(
        question(),
        part="dots",
        ballots=votes("dots", *[{"p1": 1}] * 5),
        k=5,
        merged={"p1": "p2", "p2": "p1"},
        proposals=["p1", "p2"],
    )
    assert counted.n == 5


# The flow between a dilemma's two votes


def moved(first: str | None, second: str | None, number: int) -> list[Ballot]:
    return [{"first": first, "second": second}] * number


def rounds_of(ballots: list[Ballot]) -> list[str]:
    return [aggregate.round for aggregate in tally(dilemma(), part="dilemma", ballots=ballots, k=5)]


def test_the_flow_is_kept_when_nobody_stands_out() -> None:
    ballots = [*moved("o1", "o1", 9), *moved("o1", "o4", 3), *moved("o2", "o5", 3)]
    assert tally(dilemma(), part="dilemma", ballots=ballots, k=5)[2] == Aggregate(
        "flow",
        15,
        {
            "moves": [
                {"first": "o1", "second": "o1", "n": 9},
                {"first": "o1", "second": "o4", "n": 3},
                {"first": "o2", "second": "o5", "n": 3},
            ]
        },
    )


@pytest.mark.parametrize(
    "ballots",
    [
        pytest.param([*moved("o1", "o1", 11), *moved("o1", "o4", 3)], id="fourteen people"),
        pytest.param([*moved("o1", "o1", 14), *moved("o1", "o4", 2)], id="two went a way of their own"),
        pytest.param([*moved("o1", "o1", 15), *moved("o3", None, 1)], id="one voted only the first time"),
        pytest.param([*moved("o1", "o1", 15), *moved(None, "o3", 2)], id="two voted only the second time"),
    ],
)
def test_the_flow_is_dropped_otherwise(ballots: list[Ballot]) -> None:
    assert rounds_of(ballots) == ["first", "second"]


def test_those_who_skipped_both_votes_do_not_matter_to_the_flow() -> None:
    assert rounds_of([*moved("o1", "o2", 15), *moved(None, None, 1), {}]) == ["first", "second", "flow"]


# The pulse


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        ({"a1": 1, "a2": 2, "a3": 5}, Fraction(8, 3)),
        ({"a1": 4, "a2": 5}, Fraction(9, 2)),
        ({"a1": 4, "a2": DONT_KNOW, "a3": 5}, Fraction(9, 2)),
        ({"a1": 4, "a2": DONT_KNOW, "a3": DONT_KNOW}, None),
        ({"a1": 4}, None),
        ({}, None),
        ({"b1": 4, "b2": 4, "b3": 4}, None),
    ],
)
def test_a_person_has_a_score_from_two_of_three_items(answers: dict[str, int | str], score: Fraction | None) -> None:
    assert person_score(dimension("a"), answers) == score


def test_a_reversed_item_is_turned_round_in_the_score_but_not_in_its_histogram() -> None:
    figures = pulse_figures(pulses(10, a1=1, a2=1, a3=1), reverse=("a2",))
    assert figures["dimensions"]["a"]["mean"] == pytest.approx((1 + 5 + 1) / 3)
    assert figures["items"]["a2"] == [10, 0, 0, 0, 0]


def test_the_pulse_keeps_n_mean_and_sum_of_squares_of_person_scores() -> None:
    ballots = [*pulses(3, a1=5, a2=5, a3=5, anchor=2), *pulses(2, a1=1, a2=DONT_KNOW, a3=2, anchor=DONT_KNOW)]
    figures = pulse_figures([*ballots, *pulses(2, anchor=5)])
    assert figures["dimensions"]["a"] == {"n": 7, "mean": (15 + 3 + 8) / 7, "squares": 3 * 25 + 2 * 2.25 + 2 * 16}
    assert figures["anchor"] == {"n": 5, "mean": 16 / 5, "squares": 3 * 4 + 2 * 25}
    assert (figures["instrument"], figures["version"]) == ("tillitspulsen", 1)


def test_a_dimension_under_its_threshold_keeps_only_n() -> None:
    figures = pulse_figures([*pulses(4), *pulses(2, b1=DONT_KNOW, b2=DONT_KNOW, anchor=DONT_KNOW)])
    assert figures["dimensions"]["b"] == {"n": 4}
    assert figures["dimensions"]["c"] == {"n": 6}
    assert figures["dimensions"]["d"]["n"] == 6
    assert "mean" in figures["dimensions"]["d"]
    assert figures["anchor"] == {"n": 4}


def test_figures_about_the_leader_are_kept_from_seven() -> None:
    assert "mean" in pulse_figures(pulses(7))["dimensions"]["c"]
    assert pulse_figures(pulses(8), k=8)["dimensions"]["c"]["n"] == 8
    assert pulse_figures(pulses(6))["dimensions"]["c"] == {"n": 6}


def test_item_histograms_are_kept_from_ten_and_never_about_the_leader() -> None:
    assert pulse_figures(pulses(9))["items"] == {}
    assert pulse_figures(pulses(11), k=12) is None
    assert set(pulse_figures(pulses(10))["items"]) == set(ALL_ITEMS) - {"c1", "c2", "c3"}


def test_an_item_that_too_few_answered_keeps_no_histogram() -> None:
    items = pulse_figures([*pulses(9), *pulses(3, d1=DONT_KNOW)])["items"]
    assert "d1" not in items
    assert items["d2"] == [0, 0, 0, 12, 0]


def test_the_order_of_ballots_leaves_no_trace() -> None:
    ballots = [*pulses(3, a1=5), *pulses(4, a2=1, a3=DONT_KNOW), *pulses(5, d1=2)]
    assert pulse_figures(ballots) == pulse_figures(ballots[::-1])


def test_an_aggregate_survives_the_database() -> None:
    for aggregate in (Aggregate("pulse", 12, pulse_figures(pulses(12))), Aggregate("vote", 3)):
        assert Aggregate.from_json(json.loads(json.dumps(aggregate.to_json()))) == aggregate
