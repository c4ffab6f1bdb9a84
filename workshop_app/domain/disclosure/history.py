"""How a unit's pulses may be shown together: a line for every dimension, with how sure one can be of it.

Intervals stand around the mean as it is shown, never around the exact one, and under 20 answers their
length depends on n and on the municipality's pooled spread alone (domain.md §2.5: an error bar of a
unit's own is as good as every single answer). A comparison of fewer than 10 answers is a word without a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, sqrt
from typing import Any

from workshop_app.domain.agenda import Activity, Instrument, PulseBody
from workshop_app.domain.disclosure.pulse import show_pulse
from workshop_app.domain.disclosure.shown import Audience, Bound, Mean, ShownDimension, ShownPulse
from workshop_app.domain.disclosure.shown_history import ShownHistory, ShownLine, ShownPoint, ShownTrend
from workshop_app.domain.disclosure.spread import ANCHOR, sample_of
from workshop_app.domain.statistics import (
    DEFAULT_SD,
    OWN_SPREAD,
    TREND_SESSIONS,
    Direction,
    Sample,
    interval,
    trend,
    verdict,
)
from workshop_app.domain.tally import Aggregate
from workshop_app.domain.thresholds import ITEMS

_BOTTOM, _TOP = 10, 50
_Z = 1.96
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, kw_only=True)
class PulseOfSession:
    """One session's pulse: what was asked and what is kept of it, None where it was not asked or counted.

    `reorganised`: the unit is another than at the session before.
    """

    held_on: date
    activity: Activity | None = None
    aggregate: Aggregate | None = None
    reorganised: bool = False

    @property
    def instrument(self) -> Instrument | None:
        """The questionnaire, with its version."""
        body = self.activity.body if self.activity else None
        return body.instrument if isinstance(body, PulseBody) else None


@dataclass(frozen=True, kw_only=True)
class _Known:
    """A point with what it is compared by; never leaves this module."""

    held_on: date
    shown: ShownDimension
    sample: Sample
    epoch: int


def show_history(
    pulses: Sequence[PulseOfSession], *, spread: Mapping[str, float], audience: Audience, k: int
) -> ShownHistory | None:
    """The lines of a unit's pulses, oldest first; None where the pulse was never asked.

    Dimensions are those of the latest instrument; one of an older version with the same id is the
    same line behind a break. `spread` is dimension id → pooled standard deviation in points.
    """
    latest = next((pulse.instrument for pulse in reversed(pulses) if pulse.instrument), None)
    if latest is None:
        return None
    epochs = _epochs(pulses)
    results = [_shown(pulse, audience=audience, k=k) for pulse in pulses]
    visible = [d for d in latest.dimensions if audience is Audience.LEADER or not d.about_leader]
    ordered = sorted(visible, key=lambda dimension: not dimension.headline)

    def line(dimension: str) -> ShownLine:
        rows = [_row(pulse, result, dimension) for pulse, result in zip(pulses, results, strict=True)]
        return _line(dimension, rows, epochs=epochs, pooled=spread.get(dimension, DEFAULT_SD))

    return ShownHistory(lines=tuple(line(dimension.id) for dimension in ordered), anchor=line(ANCHOR))


_Row = tuple[date, ShownDimension, Sample] | None


def _shown(pulse: PulseOfSession, *, audience: Audience, k: int) -> ShownPulse | None:
    if pulse.activity is None or pulse.aggregate is None:
        return None
    shown = show_pulse(pulse.activity, pulse=pulse.aggregate, audience=audience, k=k)
    return shown if isinstance(shown, ShownPulse) else None


def _row(pulse: PulseOfSession, result: ShownPulse | None, dimension: str) -> _Row:
    if result is None or pulse.aggregate is None:
        return None
    shown = next((d for d in (*result.dimensions, result.anchor) if _id(d, result) == dimension), None)
    kept = _kept(pulse.aggregate, dimension)
    return (pulse.held_on, shown, sample_of(kept)) if shown and shown.mean and kept else None


def _id(shown: ShownDimension, result: ShownPulse) -> str:
    return ANCHOR if shown is result.anchor else shown.dimension


def _kept(aggregate: Aggregate, dimension: str) -> Mapping[str, Any] | None:
    figures = aggregate.figures or {}
    kept: Mapping[str, Any] | None = figures["anchor"] if dimension == ANCHOR else figures["dimensions"].get(dimension)
    return kept


def _epochs(pulses: Sequence[PulseOfSession]) -> list[int]:
    """For each session, a number that changes where figures can't be compared any more."""
    epochs: list[int] = []
    epoch, version = 0, None
    for pulse in pulses:
        asked = (pulse.instrument.id, pulse.instrument.version) if pulse.instrument else version
        epoch += pulse.reorganised or (version is not None and asked != version)
        version = asked
        epochs.append(epoch)
    return epochs


def _line(dimension: str, rows: Sequence[_Row], *, epochs: Sequence[int], pooled: float) -> ShownLine:
    points: list[ShownPoint] = []
    before: _Known | None = None
    known: list[_Known] = []
    for row, epoch in zip(rows, epochs, strict=True):
        if row is None:
            points.append(ShownPoint())
            continue
        held_on, shown, sample = row
        now = _Known(held_on=held_on, shown=shown, sample=sample, epoch=epoch)
        points.append(_point(now, before, pooled=pooled))
        before = now
        known.append(now)
    comparable = [one for one in known if before and one.epoch == before.epoch]
    return ShownLine(dimension=dimension, points=tuple(points), trend=_trend(comparable, pooled=pooled))


def _point(now: _Known, before: _Known | None, *, pooled: float) -> ShownPoint:
    mean = now.shown.mean
    assert mean is not None
    comparable = before if before and before.epoch == now.epoch else None
    low, high = _ends(mean, now.sample, pooled=pooled)
    return ShownPoint(
        n=now.shown.n,
        mean=mean,
        low=low,
        high=high,
        verdict=verdict(comparable.sample if comparable else None, now.sample, pooled=pooled),
        difference=_difference(comparable, now),
        after_break=before is not None and comparable is None,
        items=now.shown.items,
    )


def _difference(before: _Known | None, now: _Known) -> int | None:
    """In tenths, between the means as they are shown: both from ten answers and neither at an end of the scale."""
    if before is None or min(before.sample.n, now.sample.n) < ITEMS:
        return None
    first, second = before.shown.mean, now.shown.mean
    assert first is not None
    assert second is not None
    if Bound.ABOUT is not first.bound or Bound.ABOUT is not second.bound:
        return None
    return second.tenths - first.tenths


def _ends(mean: Mean, sample: Sample, *, pooled: float) -> tuple[int, int]:
    """The interval around the mean as shown, in tenths, rounded outwards and kept on the scale.

    Under 10 answers the mean is rounded to a half, and that adds to what one can't know: the variance
    of the rounding, a twelfth of the grid's square. Where the mean is only «4,5 eller høyere» the interval
    reaches from below 4.5 to the end of the scale.
    """
    grid = 0.5 if sample.n < ITEMS else 0.1
    if sample.n < OWN_SPREAD:
        half = 10 * _Z * sqrt(pooled**2 / sample.n + grid**2 / 12)
    else:
        found = interval(sample, pooled=pooled)
        half = 10 * (found.high - found.low) / 2
    low, high = max(_BOTTOM, floor(mean.tenths - half)), min(_TOP, ceil(mean.tenths + half))
    if mean.bound is Bound.AT_MOST:
        return _BOTTOM, high
    return (low, _TOP) if mean.bound is Bound.AT_LEAST else (low, high)


def _trend(known: Sequence[_Known], *, pooled: float) -> ShownTrend | None:
    """What may be said of the sessions since the last break."""
    if len(known) < TREND_SESSIONS:
        return None
    first = known[0].held_on
    found = trend([((one.held_on - first).days / _DAYS_A_YEAR, one.sample) for one in known], pooled=pooled)
    if found is None:
        return None
    return ShownTrend(
        sessions=len(known),
        rising=found.direction is Direction.RISING,
        falling=found.direction is Direction.FALLING,
    )
