"""What every change to a unit holds to, whoever makes it: its texts, its name, and where it may lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workshop_app.domain.access import Person
from workshop_app.domain.audit import Deed
from workshop_app.domain.errors import BadInput
from workshop_app.persistence import people, units
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services.audit import Subject, note
from workshop_app.services.filled_in import optional, required


def cleaned(unit: Unit) -> Unit:
    """The unit with its texts as they are kept. Raises `BadInput`; its slot `field` names what can't be taken."""
    return replace(
        unit,
        name=required(unit.name, field="name"),
        leader_role=required(unit.leader_role, field="leader_role"),
        agreed_roles=optional(unit.agreed_roles, field="agreed_roles"),
    )


def refuse_taken(db: Transaction, unit: Unit) -> None:
    """Raise `BadInput` where another unit has the name. Nobody else changes units until the transaction ends."""
    people.hold_municipality(db)
    if units.name_is_taken(db, unit.name, except_id=unit.id):
        raise BadInput("units.name_taken", name=unit.name, field="name")


def add_unit(db: Transaction, person: Person, unit: Unit, *, member: str | None = None) -> None:
    """Create a unit, perhaps with its first member, and write it down."""
    units.add_unit(db, unit, member=member)
    note(db, person, Deed.CREATED_UNIT, subject_of(unit))


def change_unit(db: Transaction, person: Person, before: Unit, unit: Unit) -> None:
    """Store what is not as it was `before`, and write down which parts that are."""
    units.change_unit(db, unit)
    changed = [name for name, value in vars(unit).items() if value != getattr(before, name)]
    if changed:
        note(db, person, Deed.CHANGED_UNIT, subject_of(unit), changed=changed)


def subject_of(unit: Unit) -> Subject:
    """The unit, as the audit log names it."""
    return Subject(id=unit.id, name=unit.name)


def possible_parents(db: Transaction, found: Iterable[Unit], unit_id: str) -> list[Unit]:
    """Those of the units that one may lie under: neither itself, nor what lies under it, nor a closed one."""
    own = units.under(db, [unit_id])
    return [unit for unit in found if unit.id not in own and unit.closed_on is None]
