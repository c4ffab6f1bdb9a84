"""What may be shown, as plain values without words: the only figures that a view ever gets.

Nothing here carries an exact count or an exact mean, so a view can't show too much by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workshop_app.domain.agreement import Spread


class Audience(StrEnum):
    """Who looks. Figures about a leader are for that leader alone (domain.md §2.6, class L)."""

    ROOM = "room"
    FACILITATOR = "facilitator"
    UNIT = "unit"
    LEADER = "leader"


class Bound(StrEnum):
    """How a figure is to be read: near the value, or only on which side of it."""

    ABOUT = "about"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    UNDER = "under"
    OVER = "over"


class Form(StrEnum):
    """How finely a vote is shown: every option, three bins, or only what most chose."""

    BARS = "bars"
    BINS = "bins"
    TOP = "top"


@dataclass(frozen=True)
class Figure:
    """A whole number (percent or points), rounded to 5 and hedged at the ends."""

    value: int
    bound: Bound = Bound.ABOUT


@dataclass(frozen=True)
class Mean:
    """A mean on the 1–5 scale in whole tenths (35 is 3.5), rounded and hedged at the ends."""

    tenths: int
    bound: Bound = Bound.ABOUT


@dataclass(frozen=True)
class Hidden:
    """No figures. Deliberately without a reason: nobody voted and too few voted look alike."""


@dataclass(frozen=True)
class Bar:
    """One option, or the options of one bin. `share` is None where only the order may be known."""

    options: tuple[str, ...]
    share: Figure | None


@dataclass(frozen=True, kw_only=True)
class ShownVote:
    """A choice, a scale, or which question to take."""

    n: int
    form: Form
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class ShownRow:
    """One row of several; without bars where too few answered it. `spread` as for a statement of the pulse."""

    row: str
    bars: tuple[Bar, ...]
    spread: Spread | None = None


@dataclass(frozen=True, kw_only=True)
class ShownRows:
    """Several votes on the same options, one row to each, all in the same form and in the order to show them in."""

    form: Form
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class LadderRow:
    """One row's means; both are None where too few answered either time."""

    row: str
    today: Mean | None
    desired: Mean | None

    @property
    def gap(self) -> int | None:
        """How far it is from today to the desired as shown, in tenths; negative when less is desired."""
        return self.desired.tenths - self.today.tenths if self.today and self.desired else None


@dataclass(frozen=True, kw_only=True)
class ShownLadder:
    """Where each row stands and where it should. `largest` has several rows when they tie."""

    rows: tuple[LadderRow, ...]
    largest: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShownBeforeAfter:
    """A dilemma's two votes in the same form, so that they can be compared."""

    n_before: int
    n_after: int
    form: Form
    before: tuple[Bar, ...]
    after: tuple[Bar, ...]


@dataclass(frozen=True, kw_only=True)
class ShownAgain:
    """A dilemma that the unit has voted on before, on `held_on`: then and now, all four votes in the same form."""

    held_on: date
    then: ShownBeforeAfter
    now: ShownBeforeAfter


@dataclass(frozen=True)
class PointsRow:
    """One option's mean points. `gap` is between the two figures as shown, never the exact ones."""

    option: str
    today: Figure
    desired: Figure

    @property
    def gap(self) -> int:
        """How far it is from today to the desired; negative when less is desired."""
        return self.desired.value - self.today.value


@dataclass(frozen=True, kw_only=True)
class ShownPoints:
    """The points as they are and as they should be. `largest` has several options when they tie."""

    n_today: int
    n_desired: int
    rows: tuple[PointsRow, ...]
    largest: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A place in the order: 1, 2 or 3. More than one proposal means that they tie."""

    rank: int
    proposals: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShownDots:
    """The order at the top, without any numbers of dots."""

    n: int
    places: tuple[Place, ...]


@dataclass(frozen=True)
class ShownItem:
    """One statement in three bins (disagree, in between, agree); never with a mean.

    `spread` says how alike the answers are, as far as these bars tell.
    """

    item: str
    n: int
    bars: tuple[Bar, ...]
    spread: Spread | None = None


@dataclass(frozen=True)
class ShownDimension:
    """One dimension of the pulse. `mean` and `n` are None where too few answered."""

    dimension: str
    n: int | None
    mean: Mean | None
    items: tuple[ShownItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShownPulse:
    """The pulse. A dimension that this audience may never see is not in `dimensions` at all."""

    n: int
    instrument: str
    version: int
    dimensions: tuple[ShownDimension, ...]
    anchor: ShownDimension


Shown = (
    ShownVote | ShownRows | ShownLadder | ShownBeforeAfter | ShownAgain | ShownPoints | ShownDots | ShownPulse | Hidden
)
