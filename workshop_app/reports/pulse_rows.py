"""A unit's pulses as rows of tables: dimensions, statements, and where the lines go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from workshop_app.domain.agenda import Instrument, Language
from workshop_app.domain.disclosure import ShownLine, ShownPoint, ShownTrend
from workshop_app.phrases import phrase
from workshop_app.reports.figure_words import mean_text, share_of, spread_text
from workshop_app.reports.rows import DimensionRow, ItemRow, TrendRow
from workshop_app.reports.unit_figures import UnitFigures

#: What the three bins of a statement are called.
_BINS = ("scale.bins.low", "scale.bins.mid", "scale.bins.high")


def dimension_rows(figures: UnitFigures, language: Language) -> Iterator[DimensionRow]:
    """A row for each dimension of each pulse."""
    for number, day, instrument, line, point in _asked(figures):
        title = _title(instrument, line.dimension, language)
        # Behind a break there is nothing to compare with, and «first» would be untrue.
        verdict = None if point.after_break else point.verdict
        if title:
            yield DimensionRow(
                session=number,
                date=day,
                instrument=instrument.id,
                version=instrument.version,
                dimension=line.dimension,
                title=title,
                n=point.n if point.mean else None,
                mean=_decimal(point.mean.tenths) if point.mean else None,
                bound=point.mean.bound.value if point.mean else None,
                text=mean_text(point.mean, language) if point.mean else phrase("result.hidden", language),
                low=_decimal(point.low),
                high=_decimal(point.high),
                difference=_decimal(point.difference),
                verdict=verdict.value if verdict else None,
                sentence=phrase(f"verdict.{verdict.value}", language) if verdict else None,
                after_break=point.after_break,
            )


def item_rows(figures: UnitFigures, language: Language) -> Iterator[ItemRow]:
    """Rows for each statement of each pulse: as many as its answers are shown in."""
    for number, day, instrument, line, point in _asked(figures):
        wording = {item.id: item.text.in_language(language) for item in instrument.items()}
        for item in point.items:
            for key, bar in zip(_BINS, item.bars, strict=True):
                value, bound, text = share_of(bar, language)
                yield ItemRow(
                    session=number,
                    date=day,
                    instrument=instrument.id,
                    version=instrument.version,
                    dimension=line.dimension,
                    item=item.item,
                    statement=wording[item.item],
                    n=item.n,
                    option="+".join(bar.options),
                    label=phrase(key, language),
                    share=value,
                    bound=bound,
                    text=text,
                    spread=item.spread.value if item.spread else None,
                    spread_text=spread_text(item.spread, language),
                )


def trend_rows(figures: UnitFigures, language: Language) -> Iterator[TrendRow]:
    """A row for each line that has gone on long enough to say where it goes."""
    latest = next((found for one in reversed(figures.sessions) if (found := one.instrument)), None)
    for line in pulse_lines(figures):
        if line.trend and latest:
            yield TrendRow(
                dimension=line.dimension,
                title=_title(latest, line.dimension, language),
                sessions=line.trend.sessions,
                direction=_direction(line.trend),
            )


def pulse_lines(figures: UnitFigures) -> Sequence[ShownLine]:
    """The lines of the unit's pulses, with the anchor last. Empty without a pulse."""
    return (*figures.pulse.lines, figures.pulse.anchor) if figures.pulse else ()


def _asked(figures: UnitFigures) -> Iterator[tuple[int, dt.date, Instrument, ShownLine, ShownPoint]]:
    """Every point of every line whose session had the pulse, session by session."""
    for number, session in figures.numbered():
        instrument = session.instrument
        if instrument is not None:
            day = session.occasion.record.held_on
            yield from ((number, day, instrument, line, line.points[number - 1]) for line in pulse_lines(figures))


def _title(instrument: Instrument, dimension: str, language: Language) -> str:
    """What a dimension is called in that version; for the anchor, its wording. Empty where it was not asked."""
    titles = {one.id: one.title for one in instrument.dimensions} | {"anchor": instrument.anchor.text}
    return titles[dimension].in_language(language) if dimension in titles else ""


def _direction(trend: ShownTrend) -> str:
    if trend.rising:
        return "rising"
    return "falling" if trend.falling else "unsure"


def _decimal(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10
