"""Whatever people answer: nothing under the threshold, nothing finer than promised, no words beyond the bars."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.activities import choice, dilemma, points, pulse, question, scale
from tests.property.attacker import histograms
from workshop_app.domain.agenda import Activity
from workshop_app.domain.answers import DONT_KNOW
from workshop_app.domain.disclosure import (
    Audience,
    Bar,
    Bound,
    Figure,
    Hidden,
    Mean,
    Shown,
    ShownBeforeAfter,
    ShownDots,
    ShownPoints,
    ShownPulse,
    ShownVote,
    show,
)
from workshop_app.domain.disclosure.coarsening import share
from workshop_app.domain.sentences import shift_sentence
from workshop_app.domain.tally import Aggregate, tally

OPTIONS = ("a", "b", "c", "d", "e")
POINTS = [(10 * a, 10 * b, 100 - 10 * a - 10 * b) for a in range(11) for b in range(11 - a)]

_ITEMS = [f"{d}{i}" for d in "abcd" for i in (1, 2, 3)] + ["anchor"]
_POINTS = st.sampled_from(POINTS).map(lambda p: dict(zip(("hierarchy", "market", "trust"), p, strict=True)))
_DILEMMA = st.sampled_from(["o1", "o2", "o3", "o4", "o5"])
_DOTS = st.dictionaries(st.sampled_from(["p1", "p2", "p3", "p4"]), st.just(1), min_size=1, max_size=3)
PARTS: list[tuple[Activity, str, dict[str, st.SearchStrategy[Any]]]] = [
    (choice(), "vote", {"vote": st.sampled_from(OPTIONS).map(lambda option: [option])}),
    (choice(most=5), "vote", {"vote": st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True)}),
    (scale(), "vote", {"vote": st.integers(1, 5)}),
    (dilemma(), "dilemma", {"first": _DILEMMA, "second": _DILEMMA}),
    (points(), "points", {"today": _POINTS, "desired": _POINTS}),
    (question(), "choose", {"choose": st.sampled_from(["q1", "q2", "q3"])}),
    (question(), "dots", {"dots": _DOTS}),
    (
        pulse(),
        "pulse",
        {"pulse": st.dictionaries(st.sampled_from(_ITEMS), st.integers(1, 5) | st.just(DONT_KNOW), min_size=1)},
    ),
]


@st.composite
def votes(draw: st.DrawFn) -> tuple[Activity, str, list[dict[str, Any]]]:
    activity, part, rounds = draw(st.sampled_from(PARTS))
    ballot = st.fixed_dictionaries({}, optional={name: st.none() | answers for name, answers in rounds.items()})
    return activity, part, draw(st.lists(ballot, max_size=30))


def seen(activity: Activity, part: str, ballots: list[dict[str, Any]], *, audience: Audience, k: int) -> Shown:
    counted = tally(activity, part=part, ballots=ballots, k=k, proposals=["p1", "p2", "p3", "p4"])
    return show(activity, part=part, aggregates=counted, audience=audience, k=k)


@given(vote=votes(), audience=st.sampled_from(Audience), k=st.integers(-5, 12))
@settings(max_examples=300, deadline=None)
def test_nothing_is_kept_or_shown_below_the_threshold(
    vote: tuple[Activity, str, list[dict[str, Any]]], audience: Audience, k: int
) -> None:
    activity, part, ballots = vote
    counted = tally(activity, part=part, ballots=ballots, k=k, proposals=["p1", "p2", "p3", "p4"])
    threshold = max(k, 5)
    result = show(activity, part=part, aggregates=counted, audience=audience, k=k)
    if any(aggregate.n < threshold for aggregate in counted):
        assert [aggregate.figures for aggregate in counted] == [None] * len(counted)
        assert result == Hidden()
    shown_n = [number for number in numbers_of_answers(result) if number is not None]
    assert all(number >= threshold for number in shown_n)


def numbers_of_answers(result: Shown) -> list[int | None]:
    match result:
        case ShownVote() | ShownDots():
            return [result.n]
        case ShownBeforeAfter():
            return [result.n_before, result.n_after]
        case ShownPoints():
            return [result.n_today, result.n_desired]
        case ShownPulse():
            items = [item.n for dimension in result.dimensions for item in dimension.items]
            return [result.n, result.anchor.n, *[dimension.n for dimension in result.dimensions], *items]
        case Hidden():
            return []


@given(vote=votes(), data=st.data())
@settings(max_examples=150, deadline=None)
def test_the_order_of_answers_that_a_counter_lets_one_watch_leaves_no_trace(
    vote: tuple[Activity, str, list[dict[str, Any]]], data: st.DataObject
) -> None:
    """While a vote is open only how many have answered is shown: who saw it rise still sees the same figures."""
    activity, part, ballots = vote
    shuffled = data.draw(st.permutations(ballots))
    first, second = (
        tally(activity, part=part, ballots=each, k=5, proposals=["p1", "p2", "p3", "p4"])
        for each in (ballots, shuffled)
    )
    assert first == second


@given(vote=votes(), audience=st.sampled_from(Audience))
@settings(max_examples=300, deadline=None)
def test_every_figure_shown_is_coarse(vote: tuple[Activity, str, list[dict[str, Any]]], audience: Audience) -> None:
    match seen(*vote, audience=audience, k=5):
        case ShownVote() as result:
            assert_coarse(result.bars, n=result.n)
        case ShownBeforeAfter() as result:
            smaller = min(result.n_before, result.n_after)
            assert len(result.before) == len(result.after) == (3 if smaller < 8 else 5)
            assert_coarse(result.before + result.after, n=smaller)
            assert shift_sentence(result).startswith("dilemma.shift.")
        case ShownPoints() as result:
            assert {row.today.value % 5 for row in result.rows} | {row.desired.value % 5 for row in result.rows} == {0}
            assert all(10 <= row.today.value <= 90 and 10 <= row.desired.value <= 90 for row in result.rows)
        case ShownDots() as result:
            assert all(len(place.proposals) + place.rank <= 4 for place in result.places[1:])
        case ShownPulse() as result:
            assert_pulse_is_coarse(result, audience)
        case Hidden():
            pass


def assert_coarse(bars: tuple[Bar, ...], *, n: int) -> None:
    for figure in (bar.share for bar in bars if bar.share is not None):
        assert figure.value % 5 == 0
        if n <= 20:
            assert figure in (Figure(20, Bound.AT_MOST), Figure(80, Bound.AT_LEAST)) or (
                figure.bound is Bound.ABOUT and 20 < figure.value < 80
            )
        else:
            assert figure in (Figure(10, Bound.UNDER), Figure(90, Bound.OVER)) or (
                figure.bound is Bound.ABOUT and 10 <= figure.value <= 90
            )


def assert_pulse_is_coarse(result: ShownPulse, audience: Audience) -> None:
    assert ("c" in {dimension.dimension for dimension in result.dimensions}) is (audience is Audience.LEADER)
    for dimension in (*result.dimensions, result.anchor):
        assert (dimension.n is None) is (dimension.mean is None)
        if dimension.n is not None and dimension.mean is not None:
            low, high = (15, 45) if dimension.n >= 7 else (20, 40)
            inside = dimension.mean.bound is Bound.ABOUT and low < dimension.mean.tenths < high
            assert inside or dimension.mean in (Mean(low, Bound.AT_MOST), Mean(high, Bound.AT_LEAST))
            assert dimension.n >= 10 or dimension.mean.tenths % 5 == 0
        for item in dimension.items:
            assert item.n >= 10
            assert_coarse(item.bars, n=item.n)


@given(vote=votes(), audience=st.sampled_from(Audience), k=st.integers(5, 20))
@settings(max_examples=200, deadline=None)
def test_a_higher_threshold_never_shows_more(
    vote: tuple[Activity, str, list[dict[str, Any]]], audience: Audience, k: int
) -> None:
    if seen(*vote, audience=audience, k=k + 1) != Hidden():
        assert seen(*vote, audience=audience, k=k) != Hidden()


# Words follow from what is shown, and one person's changed mind is not a movement


@pytest.mark.parametrize("n", [5, 6, 7])
def test_one_person_who_goes_one_step_never_moves_the_weight(n: int) -> None:
    ids = ("o1", "o2", "o3", "o4", "o5")
    for before in histograms(n):
        for step in range(4):
            if before[step]:
                after = tuple(c - (i == step) + (i == step + 1) for i, c in enumerate(before))
                aggregates = [
                    Aggregate(round_, n, {"counts": dict(zip(ids, counts, strict=True))})
                    for round_, counts in (("first", before), ("second", after))
                ]
                result = show(dilemma(), part="dilemma", aggregates=aggregates, audience=Audience.ROOM, k=5)
                assert isinstance(result, ShownBeforeAfter)
                assert shift_sentence(result) not in {"dilemma.shift.first", "dilemma.shift.last"}


@given(n=st.integers(5, 60), data=st.data())
def test_a_share_is_within_its_class(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    figure, percent = share(count, n=n), 100 * count / n
    match figure.bound:
        case Bound.ABOUT:
            assert abs(percent - figure.value) <= 2.5
        case Bound.AT_MOST | Bound.UNDER:
            assert percent < figure.value + 2.5
        case Bound.AT_LEAST | Bound.OVER:
            assert percent >= figure.value - 2.5
