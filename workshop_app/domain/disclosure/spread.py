"""The one spread that intervals of few answers are made with, so that their length tells nothing of a unit's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workshop_app.domain.statistics import Sample, pooled_sd
from workshop_app.domain.tally import Aggregate

#: The name that the anchor goes by among the dimensions.
ANCHOR = "anchor"
#: Twentieths of a point. Finer, and two looks at it, before and after a session, would tell that session's own spread.
_GRID = 20


def pooled_spread(pulses: Iterable[Aggregate]) -> dict[str, float]:
    """Dimension id (and `anchor`) → the pooled standard deviation of its person scores, in points, to the nearest 0.05.

    `pulses` are the aggregates of all the municipality's sessions, in any order; those under a threshold are passed by.
    """
    found: dict[str, list[Sample]] = {}
    for pulse in pulses:
        for dimension, kept in _kept(pulse).items():
            if "squares" in kept:
                found.setdefault(dimension, []).append(sample_of(kept))
    return {dimension: max(1, round(pooled_sd(samples) * _GRID)) / _GRID for dimension, samples in found.items()}


def sample_of(kept: Mapping[str, Any]) -> Sample:
    """What is kept of a dimension, as statistics take it. Only for one that has a mean."""
    return Sample(n=kept["n"], mean=kept["mean"], squares=kept["squares"])


def _kept(pulse: Aggregate) -> Mapping[str, Mapping[str, Any]]:
    return {**pulse.figures["dimensions"], ANCHOR: pulse.figures["anchor"]} if pulse.figures else {}
