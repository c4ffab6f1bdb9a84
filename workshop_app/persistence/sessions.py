"""Sessions: what is fixed about each from the day it is created, and its agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from workshop_app.domain.session import EventKind
from workshop_app.persistence.tables.sessions import EventRow, SessionRow

#: A session that has begun and not ended.
_UNDER_WAY = (
    SessionRow.ended_at.is_(None),
    SessionRow.id.in_(select(EventRow.session_id).where(EventRow.kind == EventKind.MOVED.value)),
)


@dataclass(frozen=True, kw_only=True)
class SessionRecord:
    """What is fixed about a session from the day it is created. `agenda` is frozen JSON."""

    id: str
    code: str
    unit_id: str
    held_on: date
    language: str
    agenda: str
    created_by: str
    ended_at: datetime | None = None


class Hold(Enum):
    """What nobody else may do to a session until the transaction ends. On SQLite a write holds everything anyway."""

    #: Change it.
    SHARED = "shared"
    #: Change it, or hold it too.
    ALONE = "alone"


@dataclass(frozen=True, kw_only=True)
class SessionHead:
    """A session as far as a list needs it."""

    id: str
    code: str
    held_on: date
    created_by: str
    has_ended: bool


def add_session(db: Session, record: SessionRecord) -> None:
    """Create a session in draft. Raises the driver's integrity error if the code is in use."""
    db.add(SessionRow(**vars(record)))
    db.flush()


def find_by_code(db: Session, code: str, *, hold: Hold | None = None) -> SessionRecord | None:
    """The session with that normalised code. Whoever acts on what is read of it afterwards has to `hold` it."""
    return _found(db, select(SessionRow).where(SessionRow.code == code), hold)


def find_session(db: Session, session_id: str, *, hold: Hold | None = None) -> SessionRecord | None:
    """The session with that id. Whoever acts on what is read of it afterwards has to `hold` it."""
    return _found(db, select(SessionRow).where(SessionRow.id == session_id), hold)


def _found(db: Session, query: Select[SessionRow], hold: Hold | None) -> SessionRecord | None:
    if hold is not None:
        query = query.with_for_update(read=hold is Hold.SHARED).execution_options(populate_existing=True)
    row = db.scalars(query).one_or_none()
    return record_of(row) if row else None


def sessions_of_unit(db: Session, unit_id: str) -> list[SessionHead]:
    """A unit's sessions, latest first, without their agendas, which are long."""
    columns = (SessionRow.id, SessionRow.code, SessionRow.held_on, SessionRow.created_by, SessionRow.ended_at)
    rows = db.execute(select(*columns).where(SessionRow.unit_id == unit_id).order_by(SessionRow.held_on.desc()))
    return [
        SessionHead(id=id_, code=code, held_on=held_on, created_by=created_by, has_ended=ended_at is not None)
        for id_, code, held_on, created_by, ended_at in rows
    ]


def running_sessions(db: Session) -> list[SessionRecord]:
    """Every session that has not ended."""
    return [record_of(row) for row in db.scalars(select(SessionRow).where(SessionRow.ended_at.is_(None)))]


def is_any_under_way(db: Session) -> bool:
    """Whether a session has begun that has not ended."""
    return db.scalar(select(SessionRow.id).where(*_UNDER_WAY).limit(1)) is not None


def count_under_way(db: Session) -> int:
    """How many sessions have begun that have not ended."""
    return db.scalar(select(func.count()).select_from(SessionRow).where(*_UNDER_WAY)) or 0


def replace_agenda(db: Session, session_id: str, agenda: str) -> None:
    """Keep the agenda as it has been settled in the room."""
    db.get_one(SessionRow, session_id).agenda = agenda
    db.flush()


def record_of(row: SessionRow) -> SessionRecord:
    """The row as a plain value."""
    return SessionRecord(
        id=row.id,
        code=row.code,
        unit_id=row.unit_id,
        held_on=row.held_on,
        language=row.language,
        agenda=row.agenda,
        created_by=row.created_by,
        ended_at=row.ended_at,
    )
