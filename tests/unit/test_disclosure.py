"""What may be shown of what was counted, to whom, how coarsely."""

from __future__ import annotations

from typing import Any

import pytest

from tests.activities import choice, confidence, dilemma, points, pulse, question, scale, slide
from workshop_app.domain.agenda import Activity
from workshop_app.domain.disclosure import (
    Audience,
    Bar,
    Bound,
    Figure,
    Form,
    Hidden,
    Mean,
    Place,
    PointsRow,
    Shown,
    ShownBeforeAfter,
    ShownDimension,
    ShownDots,
    ShownPoints,
    ShownPulse,
    ShownVote,
    show,
)
from workshop_app.domain.disclosure.coarsening import mean_on_scale, mean_points, share
from workshop_app.domain.sentences import shift_sentence, sureness_sentence
from workshop_app.domain.tally import Aggregate, tally

AT_MOST_20, AT_LEAST_80 = Figure(20, Bound.AT_MOST), Figure(80, Bound.AT_LEAST)
ALL_ITEMS = [f"{d}{i}" for d in "abcd" for i in (1, 2, 3)] + ["anchor"]


def shown(
    activity: Activity, part: str, aggregates: list[Aggregate], *, k: int = 5, audience: Audience = Audience.ROOM
) -> Shown:
    return show(activity, part=part, aggregates=aggregates, audience=audience, k=k)


def counts(round_: str, ids: str, *numbers: int) -> Aggregate:
    return Aggregate(round_, sum(numbers), {"counts": dict(zip(ids.split(), numbers, strict=True))})


def on_scale(*numbers: int) -> ShownVote:
    result = shown(scale(), "vote", [counts("vote", "1 2 3 4 5", *numbers)])
    assert isinstance(result, ShownVote)
    return result


def chosen(*numbers: int) -> ShownVote:
    result = shown(choice(), "vote", [counts("vote", "a b c d e", *numbers)])
    assert isinstance(result, ShownVote)
    return result


def before_after(before: tuple[int, ...], after: tuple[int, ...], *, k: int = 5) -> ShownBeforeAfter | Hidden:
    ids = "o1 o2 o3 o4 o5"
    result = shown(dilemma(), "dilemma", [counts("first", ids, *before), counts("second", ids, *after)], k=k)
    assert isinstance(result, ShownBeforeAfter | Hidden)
    return result


def shares(bars: tuple[Bar, ...]) -> list[Figure | None]:
    return [bar.share for bar in bars]


# Percentages


@pytest.mark.parametrize(
    ("count", "n", "figure"),
    [
        (0, 5, AT_MOST_20),
        (1, 5, AT_MOST_20),
        (2, 5, Figure(40)),
        (4, 5, AT_LEAST_80),
        (5, 5, AT_LEAST_80),
        (3, 8, Figure(40)),
        (4, 18, AT_MOST_20),
        (19, 20, AT_LEAST_80),
        (20, 20, AT_LEAST_80),
        (0, 21, Figure(10, Bound.UNDER)),
        (2, 21, Figure(10, Bound.UNDER)),
        (3, 30, Figure(10)),
        (27, 30, Figure(90)),
        (28, 30, Figure(90, Bound.OVER)),
        (333, 1_000, Figure(35)),
    ],
)
def test_shares_are_coarse_and_hedged_at_the_ends(count: int, n: int, figure: Figure) -> None:
    assert share(count, n=n) == figure


# A vote


def test_a_scale_has_three_bins_under_eight_and_five_bars_from_eight() -> None:
    bins = (Bar(("1", "2"), Figure(45)), Bar(("3",), AT_MOST_20), Bar(("4", "5"), Figure(45)))
    assert on_scale(1, 2, 1, 0, 3) == ShownVote(n=7, form=Form.BINS, bars=bins)
    assert on_scale(1, 2, 1, 0, 4).form is Form.BARS
    assert shares(on_scale(1, 2, 1, 0, 4).bars) == [AT_MOST_20, Figure(25), AT_MOST_20, AT_MOST_20, Figure(50)]


def test_a_choice_shows_only_the_most_chosen_under_eight() -> None:
    assert chosen(2, 4, 1, 0, 0) == ShownVote(n=7, form=Form.TOP, bars=(Bar(("b",), None),))
    assert chosen(2, 1, 2, 0, 0).bars == (Bar(("a",), None), Bar(("c",), None))


def test_a_choice_shows_all_options_from_eight() -> None:
    assert shares(chosen(2, 5, 1, 0, 0).bars) == [Figure(25), Figure(65), AT_MOST_20, AT_MOST_20, AT_MOST_20]


def test_several_choices_are_shares_of_the_people() -> None:
    vote = Aggregate("vote", 8, {"counts": {"a": 8, "b": 6, "c": 2}})
    result = shown(choice(options="abc", most=3), "vote", [vote])
    assert isinstance(result, ShownVote)
    assert shares(result.bars) == [AT_LEAST_80, Figure(75), Figure(25)]


def test_the_vote_on_a_question_is_shown_like_a_choice() -> None:
    result = shown(question(), "choose", [counts("choose", "q1 q2 q3", 4, 1, 0)])
    assert result == ShownVote(n=5, form=Form.TOP, bars=(Bar(("q1",), None),))


# Nothing to show


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("k", [1, 5, 6])
def test_empty_suppressed_and_never_voted_look_alike(audience: Audience, k: int) -> None:
    few = counts("vote", "1 2 3 4 5", 2, 1, 1, 0, 0)
    for aggregates in ([], [Aggregate("vote", 0)], [Aggregate("vote", 4)], [few]):
        assert shown(scale(), "vote", aggregates, k=k, audience=audience) == Hidden()


def test_a_raised_threshold_hides_history_again() -> None:
    vote = counts("vote", "1 2 3 4 5", 2, 2, 2, 0, 0)
    assert isinstance(shown(scale(), "vote", [vote], k=6), ShownVote)
    assert shown(scale(), "vote", [vote], k=7) == Hidden()


def test_a_part_that_does_not_exist_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="has no part"):
        shown(slide(), "vote", [])


# Before and after


def test_two_votes_take_the_coarser_form_of_the_two() -> None:
    result = before_after((2, 2, 2, 2, 2), (0, 2, 1, 2, 2))
    assert isinstance(result, ShownBeforeAfter)
    assert result.form is Form.BINS
    assert [bar.options for bar in result.before] == [bar.options for bar in result.after]
    assert shares(result.before) == [Figure(40), AT_MOST_20, Figure(40)]


def test_two_votes_take_the_wider_end_classes_of_the_two() -> None:
    result = before_after((28, 2, 0, 0, 0), (10, 2, 0, 0, 0))
    assert isinstance(result, ShownBeforeAfter)
    assert shares(result.before) == [AT_LEAST_80, *[AT_MOST_20] * 4]


def test_neither_vote_is_shown_when_one_has_too_few() -> None:
    assert before_after((5, 5, 5, 5, 5), (1, 1, 1, 1, 0)) == Hidden()
    assert before_after((1, 1, 1, 1, 1), (5, 5, 5, 5, 5), k=6) == Hidden()


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ((2, 4, 4, 2, 0), (0, 2, 3, 4, 3), "last"),
        ((0, 2, 3, 4, 3), (2, 4, 4, 2, 0), "first"),
        ((6, 0, 0, 0, 6), (0, 3, 6, 3, 0), "closer"),
        ((0, 3, 6, 3, 0), (6, 0, 0, 0, 6), "apart"),
        ((2, 4, 4, 2, 0), (2, 4, 4, 2, 0), "none"),
        ((2, 4, 4, 2, 0), (2, 4, 3, 3, 0), "none"),
        ((4, 1, 0, 0, 0), (1, 1, 1, 1, 1), "last"),
        ((5, 0, 0, 0, 0), (0, 5, 0, 0, 0), "none"),
    ],
)
def test_the_sentence_about_a_shift(before: tuple[int, ...], after: tuple[int, ...], key: str) -> None:
    assert shift_sentence(before_after(before, after)) == f"dilemma.shift.{key}"


def test_too_few_for_a_sentence() -> None:
    assert shift_sentence(Hidden()) == sureness_sentence(Hidden()) == "stage.too_few"


@pytest.mark.parametrize(
    ("numbers", "key"),
    [
        ((0, 1, 1, 2, 1), "most"),
        ((1, 1, 1, 1, 1), "mixed"),
        ((1, 2, 1, 1, 0), "few"),
        ((0, 0, 2, 5, 5), "most"),
        ((3, 3, 3, 3, 3), "mixed"),
        ((6, 5, 3, 1, 0), "few"),
        ((0, 1, 2, 10, 17), "most"),
    ],
)
def test_the_sentence_about_how_sure_the_room_is(numbers: tuple[int, ...], key: str) -> None:
    assert sureness_sentence(on_scale(*numbers)) == f"stage.sure.{key}"


# What the facilitator says of it


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((1, 1, 1, 1, 0), (1, 1, 1, 1, 1), ["few"]),
        ((2, 4, 4, 2, 0), (0, 2, 3, 4, 3), ["reveal"]),
        ((6, 0, 0, 0, 6), (0, 3, 6, 3, 0), ["reveal"]),
        ((2, 4, 4, 2, 0), (2, 4, 3, 3, 0), ["none"]),
        # In bars it takes one option, in bins both of one end.
        ((2, 4, 4, 2, 0), (0, 0, 0, 10, 2), ["reveal", "united"]),
        ((0, 0, 0, 10, 2), (0, 0, 0, 10, 2), ["none", "united"]),
        ((0, 0, 0, 6, 6), (0, 0, 0, 6, 6), ["none"]),
        ((0, 0, 1, 2, 2), (0, 0, 1, 2, 2), ["none", "united"]),
        # Over 20 answers shares are shown as they are, up to «over 90 %».
        ((0, 6, 24, 0, 0), (0, 6, 24, 0, 0), ["none", "united"]),
        ((0, 7, 23, 0, 0), (0, 7, 23, 0, 0), ["none"]),
        ((0, 0, 30, 0, 0), (0, 0, 30, 0, 0), ["none", "united"]),
        # They were united, and are so no longer.
        ((0, 0, 0, 0, 12), (3, 3, 0, 3, 3), ["reveal"]),
    ],
)
def test_what_is_said_of_a_dilemma(before: tuple[int, ...], after: tuple[int, ...], said: list[str]) -> None:
    spoken = dilemma().body.spoken(before_after(before, after))
    assert spoken == tuple(f"say.dilemma_{each}" for each in said)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((0, 0, 2, 5, 5), ()),
        ((3, 3, 3, 3, 3), ("say.confidence_mixed",)),
        ((6, 5, 3, 1, 0), ("say.confidence_low",)),
    ],
    ids=["most", "mixed", "few"],
)
def test_what_is_said_of_how_sure_the_room_is(numbers: tuple[int, ...], said: tuple[str, ...]) -> None:
    assert confidence().body.spoken(on_scale(*numbers)) == said


def test_how_sure_the_room_is_goes_unsaid_when_it_is_hidden() -> None:
    assert confidence().body.spoken(Hidden()) == ()


def test_of_other_votes_nothing_is_said_unasked() -> None:
    assert scale().body.spoken(on_scale(3, 3, 3, 3, 3)) == ()
    assert [other.body.spoken(Hidden()) for other in (choice(), points(), question(), pulse())] == [()] * 4


# Points


def sums(round_: str, n: int, hierarchy: int, market: int, trust: int) -> Aggregate:
    options = {"hierarchy": hierarchy, "market": market, "trust": trust}
    return Aggregate(round_, n, {"options": {o: {"sum": s, "squares": 0} for o, s in options.items()}})


def test_points_are_means_to_the_nearest_five_with_gaps_between_the_shown() -> None:
    result = shown(points(), "points", [sums("today", 6, 330, 90, 180), sums("desired", 7, 210, 50, 440)])
    assert result == ShownPoints(
        n_today=6,
        n_desired=7,
        rows=(
            PointsRow("hierarchy", Figure(55), Figure(30)),
            PointsRow("market", Figure(15), Figure(10, Bound.AT_MOST)),
            PointsRow("trust", Figure(30), Figure(65)),
        ),
        largest=("trust",),
    )
    assert [row.gap for row in result.rows] == [-25, -5, 35]


def test_gaps_that_tie_are_all_largest_and_no_gap_is_none() -> None:
    tied = shown(points(), "points", [sums("today", 5, 250, 100, 150), sums("desired", 5, 150, 100, 250)])
    assert isinstance(tied, ShownPoints)
    assert tied.largest == ("hierarchy", "trust")
    same = shown(points(), "points", [sums("today", 5, 250, 100, 150), sums("desired", 5, 250, 100, 150)])
    assert isinstance(same, ShownPoints)
    assert same.largest == ()


def test_points_need_both_rounds() -> None:
    assert shown(points(), "points", [sums("today", 5, 250, 100, 150), Aggregate("desired", 4)]) == Hidden()


@pytest.mark.parametrize(
    ("total", "n", "figure"),
    [
        (0, 5, Figure(10, Bound.AT_MOST)),
        (500, 5, Figure(90, Bound.AT_LEAST)),
        (112, 5, Figure(20)),
        (113, 5, Figure(25)),
    ],
)
def test_mean_points_are_coarse_and_hedged_at_the_ends(total: int, n: int, figure: Figure) -> None:
    assert mean_points(total, n=n, of=100) == figure


# Dots


def places(**dots: int) -> tuple[Place, ...]:
    result = shown(question(), "dots", [Aggregate("dots", 5, {"dots": dots})])
    assert isinstance(result, ShownDots)
    return result.places


def test_dots_show_the_order_of_the_first_three() -> None:
    assert places(p1=1, p2=7, p3=3, p4=2) == (Place(1, ("p2",)), Place(2, ("p3",)), Place(3, ("p4",)))


def test_dots_that_tie_share_a_place() -> None:
    assert places(p1=5, p2=5, p3=3, p4=1) == (Place(1, ("p1", "p2")), Place(3, ("p3",)))


def test_a_tie_that_does_not_fit_is_left_out_unless_it_is_the_first() -> None:
    assert places(p1=5, p2=3, p3=3, p4=3) == (Place(1, ("p1",)),)
    assert places(p1=3, p2=3, p3=3, p4=3, p5=1) == (Place(1, ("p1", "p2", "p3", "p4")),)


def test_a_proposal_without_dots_takes_its_place() -> None:
    assert places(p1=5, p2=0) == (Place(1, ("p1",)), Place(2, ("p2",)))


# The pulse


def show_pulse(number: int, *, audience: Audience, k: int = 5, **answers: int) -> ShownPulse | Hidden:
    ballot: dict[str, Any] = {"pulse": {**dict.fromkeys(ALL_ITEMS, 4), **answers}}
    counted = tally(pulse(), part="pulse", ballots=[ballot] * number, k=k)
    result = shown(pulse(), "pulse", list(counted), audience=audience, k=k)
    assert isinstance(result, ShownPulse | Hidden)
    return result


@pytest.mark.parametrize(
    ("mean", "n", "shown_mean"),
    [
        (3.24, 5, Mean(30)),
        (3.25, 5, Mean(35)),
        (4.2, 6, Mean(40, Bound.AT_LEAST)),
        (4.2, 7, Mean(40)),
        (4.3, 7, Mean(45, Bound.AT_LEAST)),
        (1.9, 6, Mean(20, Bound.AT_MOST)),
        (1.7, 9, Mean(15, Bound.AT_MOST)),
        (3.45, 10, Mean(35)),
        (3.44, 10, Mean(34)),
        (4.44, 10, Mean(44)),
        (4.96, 40, Mean(45, Bound.AT_LEAST)),
    ],
)
def test_means_are_coarse_and_hedged_at_the_ends(mean: float, n: int, shown_mean: Mean) -> None:
    assert mean_on_scale(mean, n=n) == shown_mean


@pytest.mark.parametrize("audience", [Audience.ROOM, Audience.FACILITATOR, Audience.UNIT])
def test_figures_about_the_leader_reach_nobody_else(audience: Audience) -> None:
    result = show_pulse(20, audience=audience)
    assert isinstance(result, ShownPulse)
    assert [dimension.dimension for dimension in result.dimensions] == ["a", "b", "d"]
    assert "'c" not in repr(result)


def test_the_leader_sees_them_from_seven_and_never_by_item() -> None:
    few, enough = (show_pulse(n, audience=Audience.LEADER) for n in (6, 10))
    assert isinstance(few, ShownPulse)
    assert isinstance(enough, ShownPulse)
    assert few.dimensions[2] == ShownDimension("c", None, None)
    assert enough.dimensions[2] == ShownDimension("c", 10, Mean(40))


def test_a_threshold_above_seven_holds_for_the_leader_too() -> None:
    assert show_pulse(8, audience=Audience.LEADER, k=9) == Hidden()


@pytest.mark.parametrize(("audience", "read"), [("unit", True), ("leader", True), ("room", False)])
def test_items_have_three_bins_and_no_mean_for_those_who_work_with_them(audience: str, read: bool) -> None:
    result = show_pulse(10, audience=Audience(audience), d1=2)
    assert isinstance(result, ShownPulse)
    items = {item.item: item for dimension in result.dimensions for item in dimension.items}
    assert set(items) == ({"a1", "a2", "a3", "b1", "b2", "b3", "d1", "d2", "d3"} if read else set())
    if read:
        assert [bar.options for bar in items["d1"].bars] == [("1", "2"), ("3",), ("4", "5")]
        assert shares(items["d1"].bars) == [AT_LEAST_80, AT_MOST_20, AT_MOST_20]


def test_under_ten_no_item_is_shown_to_anyone() -> None:
    for audience in Audience:
        result = show_pulse(9, audience=audience)
        assert isinstance(result, ShownPulse)
        assert all(dimension.items == () for dimension in result.dimensions)


def test_the_anchor_stands_beside_as_a_mean_and_never_in_bins() -> None:
    result = show_pulse(12, audience=Audience.UNIT, anchor=3)
    assert isinstance(result, ShownPulse)
    assert result.anchor == ShownDimension("anchor", 12, Mean(30))


def test_a_pulse_in_which_no_dimension_has_enough_is_hidden() -> None:
    ballots = [{"pulse": {"a1": 3}}] * 6
    counted = tally(pulse(), part="pulse", ballots=ballots, k=5)
    assert shown(pulse(), "pulse", list(counted)) == Hidden()
