"""New sessions, each under a code that no other has."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date

from workshop_app.domain.access import Person
from workshop_app.domain.audit import Deed
from workshop_app.domain.codes import new_code
from workshop_app.domain.errors import BadInput
from workshop_app.persistence import sessions
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.transaction import Conflict, Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services.audit import note
from workshop_app.services.tokens import new_id
from workshop_app.services.units import subject_of

_CODE_TRIES = 5


def add_session(
    database: Database,
    person: Person,
    unit: Unit,
    *,
    held_on: date,
    language: str,
    agenda: str,
    then: Callable[[Transaction, str], None] | None = None,
) -> SessionRecord:
    """Create a session in draft, with its frozen agenda. `then` is done with its id in the same transaction.

    Raises `BadInput` where no code could be found, and what `then` raises.
    """
    for _ in range(_CODE_TRIES):
        record = SessionRecord(
            id=new_id(),
            code=new_code(secrets.choice),
            unit_id=unit.id,
            held_on=held_on,
            language=language,
            agenda=agenda,
            created_by=person.id,
        )
        try:
            with database.unit_of_work() as db:
                sessions.add_session(db, record)
                note(db, person, Deed.CREATED_SESSION, subject_of(unit), held_on=record.held_on.isoformat())
                if then is not None:
                    then(db, record.id)
        except Conflict:
            continue
        return record
    raise BadInput("error.not_saved")
