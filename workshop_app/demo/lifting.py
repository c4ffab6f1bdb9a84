"""What the made-up units lift to the level above, and what is answered there."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from workshop_app.demo.texts import Request
from workshop_app.domain.lifts import Lift, LiftAnswer, answered, expected_by
from workshop_app.persistence.sessions import SessionRecord

#: Days until the level above has answered.
_SOONEST, _LATEST = 4, 40
#: What has been worked on for longer has come to a yes.
_AT_WORK = timedelta(days=100)
#: Days from an answer to the day that it names.
_FROM_NOW = (14, 60)


def lift_of(
    record: SessionRecord,
    request: Request,
    *,
    id_: str,
    level: str | None,
    next_date: date,
    today: date,
    chance: Random,
) -> Lift:
    """A lift from that session, with its answer if there has been time for one."""
    day = record.held_on
    lift = Lift(
        id=id_,
        session_id=record.id,
        unit_id=record.unit_id,
        level_id=level,
        position=1,
        what=request.what,
        why=request.why,
        sent_on=day,
        due=expected_by(sent_on=day, next_session=next_date),
    )
    told_on = day + timedelta(days=chance.randint(_SOONEST, _LATEST))
    if told_on > today:
        return lift
    is_long_ago = today - told_on > _AT_WORK
    answer = LiftAnswer.YES if is_long_ago and request.answer is LiftAnswer.WORKING else request.answer
    by = None if answer is LiftAnswer.NO else told_on + timedelta(days=chance.randint(*_FROM_NOW))
    return answered(lift, answer=answer, sentence=request.sentence, by=by, today=told_on)
