"""How the pulse may be shown: classes P (about the unit) and L (about its leader) of domain.md §2.6.

A dimension is shown as a mean and never in bins; a statement in bins and never with a mean: the
two together give the whole histogram away (§2.5). The anchor is a statement of which the mean is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from workshop_app.domain.agenda import Activity, Dimension
from workshop_app.domain.answers import STEPS
from workshop_app.domain.disclosure.coarsening import mean_on_scale
from workshop_app.domain.disclosure.items_beside_mean import may_stand_beside
from workshop_app.domain.disclosure.likeness import spread_of
from workshop_app.domain.disclosure.shown import (
    Audience,
    Form,
    Hidden,
    ShownDimension,
    ShownItem,
    ShownPulse,
)
from workshop_app.domain.disclosure.votes import bars_of
from workshop_app.domain.tally import Aggregate
from workshop_app.domain.thresholds import floored, for_items, for_leader

#: Who reads single statements: those who work with the result afterwards, not the room in passing.
_READS_ITEMS = frozenset({Audience.UNIT, Audience.LEADER})


def show_pulse(activity: Activity, *, pulse: Aggregate, audience: Audience, k: int) -> ShownPulse | Hidden:
    """The dimensions that `audience` may see, and the anchor beside them."""
    instrument, figures = activity.body.questionnaire(), pulse.figures
    if instrument is None or figures is None or pulse.n < floored(k):
        return Hidden()
    visible = [d for d in instrument.dimensions if audience is Audience.LEADER or not d.about_leader]
    dimensions = tuple(_dimension(d, figures, audience=audience, k=k) for d in visible)
    anchor = _mean_of(instrument.anchor.id, figures["anchor"], threshold=floored(k))
    if all(shown.mean is None for shown in (*dimensions, anchor)):
        return Hidden()
    return ShownPulse(
        n=pulse.n, instrument=instrument.id, version=instrument.version, dimensions=dimensions, anchor=anchor
    )


def version_of(pulse: Aggregate) -> tuple[str, int] | None:
    """Which questionnaire was asked, as (id, version); None where too few answered for that to be kept."""
    return (pulse.figures["instrument"], pulse.figures["version"]) if pulse.figures else None


def _dimension(dimension: Dimension, figures: Mapping[str, Any], *, audience: Audience, k: int) -> ShownDimension:
    kept = figures["dimensions"].get(dimension.id, {"n": 0})
    if dimension.about_leader:
        return _mean_of(dimension.id, kept, threshold=for_leader(k))
    threshold = for_items(k) if dimension.formative else floored(k)
    shown = _mean_of(dimension.id, kept, threshold=threshold)
    return replace(shown, items=_items(dimension, figures, beside=shown, k=k)) if audience in _READS_ITEMS else shown


def _mean_of(id_: str, kept: Mapping[str, Any], *, threshold: int) -> ShownDimension:
    if kept["n"] < threshold or "mean" not in kept:
        return ShownDimension(id_, n=None, mean=None)
    return ShownDimension(id_, n=kept["n"], mean=mean_on_scale(kept["mean"], n=kept["n"]))


def _items(
    dimension: Dimension, figures: Mapping[str, Any], *, beside: ShownDimension, k: int
) -> tuple[ShownItem, ...]:
    """All of the dimension's statements or none: side by side, and where the mean leaves it open who answered what."""
    histograms = [figures["items"].get(item.id, ()) for item in dimension.items]
    if beside.n is None or beside.mean is None or any(sum(each) < for_items(k) for each in histograms):
        return ()
    items = tuple(_item(item.id, each) for item, each in zip(dimension.items, histograms, strict=True))
    reverse = [item.reverse for item in dimension.items]
    return items if may_stand_beside(items, n=beside.n, mean=beside.mean, reverse=reverse) else ()


def _item(id_: str, histogram: Sequence[int]) -> ShownItem:
    counts = {str(step): count for step, count in zip(STEPS, histogram, strict=True)}
    bars = bars_of(counts, n=sum(histogram), form=Form.BINS)
    return ShownItem(id_, sum(histogram), bars, spread=spread_of(bars))
