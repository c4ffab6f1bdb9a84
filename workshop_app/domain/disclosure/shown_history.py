"""What may be shown of several sessions together: lines over time, and many units at once.

As in `shown`, nothing here carries an exact count of answers to an option, an exact mean or a
standard deviation, so a page, a file or a chart can't tell more than it should.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.domain.disclosure.shown import Mean, ShownItem
from workshop_app.domain.statistics import Verdict


@dataclass(frozen=True, kw_only=True)
class ShownPoint:
    """One session on a line. Without a mean nothing is shown: not asked and too few look alike.

    `low` and `high` are the ends of the 95 % interval in tenths on the scale (10 to 50), made from
    the mean as shown and from n, never from the session's own spread under 20 answers. `verdict` compares
    with the point before that has a mean and the same wording; `difference`, in tenths between the means
    as shown, is None under 10 answers in either. `after_break`: the wording or the unit is another
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
    """One dimension over time: a point for every session, oldest first. `trend` is None under four sessions."""

    dimension: str
    points: tuple[ShownPoint, ...]
    trend: ShownTrend | None = None


@dataclass(frozen=True, kw_only=True)
class ShownHistory:
    """A unit's pulse over time. A dimension that this audience may never see is not in `lines` at all.

    The headline comes first; `anchor` is the statement that stands beside it.
    """

    lines: tuple[ShownLine, ...]
    anchor: ShownLine


@dataclass(frozen=True, kw_only=True)
class ShownRollUp:
    """Several units as one: the mean of the headline over the units' latest pulses, or nothing.

    `answers` is how many answered in all, `units` how many units are in it.
    """

    units: int
    answers: int | None = None
    mean: Mean | None = None
