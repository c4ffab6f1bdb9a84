"""What may be shown of many units beside each other: of each its own latest headline, as on its own page.

Like `unit_figures`, the only place that lays these aggregates before `domain.disclosure`. Figures about leaders are
never part of it (domain.md §2.6, class L).
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.domain.agenda import Text
from workshop_app.domain.disclosure import Audience, ShownPoint, show_history
from workshop_app.persistence.people import Municipality
from workshop_app.services.overview import Glance, Overview


@dataclass(frozen=True, kw_only=True)
class GlanceFigures:
    """A unit with its latest headline; `headline` is None where there is nothing to show."""

    glance: Glance
    title: Text | None = None
    headline: ShownPoint | None = None


@dataclass(frozen=True, kw_only=True)
class MunicipalityFigures:
    """All units that somebody may see, in no order."""

    municipality: Municipality
    units: tuple[GlanceFigures, ...]


def municipality_figures(overview: Overview) -> MunicipalityFigures:
    """All that may be shown of it."""
    return MunicipalityFigures(
        municipality=overview.municipality,
        units=tuple(_figures(glance, overview) for glance in overview.units),
    )


def _figures(glance: Glance, overview: Overview) -> GlanceFigures:
    pulse = glance.pulse
    instrument = pulse.instrument if pulse else None
    if pulse is None or instrument is None:
        return GlanceFigures(glance=glance)
    # The headline is for everybody in the room, and nobody reads single statements of many units.
    shown = show_history([pulse], spread=overview.spread, audience=Audience.ROOM, k=overview.minimum)
    assert shown is not None, "it has an instrument"
    point = shown.lines[0].points[0]
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    return GlanceFigures(
        glance=glance,
        title=titles[shown.lines[0].dimension],
        headline=point if point.mean else None,
    )
