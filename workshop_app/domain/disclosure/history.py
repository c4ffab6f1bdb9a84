"""How a unit's pulses may be shown together: a line for every dimension, with how sure one can be of it.

A point is what `show_pulse` shows of that session, or less: sessions within two weeks are mostly the same people
(`nearness`). Intervals, verdicts and trends are made of the means as shown (`comparison`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from workshop_app.domain.agenda import Activity, Dimension, Instrument, PulseBody
from workshop_app.domain.disclosure.coarsening import COARSE
from workshop_app.domain.disclosure.comparison import Known, difference, ends, known, shown_trend, verdict
from workshop_app.domain.disclosure.nearness import SCORES, WHOLE, are_near, mean_beside, near
from workshop_app.domain.disclosure.pulse import show_pulse
from workshop_app.domain.disclosure.shown import Audience, ShownDimension, ShownItem, ShownPulse
from workshop_app.domain.disclosure.shown_history import ShownHistory, ShownLine, ShownPoint
from workshop_app.domain.disclosure.spread import ANCHOR, ITEM_SD, sample_of
from workshop_app.domain.statistics import DEFAULT_SD, Sample
from workshop_app.domain.tally import Aggregate


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
class _Row:
    """What one session gives to a line: what may be shown of it alone, which has a mean, and what is kept."""

    held_on: date
    shown: ShownDimension
    sample: Sample


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

    def line(dimension: Dimension | None) -> ShownLine:
        id_ = dimension.id if dimension else ANCHOR
        rows = [_row(pulse, result, id_) for pulse, result in zip(pulses, results, strict=True)]
        return _line(dimension, rows, epochs=epochs, pooled=spread.get(id_, DEFAULT_SD if dimension else ITEM_SD))

    return ShownHistory(lines=tuple(line(dimension) for dimension in ordered), anchor=line(None))


def show_headline(pulses: Sequence[PulseOfSession], *, spread: Mapping[str, float], k: int) -> ShownLine | None:
    """The end of the headline's line, with the latest point that has a mean: all that many units at once take.

    The point is that of `show_history`, but for what compares it with those before. Sessions are read from the latest
    back, and no further than needed, so that it costs a session or two, however many there are. None without a point.
    """
    for some in _apart(pulses):
        history = show_history(some, spread=spread, audience=Audience.ROOM, k=k)
        line = next((line for line in history.lines if line.headline), None) if history else None
        if line and any(point.mean for point in line.points):
            return line
    return None


def _apart(pulses: Sequence[PulseOfSession]) -> Iterator[Sequence[PulseOfSession]]:
    """Latest first: sessions that are near each other together, since only these bear on how each other are shown."""
    end = len(pulses)
    for at in range(len(pulses) - 1, -1, -1):
        if at == 0 or not are_near(pulses[at - 1].held_on, pulses[at].held_on):
            yield pulses[at:end]
            end = at


def _shown(pulse: PulseOfSession, *, audience: Audience, k: int) -> ShownPulse | None:
    if pulse.activity is None or pulse.aggregate is None:
        return None
    shown = show_pulse(pulse.activity, pulse=pulse.aggregate, audience=audience, k=k)
    return shown if isinstance(shown, ShownPulse) else None


def _row(pulse: PulseOfSession, result: ShownPulse | None, dimension: str) -> _Row | None:
    if result is None or pulse.aggregate is None:
        return None
    shown = next((d for d in (*result.dimensions, result.anchor) if _id(d, result) == dimension), None)
    kept = _kept(pulse.aggregate, dimension)
    if shown is None or shown.mean is None or kept is None:
        return None
    return _Row(held_on=pulse.held_on, shown=shown, sample=sample_of(kept))


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


def _line(
    dimension: Dimension | None, rows: Sequence[_Row | None], *, epochs: Sequence[int], pooled: float
) -> ShownLine:
    parts = SCORES if dimension else WHOLE
    points: list[ShownPoint] = []
    earlier: list[Known] = []
    for row, epoch in zip(rows, epochs, strict=True):
        now = _known(row, epoch, earlier, parts=parts) if row else None
        if row is None or now is None:
            points.append(ShownPoint())
            continue
        items = () if near(now, earlier) else row.shown.items
        point = _point(now, earlier[-1] if earlier else None, items=items, pooled=pooled)
        # Nothing is concluded from a single statement (domain.md §2.4).
        points.append(point if dimension else replace(point, verdict=None, difference=None))
        earlier.append(now)
    comparable = [one for one in earlier if one.epoch == earlier[-1].epoch]
    return ShownLine(
        dimension=dimension.id if dimension else ANCHOR,
        points=tuple(points),
        trend=shown_trend(comparable, pooled=pooled) if dimension else None,
        headline=dimension is not None and dimension.headline and not dimension.about_leader,
    )


def _known(row: _Row, epoch: int, earlier: Sequence[Known], *, parts: tuple[int, ...]) -> Known | None:
    """The session's mean as it may stand beside the earlier ones; None where it may not."""
    mean = row.shown.mean
    assert mean is not None
    alone = known(held_on=row.held_on, epoch=epoch, mean=mean, sample=row.sample)
    beside = near(alone, earlier)
    if not beside:
        return alone
    mean = mean_beside(row.sample.mean, n=alone.n, shown=beside, parts=parts)
    return replace(alone, mean=mean, grid=COARSE, deviations=0.0) if mean else None


def _point(now: Known, before: Known | None, *, items: tuple[ShownItem, ...], pooled: float) -> ShownPoint:
    comparable = before if before and before.epoch == now.epoch else None
    low, high = ends(now, pooled=pooled)
    return ShownPoint(
        n=now.n,
        mean=now.mean,
        low=low,
        high=high,
        verdict=verdict(comparable, now, pooled=pooled),
        difference=difference(comparable, now),
        after_break=before is not None and comparable is None,
        items=items,
    )
