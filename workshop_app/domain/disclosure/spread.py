"""The one spread that intervals of few answers are made with, so that their length tells nothing of a unit's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workshop_app.domain.statistics import ENOUGH_FREEDOM, Sample, pooled_sd
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


def pooled_spread(pulses: Iterable[Aggregate]) -> dict[str, float]:
    """Dimension id (and `anchor`) → the pooled standard deviation of its person scores, in points, to the nearest 0.1.

    `pulses` are the aggregates of all the municipality's sessions, in any order; those under a threshold are passed by.
    A dimension of which too little has been measured is not there: then `DEFAULT_SD` is taken.
    """
    found: dict[str, list[Sample]] = {}
    for pulse in pulses:
        for dimension, kept in _kept(pulse).items():
            if "squares" in kept:
                found.setdefault(dimension, []).append(sample_of(kept))
    return {dimension: _rounded(pooled_sd(samples)) for dimension, samples in found.items() if _is_enough(samples)}


def _is_enough(samples: Sequence[Sample]) -> bool:
    freedom = [sample.n - 1 for sample in samples]
    return sum(freedom) >= max(ENOUGH_FREEDOM, _PART * max(freedom))


def _rounded(spread: float) -> float:
    return min(_MOST, max(_LEAST, round(spread * _GRID) / _GRID))


def sample_of(kept: Mapping[str, Any]) -> Sample:
    """What is kept of a dimension, as statistics take it. Only for one that has a mean."""
    return Sample(n=kept["n"], mean=kept["mean"], squares=kept["squares"])


def _kept(pulse: Aggregate) -> Mapping[str, Mapping[str, Any]]:
    return {**pulse.figures["dimensions"], ANCHOR: pulse.figures["anchor"]} if pulse.figures else {}
