"""The adapter of the agenda editor. Each change is kept at once, so that a tab that is lost loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import reflex as rx

from workshop_app.content_checks import advice
from workshop_app.content_forms import filled, form_of, read_form
from workshop_app.content_reading import Mistakes
from workshop_app.domain.access import Person
from workshop_app.domain.agenda import Agenda
from workshop_app.domain.agenda_editing import changed, entitled, inserted, moved, swapped, without
from workshop_app.domain.errors import BadInput, NotAllowed, WorkshopError
from workshop_app.services.filled_in import required
from workshop_app.services.in_thread import in_thread
from workshop_app.services.own_agendas import Kept, Unfit
from workshop_app.ui.agendas.steps import (
    Choice,
    Row,
    Wrong,
    kind_choices,
    new_step,
    rows_of,
    shipped_choices,
    shipped_step,
    step_of,
    wrong_of,
)
from workshop_app.ui.desk import LANGUAGE, DeskState, id_in_path, person_of, say, to_sign_in
from workshop_app.ui.wiring import use

#: The heading over the step at hand.
STEP = "valgt-steg"


class AgendaEditor(DeskState, rx.State):
    """One agenda of the municipality's own, or one that ships, to look at."""

    agenda: str = ""
    version: int = 0
    title: str = ""
    is_own: bool = False
    rows: list[Row] = []
    total: str = ""
    advice: list[str] = []
    announcement: str = ""
    step: str = ""
    step_title: str = ""
    form: list[dict[str, Any]] = []
    value: dict[str, Any] = {}
    mistakes: list[Wrong] = []
    phases: list[Choice] = []
    phase: str = ""
    shipped_steps: list[Choice] = []
    other_steps: list[Choice] = []
    own_kinds: list[Choice] = []
    asking: str = ""

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """Show the agenda as it is kept now."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        try:
            kept = await in_thread(use().own_agendas.opened, person, id_in_path(self))
        except NotAllowed as error:
            self._show(person, problem=error.key)
            return None
        if self.agenda != kept.agenda.id:
            self.step = self.announcement = self.asking = ""
            self._forget()
        self.agenda = kept.agenda.id
        await self._lay_out(kept)
        self._show(person)
        return None

    @rx.event
    async def choose(self, step: str) -> rx.event.EventSpec | None:
        """Show a step: what it is made of, and what it looks like. Whoever is far down in a form sees it too."""
        kept = await self._kept(await person_of(self))
        if kept is not None and step in [activity.id for activity in kept.agenda.activities]:
            self.step, self.phase, self.asking = step, "", ""
            self._forget()
            await self._lay_out(kept)
            return rx.scroll_to(STEP)
        return None

    @rx.event
    async def choose_phase(self, phase: str) -> None:
        """Show another phase of the step."""
        kept = await self._kept(await person_of(self))
        if kept is not None and phase in [choice.id for choice in self.phases]:
            self.phase = phase
            await self._lay_out(kept)

    @rx.event
    async def move(self, step: str, place: int) -> None:
        """Put a step at another place, and say where it is now."""
        kept = await self._change(await person_of(self), lambda agenda: moved(agenda, step, place))
        if kept is not None:
            ids = [activity.id for activity in kept.agenda.activities]
            title = kept.agenda.activity(step).title.nb
            self.announcement = say("prepare.moved", step=title, n=ids.index(step) + 1, total=len(ids))

    @rx.event
    async def rename(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Give the agenda another name."""
        person, name = await person_of(self), str(form.get("title", ""))
        kept = await self._change(person, lambda agenda: entitled(agenda, required(name, field="title")))
        if kept is not None:
            self.announcement = say("agendas.saved")
        return rx.set_focus(self.wrong) if self.wrong else None

    @rx.event
    async def save_step(self, raw: dict[str, Any]) -> None:
        """Keep what the step's form was filled in with."""
        content, step = use().preparation.content, self.step
        kept = await self._change(
            await person_of(self),
            lambda agenda: changed(agenda, read_form(raw, step_of(agenda, step), content)),
        )
        if kept is not None:
            self.announcement = say("agendas.step_saved", step=kept.agenda.activity(step).title.nb)

    @rx.event
    async def add(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Put in a step behind the one at hand, one that ships or a new one of some kind, and go there."""
        content, after, wanted = use().preparation.content, self.step, str(form.get("wanted", ""))[:80]
        before = [row.id for row in self.rows]
        person = await person_of(self)
        kept = await self._change(person, lambda agenda: inserted(agenda, new_step(wanted, content), after=after))
        if kept is not None:
            self.step = next(one.id for one in kept.agenda.activities if one.id not in before)
            self.phase = ""
            await self._lay_out(kept)
            self.announcement = say("agendas.step_added", step=self.step_title)
        return None if kept is None else rx.set_focus(STEP)

    @rx.event
    async def swap(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Put a step that ships in the place of the one at hand, and go there."""
        content, step, title = use().preparation.content, self.step, self.step_title
        wanted = str(form.get("instead", ""))[:80]
        place = [row.id for row in self.rows].index(step) if step in [row.id for row in self.rows] else 0
        person = await person_of(self)
        kept = await self._change(person, lambda agenda: swapped(agenda, step, shipped_step(wanted, content)))
        if kept is not None:
            self.step, self.phase = kept.agenda.activities[place].id, ""
            await self._lay_out(kept)
            self.announcement = say("agendas.step_swapped", step=title, instead=self.step_title)
        return None if kept is None else rx.set_focus(STEP)

    @rx.event
    async def remove(self) -> None:
        """Take the step at hand out."""
        step, ids = self.step, [row.id for row in self.rows]
        if step not in ids:
            return
        title, neighbour = self.step_title, [*ids[ids.index(step) + 1 :], *reversed(ids[: ids.index(step)]), ""][0]
        kept = await self._change(await person_of(self), lambda agenda: without(agenda, step))
        self.asking = ""
        if kept is not None:
            self.step, self.phase = neighbour, ""
            await self._lay_out(kept)
            self.announcement = say("agendas.step_removed", step=title)

    @rx.event
    async def ask(self, what: str) -> None:
        """Ask once before something is taken away; an empty `what` takes the question back."""
        if await self._kept(await person_of(self)) is not None:
            self.asking = what if what in ("step", "agenda") else ""

    @rx.event
    async def delete(self) -> rx.event.EventSpec | None:
        """Delete the agenda and go back to the list."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        try:
            await in_thread(use().own_agendas.delete, person, id_in_path(self))
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
            return None
        return rx.redirect("/agendaer")

    async def _kept(self, person: Person | None) -> Kept | None:
        """The agenda in the page's address, for whoever may change it; else the page says why not."""
        if person is None:
            self._refuse("sign_in.expired")
            return None
        try:
            return await in_thread(use().own_agendas.opened, person, id_in_path(self))
        except NotAllowed as error:
            self._show(person, problem=error.key)
            return None

    async def _change(self, person: Person | None, change: Callable[[Agenda], Agenda]) -> Kept | None:
        """Change the agenda and show it. None where it was refused; then the page says why, and nothing has changed."""
        self._forget()
        if person is None:
            self._refuse("sign_in.expired")
            return None
        agendas = use().own_agendas
        try:
            kept = await in_thread(partial(agendas.change, person, id_in_path(self), seen=self.version, change=change))
        except Mistakes as mistakes:
            self.mistakes = [wrong_of(mistake) for mistake in mistakes.all]
            return None
        except Unfit as unfit:
            self._refuse(unfit.key, **unfit.slots)
            why = (say("agendas.agenda_wrong", why=mistake.why(LANGUAGE)) for mistake in unfit.mistakes)
            self.error = " ".join([self.error, *why])
            return None
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
            found = await self._kept(person) if isinstance(error, BadInput) and not self.wrong else None
            if found is not None:
                await self._lay_out(found)
            return None
        await self._lay_out(kept)
        return kept

    async def _lay_out(self, kept: Kept) -> None:
        agenda, content = kept.agenda, use().preparation.content
        self.version, self.title, self.is_own = kept.version, agenda.title.nb, kept.is_own
        self.rows = rows_of(agenda)
        self.total = say("prepare.total", n=agenda.total_minutes)
        self.advice = [say("agendas.agenda_wrong", why=mistake.why(LANGUAGE)) for mistake in advice(agenda.activities)]
        ids = [activity.id for activity in agenda.activities]
        self.step = self.step if self.step in ids else ids[0]
        activity = agenda.activity(self.step)
        self.step_title = activity.title.nb
        self.form, self.value = form_of(activity.kind, LANGUAGE), filled(activity)
        way = [phase.value for phase in await in_thread(use().previews.phases, agenda, self.step)]
        self.phases = [Choice(id=phase, label=say(f"phase.{phase}")) for phase in way]
        self.phase = self.phase if self.phase in way else way[0]
        self.shipped_steps = shipped_choices(content)
        self.other_steps = shipped_choices(content, besides=ids)
        self.own_kinds = kind_choices(content)

    def _forget(self) -> None:
        self._forget_error()
        self.mistakes, self.announcement = [], ""
