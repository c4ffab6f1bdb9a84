"""The one spread that intervals of few answers are made with, so that their length tells nothing of a unit's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workshop_app.domain.statistics import ENOUGH_FREEDOM, Sample, pooled_sd_of
from workshop_app.domain.tally import Aggregate

#: The name that the anchor goes by among the dimensions.
ANCHOR = "anchor"
#: The spread that is taken for granted of answers to a single statement, in points: wider than that of a mean of three.
ITEM_SD = 1.06
#: Tenths of a point. With twentieths, two looks at it, before and after a session, could tell that all in it are alike.
_GRID = 10
#: It keeps within what such scales have. Nearer to 0, a tenth would be too fine again.
_LEAST, _MOST = 0.5, 1.2
#: No session may make up more than this part of what it rests on, or that session would show in it.
_PART = 8


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What `sessions` sessions of `n` scores each add to the spread of one dimension (or `anchor`).

    `deviations` is the sum over all of them, in squared points. Two of the same `dimension` and `n` add up to one.
    """

    dimension: str
    n: int
    sessions: int
    deviations: float


def measured(pulse: Aggregate) -> Iterator[Measured]:
    """What one session's pulse adds; a dimension under its threshold adds nothing."""
    for dimension, kept in _kept(pulse).items():
        if "squares" in kept:
            sample = sample_of(kept)
            yield Measured(dimension=dimension, n=sample.n, sessions=1, deviations=sample.deviations)


def pooled_spread(pulses: Iterable[Measured]) -> dict[str, float]:
    """Dimension id (and `anchor`) → the pooled standard deviation of its person scores, in points, to the nearest 0.1.

    `pulses` is what all the municipality's sessions add, one by one or added up, in any order.
    A dimension of which too little has been measured is not there: then `DEFAULT_SD` is taken.
    """
    found: dict[str, list[Measured]] = {}
    for one in pulses:
        found.setdefault(one.dimension, []).append(one)
    return {dimension: _pooled(parts) for dimension, parts in found.items() if _is_enough(parts)}


def _is_enough(parts: Sequence[Measured]) -> bool:
    largest = max((one.n - 1 for one in parts if one.sessions), default=0)
    return _freedom(parts) >= max(ENOUGH_FREEDOM, _PART * largest)


def _freedom(parts: Sequence[Measured]) -> int:
    return sum(one.sessions * (one.n - 1) for one in parts)


def _pooled(parts: Sequence[Measured]) -> float:
    return _rounded(pooled_sd_of(freedom=_freedom(parts), deviations=sum(one.deviations for one in parts)))


def _rounded(spread: float) -> float:
    return min(_MOST, max(_LEAST, round(spread * _GRID) / _GRID))


def sample_of(kept: Mapping[str, Any]) -> Sample:
    """What is kept of a dimension, as statistics take it. Only for one that has a mean."""
    return Sample(n=kept["n"], mean=kept["mean"], squares=kept["squares"])


def _kept(pulse: Aggregate) -> Mapping[str, Mapping[str, Any]]:
    return {**pulse.figures["dimensions"], ANCHOR: pulse.figures["anchor"]} if pulse.figures else {}
