"""Which units became which, and on which days a unit's leader became another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session, aliased

from workshop_app.domain.reorganisation import Reorganisation, Turn
from workshop_app.persistence.tables.units import LeaderChangeRow, ReorganisationRow, UnitRow


def record_merger(db: Session, *, from_id: str, to_id: str, day: date) -> None:
    """One unit went into another."""
    db.add(ReorganisationRow(from_id=from_id, to_id=to_id, is_split=False, day=day))


def record_split(db: Session, *, from_id: str, to_ids: Iterable[str], day: date) -> None:
    """Units were split off from one."""
    db.add_all(ReorganisationRow(from_id=from_id, to_id=to_id, is_split=True, day=day) for to_id in to_ids)


def went_into_another(db: Session, unit_id: str) -> bool:
    """Whether the unit was merged into another one."""
    merged = select(ReorganisationRow).where(ReorganisationRow.from_id == unit_id, ~ReorganisationRow.is_split)
    return db.scalars(merged).first() is not None


def of_unit(db: Session, unit_id: str) -> tuple[Reorganisation, ...]:
    """What became of the unit, in the order of the days."""
    before, after = aliased(UnitRow), aliased(UnitRow)
    rows = db.execute(
        select(ReorganisationRow, before.name, after.name)
        .join(before, before.id == ReorganisationRow.from_id)
        .join(after, after.id == ReorganisationRow.to_id)
        .where(or_(ReorganisationRow.from_id == unit_id, ReorganisationRow.to_id == unit_id))
        .order_by(ReorganisationRow.day, before.name, after.name)
    )
    return tuple(
        _turn(row, other=after_name if row.from_id == unit_id else before_name, is_source=row.from_id == unit_id)
        for row, before_name, after_name in rows
    )


def leader_changes(db: Session, unit_id: str) -> list[date]:
    """The days on which the unit's leader became another, or went, in order."""
    days = select(LeaderChangeRow.day).where(LeaderChangeRow.unit_id == unit_id)
    return sorted(set(db.scalars(days)))


def leadership_began(db: Session, unit_id: str, day: date) -> None:
    """Somebody leads the unit from that day on."""
    _remember(db, unit_id, day, is_end=False)


def leadership_never_began(db: Session, unit_id: str, day: date) -> None:
    """It was a mistake that somebody leads the unit from that day on."""
    began = (LeaderChangeRow.unit_id == unit_id, LeaderChangeRow.day == day, ~LeaderChangeRow.is_end)
    db.execute(delete(LeaderChangeRow).where(*began))


def leadership_ended(db: Session, unit_id: str, day: date) -> None:
    """Whoever led the unit has not done so since that day."""
    _remember(db, unit_id, day, is_end=True)


def _remember(db: Session, unit_id: str, day: date, *, is_end: bool) -> None:
    db.merge(LeaderChangeRow(unit_id=unit_id, day=day, is_end=is_end))
    db.flush()


def _turn(row: ReorganisationRow, *, other: str, is_source: bool) -> Reorganisation:
    if row.is_split:
        turn = Turn.GAVE_OFF if is_source else Turn.CAME_FROM
    else:
        turn = Turn.WENT_INTO if is_source else Turn.TOOK_IN
    return Reorganisation(day=row.day, turn=turn, other_id=row.to_id if is_source else row.from_id, other_name=other)
