"""The adapter of the list of agendas: copy one, take one in from a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import reflex as rx

from workshop_app.content_checks import advice
from workshop_app.domain.errors import NotAllowed, WorkshopError
from workshop_app.services.in_thread import in_thread
from workshop_app.services.own_agendas import Kept, Unfit
from workshop_app.ui.desk import LANGUAGE, DeskState, person_of, say, to_sign_in
from workshop_app.ui.wiring import use


@dataclass(frozen=True, kw_only=True)
class AgendaRow:
    """One agenda in the list."""

    id: str = ""
    title: str = ""
    about: str = ""
    is_own: bool = False
    path: str = ""
    file: str = ""


class Agendas(DeskState, rx.State):
    """All agendas: those that ship, and the municipality's own."""

    shipped: list[AgendaRow] = []
    own: list[AgendaRow] = []
    mistakes: list[str] = []
    taken_in: AgendaRow = AgendaRow()
    said: str = ""

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """Show the list."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        try:
            rows = [_row(kept) for kept in await in_thread(use().own_agendas.listed, person)]
        except NotAllowed as error:
            self._show(person, problem=error.key)
            return None
        self.shipped = [row for row in rows if not row.is_own]
        self.own = [row for row in rows if row.is_own]
        self._show(person)
        return None

    @rx.event
    async def copy_agenda(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Make an agenda of one's own and open it."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        self._forget()
        source, title = str(form.get("source", ""))[:64], str(form.get("title", ""))
        try:
            own = await in_thread(partial(use().own_agendas.copy, person, source, title=title))
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
            return rx.set_focus(self.wrong) if self.wrong else None
        return rx.redirect(f"/agendaer/{own}")

    @rx.event
    async def take_in(self, name: str, text: str) -> rx.event.EventSpec | None:
        """Take in what a file holds, as a new agenda; or say what is wrong with it."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        self._forget()
        try:
            kept = await in_thread(use().own_agendas.imported, person, text)
        except Unfit as unfit:
            self.mistakes = [f"{name[:80]}: {mistake.told(LANGUAGE)}" for mistake in unfit.mistakes]
            self.said = say("agendas.not_taken_in", n=len(self.mistakes))
            return None
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
            return None
        self.taken_in = _row(kept)
        worth_knowing = (say("agendas.agenda_wrong", why=one.why(LANGUAGE)) for one in advice(kept.agenda.activities))
        self.said = " ".join([say("agendas.taken_in", title=kept.agenda.title.nb), *worth_knowing])
        return await Agendas.arrive.fn(self)

    def _forget(self) -> None:
        self._forget_error()
        self.mistakes, self.said, self.taken_in = [], "", AgendaRow()


def _row(kept: Kept) -> AgendaRow:
    agenda = kept.agenda
    return AgendaRow(
        id=agenda.id,
        title=agenda.title.nb,
        about=say("agendas.about", n=len(agenda.activities), minutes=agenda.total_minutes),
        is_own=kept.is_own,
        path=f"/agendaer/{agenda.id}",
        file=f"/agendaer/{agenda.id}/fil.toml",
    )
