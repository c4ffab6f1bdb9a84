"""Lifts (løft): what a unit can't decide itself, asked of the level above, and what came back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from workshop_app.domain.errors import BadInput
from workshop_app.domain.plain_text import one_line

#: Characters in each text of a lift.
LONGEST = 300
#: When nothing is said of the next session, an answer is expected after so long.
PATIENCE = timedelta(weeks=4)


class LiftAnswer(StrEnum):
    """What the level above can say. Stored by value."""

    YES = "yes"
    NO = "no"
    WORKING = "under-way"


@dataclass(frozen=True, kw_only=True)
class Lift:
    """One lift; `position` counts those of a session.

    `level_id` is the unit that it was lifted to; None: it came from a unit that lies under no other.

    `due` is the day by which an answer is expected, `by` the day that the answer names, `answered_on` the day of the
    first answer and `told_on` that of the latest.
    """

    id: str
    session_id: str
    unit_id: str
    level_id: str | None
    position: int
    what: str
    why: str
    sent_on: date
    due: date
    proposal_id: str | None = None
    answer: LiftAnswer | None = None
    sentence: str = ""
    by: date | None = None
    answered_on: date | None = None
    told_on: date | None = None
    reminded_on: date | None = None

    @property
    def is_settled(self) -> bool:
        """Whether the answer is a yes or a no."""
        return self.answer in (LiftAnswer.YES, LiftAnswer.NO)


def written(text: str, *, field: str) -> str:
    """A text of a lift as it is kept. Raises `BadInput` for an empty or a long one."""
    kept = one_line(text)
    if not kept:
        raise BadInput("lift.empty", field=field)
    if len(kept) > LONGEST:
        raise BadInput("error.too_long", n=len(kept) - LONGEST, field=field)
    return kept


def answered(lift: Lift, *, answer: str, sentence: str, by: date | None, today: date) -> Lift:
    """The lift with an answer, or with another one. Raises `BadInput`.

    A yes and work under way name a day; a no needs none.
    """
    if answer not in set(LiftAnswer):
        raise BadInput("lift.no_answer", field="answer")
    kept = written(sentence, field="sentence")
    if by is None and answer != LiftAnswer.NO:
        raise BadInput("lift.no_date", field="by")
    return replace(
        lift,
        answer=LiftAnswer(answer),
        sentence=kept,
        by=by,
        answered_on=lift.answered_on or today,
        told_on=today,
    )


def expected_by(*, sent_on: date, next_session: date | None) -> date:
    """When the unit expects an answer: at its next session, as far as that is known."""
    day = next_session and date(next_session.year, next_session.month, next_session.day)
    return day if day and day > sent_on else sent_on + PATIENCE


def opens_with(lift: Lift, *, since: date) -> bool:
    """Whether a session begins with it, when the one before was held on `since`: it is open, or the answer is new."""
    return not lift.is_settled or (lift.told_on is not None and lift.told_on >= since)


@dataclass(frozen=True, kw_only=True)
class LiftCounts:
    """How many were lifted and answered, and after how many days an answer comes; None before the first one."""

    lifted: int = 0
    answered: int = 0
    working: int = 0
    median_days: float | None = None


def counted(lifts: Iterable[Lift]) -> LiftCounts:
    """Work under way is an answer too, and is told apart."""
    every = list(lifts)
    days = [(lift.answered_on - lift.sent_on).days for lift in every if lift.answered_on]
    return LiftCounts(
        lifted=len(every),
        answered=len(days),
        working=sum(lift.answer is LiftAnswer.WORKING for lift in every),
        median_days=median(days) if days else None,
    )
