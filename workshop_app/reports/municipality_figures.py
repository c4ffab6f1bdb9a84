"""What may be shown of many units beside each other: of each its own latest headline, and of those above their means.

Like `unit_figures`, the only place that lays these aggregates before `domain.disclosure`. Figures about leaders are
never part of it (domain.md §2.6, class L).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workshop_app.domain.agenda import Text
from workshop_app.domain.disclosure import (
    Mean,
    ShownLine,
    ShownPoint,
    ShownRollUp,
    ShownUnit,
    show_headline,
    show_roll_ups,
)
from workshop_app.domain.lifts import LiftCounts
from workshop_app.persistence.people import Municipality
from workshop_app.services.overview import Glance, Overview


@dataclass(frozen=True, kw_only=True)
class GlanceFigures:
    """A unit with its latest headline, and the day that is from; `headline` is None where there is nothing to show.

    `drawn` is its mean drawn towards that of the other units; None where there is no other.
    """

    glance: Glance
    title: Text | None = None
    held_on: date | None = None
    headline: ShownPoint | None = None
    drawn: Mean | None = None


@dataclass(frozen=True, kw_only=True)
class MunicipalityFigures:
    """All units that somebody may see, in no order. `roll_ups`: unit id → it and all that lies under it."""

    municipality: Municipality
    units: tuple[GlanceFigures, ...]
    roll_ups: Mapping[str, ShownRollUp] = field(default_factory=dict)
    lifts: LiftCounts = field(default_factory=LiftCounts)


def municipality_figures(overview: Overview) -> MunicipalityFigures:
    """All that may be shown of it."""
    # A closed unit keeps its page and is no part of how things are now.
    lines = {
        glance.unit.id: show_headline(glance.pulses, spread=overview.spread, k=overview.minimum, running=glance.running)
        for glance in overview.units
        if glance.unit.closed_on is None
    }
    shown = show_roll_ups(
        parents={glance.unit.id: glance.unit.parent_id for glance in overview.units},
        headlines=lines,
        spread=overview.spread,
    )
    return MunicipalityFigures(
        municipality=overview.municipality,
        units=tuple(_figures(glance, lines.get(glance.unit.id), shown.units) for glance in overview.units),
        roll_ups=shown.roll_ups,
        lifts=overview.lifts,
    )


def _figures(glance: Glance, line: ShownLine | None, units: Mapping[str, ShownUnit]) -> GlanceFigures:
    instrument = glance.pulses[-1].instrument if glance.pulses else None
    if line is None or instrument is None:
        return GlanceFigures(glance=glance)
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    pairs = zip(glance.pulses, line.points, strict=True)
    pulse, latest = next((pulse, point) for pulse, point in pairs if point.mean)
    return GlanceFigures(
        glance=glance,
        title=titles.get(line.dimension),
        held_on=pulse.held_on,
        headline=latest,
        drawn=units[glance.unit.id].drawn if len(units) > 1 else None,
    )
