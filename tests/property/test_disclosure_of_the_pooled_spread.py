"""The spread that all intervals share, looked at before and after one more session: what does the step tell of it?"""

from __future__ import annotations

from itertools import product

import pytest

from workshop_app.domain.disclosure import Measured, measured, pooled_spread
from workshop_app.domain.statistics import DEFAULT_SD, Sample
from workshop_app.domain.tally import Aggregate

#: A sum of squared deviations: two of twelve, or of five, half a point from the others. So much must be possible.
ROOM = 0.5
Cell = tuple[float, float]


def cells(*, grid: int, least: float, most: float) -> list[Cell]:
    """The spreads that are shown alike, as squares."""
    middles = [one / grid for one in range(round(least * grid), round(most * grid) + 1)]
    half = 0.5 / grid
    return [
        (0.0 if middle == middles[0] else (middle - half) ** 2, 25.0 if middle == middles[-1] else (middle + half) ** 2)
        for middle in middles
    ]


def least_room(n: int, shown: list[Cell], *, freedom: range) -> float:
    """The least, over all there may be seen, of the largest sum of squared deviations that the session may have."""
    added = n - 1
    return min(
        room
        for df, before, after in product(freedom, shown, shown)
        if (room := after[1] * (df + added) - before[0] * df) > 0
    )


@pytest.mark.parametrize("n", [5, 7, 10, 12, 20, 40])
def test_a_session_may_always_have_had_a_spread(n: int) -> None:
    """The other way, that it may have had none, tells nobody's answer."""
    enough = max(60, 7 * (n - 1))
    assert least_room(n, cells(grid=10, least=0.5, most=1.2), freedom=range(enough, enough + 300)) > ROOM


@pytest.mark.parametrize("n", [7, 10, 12])
def test_twentieths_would_tell_that_a_session_had_none(n: int) -> None:
    assert least_room(n, cells(grid=20, least=0.05, most=1.2), freedom=range(60, 360)) < 0.1


def pulses(*samples: Sample) -> list[Measured]:
    def figures(sample: Sample) -> dict[str, object]:
        moments = {"n": sample.n, "mean": sample.mean, "squares": sample.squares}
        return {"dimensions": {"a": moments, "b": {"n": 4}}, "anchor": {"n": 3}, "items": {}}

    return [one for sample in samples for one in measured(Aggregate("pulse", sample.n, figures(sample)))]


def unit(n: int, spread: float) -> Sample:
    return Sample(n=n, mean=3.0, squares=9.0 * n + spread**2 * (n - 1))


def test_it_is_shown_in_tenths_and_within_bounds() -> None:
    assert pooled_spread(pulses(*[unit(8, 0.74)] * 12)) == {"a": 0.7}
    assert pooled_spread(pulses(*[unit(8, 0.1)] * 12)) == {"a": 0.5}
    assert pooled_spread(pulses(*[unit(8, 1.9)] * 12)) == {"a": 1.2}


def test_until_enough_is_measured_it_is_not_there() -> None:
    assert pooled_spread(pulses(*[unit(8, 0.7)] * 8)) == {}
    assert list(measured(Aggregate("pulse", 3))) == []
    assert 0.5 <= DEFAULT_SD <= 1.2


def test_a_session_that_would_be_much_of_it_waits_for_others() -> None:
    assert pooled_spread(pulses(*[unit(8, 0.7)] * 12, unit(40, 0.7))) == {}
    assert pooled_spread(pulses(*[unit(8, 0.7)] * 39, unit(40, 0.7))) == {"a": 0.7}


@pytest.mark.parametrize("n", [5, 7, 12])
@pytest.mark.parametrize("before", [0.75, 0.8, 0.849, 0.851, 0.95])
def test_fixtures_with_one_more_session_leave_more_than_one_sum_of_squares(n: int, before: float) -> None:
    known = [unit(8, before)] * 12
    seen: dict[float, set[float]] = {}
    for tenths in range(13):
        after = pooled_spread(pulses(*known, unit(n, tenths / 10)))["a"]
        seen.setdefault(after, set()).add(tenths)
    assert len(seen[pooled_spread(pulses(*known, unit(n, 0.0)))["a"]]) > 1
