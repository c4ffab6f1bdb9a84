"""Units that become others: merged into each other, or split. History stays with the unit that it was made in.

Figures of several units are never put together, so a merger makes none that could tell on anybody. What could is the
same people answering again in another unit within days: then `too_soon` says no.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workshop_app.domain.disclosure.nearness import NEAR_DAYS, are_near


class Turn(StrEnum):
    """What a reorganisation was to one of the units in it."""

    TOOK_IN = "took_in"
    WENT_INTO = "went_into"
    GAVE_OFF = "gave_off"
    CAME_FROM = "came_from"


#: From then on the unit is made up of other people than before.
BREAKS = frozenset({Turn.TOOK_IN, Turn.GAVE_OFF})


@dataclass(frozen=True, kw_only=True)
class Reorganisation:
    """One turn in a unit's history, with the other unit in it."""

    day: date
    turn: Turn
    other_id: str
    other_name: str


def days_of_others(turns: Iterable[Reorganisation], *, reorganised_on: date | None) -> list[date]:
    """The days from which a unit is made up of other people than before; `reorganised_on` is kept with the unit."""
    days = {one.day for one in turns if one.turn in BREAKS}
    return sorted(days | ({reorganised_on} if reorganised_on else set()))


def latest_between(days: Iterable[date], before: date | None, day: date) -> date | None:
    """The last of those days that came after `before`, and no later than `day`; None for none."""
    return max((one for one in days if before is not None and before < one <= day), default=None)


def too_soon(*, counted_on: date, today: date) -> date | None:
    """The first day on which units may be merged or split after that pulse; None if that is today or was before.

    A later pulse would be shown beside this one without regard to it, since it stands in another unit.
    """
    return counted_on + timedelta(days=NEAR_DAYS + 1) if are_near(counted_on, today) else None
