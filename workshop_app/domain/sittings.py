"""A workshop that is held in several sittings, for day, evening and night or in several rooms (domain.md §2.6 rule 10).

Votes are each sitting's own. The pulse is one measurement of all sittings, and no sitting's pulse is ever shown alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workshop_app.domain.disclosure.nearness import NEAR_DAYS
from workshop_app.domain.session import Stage

#: From the first answers on, the pulse waits no longer than this for the last sitting.
LONGEST = timedelta(days=NEAR_DAYS)
#: Sittings that a workshop may have.
NUMBERS = range(2, 13)
FEWEST, MOST = NUMBERS[0], NUMBERS[-1]


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """What is known of a workshop beside its sittings.

    `planned` is how many sittings it was meant to have, None where nobody knew. `begun_on` is the day on which the
    first answers to its pulse were added up, `counted_at` when they were counted. `is_lost`: a restore, or another key
    of the server's, has lost what had been added up before it.
    """

    id: str
    unit_id: str
    planned: int | None = None
    begun_on: date | None = None
    counted_at: datetime | None = None
    is_lost: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether answers have been added up that are still to be counted."""
        return self.begun_on is not None and self.counted_at is None

    @property
    def due(self) -> date | None:
        """The day on which the pulse is counted, whether the last sitting has been or not."""
        return self.begun_on + LONGEST if self.begun_on else None


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One of its sessions. `is_held`: it was begun, and has ended."""

    session_id: str
    code: str
    held_on: date
    stage: Stage
    is_held: bool


def is_any_under_way(sittings: Sequence[Sitting]) -> bool:
    """Whether answers may still come from a sitting that has begun."""
    return any(sitting.stage is Stage.RUNNING for sitting in sittings)


def all_held(workshop: Workshop, sittings: Sequence[Sitting]) -> bool:
    """Whether the last of the planned sittings has been held. Never known where no number was planned."""
    held = sum(sitting.is_held for sitting in sittings)
    return workshop.planned is not None and held >= workshop.planned and not is_any_under_way(sittings)


def is_overdue(workshop: Workshop, sittings: Sequence[Sitting], *, today: date) -> bool:
    """Whether the pulse has waited long enough. A sitting that is under way, at night perhaps, is waited for."""
    return workshop.due is not None and today >= workshop.due and not is_any_under_way(sittings)
