"""The adapter of the unit form: from what was filled in to `services.preparation`."""

from __future__ import annotations

from functools import partial
from typing import Any

import reflex as rx

from workshop_app.domain.errors import NotAllowed, WorkshopError
from workshop_app.services.in_thread import in_thread
from workshop_app.services.preparation import Unit
from workshop_app.ui.desk import DeskState, date_written, id_in_path, path_of, person_of, to_sign_in
from workshop_app.ui.wiring import use

_TEXTS = ("name", "leader_role", "agreed_roles")


class UnitForm(DeskState, rx.State):
    """A new unit, or one that is being changed. `unit` is empty for a new one."""

    unit: str = ""
    filled: dict[str, str] = {}
    is_first: bool = False

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
        self.unit, self.filled = "", dict.fromkeys((*_TEXTS, "discussed_on"), "")
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
        }
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
        texts = {name: str(form.get(name, "")) for name in _TEXTS}
        preparation, id_ = use().preparation, "" if path_of(self).endswith("/ny") else id_in_path(self)
        try:
            discussed_on = date_written(str(form.get("discussed_on", ""))[:40])
            if id_:
                await in_thread(preparation.change_unit, person, Unit(id=id_, discussed_on=discussed_on, **texts))
                return rx.redirect(f"/enheter/{id_}")
            new = await in_thread(partial(preparation.create_unit, person, discussed_on=discussed_on, **texts))
            return rx.redirect(f"/enheter/{new}/ny-samling")
        except ValueError:
            self._refuse("error.bad_date", field="discussed_on")
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
        return rx.set_focus(self.wrong) if self.wrong else None
