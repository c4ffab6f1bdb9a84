"""Lifts (løft): sent from a session by the room's choice, answered at the level above, told when the unit meets again.

`send` and `take_back` are the inside of one change, as in `group_work`; the rest are use cases of those who answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workshop_app.domain import lifts as rules
from workshop_app.domain.access import Person, answers_everywhere, may_answer_lifts, may_review
from workshop_app.domain.errors import BadInput, NotAllowed, RefusedMove
from workshop_app.domain.lifts import Lift
from workshop_app.domain.next_date import next_session
from workshop_app.domain.session import Event, Stage
from workshop_app.persistence import lifts, proposals, units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.lifts import SentLift
from workshop_app.services import clock
from workshop_app.services.changes import Standing
from workshop_app.services.group_work import texts_changed
from workshop_app.services.tokens import new_id

#: More would not be a choice any more.
MOST = 6


def send(at: Standing, *, what: str, why: str, proposal: str) -> Sequence[Event]:
    """Lift something to the level above. `proposal` is the id of the one it comes from, or empty.

    Raises `BadInput` for texts that can't be taken, and `RefusedMove` outside the step where commitments are written.
    """
    _demand_commitments(at)
    mine = [sent for sent in lifts.of_unit(at.db, at.record.unit_id) if sent.lift.session_id == at.record.id]
    if len(mine) >= MOST:
        raise RefusedMove("lift.full", most=MOST)
    known = {one.id for one in proposals.list_proposals(at.db, at.record.id)}
    if proposal and proposal not in known:
        raise BadInput("error.not_saved")
    unit = units.find_unit(at.db, at.record.unit_id)
    assert unit is not None
    today = clock.today()
    lift = Lift(
        id=new_id(),
        session_id=at.record.id,
        unit_id=unit.id,
        level_id=unit.parent_id,
        position=max((sent.lift.position for sent in mine), default=0) + 1,
        what=rules.written(what, field="what"),
        why=rules.written(why, field="why"),
        sent_on=today,
        due=rules.expected_by(sent_on=today, next_session=next_session(at.live.next_date)),
        proposal_id=proposal or None,
    )
    lifts.add_lift(at.db, lift)
    return texts_changed()


def take_back(at: Standing, *, lift: str) -> Sequence[Event]:
    """Take one back as long as the session goes on and nobody has answered."""
    _demand_commitments(at)
    lifts.take_back(at.db, lift, session_id=at.record.id)
    return texts_changed()


@dataclass(frozen=True, kw_only=True)
class Lifting:
    """The use cases of those who answer. Methods block on the database."""

    database: Database

    def inbox(self, person: Person) -> list[SentLift]:
        """What has been lifted to this person and is not settled, the longest waiting first."""
        return self._to(person, waiting=True) if _is_answered_by(person) else []

    def all_to(self, person: Person) -> list[SentLift]:
        """All that has been lifted to this person. Raises `NotAllowed` for somebody to whom nothing can be."""
        if not _is_answered_by(person):
            raise NotAllowed("page.not_found")
        return self._to(person, waiting=False)

    def of_unit(self, person: Person, unit_id: str) -> list[SentLift]:
        """What a unit has lifted, oldest first. Raises `NotAllowed` as for a unit that is not there."""
        if not may_review(person, unit_id=unit_id):
            raise NotAllowed("unit.not_found")
        with self.database.reading() as db:
            return lifts.of_unit(db, unit_id)

    def answer(self, person: Person, *, lift: str, answer: str, sentence: str, by: date | None, today: date) -> None:
        """Answer one, or answer it anew. Raises `NotAllowed` alike for none and somebody else's, and `BadInput`."""
        with self.database.unit_of_work() as db:
            found = lifts.find_lift(db, lift)
            if found is None or not may_answer_lifts(person, level_id=found.lift.level_id):
                raise NotAllowed("page.not_found")
            answered = rules.answered(found.lift, answer=answer, sentence=sentence, by=by, today=today)
            lifts.change_lift(db, answered)

    def _to(self, person: Person, *, waiting: bool) -> list[SentLift]:
        only = None if answers_everywhere(person) else person.units
        with self.database.reading() as db:
            return lifts.to_levels(db, only=only, waiting=waiting)


def _is_answered_by(person: Person) -> bool:
    return answers_everywhere(person) or any(may_answer_lifts(person, level_id=unit) for unit in person.units)


def _demand_commitments(at: Standing) -> None:
    if at.live.stage is Stage.ENDED:
        raise RefusedMove("error.code_ended")
    activity = at.live.current(at.agenda)
    if activity is None or not activity.body.most_cards():
        raise RefusedMove("control.refused.not_here")
