"""Lifts (løft), with the units that they go from and to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, delete, or_, select, true, update
from sqlalchemy.orm import Session, aliased

from workshop_app.domain.lifts import Lift, LiftAnswer
from workshop_app.persistence.tables.texts import LiftRow
from workshop_app.persistence.tables.units import UnitRow
from workshop_app.persistence.units import Unit, unit_of
from workshop_app.persistence.workshops import of_same_workshop

_FROM, _TO = aliased(UnitRow), aliased(UnitRow)
#: Made once: every step of every session asks for its unit's.
_SENT = (
    select(LiftRow, _FROM, _TO)
    .join(_FROM, _FROM.id == LiftRow.unit_id)
    .outerjoin(_TO, _TO.id == LiftRow.level_id)
    .order_by(LiftRow.sent_on, LiftRow.session_id, LiftRow.position)
)


@dataclass(frozen=True, kw_only=True)
class SentLift:
    """A lift with its two ends. `level` is None for the municipality's management."""

    lift: Lift
    unit: Unit
    level: Unit | None


def add_lift(db: Session, lift: Lift) -> None:
    """Store a new one."""
    db.add(LiftRow(**vars(lift)))
    db.flush()


def change_lift(db: Session, lift: Lift) -> None:
    """Store what has changed about it."""
    row = db.get_one(LiftRow, lift.id)
    for name, value in vars(lift).items():
        setattr(row, name, value)


def take_back(db: Session, lift_id: str, *, session_id: str) -> None:
    """Delete one that has not been answered."""
    mine = (LiftRow.id == lift_id, LiftRow.session_id == session_id, LiftRow.answer.is_(None))
    db.execute(delete(LiftRow).where(*mine))


def expect(db: Session, *, session_id: str, due: date) -> None:
    """Another day by which that session's lifts should be answered."""
    db.execute(update(LiftRow).where(LiftRow.session_id == session_id).values(due=due))


def remind(db: Session, *, unit_id: str, session_id: str, today: date) -> None:
    """Note that a unit has met again and is still waiting: not for what other sittings of the same workshop sent."""
    open_ones = (LiftRow.unit_id == unit_id, LiftRow.answer.is_(None))
    earlier = LiftRow.session_id.not_in(of_same_workshop(session_id))
    db.execute(update(LiftRow).where(*open_ones, earlier).values(reminded_on=today))


def find_lift(db: Session, lift_id: str) -> SentLift | None:
    """The one with that id."""
    return next(iter(_sent(db, LiftRow.id == lift_id)), None)


def of_unit(db: Session, unit_id: str) -> list[SentLift]:
    """What a unit has lifted, oldest first."""
    return _sent(db, LiftRow.unit_id == unit_id)


def of_units(db: Session, *, only: Collection[str] | None) -> list[Lift]:
    """What all units have lifted, or those with ids in `only`."""
    query = select(LiftRow)
    rows = db.scalars(query if only is None else query.where(LiftRow.unit_id.in_(only)))
    return [_lift(row) for row in rows]


def to_levels(db: Session, *, only: Collection[str] | None, waiting: bool) -> list[SentLift]:
    """What has been lifted to all levels, or to those in `only`; perhaps only what is not settled. Oldest first."""
    theirs = true() if only is None else LiftRow.level_id.in_(only)
    unsettled = or_(LiftRow.answer.is_(None), LiftRow.answer == LiftAnswer.WORKING) if waiting else true()
    return _sent(db, and_(theirs, unsettled))


def _sent(db: Session, which: ColumnElement[bool]) -> list[SentLift]:
    rows = db.execute(_SENT.where(which))
    return [
        SentLift(lift=_lift(row), unit=unit_of(from_), level=unit_of(to) if to else None) for row, from_, to in rows
    ]


def _lift(row: LiftRow) -> Lift:
    return Lift(
        id=row.id,
        session_id=row.session_id,
        unit_id=row.unit_id,
        level_id=row.level_id,
        position=row.position,
        what=row.what,
        why=row.why,
        sent_on=row.sent_on,
        due=row.due,
        proposal_id=row.proposal_id,
        answer=row.answer,
        sentence=row.sentence,
        by=row.by,
        answered_on=row.answered_on,
        told_on=row.told_on,
        reminded_on=row.reminded_on,
    )
