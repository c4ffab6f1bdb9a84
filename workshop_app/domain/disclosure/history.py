"""How a unit's pulses may be shown together: a line for every dimension, with how sure one can be of it.

A point is what `beside` lets through of that session. Intervals, verdicts and trends are made of the means as
shown (`comparison`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workshop_app.domain.agenda import Dimension, Instrument
from workshop_app.domain.disclosure.beside import PulseOfSession, Unit
from workshop_app.domain.disclosure.comparison import Known, difference, ends, shown_trend, verdict
from workshop_app.domain.disclosure.shown import Audience, ShownItem
from workshop_app.domain.disclosure.shown_history import ShownHistory, ShownLine, ShownPoint
from workshop_app.domain.disclosure.spread import ANCHOR, ITEM_SD
from workshop_app.domain.statistics import DEFAULT_SD


def show_history(
    pulses: Sequence[PulseOfSession],
    *,
    spread: Mapping[str, float],
    audience: Audience,
    k: int,
    running: Sequence[PulseOfSession] = (),
) -> ShownHistory | None:
    """The lines of a unit's pulses, oldest first; None where the pulse was never asked.

    Dimensions are those of the latest instrument; one of an older version with the same id is the
    same line behind a break. `spread` is dimension id → pooled standard deviation in points. `running` are pulses of
    sessions that have not ended: they get no point, but their rooms have seen them.
    """
    latest = _latest(pulses)
    if latest is None:
        return None
    unit = Unit([*pulses, *running], audience=audience, k=k)
    visible = [d for d in latest.dimensions if audience is Audience.LEADER or not d.about_leader]
    ordered = sorted(visible, key=lambda dimension: not dimension.headline)
    return ShownHistory(
        lines=tuple(_line(unit, pulses, dimension, spread) for dimension in ordered),
        anchor=_line(unit, pulses, None, spread),
    )


def show_headline(
    pulses: Sequence[PulseOfSession],
    *,
    spread: Mapping[str, float],
    k: int,
    running: Sequence[PulseOfSession] = (),
) -> ShownLine | None:
    """The headline's line with nothing on it but its last figure: all that many units at once take. None without one.

    Enough of the last pulses will do, with those near them: its figure is that of `show_history`, but compared with
    nothing.
    """
    latest = _latest(pulses)
    dimensions = latest.dimensions if latest else ()
    headline = next((one for one in dimensions if one.headline and not one.about_leader), None)
    if headline is None:
        return None
    standings = Unit([*pulses, *running], audience=Audience.ROOM, k=k).line(headline.id)[: len(pulses)]
    last = next((place for place, one in reversed(list(enumerate(standings))) if one), None)
    standing = None if last is None else standings[last]
    if last is None or standing is None:
        return None
    point = _point(standing.known, None, items=(), pooled=spread.get(headline.id, DEFAULT_SD))
    points = [ShownPoint()] * len(pulses)
    points[last] = replace(point, verdict=None)
    return ShownLine(dimension=headline.id, points=tuple(points), headline=True)


def _latest(pulses: Sequence[PulseOfSession]) -> Instrument | None:
    return next((pulse.instrument for pulse in reversed(pulses) if pulse.instrument), None)


def _epochs(pulses: Sequence[PulseOfSession], *, about_leader: bool) -> list[int]:
    """For each session, a number that changes where figures can't be compared any more."""
    epochs: list[int] = []
    epoch, version = 0, None
    for pulse in pulses:
        asked = (pulse.instrument.id, pulse.instrument.version) if pulse.instrument else version
        is_another = pulse.reorganised or (about_leader and pulse.new_leader)
        epoch += is_another or (version is not None and asked != version)
        version = asked
        epochs.append(epoch)
    return epochs


def _line(
    unit: Unit, pulses: Sequence[PulseOfSession], dimension: Dimension | None, spread: Mapping[str, float]
) -> ShownLine:
    id_ = dimension.id if dimension else ANCHOR
    pooled = spread.get(id_, DEFAULT_SD if dimension else ITEM_SD)
    points: list[ShownPoint] = []
    earlier: list[Known] = []
    # Those that run have no point; they stand behind the others in what the unit was made of.
    epochs = _epochs(pulses, about_leader=dimension is not None and dimension.about_leader)
    for standing, epoch in zip(unit.line(id_), epochs, strict=False):
        if standing is None:
            points.append(ShownPoint())
            continue
        now = replace(standing.known, epoch=epoch)
        point = _point(now, earlier[-1] if earlier else None, items=standing.shown.items, pooled=pooled)
        # Nothing is concluded from a single statement (domain.md §2.4).
        points.append(point if dimension else replace(point, verdict=None, difference=None))
        earlier.append(now)
    comparable = [one for one in earlier if one.epoch == earlier[-1].epoch]
    return ShownLine(
        dimension=id_,
        points=tuple(points),
        trend=shown_trend(comparable, pooled=pooled) if dimension else None,
        headline=dimension is not None and dimension.headline and not dimension.about_leader,
    )


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
