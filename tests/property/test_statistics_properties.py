"""What must hold of intervals, verdicts, trends, shrinkage and agreement for whatever people answer."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from workshop_app.domain.agreement import agreement, spread
from workshop_app.domain.statistics import (
    OWN_SPREAD,
    Direction,
    Estimate,
    Sample,
    Verdict,
    change,
    interval,
    pooled_sd,
    shrunk,
    trend,
    verdict,
    welch,
    wilson,
)

#: A person's score is a mean of two or three answers on 1–5.
PERSON = st.sampled_from(sorted({total / items for items in (2, 3) for total in range(items, 5 * items + 1)}))
SCORES = st.lists(PERSON, min_size=1, max_size=60)
MANY_SCORES = st.lists(PERSON, min_size=OWN_SPREAD, max_size=60)
SAMPLES = SCORES.map(Sample.of)
POOLED = st.floats(0.1, 1.5)
LEVELS = st.floats(0.5, 0.999)
HISTOGRAMS = st.lists(st.integers(0, 12), min_size=3, max_size=7)

#: From the surest fall to the surest rise; nothing to say is in the middle.
ORDER = {
    Verdict.LOWER: -2,
    Verdict.MAYBE_LOWER: -1,
    Verdict.UNSURE: 0,
    Verdict.UNSURE_FEW: 0,
    Verdict.MAYBE_HIGHER: 1,
    Verdict.HIGHER: 2,
}


def width(estimate: Estimate) -> float:
    return estimate.high - estimate.low


def raised(sample: Sample, points: float) -> Sample:
    """As if everybody had scored `points` more."""
    mean = sample.mean + points
    return replace(sample, mean=mean, squares=sample.deviations + sample.n * mean**2)


@given(before=SAMPLES, after=SAMPLES, pooled=POOLED, level=LEVELS)
def test_estimates_are_numbers_within_intervals_of_some_width(
    before: Sample, after: Sample, pooled: float, level: float
) -> None:
    for found in (interval(after, pooled=pooled), change(before, after, pooled=pooled, level=level)):
        assert isfinite(found.low)
        assert isfinite(found.high)
        assert found.low < found.value < found.high


@given(samples=st.lists(SAMPLES, max_size=8))
def test_the_pooled_spread_is_always_one_to_build_on(samples: list[Sample]) -> None:
    assert 0 < pooled_sd(samples) <= 4
    assert interval(Sample(7, 3.0, 63.0), pooled=pooled_sd(samples))


@given(one=SAMPLES, other=SAMPLES, pooled=POOLED)
def test_under_twenty_a_bars_length_tells_n_and_nothing_else(one: Sample, other: Sample, pooled: float) -> None:
    assume(max(one.n, other.n) < OWN_SPREAD)
    lengths = [width(interval(sample, pooled=pooled)) for sample in (one, other)]
    if one.n == other.n:
        assert lengths[0] == pytest.approx(lengths[1], rel=1e-9)
    else:
        assert (lengths[0] < lengths[1]) == (one.n > other.n)


@settings(deadline=None)
@given(scores=MANY_SCORES, level=LEVELS)
def test_from_twenty_an_interval_is_scipys(scores: list[float], level: float) -> None:
    assume(len(set(scores)) > 1)
    found = interval(Sample.of(scores), pooled=0.85, level=level)
    expected = stats.t.interval(level, len(scores) - 1, loc=found.value, scale=stats.sem(scores))
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(before=SCORES, after=SCORES, level=LEVELS)
def test_welch_is_scipys_at_every_n(before: list[float], after: list[float], level: float) -> None:
    # SciPy warns of precision where nobody differs; ours is refused only where that holds on both sides.
    assume(len(set(before)) > 1 < len(set(after)))
    expected = stats.ttest_ind(after, before, equal_var=False).confidence_interval(level)
    found = welch(Sample.of(before), Sample.of(after), level=level)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-9, abs=1e-9)


@given(before=SAMPLES, after=SAMPLES, pooled=POOLED)
def test_a_surer_interval_is_longer(before: Sample, after: Sample, pooled: float) -> None:
    lengths = [width(change(before, after, pooled=pooled, level=level)) for level in (0.5, 0.8, 0.95, 0.99)]
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1]


@given(before=SAMPLES, after=SAMPLES, pooled=POOLED)
def test_turned_round_a_rise_is_as_large_a_fall(before: Sample, after: Sample, pooled: float) -> None:
    there, back = change(before, after, pooled=pooled), change(after, before, pooled=pooled)
    assert (back.value, back.low, back.high) == pytest.approx((-there.value, -there.high, -there.low), abs=1e-9)
    turned = (verdict(before, after, pooled=pooled), verdict(after, before, pooled=pooled))
    assert ORDER[turned[0]] == -ORDER[turned[1]]


@given(sample=SAMPLES, pooled=POOLED)
def test_the_same_answers_again_are_no_news(sample: Sample, pooled: float) -> None:
    expected = Verdict.UNSURE_FEW if sample.n < OWN_SPREAD else Verdict.UNSURE
    assert verdict(sample, sample, pooled=pooled) == expected


@given(before=SAMPLES, after=SAMPLES, pooled=POOLED, points=st.floats(0.01, 4))
def test_higher_scores_never_make_a_lower_verdict(before: Sample, after: Sample, pooled: float, points: float) -> None:
    found = verdict(before, after, pooled=pooled)
    assert ORDER[verdict(before, raised(after, points), pooled=pooled)] >= ORDER[found]
    assert ORDER[verdict(raised(before, points), after, pooled=pooled)] <= ORDER[found]


@given(samples=st.lists(SAMPLES, min_size=4, max_size=10), pooled=POOLED, start=st.floats(0, 30))
def test_a_trend_neither_knows_when_time_began_nor_the_order_of_a_list(
    samples: list[Sample], pooled: float, start: float
) -> None:
    points = [(i / 3, sample) for i, sample in enumerate(samples)]
    found = trend(points, pooled=pooled)
    assert found is not None
    assert found.low < found.slope < found.high
    moved = trend([(start + year, sample) for year, sample in reversed(points)], pooled=pooled)
    assert moved is not None
    assert (moved.slope, moved.low, moved.high) == pytest.approx((found.slope, found.low, found.high), abs=1e-6)


@given(
    samples=st.lists(SAMPLES, min_size=4, max_size=10),
    pooled=POOLED,
    slope=st.floats(-2, 2).filter(lambda s: abs(s) > 0.01),
)
def test_a_straight_line_is_found_again(samples: list[Sample], pooled: float, slope: float) -> None:
    points = [(i / 4, raised(sample, 3 + slope * i / 4 - sample.mean)) for i, sample in enumerate(samples)]
    found = trend(points, pooled=pooled)
    assert found is not None
    assert found.slope == pytest.approx(slope, abs=1e-9)
    assert found.direction != (Direction.FALLING if slope > 0 else Direction.RISING)


@given(n=st.integers(1, 200), data=st.data())
def test_a_share_lies_within_its_interval_and_that_within_0_and_1(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    found, mirrored = wilson(count, n=n), wilson(n - count, n=n)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert width(found) > 0
    assert (mirrored.low, mirrored.high) == pytest.approx((1 - found.high, 1 - found.low), abs=1e-12)


@given(units=st.lists(SAMPLES, min_size=1, max_size=12), pooled=POOLED)
def test_units_are_drawn_together_and_never_past_each_other(units: list[Sample], pooled: float) -> None:
    means, drawn = [unit.mean for unit in units], shrunk(units, pooled=pooled)
    assert len(drawn) == len(units)
    assert min(means) - 1e-9 <= min(drawn) <= max(drawn) <= max(means) + 1e-9
    same_n = [(u.mean, found) for u, found in zip(units, drawn, strict=True) if u.n == units[0].n]
    assert [found for _, found in sorted(same_n)] == pytest.approx(sorted(found for _, found in same_n), abs=1e-9)


@given(units=st.lists(SAMPLES, min_size=2, max_size=12), pooled=POOLED)
def test_of_two_units_with_equal_means_the_larger_keeps_more_of_its_own(units: list[Sample], pooled: float) -> None:
    first = units[0]
    larger = Sample(first.n * 2, first.mean, first.squares * 2)
    drawn = shrunk([*units, larger], pooled=pooled)
    assert abs(drawn[-1] - first.mean) <= abs(drawn[0] - first.mean) + 1e-9


@given(histogram=HISTOGRAMS, times=st.integers(1, 5))
def test_agreement_is_between_two_camps_and_one_whatever_the_number_and_the_side(
    histogram: list[int], times: int
) -> None:
    assume(sum(histogram) >= 10)
    found = agreement(histogram)
    assert found is not None
    assert -1 <= found <= 1
    assert agreement(histogram[::-1]) == found
    assert agreement([times * count for count in histogram]) == found
    assert spread(histogram) == spread(histogram[::-1])
    assert (found == 1) == (histogram.count(0) == len(histogram) - 1)


@given(histogram=HISTOGRAMS)
def test_a_word_is_given_from_ten_answers_and_not_before(histogram: list[int]) -> None:
    assert (spread(histogram) is None) == (agreement(histogram) is None) == (sum(histogram) < 10)
