"""The municipality's units at once: each unit's latest headline, and one figure for all that lies under a unit.

Made from nothing but what is shown of the units alone, to somebody who may see them alone: their n and their means
*as shown*. So it is a mean of published figures; a unit that is hidden is neither in its sum nor in its count,
and what remains when the published children are taken from their parent is nothing, on every level (domain.md §2.6
rule 6: «0»). Sums of exact means would need complementary suppression, hide more, and still tell: eight with
«4,5 eller høyere» and eight with «3,5» come to 4.35 at most: «4,4» then says that the first eight all answered 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workshop_app.domain.disclosure.coarsening import mean_on_scale
from workshop_app.domain.disclosure.shown import Bound, Mean
from workshop_app.domain.disclosure.shown_history import ShownLine, ShownRollUp, ShownRollUps, ShownUnit
from workshop_app.domain.statistics import DEFAULT_SD, Sample, shrunk

#: The ends of the scale, in points.
_ENDS = {Bound.AT_MOST: 1.0, Bound.AT_LEAST: 5.0}


@dataclass(frozen=True, kw_only=True)
class _Latest:
    unit: str
    dimension: str
    n: int
    mean: Mean

    @property
    def value(self) -> float:
        """In points; where only a bound is shown, the middle of what it leaves."""
        if self.mean.bound is Bound.ABOUT:
            return self.mean.tenths / 10
        return (self.mean.tenths / 10 + _ENDS[self.mean.bound]) / 2


def show_roll_ups(
    *, parents: Mapping[str, str | None], headlines: Mapping[str, ShownLine | None], spread: Mapping[str, float]
) -> ShownRollUps:
    """The units' latest headlines as shown, and for every unit that others lie under the mean of all of it.

    `parents` is unit id → the id of the unit it lies under; `headlines` what `show_headline` gives of the units that
    may be seen: others must not be in it. `spread` is as for `show_history`. Nothing about a leader enters.
    """
    latest = {unit: one for unit, line in headlines.items() if (one := _latest(unit, line)) is not None}
    drawn = _drawn(list(latest.values()), spread)
    inside: dict[str, list[_Latest]] = {parent: [] for parent in parents.values() if parent is not None}
    for one in latest.values():
        for around in _around(one.unit, parents):
            if around in inside:
                inside[around].append(one)
    return ShownRollUps(
        units={unit: ShownUnit(n=one.n, mean=one.mean, drawn=drawn[unit]) for unit, one in latest.items()},
        roll_ups={parent: _roll_up(of) for parent, of in inside.items()},
    )


def _latest(unit: str, line: ShownLine | None) -> _Latest | None:
    """The latest that is shown of the unit's headline. Another line, such as one about its leader, is no headline."""
    for point in reversed(line.points if line and line.headline else ()):
        if line and point.n is not None and point.mean is not None:
            return _Latest(unit=unit, dimension=line.dimension, n=point.n, mean=point.mean)
    return None


def _around(unit: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    """The unit itself and all that it lies under; a ring, which there should not be, is gone round once."""
    seen: set[str] = set()
    at: str | None = unit
    while at is not None and at not in seen:
        yield at
        seen.add(at)
        at = parents.get(at)


def _roll_up(units: Sequence[_Latest]) -> ShownRollUp:
    """The mean by answers. Of a single unit there is none: it would only be that unit's over again."""
    if len(units) < 2:  # noqa: PLR2004 -- several
        return ShownRollUp(units=len(units))
    answers = sum(one.n for one in units)
    mean = sum(one.n * one.value for one in units) / answers
    return ShownRollUp(units=len(units), answers=answers, mean=mean_on_scale(mean, n=answers))


def _drawn(units: Sequence[_Latest], spread: Mapping[str, float]) -> dict[str, Mean]:
    """Each unit's mean drawn towards that of all, by what is shown; rounded like the mean itself."""
    if not units:
        return {}
    pooled = spread.get(units[0].dimension, DEFAULT_SD)
    samples = [Sample(n=one.n, mean=one.value, squares=one.n * one.value**2) for one in units]
    means = zip(units, shrunk(samples, pooled=pooled), strict=True)
    return {one.unit: mean_on_scale(mean, n=one.n) for one, mean in means}
