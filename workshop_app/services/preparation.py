"""Making units and sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from workshop_app.content_loader import Content, freeze
from workshop_app.domain.access import Person, may_create_units, may_prepare, may_review, sees_all_units
from workshop_app.domain.agenda import Agenda, Language, Text
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.domain.preparation import has_pulse, with_follow_ups, with_selection
from workshop_app.persistence import commitments, units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.units import Unit, UnitLine
from workshop_app.phrases import phrase
from workshop_app.phrases.formatting import alphabetical
from workshop_app.services.new_sessions import add_session
from workshop_app.services.own_agendas import OwnAgendas
from workshop_app.services.tokens import new_id
from workshop_app.services.units import add_unit, change_unit, cleaned, possible_parents, refuse_taken

#: Units are handed out and taken in as they are; screens know them by these names.
__all__ = ["Preparation", "Unit", "UnitLine"]


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """The facilitator's use cases before a session. Methods block on the database."""

    database: Database
    content: Content

    def units_of(self, person: Person) -> list[UnitLine]:
        """The units this person has to do with, in Norwegian alphabetical order."""
        only = None if sees_all_units(person) else person.units
        with self.database.reading() as db:
            return sorted(units.list_units(db, only=only), key=lambda line: alphabetical(line.unit.name))

    def unit(self, person: Person, unit_id: str) -> Unit:
        """One unit. Raises `NotAllowed` alike for one that is not there and one that is not theirs."""
        with self.database.reading() as db:
            found = units.find_unit(db, unit_id)
        if found is None or not may_review(person, unit_id=unit_id):
            raise NotAllowed("unit.not_found")
        return found

    def prepared_unit(self, person: Person, unit_id: str) -> Unit:
        """One unit, for whoever may change it and make sessions for it. Raises `NotAllowed`."""
        found = self.unit(person, unit_id)
        _demand(may_prepare(person, unit_id=unit_id))
        return found

    def open_unit(self, person: Person, unit_id: str) -> Unit:
        """One unit that may have sessions, for whoever may make them. Raises `NotAllowed`, also for a closed one."""
        found = self.prepared_unit(person, unit_id)
        if found.closed_on is not None:
            raise NotAllowed("units.closed")
        return found

    def demand_preparing(self, person: Person) -> None:
        """Raise `NotAllowed` for a person who may not make units."""
        _demand(may_create_units(person))

    def possible_parents(self, person: Person, unit_id: str = "") -> list[Unit]:
        """The units that a new one, or the one with that id, may lie under; in Norwegian alphabetical order."""
        found = [line.unit for line in self.units_of(person)]
        with self.database.reading() as db:
            return possible_parents(db, found, unit_id)

    def create_unit(
        self,
        person: Person,
        *,
        name: str,
        leader_role: str,
        agreed_roles: str,
        discussed_on: date | None,
        parent_id: str | None = None,
    ) -> str:
        """Create a unit and return its id. Raises `BadInput`; its slot `field` names what can't be taken."""
        _demand(may_create_units(person))
        unit = cleaned(
            Unit(
                id=new_id(),
                name=name,
                leader_role=leader_role,
                agreed_roles=agreed_roles,
                discussed_on=discussed_on,
                parent_id=parent_id,
            )
        )
        self._demand_possible_parent(person, unit)
        with self.database.unit_of_work() as db:
            refuse_taken(db, unit)
            add_unit(db, person, unit, member=person.id)
        return unit.id

    def change_unit(self, person: Person, unit: Unit) -> None:
        """Correct a unit's name, roles, dates or place. Raises as `unit` and `create_unit` do."""
        before = self.prepared_unit(person, unit.id)
        changed = replace(cleaned(unit), closed_on=before.closed_on)
        if changed.parent_id != before.parent_id:
            self._demand_possible_parent(person, changed)
        with self.database.unit_of_work() as db:
            refuse_taken(db, changed)
            change_unit(db, person, before, changed)

    def agendas(self, unit: Unit) -> list[Agenda]:
        """All that a session of that unit can be made with: those that ship, and the municipality's own.

        What follows commitments up has a step for each that the unit made last.
        """
        return self._for(unit, [kept.agenda for kept in self._own_agendas().all()])

    def agenda(self, unit: Unit, agenda_id: str) -> Agenda:
        """One of them. Raises `BadInput` for one that is not there, or not any more."""
        found = self._own_agendas().find(agenda_id)
        if found is None:
            raise BadInput("prepare.refused.unknown_step")
        (agenda,) = self._for(unit, [found.agenda])
        return agenda

    def _for(self, unit: Unit, agendas: Sequence[Agenda]) -> list[Agenda]:
        with self.database.reading() as db:
            number = len(commitments.promised_so_far(db, unit.id))
        return [with_follow_ups(agenda, number, _following_up) for agenda in agendas]

    def _own_agendas(self) -> OwnAgendas:
        return OwnAgendas(database=self.database, content=self.content)

    def create_session(
        self,
        person: Person,
        *,
        unit_id: str,
        agenda_id: str,
        held_on: date,
        language: str,
        order: Sequence[str],
        chosen_question: str | None,
    ) -> str:
        """Create a session in draft with its agenda frozen as it is now; returns its code.

        Raises `BadInput` where the selection makes no agenda, or holds a pulse that has not been
        discussed with the union representatives, and `NotAllowed` as `open_unit` does.
        """
        unit = self.open_unit(person, unit_id)
        agenda = self.selected(unit, agenda_id, order=order, chosen_question=chosen_question)
        if language not in set(Language):
            raise BadInput("error.not_saved")
        return add_session(self.database, person, unit, held_on=held_on, language=language, agenda=freeze(agenda)).code

    def _demand_possible_parent(self, person: Person, unit: Unit) -> None:
        if unit.parent_id and unit.parent_id not in {one.id for one in self.possible_parents(person, unit.id)}:
            raise BadInput("units.parent_impossible", field="parent")

    def selected(self, unit: Unit, agenda_id: str, *, order: Sequence[str], chosen_question: str | None) -> Agenda:
        """An agenda with the chosen steps, for that unit. Raises `BadInput` as `create_session` does."""
        agenda = with_selection(self.agenda(unit, agenda_id), order=order, chosen_question=chosen_question)
        if unit.discussed_on is None and has_pulse(agenda):
            raise BadInput("prepare.pulse_not_discussed")
        return agenda


def _demand(allowed: bool) -> None:  # noqa: FBT001 -- reads as a sentence
    if not allowed:
        raise NotAllowed("page.not_found")


def _following_up(number: int) -> Text:
    """What a step is called that follows up the commitment with that number."""
    return Text(**{language.value: phrase("follow.step", language.value, n=number) for language in Language})
