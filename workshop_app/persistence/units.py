"""Units and who belongs to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop_app.domain.plain_text import folded
from workshop_app.persistence.tables.accounts import MembershipRow
from workshop_app.persistence.tables.sessions import SessionRow
from workshop_app.persistence.tables.units import UnitRow


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit. `discussed_on` is the day its pulse was discussed with the union representatives.

    `parent_id` is the unit that it lies under, and `reorganised_on` the day from which it is another than before.
    From `closed_on` on it has no new sessions.
    """

    id: str
    name: str
    leader_role: str
    agreed_roles: str
    discussed_on: date | None
    parent_id: str | None = None
    reorganised_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """A unit in a list, with how many sessions it has and when the latest was held."""

    unit: Unit
    sessions: int
    latest: date | None


def add_unit(db: Session, unit: Unit, *, member: str | None = None) -> None:
    """Create a unit, perhaps with its first member. Raises the driver's integrity error if the name is taken."""
    db.add(UnitRow(**vars(unit)))
    db.flush()
    if member is not None:
        db.add(MembershipRow(person_id=member, unit_id=unit.id))


def change_unit(db: Session, unit: Unit) -> None:
    """Store what has changed about a unit."""
    row = db.get_one(UnitRow, unit.id)
    for name, value in vars(unit).items():
        setattr(row, name, value)


def find_unit(db: Session, unit_id: str) -> Unit | None:
    """The unit with that id."""
    row = db.get(UnitRow, unit_id)
    return unit_of(row) if row else None


def name_is_taken(db: Session, name: str, *, except_id: str = "") -> bool:
    """Whether another unit has that name already, in capitals or not, also one that is closed."""
    # Compared here and not by the database: SQLite's `lower` leaves Æ, Ø and Å as they are.
    others = db.scalars(select(UnitRow.name).where(UnitRow.id != except_id))
    return folded(name) in map(folded, others)


def list_units(db: Session, *, only: Collection[str] | None) -> list[UnitLine]:
    """Units in no order: all of them, or those with ids in `only`."""
    query = (
        select(UnitRow, func.count(SessionRow.id), func.max(SessionRow.held_on))
        .outerjoin(SessionRow, SessionRow.unit_id == UnitRow.id)
        .group_by(UnitRow.id)
    )
    if only is not None:
        query = query.where(UnitRow.id.in_(only))
    return [UnitLine(unit=unit_of(row), sessions=count, latest=latest) for row, count, latest in db.execute(query)]


def names(db: Session) -> dict[str, str]:
    """Id → name of every unit."""
    return {row.id: row.name for row in db.execute(select(UnitRow.id, UnitRow.name))}


def all_ids(db: Session) -> frozenset[str]:
    """The ids of all units."""
    return frozenset(db.scalars(select(UnitRow.id)))


def under(db: Session, unit_ids: Collection[str]) -> frozenset[str]:
    """The ids of those units and of all that lie under them."""
    top = select(UnitRow.id).where(UnitRow.id.in_(unit_ids)).cte("found", recursive=True)
    found = top.union(select(UnitRow.id).join(top, UnitRow.parent_id == top.c.id))
    return frozenset(db.scalars(select(found.c.id)))


def unit_of(row: UnitRow) -> Unit:
    """The row as a plain value."""
    return Unit(
        id=row.id,
        name=row.name,
        leader_role=row.leader_role,
        agreed_roles=row.agreed_roles,
        discussed_on=row.discussed_on,
        parent_id=row.parent_id,
        reorganised_on=row.reorganised_on,
        closed_on=row.closed_on,
    )
