"""All sessions as a list: whose, when, how far they have come and who made them. Never what came out of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Session

from workshop_app.domain.session import EventKind, Stage
from workshop_app.persistence.tables.accounts import PersonRow
from workshop_app.persistence.tables.sessions import EventRow, SessionRow
from workshop_app.persistence.tables.units import UnitRow


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which sessions; what is empty narrows nothing. Both days belong to it."""

    unit_id: str = ""
    stage: Stage | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A session in the list. `made_by` is empty where the account has been closed."""

    unit_id: str
    unit_name: str
    held_on: date
    stage: Stage
    made_by: str


def has_begun() -> ColumnElement[bool]:
    """Whether a session in a query has begun, whether it has ended or not."""
    return _has_happened(EventKind.MOVED)


def stage_now() -> ColumnElement[str]:
    """How far a session in a query has come, as a `Stage`'s value, without reading its log."""
    return case(
        (SessionRow.ended_at.is_not(None), Stage.ENDED.value),
        (has_begun(), Stage.RUNNING.value),
        (_has_happened(EventKind.OPENED), Stage.LOBBY.value),
        else_=Stage.DRAFT.value,
    )


def _has_happened(kind: EventKind) -> ColumnElement[bool]:
    events = select(EventRow.session_id).where(EventRow.kind == kind.value, EventRow.session_id == SessionRow.id)
    return events.exists()


def list_sessions(db: Session, chosen: Chosen, *, skip: int, most: int) -> list[Listed]:
    """So many sessions after so many others, the latest first."""
    stage = stage_now()
    query = (
        select(UnitRow.id, UnitRow.name, SessionRow.held_on, stage, PersonRow.name)
        .join(UnitRow, UnitRow.id == SessionRow.unit_id)
        .join(PersonRow, PersonRow.id == SessionRow.created_by)
        .order_by(SessionRow.held_on.desc(), SessionRow.id)
    )
    if chosen.unit_id:
        query = query.where(SessionRow.unit_id == chosen.unit_id)
    if chosen.stage is not None:
        query = query.where(stage == chosen.stage.value)
    if chosen.since is not None:
        query = query.where(SessionRow.held_on >= chosen.since)
    if chosen.until is not None:
        query = query.where(SessionRow.held_on <= chosen.until)
    return [
        Listed(unit_id=unit_id, unit_name=unit, held_on=held_on, stage=Stage(at), made_by=made_by)
        for unit_id, unit, held_on, at, made_by in db.execute(query.offset(skip).limit(most))
    ]
