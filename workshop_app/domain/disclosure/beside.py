"""A unit's pulses beside each other: each as it may be shown once those counted shortly before it have been seen.

The one rule for lines, files, the session's own page, the minutes and the room's screen. It goes by the order in which
pulses were counted, which is the order in which rooms saw them: what has been shown can't be unsaid, so the
first stays as it was and the later one is made coarse enough to stand beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from workshop_app.domain.agenda import Activity, Instrument
from workshop_app.domain.disclosure.coarsening import COARSE
from workshop_app.domain.disclosure.comparison import Known, known
from workshop_app.domain.disclosure.nearness import SCORES, WHOLE, mean_beside, near
from workshop_app.domain.disclosure.pulse import show_pulse
from workshop_app.domain.disclosure.shown import Audience, Hidden, ShownDimension, ShownPulse
from workshop_app.domain.disclosure.spread import ANCHOR, sample_of
from workshop_app.domain.statistics import Sample
from workshop_app.domain.tally import Aggregate


@dataclass(frozen=True, kw_only=True)
class PulseOfSession:
    """One session's pulse: what was asked and what is kept of it, None where it was not asked or counted.

    `counted_at` is when it was sealed; without one, the day that the session was planned for is taken. `begun_on` is
    the day of the first answers where several sittings were counted together.
    `reorganised`: the unit is another than at the session before. `new_leader`: its leader is. `leader_hidden`: figures
    about the leader of that day are not for whoever looks, whatever the audience.
    """

    held_on: date
    activity: Activity | None = None
    aggregate: Aggregate | None = None
    counted_at: datetime | None = None
    begun_on: date | None = None
    reorganised: bool = False
    new_leader: bool = False
    leader_hidden: bool = False

    @property
    def instrument(self) -> Instrument | None:
        """The questionnaire, with its version."""
        return self.activity.body.questionnaire() if self.activity else None

    @property
    def moment(self) -> datetime:
        """When it was counted, for order and nearness."""
        return self.counted_at or datetime.combine(self.held_on, time(), UTC)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One dimension of one pulse as it may be shown, with its mean as others are compared with it."""

    known: Known
    shown: ShownDimension


@dataclass(frozen=True, kw_only=True)
class _Row:
    """What may be shown of it alone, which has a mean, and what is kept."""

    pulse: PulseOfSession
    shown: ShownDimension
    sample: Sample


class Unit:
    """All pulses of a unit that one audience may see. Those whose session is still running count as well."""

    def __init__(self, pulses: Sequence[PulseOfSession], *, audience: Audience, k: int) -> None:
        self._pulses = pulses
        self._alone = [_alone(pulse, audience=audience, k=k) for pulse in pulses]
        self._in_order = sorted(range(len(pulses)), key=lambda place: pulses[place].moment)

    def line(self, dimension: str) -> list[Standing | None]:
        """Of one dimension (or `anchor`) what may stand, for every pulse in the order in which they were given."""
        parts = WHOLE if dimension == ANCHOR else SCORES
        found: list[Standing | None] = [None] * len(self._pulses)
        earlier: list[Known] = []
        for place in self._in_order:
            alone = self._alone[place]
            row = _row(self._pulses[place], alone, dimension) if alone else None
            standing = found[place] = _standing(row, earlier, parts=parts) if row else None
            if standing:
                earlier.append(standing.known)
        return found

    def last(self) -> ShownPulse | Hidden:
        """The pulse that was counted last."""
        place = self._in_order[-1] if self._in_order else None
        alone = None if place is None else self._alone[place]
        if place is None or alone is None:
            return Hidden()

        def beside(shown: ShownDimension, dimension: str) -> ShownDimension:
            standing = self.line(dimension)[place]
            return standing.shown if standing else ShownDimension(shown.dimension, n=None, mean=None)

        dimensions = tuple(beside(shown, shown.dimension) for shown in alone.dimensions)
        anchor = beside(alone.anchor, ANCHOR)
        if all(shown.mean is None for shown in (*dimensions, anchor)):
            return Hidden()
        return replace(alone, dimensions=dimensions, anchor=anchor)


def show_beside(pulses: Sequence[PulseOfSession], *, audience: Audience, k: int) -> ShownPulse | Hidden:
    """The last counted of a unit's `pulses`. Of the earlier ones those are needed that are near it, or near such."""
    return Unit(pulses, audience=audience, k=k).last()


def _alone(pulse: PulseOfSession, *, audience: Audience, k: int) -> ShownPulse | None:
    if pulse.activity is None or pulse.aggregate is None:
        return None
    reader = Audience.UNIT if pulse.leader_hidden and audience is Audience.LEADER else audience
    shown = show_pulse(pulse.activity, pulse=pulse.aggregate, audience=reader, k=k)
    return shown if isinstance(shown, ShownPulse) else None


def _row(pulse: PulseOfSession, alone: ShownPulse, dimension: str) -> _Row | None:
    of = (one for one in alone.dimensions if one.dimension == dimension)
    shown = alone.anchor if dimension == ANCHOR else next(of, None)
    kept = _kept(pulse.aggregate, dimension) if pulse.aggregate else None
    if shown is None or shown.mean is None or kept is None:
        return None
    return _Row(pulse=pulse, shown=shown, sample=sample_of(kept))


def _kept(aggregate: Aggregate, dimension: str) -> Mapping[str, Any] | None:
    figures = aggregate.figures or {}
    kept: Mapping[str, Any] | None = figures["anchor"] if dimension == ANCHOR else figures["dimensions"].get(dimension)
    return kept


def _standing(row: _Row, earlier: Sequence[Known], *, parts: tuple[int, ...]) -> Standing | None:
    """As it may stand beside the earlier ones; None where it may not."""
    assert row.shown.mean is not None
    pulse = row.pulse
    counted_on = pulse.moment.date()
    alone = known(
        held_on=pulse.held_on,
        counted_on=counted_on,
        begun_on=pulse.begun_on or counted_on,
        mean=row.shown.mean,
        sample=row.sample,
    )
    beside = near(alone, earlier)
    if not beside:
        return Standing(known=alone, shown=row.shown)
    mean = mean_beside(row.sample.mean, n=alone.n, shown=beside, parts=parts)
    if mean is None:
        return None
    return Standing(
        known=replace(alone, mean=mean, grid=COARSE, deviations=0.0), shown=replace(row.shown, mean=mean, items=())
    )
