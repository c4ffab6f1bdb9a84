"""What every change to a unit holds to, whoever makes it: its texts, its name, and where it may lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workshop_app.domain.errors import BadInput
from workshop_app.persistence import people, units
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
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


def possible_parents(db: Transaction, found: Iterable[Unit], unit_id: str) -> list[Unit]:
    """Those of the units that one may lie under: neither itself, nor what lies under it, nor a closed one."""
    own = units.under(db, [unit_id])
    return [unit for unit in found if unit.id not in own and unit.closed_on is None]
