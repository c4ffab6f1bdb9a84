"""What is left afterwards: a unit's sessions, and what each of them asked, counted and agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from workshop_app.domain.access import (
    Person,
    may_arrange_units,
    may_control,
    may_create_units,
    may_guess,
    may_prepare,
    may_review,
)
from workshop_app.domain.agenda import Agenda
from workshop_app.domain.audit import Deed
from workshop_app.domain.codes import normalise
from workshop_app.domain.errors import NotAllowed
from workshop_app.domain.session import Stage
from workshop_app.domain.thresholds import FLOOR
from workshop_app.persistence import commitments, logos, people, session_log, sessions, units, workshops
from workshop_app.persistence.engine import Database
from workshop_app.persistence.people import Municipality
from workshop_app.persistence.sessions import SessionHead, SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.services import clock
from workshop_app.services.agendas import agenda_of
from workshop_app.services.arrivals import FAREWELL
from workshop_app.services.audit import Subject, note, note_look
from workshop_app.services.session_keys import is_calendar_key, is_stage_key
from workshop_app.services.snapshot import Snapshot, load_snapshot

#: Screens know the municipality by this name.
__all__ = ["Municipality", "Review", "SessionLine"]


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """A session in a unit's list."""

    id: str
    code: str
    held_on: date
    title: str
    stage: Stage
    commitments: int
    may_control: bool
    may_guess: bool = False
    is_sitting: bool = False


@dataclass(frozen=True, kw_only=True)
class Review:
    """The leader's and facilitator's use cases after a session. Methods block on the database.

    `minimum` is the least threshold, for whoever makes figures of a snapshot; the municipality may have raised it.
    """

    database: Database
    secret: bytes
    minimum: int = FLOOR

    def municipality(self) -> Municipality | None:
        """Who runs this installation; None before set-up."""
        with self.database.reading() as db:
            return people.municipality(db)

    def logo(self, id_: str) -> bytes | None:
        """The picture of the municipality's logo, a PNG, for anybody: it is on the wall. None for another id."""
        with self.database.reading() as db:
            return logos.picture(db, id_)

    def sessions_of(
        self, person: Person, unit_id: str, *, known: Mapping[str, Agenda] = MappingProxyType({})
    ) -> list[SessionLine]:
        """A unit's sessions, latest first. Raises `NotAllowed` alike for no unit and somebody else's.

        `known` is session id → its agenda, for those that have been read already: agendas are long.
        """
        with self.database.reading() as db:
            if units.find_unit(db, unit_id) is None or not may_review(person, unit_id=unit_id):
                raise NotAllowed("unit.not_found")
            cards, sittings = commitments.count_cards(db, unit_id=unit_id), workshops.by_session(db, unit_id)
            lines = [
                _line(db, person, head, known.get(head.id), unit_id=unit_id, cards=cards.get(head.id, 0))
                for head in sessions.sessions_of_unit(db, unit_id)
            ]
            return [replace(line, is_sitting=line.id in sittings) for line in lines]

    def session(self, person: Person, session_id: str) -> Snapshot:
        """A session with all that is kept of it, to look at; that it was stands in the audit log. Raises as above."""
        snapshot = self._session(person, session_id)
        note_look(self.database, person, Deed.OPENED_SESSION, _unit(snapshot), **_which(snapshot))
        return snapshot

    def prepared(self, person: Person, session_id: str) -> Snapshot:
        """A session that this person may run, for what is handed out in it: no figures. Raises `NotAllowed`."""
        with self.database.reading() as db:
            record = sessions.find_session(db, session_id)
        if record is None or not self.may_control(person, record):
            raise NotAllowed("page.not_found")
        return load_snapshot(self.database, session_id)

    def minutes(self, person: Person, session_id: str) -> Snapshot:
        """The same, to take away as minutes. Raises `NotAllowed` for a session that has not ended, too."""
        snapshot = self._session(person, session_id)
        if snapshot.live.stage is not Stage.ENDED:
            raise NotAllowed("minutes.later")
        with self.database.unit_of_work() as db:
            note(db, person, Deed.TOOK_MINUTES, _unit(snapshot), **_which(snapshot))
        return snapshot

    def _session(self, person: Person, session_id: str) -> Snapshot:
        with self.database.reading() as db:
            record = sessions.find_session(db, session_id)
        if record is None or not may_review(person, unit_id=record.unit_id):
            raise NotAllowed("page.not_found")
        return load_snapshot(self.database, session_id)

    def controlled(self, person: Person, code: str) -> str:
        """The id of the session that this person may control by `code`. Raises `NotAllowed`."""
        with self.database.reading() as db:
            record = sessions.find_by_code(db, normalise(code))
        if record is None or not may_control(person, unit_id=record.unit_id, created_by=record.created_by):
            raise NotAllowed("page.not_found")
        return record.id

    def stage(self, code: str, *, key: str) -> tuple[str, str]:
        """(session id, language) of the projector that `key` opens. Raises `NotAllowed`."""
        with self.database.reading() as db:
            record = sessions.find_by_code(db, normalise(code))
        if record is None or not is_stage_key(self.secret, record.id, key):
            raise NotAllowed("page.not_found")
        return record.id, record.language

    def dates(self, code: str, *, key: str) -> Snapshot:
        """The session whose calendar file `key` opens, for those who took part, as long as their phones show it.

        Raises `NotAllowed`.
        """
        with self.database.reading() as db:
            record = sessions.find_by_code(db, normalise(code))
        if record is None or not is_calendar_key(self.secret, record.id, key):
            raise NotAllowed("page.not_found")
        if record.ended_at is not None and clock.now() - record.ended_at > FAREWELL:
            raise NotAllowed("page.not_found")
        return load_snapshot(self.database, record.id)

    def may_control(self, person: Person, record: SessionRecord) -> bool:
        """Whether to offer that session's control screen."""
        return may_control(person, unit_id=record.unit_id, created_by=record.created_by)

    def may_create_units(self, person: Person) -> bool:
        """Whether to offer creating units."""
        return may_create_units(person)

    def may_arrange_units(self, person: Person) -> bool:
        """Whether to offer moving, closing and merging units."""
        return may_arrange_units(person)

    def may_prepare(self, person: Person, unit_id: str) -> bool:
        """Whether to offer changing that unit, and creating sessions for it."""
        return may_prepare(person, unit_id=unit_id)


def _line(
    db: Transaction, person: Person, head: SessionHead, known: Agenda | None, *, unit_id: str, cards: int
) -> SessionLine:
    agenda = known or _agenda(db, head.id)
    return SessionLine(
        id=head.id,
        code=head.code,
        held_on=head.held_on,
        title=agenda.title.nb,
        # The log is only read where it is needed: a unit may have many sessions behind it.
        stage=Stage.ENDED if head.has_ended else session_log.load_live(db, head.id).stage,
        commitments=cards,
        may_control=may_control(person, unit_id=unit_id, created_by=head.created_by),
        may_guess=not head.has_ended and agenda.pulse is not None and may_guess(person, unit_id=unit_id),
    )


def _unit(snapshot: Snapshot) -> Subject:
    return Subject(id=snapshot.unit.id, name=snapshot.unit.name)


def _which(snapshot: Snapshot) -> dict[str, str]:
    """Of a unit's sessions: the day is how people know it."""
    return {"session": snapshot.record.id, "held_on": snapshot.record.held_on.isoformat()}


def _agenda(db: Transaction, session_id: str) -> Agenda:
    record = sessions.find_session(db, session_id)
    assert record is not None, "listed in this very transaction"
    return agenda_of(record.agenda)
