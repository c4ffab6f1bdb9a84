"""Taking units over from a table: uploaded, looked at, and only then done. For administrators alone.

What was uploaded waits in the database for the one who uploaded it, so that whichever worker comes next finds it; it is
gone when it is used or given up, and after an hour.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from workshop_app.domain.access import Person, may_arrange_units
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.domain.plain_text import folded, one_line
from workshop_app.domain.unit_import import Effect, ImportChange, ImportPlan, ImportRow, KnownUnit, planned
from workshop_app.persistence import people, unit_imports, units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services import clock
from workshop_app.services.sheets import NumberedRow, rows_of
from workshop_app.services.tokens import new_id
from workshop_app.services.units import add_unit, change_unit

_WAITS = timedelta(hours=1)
#: What the columns may be called, in the languages that people write in.
_COLUMNS = {
    "name": ("enhet", "eining", "navn", "namn", "unit", "name"),
    "parent": ("under", "ligger under", "ligg under", "overordnet", "overordna", "overordnet enhet", "parent"),
    "leader_role": ("leder", "leiar", "lederen kalles", "leiaren blir kalla", "leader"),
}


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a table would change now. `seen` is what whoever agrees to it must hand back."""

    plan: ImportPlan
    seen: str


@dataclass(frozen=True, kw_only=True)
class UnitImport:
    """The use cases. Methods block on the database; all raise `NotAllowed` for whoever is no administrator."""

    database: Database

    def upload(self, person: Person, content: bytes) -> None:
        """Read a table and keep its rows until they are used. Raises `BadInput` for what is no table of units."""
        _demand(person)
        rows = [asdict(row) for row in _read(rows_of(content))]
        with self.database.unit_of_work() as db:
            unit_imports.keep(db, person_id=person.id, rows=rows, now=clock.now())

    def preview(self, person: Person) -> Preview | None:
        """What the uploaded table would change; None where nothing was uploaded."""
        _demand(person)
        with self.database.reading() as db:
            return _preview(db, person)

    def carry_out(self, person: Person, *, seen: str) -> int:
        """Do what was shown, all or nothing; how many units it was about. Raises `BadInput` if it is another by now."""
        with self._changing(person) as db:
            found = _preview(db, person)
            if found is None:
                raise BadInput("import.gone")
            if found.plan.mistakes or found.seen != seen:
                raise BadInput("import.changed")
            _carry_out(db, person, found.plan.changes)
            unit_imports.forget(db, person_id=person.id)
            return len({folded(change.name) for change in found.plan.changes})

    def give_up(self, person: Person) -> None:
        """Forget what was uploaded."""
        with self._changing(person) as db:
            unit_imports.forget(db, person_id=person.id)

    @contextmanager
    def _changing(self, person: Person) -> Iterator[Transaction]:
        _demand(person)
        with people.municipality_held(self.database) as db:
            yield db


def _demand(person: Person) -> None:
    if not may_arrange_units(person):
        raise NotAllowed("page.not_found")


def _read(rows: Sequence[NumberedRow]) -> Iterator[ImportRow]:
    (_, head), *others = rows
    places = {field: _place(head, names) for field, names in _COLUMNS.items()}
    if places["name"] is None:
        raise BadInput("import.no_name")
    if not others:
        raise BadInput("import.empty")
    for number, row in others:
        cells = {field: one_line(row[at]) if at is not None and at < len(row) else "" for field, at in places.items()}
        parent = None if places["parent"] is None else cells["parent"]
        yield ImportRow(number=number, name=cells["name"], parent=parent, leader_role=cells["leader_role"])


def _place(head: Sequence[str], names: Sequence[str]) -> int | None:
    return next((at for at, cell in enumerate(head) if folded(cell) in names), None)


def _preview(db: Transaction, person: Person) -> Preview | None:
    rows = unit_imports.kept(db, person_id=person.id, since=clock.now() - _WAITS)
    if rows is None:
        return None
    plan = planned([ImportRow(**row) for row in rows], [_known(line.unit) for line in units.list_units(db, only=None)])
    return Preview(plan=plan, seen=hashlib.sha256(repr(plan).encode()).hexdigest())


def _known(unit: Unit) -> KnownUnit:
    return KnownUnit(
        id=unit.id,
        name=unit.name,
        parent_id=unit.parent_id,
        leader_role=unit.leader_role,
        is_closed=unit.closed_on is not None,
    )


def _carry_out(db: Transaction, person: Person, changes: Sequence[ImportChange]) -> None:
    for change in changes:
        if change.effect is Effect.NEW:
            add_unit(db, person, _new(change))
    # Places come last: a new unit may lie under one that stands further down in the table.
    there = {folded(line.unit.name): line.unit for line in units.list_units(db, only=None)}
    for change in changes:
        before = there[folded(change.name)]
        if change.effect is Effect.LEADER:
            unit = replace(before, leader_role=change.leader_role)
        else:
            unit = replace(before, parent_id=there[folded(change.parent)].id if change.parent else None)
        there[folded(change.name)] = unit
        change_unit(db, person, before, unit)


def _new(change: ImportChange) -> Unit:
    return Unit(id=new_id(), name=change.name, leader_role=change.leader_role, agreed_roles="", discussed_on=None)
