"""How what people shared out may be shown: points over options, dots over proposals. Class W too."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from workshop_app.domain.disclosure.coarsening import mean_points
from workshop_app.domain.disclosure.shown import Figure, Hidden, Place, PointsRow, ShownDots, ShownPoints
from workshop_app.domain.tally import Aggregate
from workshop_app.domain.thresholds import floored

_PLACES = 3


def show_points(*, today: Aggregate, desired: Aggregate, total: int, k: int) -> ShownPoints | Hidden:
    """Means to the nearest 5 and the gaps between them; no spread at any n, since it would be a SD.

    `total` is what everybody shared out.
    """
    if today.figures is None or desired.figures is None:
        return Hidden()
    if min(today.n, desired.n) < floored(k):
        return Hidden()
    now, wanted = (_means(vote.figures or {}, n=vote.n, of=total) for vote in (today, desired))
    rows = tuple(PointsRow(option, now[option], wanted[option]) for option in now)
    return ShownPoints(n_today=today.n, n_desired=desired.n, rows=rows, largest=_largest(rows))


def show_dots(*, dots: Aggregate, k: int) -> ShownDots | Hidden:
    """The first three places, without numbers.

    Those who share a place come together or not at all, so that the order of a list never decides.
    The first place is always shown, however many share it. Proposals without dots take part: that
    somebody stands last must not tell whether they got any.
    """
    if dots.figures is None or dots.n < floored(k):
        return Hidden()
    return ShownDots(n=dots.n, places=_places(dots.figures["dots"]))


def _means(figures: Mapping[str, Any], *, n: int, of: int) -> dict[str, Figure]:
    return {option: mean_points(sums["sum"], n=n, of=of) for option, sums in figures["options"].items()}


def _largest(rows: tuple[PointsRow, ...]) -> tuple[str, ...]:
    widest = max(abs(row.gap) for row in rows)
    return tuple(row.option for row in rows if widest and abs(row.gap) == widest)


def _places(dots: Mapping[str, int]) -> tuple[Place, ...]:
    places: list[Place] = []
    placed = 0
    ordered = sorted(dots, key=lambda proposal: (-dots[proposal], proposal))
    for _, group in groupby(ordered, key=lambda proposal: dots[proposal]):
        tied = tuple(group)
        if places and placed + len(tied) > _PLACES:
            break
        places.append(Place(placed + 1, tied))
        placed += len(tied)
    return tuple(places)
