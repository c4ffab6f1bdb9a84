"""Agendas that the municipality has made for itself, frozen as a session keeps its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from workshop_app.persistence.tables.sessions import OwnAgendaRow


@dataclass(frozen=True, kw_only=True)
class OwnAgenda:
    """One of them. `version` counts its changes, so that nobody overwrites what somebody else has just done."""

    id: str
    title: str
    version: int
    agenda: str


def list_agendas(db: Session) -> Sequence[OwnAgenda]:
    """All of them, in no particular order."""
    return [_agenda(row) for row in db.scalars(select(OwnAgendaRow))]


def find_agenda(db: Session, agenda_id: str) -> OwnAgenda | None:
    """The one with that id."""
    row = db.get(OwnAgendaRow, agenda_id)
    return _agenda(row) if row else None


def add_agenda(db: Session, agenda: OwnAgenda) -> None:
    """Store a new one. Raises the driver's integrity error if the title is taken."""
    db.add(OwnAgendaRow(**vars(agenda)))
    db.flush()


def replace_agenda(db: Session, agenda: OwnAgenda, *, seen: int) -> bool:
    """Store what has become of it. False when it is not at the version `seen` any more."""
    query = update(OwnAgendaRow).where(OwnAgendaRow.id == agenda.id, OwnAgendaRow.version == seen).values(vars(agenda))
    return cast("CursorResult[None]", db.execute(query)).rowcount == 1


def delete_agenda(db: Session, agenda_id: str) -> None:
    """Delete it. Sessions that were made with it keep theirs."""
    db.execute(delete(OwnAgendaRow).where(OwnAgendaRow.id == agenda_id))


def _agenda(row: OwnAgendaRow) -> OwnAgenda:
    return OwnAgenda(id=row.id, title=row.title, version=row.version, agenda=row.agenda)
