"""The adapter of the page where units are kept in order: one row for each, and a form in the row that is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.domain.errors import NotAllowed, WorkshopError
from workshop_app.services.in_thread import in_thread
from workshop_app.services.preparation import Unit
from workshop_app.ui.desk import DeskState, person_of, say
from workshop_app.ui.wiring import use


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A unit in the tree. `under` says in words how deep it lies; `focus` is set where its button takes the focus."""

    id: str = ""
    name: str = ""
    path: str = ""
    depth: int = 0
    under: str = ""
    closed: str = ""
    edit: str = ""
    focus: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A unit that another may lie under."""

    id: str = ""
    name: str = ""


class UnitsInOrder(DeskState, rx.State):
    """All units. `chosen` is the one whose form is open; `created` changes with each new unit, to empty the form."""

    branches: list[Branch] = []
    places: list[Place] = []
    chosen: str = ""
    chosen_closed: bool = False
    filled: dict[str, str] = {}
    chosen_places: list[Place] = []
    created: int = 0
    said: str = ""
    _turns: int = 0

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """The tree, with no form open."""
        self.said = self.chosen = ""
        return await self._arrive(self._lay_out)

    @rx.event
    async def choose(self, unit_id: str) -> None:
        """Open a unit's form, or close it again."""
        person = await person_of(self)
        if not person:
            self._refuse("sign_in.expired")
            return
        self.said = ""
        self._forget_error()
        self.chosen = "" if unit_id == self.chosen else unit_id
        try:
            await self._lay_out(person, focus="" if self.chosen else unit_id)
        except NotAllowed as error:
            self._refuse(error.key)

    @rx.event
    async def create(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """A new unit."""
        person = await person_of(self)
        name, role, above = (_given(form, f"new_{field}") for field in ("name", "leader_role", "parent"))
        work = partial(use().unit_tree.create, name=name, leader_role=role, parent_id=above or None)
        if await self._done(person, work, say("tree.created", name=name), fields="new_"):
            self.created += 1
            return rx.set_focus("new_name")
        return rx.set_focus(self.wrong) if self.wrong else None

    @rx.event
    async def save(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Another name or place."""
        person, name = await person_of(self), _given(form, "name")
        given = {"name": name, "parent_id": _given(form, "parent") or None}
        work = partial(use().unit_tree.change, unit_id=self.chosen, **given)
        if not await self._done(person, work, say("tree.saved", name=name)) and self.wrong:
            return rx.set_focus(self.wrong)
        return None

    @rx.event
    async def close(self) -> None:
        """No new sessions in the unit."""
        person, name = await person_of(self), self.filled.get("name", "")
        await self._done(person, partial(use().unit_tree.close, unit_id=self.chosen), say("tree.closed", name=name))

    @rx.event
    async def reopen(self) -> None:
        """The unit goes on."""
        person, name = await person_of(self), self.filled.get("name", "")
        await self._done(person, partial(use().unit_tree.reopen, unit_id=self.chosen), say("tree.reopened", name=name))

    @rx.event
    async def merge(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Let the unit go into another."""
        person, into = await person_of(self), _given(form, "merge_into")
        unit = self.filled.get("name", "")
        name = _given(form, "merge_name") or next((one.name for one in self.chosen_places if one.id == into), "")
        work = partial(use().unit_tree.merge, unit_id=self.chosen, into_id=into, name=name)
        if not await self._done(person, work, say("tree.merged", name=unit), fields="merge_") and self.wrong:
            return rx.set_focus(self.wrong)
        return None

    @rx.event
    async def split(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Split new units off."""
        person, unit = await person_of(self), self.filled.get("name", "")
        names = [line for line in _given(form, "split_name").splitlines() if line.strip()]
        goes_on = bool(form.get("split_goes_on"))
        work = partial(use().unit_tree.split, unit_id=self.chosen, names=names, goes_on=goes_on)
        if not await self._done(person, work, say("tree.split_done", name=unit), fields="split_") and self.wrong:
            return rx.set_focus(self.wrong)
        return None

    async def _done(self, person: Person | None, work: Callable[..., object], said: str, *, fields: str = "") -> bool:
        """Do it, say so, and show the tree as it is then. False where it was refused."""
        self.said = ""
        self._forget_error()
        if person is None:
            self._refuse("sign_in.expired")
            return False
        try:
            await in_thread(work, person)
            done, self.chosen = self.chosen, ""
            await self._lay_out(person, focus=done)
        except WorkshopError as error:
            field = error.slots.get("field")
            self._refuse(error.key, **{**error.slots, "field": f"{fields}{field}" if field else ""})
            return False
        self.said = said
        return True

    async def _lay_out(self, person: Person, *, focus: str = "") -> None:
        tree, places = await in_thread(_read, person, "")
        self._turns += 1
        self.branches = [
            _branch(unit, depth, above, focus=str(self._turns) if unit.id == focus else "")
            for unit, depth, above in tree
        ]
        self.places = places
        chosen = next((unit for unit, _, _ in tree if unit.id == self.chosen), None)
        if chosen is None:
            self.chosen, self.filled, self.chosen_places = "", {}, []
            return
        _, possible = await in_thread(_read, person, chosen.id)
        self.chosen_places = _with_own(possible, next((above for unit, _, above in tree if unit is chosen), None))
        self.chosen_closed = chosen.closed_on is not None
        self.filled = {"name": chosen.name, "parent": chosen.parent_id or ""}


def _read(person: Person, unit_id: str) -> tuple[list[tuple[Unit, int, Unit | None]], list[Place]]:
    """The tree with the unit above each, and where one may be put. Blocks; raises `NotAllowed`."""
    tree = use().unit_tree.all(person)
    places = use().unit_tree.possible_parents(person, unit_id)
    laid_out = [(unit, depth, tree.parent(unit)) for unit, depth in tree.walk()]
    return laid_out, [Place(id=one.id, name=one.name) for one in places]


def _with_own(places: list[Place], above: Unit | None) -> list[Place]:
    """The places, and the one that the unit has, which may be closed by now."""
    if above is None or above.id in {one.id for one in places}:
        return places
    return [Place(id=above.id, name=above.name), *places]


def _branch(unit: Unit, depth: int, above: Unit | None, *, focus: str) -> Branch:
    return Branch(
        id=unit.id,
        name=unit.name,
        path=f"/enheter/{unit.id}",
        depth=depth,
        under=say("municipality.under", name=above.name) if above else "",
        closed=say("units.closed_on", date=unit.closed_on) if unit.closed_on else "",
        edit=say("tree.edit", name=unit.name),
        focus=focus,
    )


def _given(form: dict[str, Any], field: str) -> str:
    return str(form.get(field) or "")
