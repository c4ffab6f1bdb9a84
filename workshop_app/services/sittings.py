"""What a facilitator does with a workshop that is held in several sittings: make them, and say which was the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from workshop_app.domain.access import Person, may_prepare, may_review
from workshop_app.domain.audit import Deed
from workshop_app.domain.codes import normalise
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.domain.preparation import has_pulse
from workshop_app.domain.session import Stage
from workshop_app.domain.sittings import FEWEST, MOST, Sitting, Workshop
from workshop_app.domain.thresholds import FLOOR
from workshop_app.persistence import people, session_log, sessions, units, workshops
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import Hold, SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services.agendas import agenda_of
from workshop_app.services.audit import note
from workshop_app.services.new_sessions import add_session
from workshop_app.services.pooling import count, is_unread
from workshop_app.services.tokens import new_id
from workshop_app.services.units import subject_of


@dataclass(frozen=True, kw_only=True)
class Together:
    """A session and the other sittings of its workshop, in the order of their days.

    `workshop` is None for a session of its own. `may_add`: this person may make a further sitting of it; `may_finish`:
    may say that the last has been held. `is_unread`: the server has another key than when answers were added.
    """

    workshop: Workshop | None
    sittings: Sequence[Sitting]
    may_add: bool
    may_finish: bool
    is_unread: bool = False


@dataclass(frozen=True, kw_only=True)
class Sittings:
    """The use cases. Methods block on the database; all raise `NotAllowed` alike for no session and somebody else's.

    `minimum` is the least k, which the municipality may have raised.
    """

    database: Database
    minimum: int = FLOOR

    def of_session(self, person: Person, session_id: str) -> Together:
        """What its page shows of the other sittings: which there are, how far they have come, and no figures."""
        with self.database.reading() as db:
            record = _record(db, session_id)
            if not may_review(person, unit_id=record.unit_id):
                raise NotAllowed("page.not_found")
            workshop = workshops.of_session(db, session_id)
            found = workshops.sittings_of(db, workshop.id) if workshop else []
            unit = units.find_unit(db, record.unit_id)
            stage = session_log.load_live(db, session_id).stage
            unread = workshop is not None and is_unread(db, workshop)
        allowed = may_prepare(person, unit_id=record.unit_id) and unit is not None and unit.closed_on is None
        is_open = workshop.counted_at is None if workshop else stage in _NOT_BEGUN
        return Together(
            workshop=workshop,
            sittings=found,
            may_add=allowed and is_open and len(found) < MOST,
            may_finish=allowed and workshop is not None and workshop.is_waiting and not unread,
            is_unread=unread,
        )

    def begin(self, person: Person, code: str, *, planned: int | None) -> None:
        """Let a session that has not begun be the first of so many sittings (`planned_number`). Raises `BadInput`."""
        with self.database.unit_of_work() as db:
            record = sessions.find_by_code(db, normalise(code), hold=Hold.ALONE)
            if record is None or not may_prepare(person, unit_id=record.unit_id):
                raise NotAllowed("page.not_found")
            _begun(db, record, planned=planned)

    def add(self, person: Person, session_id: str, *, held_on: date) -> str:
        """Create another sitting of that session's workshop, with the same agenda; returns its code.

        A session that has not begun becomes the first sitting. Raises `BadInput`.
        """
        unit, record = self._prepared(person, session_id)
        if unit.closed_on is not None:
            raise BadInput("units.closed")
        if unit.discussed_on is None and has_pulse(agenda_of(record.agenda)):
            raise BadInput("prepare.pulse_not_discussed")

        def then(db: Transaction, new: str) -> None:
            before = sessions.find_session(db, session_id, hold=Hold.ALONE)
            assert before is not None, "sessions are never deleted"
            workshop = _begun(db, before, planned=None)
            _join(db, workshop, new)

        made = add_session(
            self.database,
            person,
            unit,
            held_on=held_on,
            language=record.language,
            agenda=record.agenda,
            then=then,
        )
        return made.code

    def finish(self, person: Person, session_id: str) -> None:
        """The last sitting has been held: count the pulse of all. Sittings that have not begun go without it.

        Raises `BadInput` while a sitting is under way, where there is nothing to count, and while some can't be read.
        """
        unit, _ = self._prepared(person, session_id)
        with self.database.unit_of_work() as db:
            workshop = workshops.of_session(db, session_id, hold=True)
            if workshop is None or not workshop.is_waiting:
                raise BadInput("sittings.refused.nothing")
            if any(one.stage in _OPEN for one in workshops.sittings_of(db, workshop.id)):
                raise BadInput("sittings.refused.under_way")
            if is_unread(db, workshop):
                raise BadInput("sittings.unread")
            count(db, workshop, minimum=people.threshold(db, at_least=self.minimum))
            note(db, person, Deed.COUNTED_SITTINGS, subject_of(unit))
        self.database.forget_deleted()

    def _prepared(self, person: Person, session_id: str) -> tuple[Unit, SessionRecord]:
        with self.database.reading() as db:
            record = _record(db, session_id)
            unit = units.find_unit(db, record.unit_id)
        if unit is None or not may_prepare(person, unit_id=record.unit_id):
            raise NotAllowed("page.not_found")
        return unit, record


def planned_number(text: str) -> int:
    """How many sittings somebody has asked for. Raises `BadInput`."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MOST)) and FEWEST <= int(text) <= MOST):
        raise BadInput("sittings.refused.number", least=FEWEST, most=MOST, field="sittings")
    return int(text)


_NOT_BEGUN = (Stage.DRAFT, Stage.LOBBY)
_OPEN = (Stage.LOBBY, Stage.RUNNING)


def _record(db: Transaction, session_id: str) -> SessionRecord:
    record = sessions.find_session(db, session_id)
    if record is None:
        raise NotAllowed("page.not_found")
    return record


def _begun(db: Transaction, record: SessionRecord, *, planned: int | None) -> Workshop:
    """The workshop of a session that is held; a new one, where it is none yet and has not begun."""
    found = workshops.of_session(db, record.id, hold=True)
    if found is not None:
        return found
    if session_log.load_live(db, record.id).stage not in _NOT_BEGUN:
        raise BadInput("sittings.refused.begun")
    workshop = Workshop(id=new_id(), unit_id=record.unit_id, planned=planned)
    workshops.add_workshop(db, workshop)
    workshops.add_sitting(db, workshop_id=workshop.id, session_id=record.id)
    return workshop


def _join(db: Transaction, workshop: Workshop, session_id: str) -> None:
    if workshop.counted_at is not None:
        raise BadInput("sittings.refused.counted")
    number = len(workshops.sittings_of(db, workshop.id)) + 1
    if number > MOST:
        raise BadInput("sittings.refused.many", most=MOST)
    workshops.add_sitting(db, workshop_id=workshop.id, session_id=session_id)
    if workshop.planned is not None and number > workshop.planned:
        workshops.change_workshop(db, replace(workshop, planned=number))
