"""What may be shown of several sessions together: lines over time, and many units at once.

As in `shown`, nothing here carries an exact count of answers to an option, an exact mean or a
standard deviation, so a page, a file or a chart can't tell more than it should.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app.domain.disclosure.shown import Mean, ShownItem
from workshop_app.domain.statistics import Verdict


@dataclass(frozen=True, kw_only=True)
class ShownPoint:
    """One session on a line. Without a mean nothing is shown: not asked and too few look alike.

    `low` and `high` are the ends of the 95 % interval in tenths on the scale (10 to 50), made from
    the mean as shown and from n, never from the session's own spread under 20 answers. `verdict` compares
    with the point before that has a mean and the same wording; `difference`, in tenths between the means
    as shown, is None under 10 answers in either. Within two weeks of an earlier point the mean is to a half
    or not there, and there are neither items nor a difference. `after_break`: the wording or the unit is another
    than at the point before, so the line is broken here.
    """

    n: int | None = None
    mean: Mean | None = None
    low: int | None = None
    high: int | None = None
    verdict: Verdict | None = None
    difference: int | None = None
    after_break: bool = False
    items: tuple[ShownItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShownTrend:
    """What may be said of a whole line: `rising`, `falling` or neither. Only from four comparable sessions."""

    sessions: int
    rising: bool
    falling: bool


@dataclass(frozen=True, kw_only=True)
class ShownLine:
    """One dimension over time: a point for every session, oldest first. `trend` is None under four sessions.

    `headline`: the line that a unit is known by among others.
    """

    dimension: str
    points: tuple[ShownPoint, ...]
    trend: ShownTrend | None = None
    headline: bool = False


@dataclass(frozen=True, kw_only=True)
class ShownHistory:
    """A unit's pulse over time. A dimension that this audience may never see is not in `lines` at all.

    The headline comes first; `anchor` is the statement that stands beside it.
    """

    lines: tuple[ShownLine, ...]
    anchor: ShownLine


@dataclass(frozen=True, kw_only=True)
class ShownUnit:
    """One unit among others: the latest that is shown of its headline.

    `drawn` is the same mean drawn towards that of all units, the more the fewer answered: what one would expect
    to find if the unit were asked again.
    """

    n: int
    mean: Mean
    drawn: Mean


@dataclass(frozen=True, kw_only=True)
class ShownRollUp:
    """Several units as one: the mean of the headline over the units' latest pulses, or nothing.

    Only units that are shown alone are in it: `units` of them, with `answers` in all. Under two, nothing more is shown.
    """

    units: int
    answers: int | None = None
    mean: Mean | None = None


@dataclass(frozen=True, kw_only=True)
class ShownRollUps:
    """The municipality's units. `units` holds those of which something is shown, by id, in no order.

    `roll_ups` holds every unit that others lie under, by id; it is itself a part of what it sums up.
    """

    units: Mapping[str, ShownUnit]
    roll_ups: Mapping[str, ShownRollUp]
