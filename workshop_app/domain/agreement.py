"""How alike the answers to one statement are, in three words. Knows nothing of what was asked.

A standard deviation would mix up «all in the middle» with «flat», and it gives answers away. Van der Eijk's agreement
tells consensus, a flat distribution and two camps apart, and only a word leaves `disclosure`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from workshop_app.domain.thresholds import ITEMS

#: From here answers are alike, and from here divided (domain.md §2.2).
_ALIKE, _DIVIDED = Fraction(6, 10), Fraction(2, 10)
_FEWEST_STEPS = 3


class Spread(StrEnum):
    """How alike answers are. The values are the keys of the phrases `spread.*`."""

    ALIKE = "alike"
    DIVIDED = "divided"
    APART = "apart"


def agreement(histogram: Sequence[int]) -> float | None:
    """Van der Eijk's agreement A of answers on ordered steps: 1 all alike, 0 flat, -1 half at either end.

    None under ten answers, where it says little and tells too much. A has no standard error: it describes those who
    answered. Source: C. van der Eijk, «Measuring Agreement in Ordered Rating Scales», Quality & Quantity 35 (2001).
    Raises `ValueError` for fewer than three steps, or for counts below 0.
    """
    exact = _agreement(histogram)
    return None if exact is None else float(exact)


def spread(histogram: Sequence[int]) -> Spread | None:
    """The word for it: alike from A = .6, divided from .2, else apart; None under ten answers."""
    exact = _agreement(histogram)
    if exact is None:
        return None
    if exact >= _ALIKE:
        return Spread.ALIKE
    return Spread.DIVIDED if exact >= _DIVIDED else Spread.APART


def _agreement(histogram: Sequence[int]) -> Fraction | None:
    """In fractions, so that a histogram that lies exactly on a border gets the word of that border."""
    if len(histogram) < _FEWEST_STEPS or min(histogram) < 0:
        raise ValueError("agreement needs at least three steps, and no counts below 0")
    n = sum(histogram)
    if n < ITEMS:
        return None
    return sum((Fraction(size, n) * _of_layer(chosen) for size, chosen in _layers(histogram)), Fraction())


def _layers(histogram: Sequence[int]) -> Iterator[tuple[int, tuple[bool, ...]]]:
    """The histogram as flat layers from below: how many answers a layer holds, and at which steps."""
    bottom = 0
    for top in sorted({count for count in histogram if count}):
        chosen = tuple(count >= top for count in histogram)
        yield (top - bottom) * sum(chosen), chosen
        bottom = top


def _of_layer(chosen: tuple[bool, ...]) -> Fraction:
    """A of one layer: how unimodal it is, less for every step that it covers."""
    steps, covered = len(chosen), sum(chosen)
    return _unimodality(chosen) * (1 - Fraction(covered - 1, steps - 1))


def _unimodality(chosen: tuple[bool, ...]) -> Fraction:
    """U, from all triples of steps in order: 110 and 011 are what one peak looks like, 101 is two.

    1 where there are none of these: with one step chosen, or all (which then counts for nothing).
    """
    triples = list(combinations(chosen, 3))
    one_peak = sum(triple in {(True, True, False), (False, True, True)} for triple in triples)
    two_peaks = triples.count((True, False, True))
    if not one_peak + two_peaks:
        return Fraction(1)
    k = len(chosen)
    return Fraction((k - 2) * one_peak - (k - 1) * two_peaks, (k - 2) * (one_peak + two_peaks))
