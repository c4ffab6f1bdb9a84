"""What several sittings published together tell of one of them, to somebody who knows how it is made.

Scores are counted in thirds, so that a sitting is its total. The attacker knows how many answered in each sitting (the
counters say so), and may have been in one. A sitting is found out when all that fits what is shown leaves it one total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.activities import pulse
from tests.property.test_disclosure_of_a_history import with_one_dimension
from workshop_app.domain.disclosure import Audience, Hidden, ShownPulse, show
from workshop_app.domain.pulse_scoring import Moments, PulseSums, pooled_pulse, pulse_figures, pulse_sums
from workshop_app.domain.thresholds import BESIDE

PULSE = with_one_dimension(pulse())
INSTRUMENT = PULSE.body.questionnaire()
ITEMS = [item.id for item in INSTRUMENT.items()]
Sizes = tuple[int, int]
Totals = tuple[int, int]
Show = Callable[[Totals, Sizes], Hashable]

SIZES = [(5, 2), (5, 5), (9, 3), (7, 7), (12, 2), (20, 2)]


def sums(total: int, n: int) -> PulseSums:
    mean = Fraction(total, 3 * n)
    moments = Moments(n=n, total=n * mean, squares=n * mean**2, most=n)
    return PulseSums(n=n, most=n, dimensions={"a": moments}, anchor=moments, items={})


def together(totals: Totals, sizes: Sizes) -> Hashable:
    first, second = (sums(total, n) for total, n in zip(totals, sizes, strict=True))
    pooled = pooled_pulse(INSTRUMENT, first + second, k=5, one_leader=True)
    shown = show(PULSE, part="pulse", aggregates=[pooled], audience=Audience.LEADER, k=5)
    assert isinstance(shown, ShownPulse)
    return shown.dimensions, shown.anchor


def after_each(totals: Totals, sizes: Sizes) -> Hashable:
    """The naive way: what there is so far, after each sitting, to two decimals."""
    return round(totals[0] / sizes[0], 2), round(sum(totals) / sum(sizes), 2)


def found_out(show: Show, sizes: Sizes) -> Iterator[tuple[Hashable, int]]:
    """(what is shown, the sitting) that leave that sitting but one total, for whoever has given one of the scores."""
    fitting: dict[Hashable, list[Totals]] = defaultdict(list)
    for totals in product(*(range(3 * n, 15 * n + 1) for n in sizes)):
        fitting[show(totals, sizes)].append(totals)
    for look, own, where, sitting in product(fitting, (None, 3, 9, 15), (0, 1), (0, 1)):
        left = {
            totals[sitting] for totals in fitting[look] if own is None or could_be(totals[where], sizes[where], own)
        }
        if len(left) == 1:
            yield look, sitting


def could_be(total: int, n: int, own: int | None) -> bool:
    return own is None or 3 * (n - 1) <= total - own <= 15 * (n - 1)


@pytest.mark.parametrize("sizes", SIZES)
def test_all_together_leave_each_sitting_open(sizes: Sizes) -> None:
    assert list(found_out(together, sizes)) == []


def test_a_figure_after_each_sitting_would_not() -> None:
    assert len(list(found_out(after_each, (5, 5)))) > 100


@pytest.mark.parametrize("beside", range(BESIDE))
def test_the_largest_sitting_never_stands_nearly_alone(beside: int) -> None:
    pooled = pooled_pulse(INSTRUMENT, sums(200, 20) + sums(9 * beside, max(beside, 1)), k=5, one_leader=True)
    alone = pooled_pulse(INSTRUMENT, sums(200, 20), k=5, one_leader=True)
    for kept in (pooled, alone):
        assert isinstance(show(PULSE, part="pulse", aggregates=[kept], audience=Audience.LEADER, k=5), Hidden)


ballots = st.lists(st.fixed_dictionaries(dict.fromkeys(ITEMS, st.integers(1, 5))), max_size=12)


@given(st.lists(ballots, min_size=2, max_size=4))
def test_the_order_of_sittings_and_their_way_through_the_database_leave_no_trace(sittings: list) -> None:
    added = [pulse_sums(INSTRUMENT, ballots=each) for each in sittings]
    there, back = added[0], added[-1]
    for one, other in zip(added[1:], reversed(added[:-1]), strict=True):
        there, back = PulseSums.from_json((there + one).to_json()), back + other
    assert there == back
    everybody = [ballot for each in sittings for ballot in each]
    kept = pooled_pulse(INSTRUMENT, there, k=5, one_leader=True)
    assert kept.n == len(everybody)
    is_open = len(everybody) >= 5 and all(len(everybody) - len(each) >= BESIDE for each in sittings)
    assert kept.figures == (pulse_figures(INSTRUMENT, ballots=everybody, k=5) if is_open else None)
