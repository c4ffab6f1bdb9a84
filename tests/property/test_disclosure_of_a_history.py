"""Everything that is published of a unit over time, against somebody who knows how it is made.

Scores are counted in thirds, so that a session is its total. The attacker knows how many answered each time
(the counters of an open vote say so: «x av y har svart»), sees the points of the line with interval, verdict,
difference and trend, and may have taken part. The others are found out when every pair of totals that fits leaves
them one and the same score, which takes a total at the very end of the scale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import product
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.activities import pulse
from workshop_app.domain.agenda import Activity
from workshop_app.domain.disclosure import (
    Audience,
    Hidden,
    Mean,
    PulseOfSession,
    ShownHistory,
    ShownPulse,
    show,
    show_history,
)
from workshop_app.domain.disclosure.coarsening import mean_on_scale
from workshop_app.domain.disclosure.nearness import NEAR_DAYS
from workshop_app.domain.statistics import Sample, interval, verdict
from workshop_app.domain.tally import Aggregate
from workshop_app.kinds.pulse.rules import PulseBody

Totals = tuple[int, int]
Sizes = tuple[int, int]
Show = Callable[[Totals, Sizes], Hashable]

START = date(2025, 1, 15)
#: So far apart that they are not taken for the same people, and so near that they are.
FAR, NEAR = NEAR_DAYS + 1, 2
SIZES = [(5, 5), (5, 6), (7, 7), (9, 10), (12, 12)]


def with_one_dimension(activity: Activity) -> Activity:
    assert isinstance(activity.body, PulseBody)
    instrument = activity.body.instrument
    return replace(
        activity, body=replace(activity.body, instrument=replace(instrument, dimensions=instrument.dimensions[:1]))
    )


PULSE = with_one_dimension(pulse())


def one_pulse(mean: Fraction, n: int, *, days: int, squares: float | None = None) -> PulseOfSession:
    moments = {"n": n, "mean": float(mean), "squares": n * float(mean) ** 2 if squares is None else squares}
    figures = {"dimensions": {"a": moments}, "anchor": moments, "items": {}}
    return PulseOfSession(
        held_on=START + timedelta(days=days), activity=PULSE, aggregate=Aggregate("pulse", n, figures)
    )


def shown(pulses: Iterable[PulseOfSession]) -> ShownHistory:
    result = show_history(list(pulses), spread={}, audience=Audience.LEADER, k=5)
    assert result is not None
    return result


def in_thirds(*, apart: int) -> Show:
    def show(totals: Totals, sizes: Sizes) -> Hashable:
        sessions = enumerate(zip(totals, sizes, strict=True))
        return shown(one_pulse(Fraction(total, 3 * n), n, days=apart * at) for at, (total, n) in sessions).lines

    return show


# Two sessions, whoever came


def everything(show: Show, sizes: Sizes) -> dict[Hashable, list[Totals]]:
    """What may be shown → totals that look so: all near the ends of the scale, where one can be found out, else some.

    Fewer totals than there are can only make the attacker more sure.
    """
    found: dict[Hashable, list[Totals]] = defaultdict(list)
    for totals in product(*(_totals(n) for n in sizes)):
        found[show(totals, sizes)].append(totals)
    return found


def _totals(n: int) -> list[int]:
    low, high = 3 * n, 15 * n
    return [total for total in range(low, high + 1) if min(total - low, high - total) < 30 or total % 4 == 0]


def found_out(show: Show, sizes: Sizes) -> list[tuple[Hashable, int, Totals | None]]:
    """(what is shown, the session, one's own two scores) that leave all the others one score."""
    everybody = [None, *product(range(3, 16), repeat=2)]
    return [
        (look, session, own)
        for look, fitting in everything(show, sizes).items()
        for session in (0, 1)
        if _reaches_an_end(fitting, sizes[session], session)
        for own in everybody
        if _no_doubt(fitting, sizes, own, session)
    ]


def _reaches_an_end(fitting: Sequence[Totals], n: int, session: int) -> bool:
    totals = [totals[session] for totals in fitting]
    return max(totals) >= 15 * (n - 1) + 3 or min(totals) <= 3 * (n - 1) + 15


def _no_doubt(fitting: Iterable[Totals], sizes: Sizes, own: Totals | None, session: int) -> bool:
    mine = own or (0, 0)
    numbers = [n - (own is not None) for n in sizes]
    others = {
        totals[session] - mine[session]
        for totals in fitting
        if all(3 * n <= total - me <= 15 * n for total, me, n in zip(totals, mine, numbers, strict=True))
    }
    return len(others) == 1 and others <= {3 * numbers[session], 15 * numbers[session]}


@pytest.mark.parametrize(("sizes", "apart"), [*((sizes, FAR) for sizes in SIZES), ((5, 6), NEAR), ((12, 13), NEAR)])
def test_two_sessions_leave_everybodys_score_open(sizes: Sizes, apart: int) -> None:
    assert found_out(in_thirds(apart=apart), sizes) == []


def exact_means_with_own_error_bars(totals: Totals, sizes: Sizes) -> Hashable:
    """Two decimals, and bars from the unit's own spread (all alike but for the last digit: the least it can be)."""
    return tuple(
        (round(total / 3 / n, 2), round(1.96 * sqrt(total % n) / n, 1)) for total, n in zip(totals, sizes, strict=True)
    )


def verdict_from_exact_means(totals: Totals, sizes: Sizes) -> Hashable:
    """What this project did first: coarse means, and a word made of the exact ones."""
    before, after = (Sample(n=n, mean=total / 3 / n, squares=0.0) for total, n in zip(totals, sizes, strict=True))
    means = tuple(mean_on_scale(one.mean, n=one.n) for one in (before, after))
    return means, verdict(before, after, pooled=0.85)


def difference_under_ten(totals: Totals, sizes: Sizes) -> Hashable:
    exact = [total / 3 / n for total, n in zip(totals, sizes, strict=True)]
    means = tuple(mean_on_scale(mean, n=n) for mean, n in zip(exact, sizes, strict=True))
    return means, round(exact[1] - exact[0], 1)


@pytest.mark.parametrize("naive", [exact_means_with_own_error_bars, verdict_from_exact_means, difference_under_ten])
def test_the_attack_succeeds_on_naive_comparisons(naive: Show) -> None:
    assert found_out(naive, (5, 5)) != []


def test_a_verdict_from_exact_means_told_an_insider_what_all_others_answered() -> None:
    """Both times «4 eller høyere», and clearly higher: who was at 4.67 knows that the rest were at 5."""
    insiders = [own for _, session, own in found_out(verdict_from_exact_means, (5, 5)) if session == 1 and own]
    assert 14 in {own[1] for own in insiders}


# Two sessions of the same people but for those who came or left


def leaving_one_choice(show: Show, sizes: Sizes, *, parts: int) -> list[Hashable]:
    """What is shown that gives away what those answered who came to, or left, people who answered as before."""
    possible: dict[Hashable, set[int]] = defaultdict(set)
    stayed, moved = min(sizes), abs(sizes[1] - sizes[0])
    for total in range(parts * stayed, 5 * parts * stayed + 1):
        for change in range(parts * moved, 5 * parts * moved + 1):
            totals = (total, total + change) if sizes[1] > sizes[0] else (total + change, total)
            possible[show(totals, sizes)].add(change)
    return [look for look, changes in possible.items() if len(changes) == 1]


def in_parts(parts: int, *, apart: int, anchor: bool = False) -> Show:
    def show(totals: Totals, sizes: Sizes) -> Hashable:
        sessions = enumerate(zip(totals, sizes, strict=True))
        both = shown(one_pulse(Fraction(total, parts * n), n, days=apart * at) for at, (total, n) in sessions)
        return both.anchor if anchor else both.lines

    return show


NEIGHBOURS = [(5, 6), (6, 5), (9, 10), (11, 12), (12, 13), (13, 12), (12, 14), (20, 21)]


@pytest.mark.parametrize("sizes", NEIGHBOURS)
def test_two_sessions_of_a_week_leave_open_what_a_newcomer_answered(sizes: Sizes) -> None:
    assert leaving_one_choice(in_parts(3, apart=NEAR), sizes, parts=3) == []
    assert leaving_one_choice(in_parts(1, apart=NEAR, anchor=True), sizes, parts=1) == []


@pytest.mark.parametrize("sizes", [(11, 12), (12, 13), (13, 12)])
def test_means_to_a_tenth_would_tell_what_a_newcomer_answered(sizes: Sizes) -> None:
    """A limit where they lie further apart than two weeks: that nobody else changes is then no more to be expected."""
    assert leaving_one_choice(in_parts(3, apart=FAR), sizes, parts=3) != []


@pytest.mark.parametrize("sizes", [(12, 13), (5, 6)])
def test_halves_alone_would_not_be_enough(sizes: Sizes) -> None:
    def halves(totals: Totals, sizes: Sizes) -> Hashable:
        return tuple(mean_on_scale(total / n, n=n, grid=5) for total, n in zip(totals, sizes, strict=True))

    assert leaving_one_choice(halves, sizes, parts=1) != []


# The same two sessions on their own pages, in their minutes and on the screens of their rooms, beside the line


def own_pages(pulses: Sequence[PulseOfSession], *, alone: bool = False) -> list[ShownPulse | Hidden]:
    """What the room has seen of each session, and what its page and minutes say. `alone`: each by itself."""

    def page(last: int, audience: Audience) -> ShownPulse | Hidden:
        some = pulses[last : last + 1] if alone else pulses[: last + 1]
        kept = [one for one in (pulses[last].aggregate,) if one]
        found = show(PULSE, part="pulse", aggregates=kept, audience=audience, k=5, pulses=some)
        assert isinstance(found, ShownPulse | Hidden)
        return found

    return [page(last, audience) for last in range(len(pulses)) for audience in (Audience.ROOM, Audience.UNIT)]


def everywhere(parts: int, *, apart: int, alone: bool = False, backwards: bool = False) -> Show:
    """Line, pages, minutes and screens. `backwards`: planned for days in the other order than they were held in."""

    def show(totals: Totals, sizes: Sizes) -> Hashable:
        days = (apart, 0) if backwards else (0, apart)
        pulses = [
            replace(
                one_pulse(Fraction(total, parts * n), n, days=day),
                counted_at=datetime.combine(START, time(9 + at), UTC) if backwards else None,
            )
            for at, (total, n, day) in enumerate(zip(totals, sizes, days, strict=True))
        ]
        line = shown(sorted(pulses, key=lambda pulse: pulse.held_on))
        pages = own_pages(pulses, alone=alone)
        if parts == 1:
            return line.anchor, tuple(page.anchor.mean if isinstance(page, ShownPulse) else None for page in pages)
        return line.lines, tuple(page.dimensions[0].mean if isinstance(page, ShownPulse) else None for page in pages)

    return show


@pytest.mark.parametrize("sizes", NEIGHBOURS)
@pytest.mark.parametrize("backwards", [False, True])
def test_everything_published_of_two_sessions_of_a_week_leaves_a_newcomers_answer_open(
    sizes: Sizes, backwards: bool
) -> None:
    assert leaving_one_choice(everywhere(3, apart=NEAR, backwards=backwards), sizes, parts=3) == []
    assert leaving_one_choice(everywhere(1, apart=NEAR, backwards=backwards), sizes, parts=1) == []


@pytest.mark.parametrize("sizes", [(11, 12), (12, 13), (13, 12)])
def test_pages_that_show_each_session_by_itself_would_tell_it(sizes: Sizes) -> None:
    """What this project did at first: lines and files knew of the other session, the pages did not."""
    assert leaving_one_choice(everywhere(3, apart=NEAR, alone=True), sizes, parts=3) != []


def test_a_page_is_never_finer_than_the_line_and_the_first_session_stays_as_it_was_shown() -> None:
    pulses = [one_pulse(Fraction(total, 36), 12, days=NEAR * at) for at, total in enumerate((123, 131))]
    first, second = own_pages(pulses)[1::2]
    assert isinstance(first, ShownPulse)
    assert isinstance(second, ShownPulse)
    assert first == own_pages(pulses[:1])[1]
    on_the_line = [point.mean for point in shown(pulses).lines[0].points]
    assert [page.dimensions[0].mean for page in (first, second)] == on_the_line == [Mean(34), Mean(35)]


def test_a_session_that_is_still_running_counts_for_the_next_one() -> None:
    running, ended = (one_pulse(Fraction(total, 36), 12, days=day) for total, day in ((123, 0), (131, NEAR)))
    line = show_history([ended], spread={}, audience=Audience.UNIT, k=5, running=[running])
    assert line is not None
    assert [[point.mean for point in one.points] for one in line.lines] == [[Mean(35)]]


# A whole line


@st.composite
def twins(draw: st.DrawFn) -> tuple[list[PulseOfSession], list[PulseOfSession]]:
    """Two units that look alike by n and the mean as shown alone, and differ in all the rest."""
    numbers = draw(st.lists(st.integers(5, 19), min_size=1, max_size=6))
    pair: tuple[list[PulseOfSession], list[PulseOfSession]] = [], []
    days = 0
    for n in numbers:
        days += draw(st.integers(NEAR_DAYS + 1, 120))
        total = draw(st.integers(3 * n, 15 * n))
        look = mean_on_scale(total / 3 / n, n=n)
        alike = [one for one in range(3 * n, 15 * n + 1) if mean_on_scale(one / 3 / n, n=n) == look]
        for unit, each in zip(pair, (total, draw(st.sampled_from(alike))), strict=True):
            mean = Fraction(each, 3 * n)
            squares = n * float(mean) ** 2 + draw(st.floats(0, 2.0 * n))
            unit.append(one_pulse(mean, n, days=days, squares=squares))
    return pair


@given(pair=twins())
@settings(max_examples=200, deadline=None)
def test_under_twenty_a_line_tells_nothing_but_n_and_the_means_as_shown(
    pair: tuple[list[PulseOfSession], list[PulseOfSession]],
) -> None:
    assert shown(pair[0]) == shown(pair[1])


# From twenty answers, where the interval is the unit's own


def scored(thirds: Sequence[int], *, days: int) -> PulseOfSession:
    squares = float(sum(Fraction(each, 3) ** 2 for each in thirds))
    return one_pulse(Fraction(sum(thirds), 3 * len(thirds)), len(thirds), days=days, squares=squares)


def a_little_otherwise(others: int) -> Iterator[tuple[int, int]]:
    steps = [step for step in range(-2, 3) if 3 <= others + step <= 15]
    return ((others + one, others + another) for one, another in product(steps, repeat=2) if one or another)


@pytest.mark.parametrize("n", [20, 21, 25, 40])
def test_insiders_learn_nothing_from_a_units_own_interval_and_a_word(n: int) -> None:
    before = scored([6, 8, 9, 10, 12] * 5, days=0)

    def look(thirds: list[int]) -> ShownHistory:
        return shown([before, scored(thirds, days=91)])

    assert [
        (own, others)
        for own, others in product(range(3, 16), repeat=2)
        if own != others
        and look([own, *[others] * (n - 1)])
        not in (look([own, *two, *[others] * (n - 3)]) for two in a_little_otherwise(others))
    ] == []


def test_the_attack_on_intervals_succeeds_when_they_have_two_decimals() -> None:
    def look(thirds: list[int]) -> Hashable:
        sample = Sample.of([each / 3 for each in thirds])
        found = interval(sample, pooled=0.85)
        return mean_on_scale(sample.mean, n=sample.n), round(found.high - found.low, 2)

    seen = look([14, *[15] * 19])
    assert seen not in [look([14, *two, *[15] * 17]) for two in a_little_otherwise(15)]
