"""Van der Eijk's agreement: the published examples, and the borders between the words."""

from __future__ import annotations

import pytest

from workshop_app.domain.agreement import Spread, agreement, spread


@pytest.mark.parametrize(
    ("histogram", "expected"),
    [
        ((30, 40, 210, 130, 530, 50, 10), 0.6113333333333333),  # van der Eijk 2001: .61
        ((5, 0, 0, 0, 5), -1),
        ((2, 2, 2, 2, 2), 0),
        ((0, 0, 0, 10, 0), 1),
        ((10, 0, 0, 0, 0), 1),
        ((0, 0, 0, 5, 5), 0.75),
        ((0, 5, 0, 5, 0), 1 / 6),
        ((0, 0, 2, 3, 5), 0.2 * 3 * 0.5 + 0.1 * 2 * 0.75 + 0.2),
    ],
)
def test_agreement_of_known_histograms(histogram: tuple[int, ...], expected: float) -> None:
    assert agreement(histogram) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("histogram", "expected"),
    [
        ((0, 0, 0, 10, 0), Spread.ALIKE),
        ((0, 0, 4, 8, 4), Spread.ALIKE),
        ((3, 3, 3, 7, 4), Spread.DIVIDED),
        ((2, 2, 2, 2, 2), Spread.APART),
        ((5, 0, 0, 0, 5), Spread.APART),
    ],
)
def test_the_word_for_it(histogram: tuple[int, ...], expected: Spread) -> None:
    assert spread(histogram) == expected


@pytest.mark.parametrize("histogram", [(0, 0, 2, 4, 4), (0, 0, 4, 4, 2), (0, 1, 1, 3, 5)])
def test_exactly_six_tenths_is_alike(histogram: tuple[int, ...]) -> None:
    assert (agreement(histogram), spread(histogram)) == (0.6, Spread.ALIKE)


@pytest.mark.parametrize("histogram", [(0, 1, 4, 1, 4), (0, 3, 0, 3, 4), (0, 3, 3, 0, 4)])
def test_exactly_two_tenths_is_divided(histogram: tuple[int, ...]) -> None:
    assert (agreement(histogram), spread(histogram)) == (0.2, Spread.DIVIDED)


@pytest.mark.parametrize("histogram", [(0, 0, 0, 9, 0), (0, 0, 0, 0, 0), (3, 0, 0, 0, 3)])
def test_under_ten_answers_nothing_is_said(histogram: tuple[int, ...]) -> None:
    assert agreement(histogram) is None
    assert spread(histogram) is None


@pytest.mark.parametrize("histogram", [(), (10,), (5, 5), (5, -1, 6)])
def test_what_is_no_histogram_of_ordered_steps_is_refused(histogram: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="three steps"):
        agreement(histogram)
