"""A unit's pulses as lines: what is shown of them, and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from tests.activities import pulse
from workshop_app.domain.agenda import Activity
from workshop_app.domain.agreement import Spread
from workshop_app.domain.answers import DONT_KNOW
from workshop_app.domain.disclosure import (
    Audience,
    Bound,
    Mean,
    PulseOfSession,
    ShownHistory,
    ShownLine,
    ShownPoint,
    ShownPulse,
    show_headline,
    show_history,
)
from workshop_app.domain.disclosure.coarsening import mean_on_scale
from workshop_app.domain.disclosure.comparison import known, verdict
from workshop_app.domain.disclosure.pulse import show_pulse
from workshop_app.domain.disclosure.spread import sample_of
from workshop_app.domain.statistics import Sample, Verdict
from workshop_app.domain.tally import Aggregate, tally
from workshop_app.kinds.pulse.rules import PulseBody

ITEMS = [f"{d}{i}" for d in "abcd" for i in (1, 2, 3)] + ["anchor"]
START = date(2025, 1, 15)


def with_formative(activity: Activity, *, version: int = 1) -> Activity:
    assert isinstance(activity.body, PulseBody)
    instrument = activity.body.instrument
    dimensions = tuple(replace(one, formative=one.id == "d") for one in instrument.dimensions)
    return replace(
        activity, body=replace(activity.body, instrument=replace(instrument, dimensions=dimensions, version=version))
    )


PULSE = with_formative(pulse())


def ballots(scores: Sequence[int], **answers: int | str) -> list[dict[str, Any]]:
    return [{"pulse": {**dict.fromkeys(ITEMS, score), **answers}} for score in scores]


def session(
    scores: Sequence[int],
    *,
    quarter: int = 0,
    days: int = 0,
    activity: Activity = PULSE,
    reorganised: bool = False,
    k: int = 5,
    **answers: int | str,
) -> PulseOfSession:
    (counted,) = tally(activity, part="pulse", ballots=ballots(scores, **answers), k=k)
    day = START + timedelta(days=91 * quarter + days)
    return PulseOfSession(held_on=day, activity=activity, aggregate=counted, reorganised=reorganised)


def history(*pulses: PulseOfSession, audience: Audience = Audience.UNIT, k: int = 5) -> ShownHistory:
    shown = show_history(pulses, spread={}, audience=audience, k=k)
    assert shown is not None
    return shown


def line(shown: ShownHistory, dimension: str = "a") -> ShownLine:
    return next(one for one in shown.lines if one.dimension == dimension)


def steady(n: int, score: int = 3) -> list[int]:
    return [score] * n


# Which lines there are


def test_without_any_pulse_there_is_nothing() -> None:
    assert show_history([], spread={}, audience=Audience.UNIT, k=5) is None
    assert show_history([PulseOfSession(held_on=START)], spread={}, audience=Audience.UNIT, k=5) is None


def test_the_headline_comes_first_and_is_the_only_one_marked() -> None:
    assert isinstance(PULSE.body, PulseBody)
    turned = replace(PULSE.body.instrument, dimensions=PULSE.body.instrument.dimensions[::-1])
    shown = history(session(steady(12), activity=replace(PULSE, body=replace(PULSE.body, instrument=turned))))
    assert [(one.dimension, one.headline) for one in shown.lines] == [("a", True), ("d", False), ("b", False)]
    assert shown.anchor.dimension == "anchor"
    assert not shown.anchor.headline


@pytest.mark.parametrize("audience", [one for one in Audience if one is not Audience.LEADER])
def test_the_line_about_the_leader_is_for_leaders_only(audience: Audience) -> None:
    shown = history(session(steady(20)), audience=audience)
    assert [one.dimension for one in shown.lines] == ["a", "b", "d"]
    assert "'c" not in repr(shown)


@pytest.mark.parametrize(("n", "seen"), [(6, False), (7, True), (12, True)])
def test_leaders_see_it_from_seven_and_never_by_item(n: int, seen: bool) -> None:
    (point,) = line(history(session(steady(n)), audience=Audience.LEADER), "c").points
    assert (point.mean is not None) is seen
    assert point.items == ()


# What is not shown


@pytest.mark.parametrize("audience", Audience)
def test_not_asked_not_counted_and_too_few_look_alike(audience: Audience) -> None:
    shown = steady(12)
    fine = [session(shown, quarter=0), session(shown, quarter=2)]
    day = START + timedelta(days=91)
    ways = [
        PulseOfSession(held_on=day),
        PulseOfSession(held_on=day, activity=PULSE),
        PulseOfSession(held_on=day, activity=PULSE, aggregate=Aggregate("pulse", 0)),
        PulseOfSession(held_on=day, activity=PULSE, aggregate=Aggregate("pulse", 4)),
        session(steady(4, 5), quarter=1),
    ]
    seen = [history(fine[0], way, fine[1], audience=audience) for way in ways]
    assert all(one == seen[0] for one in seen)
    assert all(one.points[1] == ShownPoint() for one in (*seen[0].lines, seen[0].anchor))


def test_raising_the_threshold_hides_what_was_shown_before() -> None:
    pulses = [session(steady(8)), session(steady(12), quarter=1), session(steady(9), quarter=2)]
    assert [point.n for point in line(history(*pulses)).points] == [8, 12, 9]
    raised = history(*pulses, k=10)
    assert [point.n for point in line(raised).points] == [None, 12, None]
    assert line(raised).points[1].verdict is Verdict.FIRST
    assert [point.n for point in line(history(*pulses, k=13)).points] == [None, None, None]
    assert all(point.items == () for point in line(history(*pulses, k=12)).points if point.mean is None)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(("n", "seen"), [(9, False), (10, True)])
def test_the_formative_dimension_is_nowhere_under_ten(audience: Audience, n: int, seen: bool) -> None:
    one = session([2, 4] * 4 + [3] * (n - 8))
    assert one.aggregate is not None
    alone = show_pulse(PULSE, pulse=one.aggregate, audience=audience, k=5)
    assert isinstance(alone, ShownPulse)
    (of_pulse,) = [each for each in alone.dimensions if each.dimension == "d"]
    (of_line,) = line(history(one, audience=audience), "d").points
    assert (of_pulse.mean is not None) is (of_line.mean is not None) is seen
    reads = seen and audience in {Audience.UNIT, Audience.LEADER}
    assert [item.item for item in of_line.items] == (["d1", "d2", "d3"] if reads else [])
    assert of_line.items == of_pulse.items


def test_a_statement_with_too_few_answers_takes_its_dimensions_others_along() -> None:
    few = ballots([2, 4] * 5) + ballots([2, 4], d3=DONT_KNOW)
    (counted,) = tally(PULSE, part="pulse", ballots=few[3:], k=5)
    assert counted.n == 9
    (counted,) = tally(PULSE, part="pulse", ballots=ballots([2, 4] * 4) + ballots([2, 4], d3=DONT_KNOW), k=5)
    (point,) = line(history(PulseOfSession(held_on=START, activity=PULSE, aggregate=counted)), "d").points
    assert point.n == 10
    assert point.items == ()


def test_dont_know_is_never_a_three() -> None:
    shown = history(session(steady(12, 5), a1=DONT_KNOW, b1=DONT_KNOW, b2=DONT_KNOW))
    assert line(shown, "a").points[0].mean == Mean(45, Bound.AT_LEAST)
    assert line(shown, "b").points[0] == ShownPoint()


# Items


def test_statements_have_a_word_for_how_alike_they_are_that_follows_from_the_bars() -> None:
    answers = ballots([1, 1, 1, 1, 2, 4, 5, 5, 5, 5], d1=4, d2=3)
    answers[:5] = ballots([1, 1, 1, 1, 2], d1=4, d2=2)
    (counted,) = tally(PULSE, part="pulse", ballots=answers, k=5)
    (point,) = line(history(PulseOfSession(held_on=START, activity=PULSE, aggregate=counted)), "d").points
    assert [item.spread for item in point.items] == [Spread.ALIKE, Spread.DIVIDED, Spread.APART]


def test_statements_are_not_shown_beside_a_mean_that_leaves_nothing_open() -> None:
    """4.47, which is the most that two statements with all and one with four of ten agreeing can come to."""

    def asked(least: int) -> list[dict[str, Any]]:
        third = [5, 5, 5, least, 3, 3, 2, 2, 2, 2]
        return [{"pulse": {**dict.fromkeys(ITEMS, 5), "d3": answer}} for answer in third]

    for least, mean in ((5, Mean(45, Bound.AT_LEAST)), (4, Mean(44))):
        (counted,) = tally(PULSE, part="pulse", ballots=asked(least), k=5)
        (point,) = line(history(PulseOfSession(held_on=START, activity=PULSE, aggregate=counted)), "d").points
        assert point.mean == mean
        assert point.items == ()


# Breaks


def test_a_line_breaks_where_the_wording_is_new() -> None:
    new = with_formative(pulse(), version=2)
    shown = history(
        session(steady(12)),
        session(steady(12, 5), quarter=1, activity=new),
        session(steady(12), quarter=2, activity=new),
    )
    assert [point.after_break for point in line(shown).points] == [False, True, False]
    assert [point.verdict for point in line(shown).points] == [Verdict.FIRST, Verdict.FIRST, Verdict.LOWER]
    assert line(shown).points[1].difference is None


def test_a_line_breaks_where_the_unit_is_another_also_if_that_session_shows_nothing() -> None:
    silent = session(steady(3), quarter=1, reorganised=True)
    shown = history(session(steady(12)), silent, session(steady(12, 5), quarter=2))
    assert [point.after_break for point in line(shown).points] == [False, False, True]
    assert line(shown).points[2].verdict is Verdict.FIRST


def test_a_new_leader_breaks_the_line_about_the_leader_alone() -> None:
    later = replace(session(steady(12, 5), quarter=1), new_leader=True)
    shown = history(session(steady(12)), later, audience=Audience.LEADER)
    breaks = {one.dimension: [point.after_break for point in one.points] for one in shown.lines}
    assert {dimension for dimension, found in breaks.items() if any(found)} == {"c"}


def test_figures_about_a_former_leader_are_hidden_and_nothing_else() -> None:
    former = replace(session(steady(12)), leader_hidden=True)
    shown = history(former, session(steady(12, 5), quarter=1), audience=Audience.LEADER)
    means = {one.dimension: [point.mean is not None for point in one.points] for one in shown.lines}
    assert means.pop("c") == [False, True]
    assert set(map(tuple, means.values())) == {(True, True)}


def test_a_session_without_a_pulse_does_not_break_the_line() -> None:
    between = PulseOfSession(held_on=START + timedelta(days=50))
    shown = history(session(steady(12)), between, session(steady(12, 5), quarter=1))
    assert [point.after_break for point in line(shown).points] == [False, False, False]
    assert line(shown).points[2].verdict is Verdict.HIGHER


# Verdicts and differences


@pytest.mark.parametrize(
    ("n", "before", "after", "word"),
    [
        (7, 3, 3, Verdict.UNSURE_FEW),
        (7, 2, 4, Verdict.HIGHER),
        (9, 4, 2, Verdict.LOWER),
        (9, 2, 3, Verdict.MAYBE_HIGHER),
        (9, 3, 2, Verdict.MAYBE_LOWER),
        (12, 3, 4, Verdict.HIGHER),
        (19, 3, 3, Verdict.UNSURE_FEW),
        (20, 3, 3, Verdict.UNSURE),
        (20, 4, 3, Verdict.LOWER),
    ],
)
def test_the_change_in_a_word(n: int, before: int, after: int, word: Verdict) -> None:
    points = line(history(session(steady(n, before)), session(steady(n, after), quarter=1))).points
    assert [point.verdict for point in points] == [Verdict.FIRST, word]


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [
        (steady(12, 3), steady(12, 4), 10),
        (steady(12, 4), steady(12, 3), -10),
        (steady(9, 3), steady(12, 4), None),
        (steady(12, 3), steady(9, 4), None),
        (steady(12, 3), steady(12, 5), None),
        (steady(12, 1), steady(12, 3), None),
    ],
)
def test_no_number_under_ten_answers_or_at_the_ends_of_the_scale(
    first: list[int], second: list[int], difference: int | None
) -> None:
    points = line(history(session(first), session(second, quarter=1))).points
    assert [point.difference for point in points] == [None, difference]


def shown_scores(rng: np.random.Generator, n: int, mean: float) -> Sample:
    return Sample.of([float(score) for score in np.clip(np.rint(3 * rng.normal(mean, 0.85, n)) / 3, 1, 5)])


def verdicts(n: int, change: float, *, number: int) -> list[Verdict]:
    rng = np.random.default_rng(n)

    def drawn(mean: float) -> Verdict:
        pair = [shown_scores(rng, n, 2.7), shown_scores(rng, n, 2.7 + mean)]
        days = {"held_on": START, "counted_on": START, "begun_on": START}
        before, after = (known(**days, mean=mean_on_scale(each.mean, n=n), sample=each) for each in pair)
        return verdict(before, after, pooled=0.85)

    return [drawn(change) for _ in range(number)]


@pytest.mark.parametrize("n", [5, 7, 9, 10, 20, 40])
def test_without_a_change_a_clear_verdict_is_rare(n: int) -> None:
    found = verdicts(n, 0.0, number=1500)
    assert sum(word in {Verdict.HIGHER, Verdict.LOWER} for word in found) <= 0.07 * len(found)


def test_a_change_of_a_point_is_found_with_twenty_answers() -> None:
    found = verdicts(20, 1.0, number=500)
    assert found.count(Verdict.HIGHER) >= 0.9 * len(found)


# Intervals


@pytest.mark.parametrize("n", range(5, 20))
def test_under_twenty_the_length_of_an_interval_follows_from_n_alone(n: int) -> None:
    alike, apart = steady(n), [1, 5] * (n // 2) + [3] * (n % 2)
    points = [line(history(session(scores))).points[0] for scores in (alike, apart)]
    assert points[0].mean == points[1].mean == Mean(30)
    assert (points[0].low, points[0].high) == (points[1].low, points[1].high)


def test_from_twenty_it_is_the_units_own_and_never_of_no_width() -> None:
    widths = []
    for scores in (steady(20), [3] * 18 + [2, 4], [1, 5] * 10):
        (point,) = line(history(session(scores))).points
        assert point.low is not None
        assert point.high is not None
        widths.append(point.high - point.low)
    assert widths[1] < widths[0] < widths[2]
    assert min(widths) > 0


@pytest.mark.parametrize("n", [5, 6, 7, 9, 10, 20, 40])
def test_intervals_stay_on_the_scale_and_reach_its_end_where_the_mean_may(n: int) -> None:
    (top,), (bottom,) = (line(history(session(steady(n, score)))).points for score in (5, 1))
    assert top.high == 50
    assert bottom.low == 10
    for point in (top, bottom):
        assert point.low is not None
        assert point.mean is not None
        assert point.high is not None
        assert 10 <= point.low <= point.mean.tenths <= point.high <= 50


# Trends


def test_a_trend_is_claimed_from_four_comparable_sessions_only() -> None:
    scores = [2, 3, 4, 5]
    pulses = [session(steady(12, score), quarter=number) for number, score in enumerate(scores)]
    assert line(history(*pulses[:3])).trend is None
    four = line(history(*pulses)).trend
    assert four is not None
    assert (four.sessions, four.rising, four.falling) == (4, True, False)
    broken = [*pulses[:1], replace(pulses[1], reorganised=True), *pulses[2:]]
    assert line(history(*broken)).trend is None
    hidden = [*pulses[:3], session(steady(4, 5), quarter=3)]
    assert line(history(*hidden)).trend is None


def test_a_steady_line_has_no_direction() -> None:
    trend = line(history(*[session(steady(20), quarter=number) for number in range(6)])).trend
    assert trend is not None
    assert not trend.rising
    assert not trend.falling


# Two sessions near each other


def test_within_two_weeks_the_later_mean_is_to_a_half_without_items_or_a_difference() -> None:
    first, scores = session([3] * 9 + [2] * 3), [4] * 14 + [2]
    close, later = (line(history(first, session(scores, days=days))).points[1] for days in (14, 15))
    assert (close.mean, close.items, close.difference) == (Mean(40), (), None)
    assert later.mean == Mean(39)
    assert later.items != ()
    assert later.difference == 11
    assert close.verdict is later.verdict is Verdict.HIGHER


def test_within_two_weeks_it_is_not_shown_where_it_could_tell_who_came() -> None:
    """12 people at most at 24.33 in all, 13 at «2,5» at least at 29.33: then the thirteenth has scored 5."""
    twelve = [2] * 12
    for thirteenth in (1, 5):
        pair = session(twelve), session([*twelve, thirteenth], days=3)
        shown = history(*pair)
        assert line(shown).points[0].mean == Mean(20)
        assert line(shown).points[1] == ShownPoint()


@pytest.mark.parametrize("n", [5, 9, 12, 20])
def test_the_same_number_within_two_weeks_is_to_a_half(n: int) -> None:
    (_, point) = line(history(session(steady(n)), session(steady(n, 4), days=1))).points
    assert point.mean is not None
    assert point.mean.tenths % 5 == 0
    assert point.high is not None
    assert point.low is not None


# The end of the line, for many units at once


@pytest.mark.parametrize("gaps", [(91, 91, 91), (91, 3, 3), (3, 91, 3), (2, 2, 2), (91, 14, 15)])
@pytest.mark.parametrize("sizes", [(12, 13, 12, 13), (12, 12, 12, 3), (8, 9, 3, 3), (12, 13, 14, 15)])
def test_the_end_of_the_headline_is_as_in_the_whole_line(gaps: tuple[int, ...], sizes: tuple[int, ...]) -> None:
    days = [0, gaps[0], sum(gaps[:2]), sum(gaps)]
    pulses = [session([2] * (n - 1) + [4], days=day) for n, day in zip(sizes, days, strict=True)]
    end = show_headline(pulses, spread={}, k=5)
    assert end is not None
    whole, short = ([point for point in each.points if point.mean][-1] for each in (line(history(*pulses)), end))
    assert (short.n, short.mean) == (whole.n, whole.mean)
    assert end.headline


def test_without_anything_shown_there_is_no_headline() -> None:
    assert show_headline([], spread={}, k=5) is None
    assert show_headline([session(steady(4)), PulseOfSession(held_on=START)], spread={}, k=5) is None


def test_figures_kept_are_taken_as_they_are() -> None:
    (counted,) = tally(PULSE, part="pulse", ballots=ballots([1, 2, 3, 4, 5]), k=5)
    assert counted.figures is not None
    assert sample_of(counted.figures["dimensions"]["a"]) == Sample(n=5, mean=3.0, squares=55.0)
