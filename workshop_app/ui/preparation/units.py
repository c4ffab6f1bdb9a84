"""The adapter of the unit form: from what was filled in to `services.preparation`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.domain.errors import BadInput, NotAllowed, WorkshopError
from workshop_app.services.in_thread import in_thread
from workshop_app.services.preparation import Unit
from workshop_app.ui.desk import DeskState, date_written, id_in_path, path_of, person_of, to_sign_in
from workshop_app.ui.wiring import use

_TEXTS = ("name", "leader_role", "agreed_roles")


@dataclass(frozen=True, kw_only=True)
class Parent:
    """A unit that this one may lie under."""

    id: str = ""
    name: str = ""


class UnitForm(DeskState, rx.State):
    """A new unit, or one that is being changed. `unit` is empty for a new one."""

    unit: str = ""
    filled: dict[str, str] = {}
    is_first: bool = False
    parents: list[Parent] = []

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """The form of a new unit."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        preparation = use().preparation
        try:
            await in_thread(preparation.demand_preparing, person)
        except NotAllowed as error:
            self._show(person, problem=error.key)
            return None
        self.unit, self.filled = "", dict.fromkeys((*_TEXTS, "discussed_on", "reorganised_on", "parent"), "")
        self.parents = await _offered(person)
        self.is_first = not await in_thread(preparation.units_of, person)
        self._forget_error()
        self._show(person)
        return None

    @rx.event
    async def arrive_at_unit(self) -> rx.event.EventSpec | None:
        """The form of a unit that is there."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        try:
            unit = await in_thread(use().preparation.prepared_unit, person, id_in_path(self))
        except NotAllowed as error:
            self._show(person, problem=error.key)
            return None
        self.unit, self.is_first = unit.id, False
        self.filled = {
            **{name: getattr(unit, name) for name in _TEXTS},
            "discussed_on": unit.discussed_on.isoformat() if unit.discussed_on else "",
            "reorganised_on": unit.reorganised_on.isoformat() if unit.reorganised_on else "",
            "parent": unit.parent_id or "",
        }
        self.parents = await _offered(person, unit.id)
        self._forget_error()
        self._show(person)
        return None

    @rx.event
    async def save(self, form: dict[str, Any]) -> rx.event.EventSpec | list[rx.event.EventSpec] | None:
        """Create or change the unit, and go on to what comes next."""
        person = await person_of(self)
        if person is None:
            self._refuse("sign_in.expired")
            return None
        self._forget_error()
        texts = {name: _given(form, name) for name in _TEXTS}
        preparation, id_ = use().preparation, "" if path_of(self).endswith("/ny") else id_in_path(self)
        try:
            given = {"parent_id": _given(form, "parent") or None, "discussed_on": _date(form, "discussed_on")}
            if id_:
                unit = Unit(id=id_, reorganised_on=_date(form, "reorganised_on"), **given, **texts)
                await in_thread(preparation.change_unit, person, unit)
                return rx.redirect(f"/enheter/{id_}")
            new = await in_thread(partial(preparation.create_unit, person, **given, **texts))
            return rx.redirect(f"/enheter/{new}/ny-samling")
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
        return rx.set_focus(self.wrong) if self.wrong else None


async def _offered(person: Person, unit_id: str = "") -> list[Parent]:
    found = await in_thread(use().preparation.possible_parents, person, unit_id)
    return [Parent(id=unit.id, name=unit.name) for unit in found]


def _given(form: dict[str, Any], field: str) -> str:
    """What was filled in; a field that is not on the page comes as None."""
    return str(form.get(field) or "")


def _date(form: dict[str, Any], field: str) -> date | None:
    try:
        return date_written(_given(form, field)[:40])
    except ValueError:
        raise BadInput("error.bad_date", field=field) from None
