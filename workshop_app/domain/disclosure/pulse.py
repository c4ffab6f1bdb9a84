"""How the pulse may be shown: classes P (about the unit) and L (about its leader) of domain.md §2.6.

A dimension is shown as a mean and never in bins; a statement in bins and never with a mean: the
two together give the whole histogram away (§2.5). The anchor is a statement of which the mean is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop_app.domain.agenda import Activity, Dimension, PulseBody
from workshop_app.domain.answers import STEPS
from workshop_app.domain.disclosure.coarsening import mean_on_scale
from workshop_app.domain.disclosure.shown import Audience, Form, Hidden, ShownDimension, ShownItem, ShownPulse
from workshop_app.domain.disclosure.votes import bars_of
from workshop_app.domain.tally import Aggregate
from workshop_app.domain.thresholds import floored, for_items, for_leader

#: Who reads single statements: those who work with the result afterwards, not the room in passing.
_READS_ITEMS = frozenset({Audience.UNIT, Audience.LEADER})


def show_pulse(activity: Activity, *, pulse: Aggregate, audience: Audience, k: int) -> ShownPulse | Hidden:
    """The dimensions that `audience` may see, and the anchor beside them."""
    if not isinstance(activity.body, PulseBody) or pulse.figures is None or pulse.n < floored(k):
        return Hidden()
    instrument, figures = activity.body.instrument, pulse.figures
    visible = [d for d in instrument.dimensions if audience is Audience.LEADER or not d.about_leader]
    dimensions = tuple(_dimension(d, figures, audience=audience, k=k) for d in visible)
    anchor = _mean_of(instrument.anchor.id, figures["anchor"], threshold=floored(k))
    if all(shown.mean is None for shown in (*dimensions, anchor)):
        return Hidden()
    return ShownPulse(
        n=pulse.n, instrument=instrument.id, version=instrument.version, dimensions=dimensions, anchor=anchor
    )


def _dimension(dimension: Dimension, figures: Mapping[str, Any], *, audience: Audience, k: int) -> ShownDimension:
    kept = figures["dimensions"].get(dimension.id, {"n": 0})
    if dimension.about_leader:
        return _mean_of(dimension.id, kept, threshold=for_leader(k))
    readable = [item.id for item in dimension.items] if audience in _READS_ITEMS else []
    items = tuple(_item(id_, figures["items"][id_], k=k) for id_ in readable if id_ in figures["items"])
    threshold = for_items(k) if dimension.formative else floored(k)
    return _mean_of(dimension.id, kept, threshold=threshold, items=tuple(item for item in items if item))


def _mean_of(id_: str, kept: Mapping[str, Any], *, threshold: int, items: tuple[ShownItem, ...] = ()) -> ShownDimension:
    if kept["n"] < threshold or "mean" not in kept:
        return ShownDimension(id_, n=None, mean=None)
    return ShownDimension(id_, n=kept["n"], mean=mean_on_scale(kept["mean"], n=kept["n"]), items=items)


def _item(id_: str, histogram: Sequence[int], *, k: int) -> ShownItem | None:
    n = sum(histogram)
    if n < for_items(k):
        return None
    counts = {str(step): count for step, count in zip(STEPS, histogram, strict=True)}
    return ShownItem(id_, n, bars_of(counts, n=n, form=Form.BINS))
