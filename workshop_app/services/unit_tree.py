"""All units as a tree that an administrator keeps in order.

New ones, new names and places, closing and reopening, mergers and splits. Whoever is no administrator is answered as if
there were no such page. A unit is never deleted: what was closed keeps its sessions and figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from workshop_app.domain.access import Person, may_arrange_units
from workshop_app.domain.audit import Deed
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.domain.reorganisation import too_soon
from workshop_app.domain.session import Stage
from workshop_app.domain.unit_tree import Tree
from workshop_app.persistence import history, people, reorganisations, session_log, sessions, units, workshops
from workshop_app.persistence.engine import Database
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.phrases.formatting import alphabetical
from workshop_app.services import clock, pulses
from workshop_app.services.audit import note
from workshop_app.services.tokens import new_id
from workshop_app.services.units import add_unit, change_unit, cleaned, possible_parents, refuse_taken, subject_of

#: Units that a split leaves at the least, and new ones that it makes at the most.
_SEVERAL, MOST_NEW = 2, 20


@dataclass(frozen=True, kw_only=True)
class UnitTree:
    """The use cases. Methods block on the database; all raise `NotAllowed` for whoever is no administrator.

    What can't be done raises `BadInput`, whose slot `field` names what can't be taken, and changes nothing.
    """

    database: Database

    def all(self, person: Person) -> Tree[Unit]:
        """Every unit, closed ones too, in Norwegian alphabetical order under the one above it."""
        _demand(person)
        with self.database.reading() as db:
            return _tree(db)

    def possible_parents(self, person: Person, unit_id: str = "") -> list[Unit]:
        """The units that a new one, or the one with that id, may be put under, in the order of the tree."""
        _demand(person)
        with self.database.reading() as db:
            return possible_parents(db, (unit for unit, _ in _tree(db).walk()), unit_id)

    def create(self, person: Person, *, name: str, leader_role: str, parent_id: str | None) -> str:
        """Create a unit and return its id. It has no pulse before the day of the discussion is filled in."""
        with self._changing(person) as db:
            unit = cleaned(
                Unit(
                    id=new_id(),
                    name=name,
                    leader_role=leader_role,
                    agreed_roles="",
                    discussed_on=None,
                    parent_id=parent_id,
                )
            )
            _refuse_impossible(db, unit, moved=True)
            add_unit(db, person, unit)
            return unit.id

    def change(self, person: Person, unit_id: str, *, name: str, parent_id: str | None) -> None:
        """Give a unit another name, or another place in the tree."""
        with self._changing(person) as db:
            before = _found(db, unit_id)
            unit = cleaned(replace(before, name=name, parent_id=parent_id))
            _refuse_impossible(db, unit, moved=parent_id != before.parent_id)
            change_unit(db, person, before, unit)

    def close(self, person: Person, unit_id: str) -> None:
        """No new sessions from today on.

        Refused while a session is under way, several sittings wait for the last one, or an open unit lies under it.
        """
        with self._changing(person) as db:
            unit = _found(db, unit_id)
            _refuse_under_way(db, unit)
            _refuse_open_below(db, unit)
            change_unit(db, person, unit, replace(unit, closed_on=unit.closed_on or clock.today()))

    def reopen(self, person: Person, unit_id: str) -> None:
        """Let a closed unit have sessions again. Refused while the one above it is closed."""
        with self._changing(person) as db:
            unit = _found(db, unit_id)
            above = units.find_unit(db, unit.parent_id) if unit.parent_id else None
            if above is not None and above.closed_on is not None:
                raise BadInput("tree.above_closed", name=above.name)
            if reorganisations.went_into_another(db, unit.id):
                raise BadInput("tree.went_into_another", name=unit.name)
            change_unit(db, person, unit, replace(unit, closed_on=None))

    def merge(self, person: Person, unit_id: str, *, into_id: str, name: str) -> None:
        """Let one unit go into another, which may get a new name. The first is closed and lies under the other.

        Each keeps the figures that it has, and the other's line is broken. Refused while a session of either is under
        way, and shortly after a pulse.
        """
        with self._changing(person) as db:
            unit, into = _found(db, unit_id), _found(db, into_id)
            if unit.closed_on is not None:
                raise BadInput("units.closed")
            if into.closed_on is not None or into.id in units.under(db, [unit.id]):
                raise BadInput("tree.merge_impossible", field="into")
            for one in (unit, into):
                _refuse_under_way(db, one)
                _refuse_too_soon(db, one)
            joined = cleaned(replace(into, name=name))
            refuse_taken(db, joined)
            change_unit(db, person, into, joined)
            for one in _all(db):
                if one.parent_id == unit.id:
                    change_unit(db, person, one, replace(one, parent_id=into.id))
            units.change_unit(db, replace(unit, parent_id=into.id, closed_on=clock.today()))
            note(db, person, Deed.MERGED_UNIT, subject_of(unit), into=joined.name)
            reorganisations.record_merger(db, from_id=unit.id, to_id=into.id, day=clock.today())

    def split(self, person: Person, unit_id: str, *, names: Sequence[str], goes_on: bool) -> list[str]:
        """Split units off from one, which goes on with those who stay or is closed; the ids of the new ones.

        They lie beside it and begin without figures; its own line is broken. Refused as `merge` is.
        """
        with self._changing(person) as db:
            unit = _found(db, unit_id)
            if unit.closed_on is not None:
                raise BadInput("units.closed")
            _refuse_under_way(db, unit)
            _refuse_too_soon(db, unit)
            new = [
                cleaned(replace(unit, id=new_id(), name=name, discussed_on=None, reorganised_on=None)) for name in names
            ]
            if len(new) + goes_on < _SEVERAL:
                raise BadInput("tree.split_few", field="name")
            if len(new) > MOST_NEW:
                raise BadInput("tree.split_many", most=MOST_NEW, field="name")
            for one in new:
                refuse_taken(db, one)
                add_unit(db, person, one)
            if not goes_on:
                _refuse_open_below(db, unit)
                change_unit(db, person, unit, replace(unit, closed_on=clock.today()))
            note(db, person, Deed.SPLIT_UNIT, subject_of(unit), new=[one.name for one in new])
            ids = [one.id for one in new]
            reorganisations.record_split(db, from_id=unit.id, to_ids=ids, day=clock.today())
            return ids

    @contextmanager
    def _changing(self, person: Person) -> Iterator[Transaction]:
        """A change to the tree: one at a time, since each is judged by how the others stand."""
        _demand(person)
        with people.municipality_held(self.database) as db:
            yield db


def _demand(person: Person) -> None:
    if not may_arrange_units(person):
        raise NotAllowed("page.not_found")


def _refuse_open_below(db: Transaction, unit: Unit) -> None:
    if any(one.parent_id == unit.id and one.closed_on is None for one in _all(db)):
        raise BadInput("tree.open_below", name=unit.name)


def _refuse_too_soon(db: Transaction, unit: Unit) -> None:
    days = (pulses.moment(one).date() for one in history.pulses_of(db, unit.id))
    first = too_soon(counted_on=max(days, default=date.min), today=clock.today())
    if first is not None:
        raise BadInput("tree.too_soon", name=unit.name, date=first)


def _all(db: Transaction) -> list[Unit]:
    return [line.unit for line in units.list_units(db, only=None)]


def _tree(db: Transaction) -> Tree[Unit]:
    return Tree(
        _all(db),
        id_of=lambda one: one.id,
        parent_of=lambda one: one.parent_id,
        order=lambda one: alphabetical(one.name),
    )


def _found(db: Transaction, unit_id: str) -> Unit:
    found = units.find_unit(db, unit_id)
    if found is None:
        raise NotAllowed("unit.not_found")
    return found


def _refuse_impossible(db: Transaction, unit: Unit, *, moved: bool) -> None:
    refuse_taken(db, unit)
    if moved and unit.parent_id and unit.parent_id not in {one.id for one in possible_parents(db, _all(db), unit.id)}:
        raise BadInput("units.parent_impossible", field="parent")


def _refuse_under_way(db: Transaction, unit: Unit) -> None:
    unfinished = (head.id for head in sessions.sessions_of_unit(db, unit.id) if not head.has_ended)
    if any(session_log.load_live(db, id_).stage is not Stage.DRAFT for id_ in unfinished):
        raise BadInput("tree.under_way", name=unit.name)
    if workshops.is_waiting(db, unit.id):
        raise BadInput("sittings.refused.waiting", name=unit.name)
