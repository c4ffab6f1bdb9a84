"""The adapter of the page where a session is made: choices in, and `services.preparation` at the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import reflex as rx

from workshop_app.content_loader import freeze
from workshop_app.domain.access import Person
from workshop_app.domain.agenda import Agenda, Language
from workshop_app.domain.errors import BadInput, NotAllowed, WorkshopError
from workshop_app.domain.preparation import pulse_in_other_place
from workshop_app.services import clock
from workshop_app.services.agendas import agenda_of
from workshop_app.services.in_thread import in_thread
from workshop_app.services.preparation import Unit
from workshop_app.services.rehearsals import Rehearsal, people_written
from workshop_app.services.sittings import planned_number
from workshop_app.ui.desk import DeskState, date_written, id_in_path, person_of, say, to_sign_in
from workshop_app.ui.preparation.plan import Choices, StepRow, moved, questions, rows, settled_question, taken_steps
from workshop_app.ui.wiring import use

#: As many sittings as it takes.
UNKNOWN_NUMBER = "flere"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something to choose in a list."""

    id: str = ""
    label: str = ""


class NewSession(DeskState, rx.State):
    """Everything has a default that works: whoever just presses the button gets a session."""

    unit: str = ""
    unit_name: str = ""
    discussed: bool = True
    is_first: bool = False
    agendas: list[Offer] = []
    agenda: str = ""
    questions: list[Offer] = []
    steps: list[StepRow] = []
    total: str = ""
    pulse_note: str = ""
    announcement: str = ""
    today: str = ""
    _frozen: str = ""
    _choices: Choices = Choices(order=())
    _moves: int = 0

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """Show the page. What has been chosen for this unit stays; that happens when a connection comes back."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        unit = await self._unit(person)
        if unit is None:
            return None
        agendas = {agenda.id: agenda for agenda in await in_thread(use().preparation.agendas, unit)}
        self.agendas = [Offer(id=agenda.id, label=agenda.title.nb) for agenda in agendas.values()]
        is_as_seen = self.agenda in agendas and self._frozen == freeze(agendas[self.agenda])
        if self.unit != unit.id or not self._choices.order or not is_as_seen:
            self._begin(agendas.get(self.agenda) or next(iter(agendas.values())))
        self.unit, self.unit_name, self.today = unit.id, unit.name, clock.today().isoformat()
        self.is_first = not await in_thread(use().review.sessions_of, person, unit.id)
        self.announcement = ""
        self._lay_out(unit)
        self._show(person)
        return None

    @rx.event
    async def choose_agenda(self, agenda: str) -> None:
        """Begin again with another agenda."""
        unit = await self._unit(await person_of(self))
        if unit is None or agenda not in [offer.id for offer in self.agendas]:
            return
        try:
            self._begin(await in_thread(use().preparation.agenda, unit, agenda))
        except BadInput as error:
            self._refuse(error.key, **error.slots)
            return
        self._lay_out(unit)

    @rx.event
    async def include(self, step: str, taken: bool) -> None:  # noqa: FBT001 -- a value, not a flag
        """Take a step in or leave it out."""
        unit = await self._unit(await person_of(self))
        if unit is not None and step in self._choices.order:
            left_out = self._choices.left_out - {step} if taken else self._choices.left_out | {step}
            self._choices = replace(self._choices, left_out=left_out)
            self._lay_out(unit)

    @rx.event
    async def move(self, step: str, up: bool) -> None:  # noqa: FBT001 -- a value, not a flag
        """Move a step one place, and say where it is now."""
        unit = await self._unit(await person_of(self))
        if unit is None or step not in self._choices.order:
            return
        self._choices = replace(self._choices, order=moved(self._choices.order, step, up=up))
        self._lay_out(unit)
        self._keep_focus(step, up=up)

    @rx.event
    async def choose_question(self, question: str) -> None:
        """Settle the question beforehand, or leave it to the room."""
        unit = await self._unit(await person_of(self))
        if unit is not None and question in ["", *(offer.id for offer in self.questions)]:
            self._choices = replace(self._choices, question=question)
            self._lay_out(unit)

    @rx.event
    async def create(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Make the session and go to its control screen; with several sittings to its page, where the next is made."""
        person = await person_of(self)
        unit = await self._unit(person)
        if person is None or unit is None:
            return None
        self._forget_error()
        try:
            code = await in_thread(partial(self._create, person, unit, form))
        except ValueError:
            self._refuse("error.bad_date", field="held_on")
            return rx.set_focus("held_on")
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
            return None
        self._choices = Choices(order=())
        return rx.redirect(await in_thread(_page_of, person, code) if form.get("sittings") else f"/styr/{code}")

    @rx.event
    async def rehearse(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Make a rehearsal of what is chosen, let pretend participants come, and go to its control screen."""
        person = await person_of(self)
        unit = await self._unit(person)
        if person is None or unit is None:
            return None
        self._forget_error()
        try:
            people = people_written(str(form.get("people", "")))
            rehearsal = await in_thread(self._begin_rehearsal, person, unit)
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
            return rx.set_focus(self.wrong) if self.wrong else None
        use().crowds.gather(rehearsal, people=people)
        return rx.redirect(f"/styr/{rehearsal.code}")

    def _begin_rehearsal(self, person: Person, unit: Unit) -> Rehearsal:
        agenda, discussed = self._agenda(), unit.discussed_on is not None
        chosen = use().preparation.selected(
            unit,
            self.agenda,
            order=taken_steps(agenda, self._choices, discussed=discussed),
            chosen_question=settled_question(agenda, self._choices, discussed=discussed),
        )
        return use().rehearsals.begin(person, unit, chosen)

    def _create(self, person: Person, unit: Unit, form: dict[str, Any]) -> str:
        held_on = date_written(str(form.get("held_on", ""))[:40])
        if held_on is None:
            raise ValueError
        agenda, discussed = self._agenda(), unit.discussed_on is not None
        planned = _planned(str(form.get("sittings") or ""))
        code = use().preparation.create_session(
            person,
            unit_id=unit.id,
            agenda_id=self.agenda,
            held_on=held_on,
            language=str(form.get("language", Language.BOKMAL)),
            order=taken_steps(agenda, self._choices, discussed=discussed),
            chosen_question=settled_question(agenda, self._choices, discussed=discussed),
        )
        if form.get("sittings"):
            use().sittings.begin(person, code, planned=planned)
        return code

    async def _unit(self, person: Person | None) -> Unit | None:
        """The unit in the address, if that person may make sessions for it; else the page says why not."""
        if person is None:
            self._refuse("sign_in.expired")
            return None
        try:
            return await in_thread(use().preparation.open_unit, person, id_in_path(self))
        except NotAllowed as error:
            self._show(person, problem=error.key)
            return None

    def _agenda(self) -> Agenda:
        """The agenda as this page has seen it; one of the municipality's own may change or go meanwhile."""
        return agenda_of(self._frozen)

    def _begin(self, agenda: Agenda) -> None:
        self.agenda, self._frozen = agenda.id, freeze(agenda)
        self._choices = Choices(order=tuple(activity.id for activity in agenda.activities))
        self.questions = [Offer(id=id_, label=title) for id_, title in questions(agenda)]
        self._forget_error()

    def _lay_out(self, unit: Unit) -> None:
        self.discussed = unit.discussed_on is not None
        self.steps = rows(self._agenda(), self._choices, discussed=self.discussed)
        minutes = sum(step.minutes for step in self.steps if step.taken)
        self.total = say("prepare.total", n=minutes)
        agenda = self._agenda()
        taken = [agenda.activity(step) for step in taken_steps(agenda, self._choices, discussed=self.discussed)]
        self.pulse_note = say("pulse.other_place") if pulse_in_other_place(taken) else ""

    def _keep_focus(self, step: str, *, up: bool) -> None:
        self._moves += 1
        place = next(n for n, row in enumerate(self.steps) if row.id == step)
        row = self.steps[place]
        to_up = row.is_last or (up and not row.is_first)
        mark = f"{self._moves}"
        focused = replace(row, focus_up=mark if to_up else "", focus_down="" if to_up else mark)
        self.steps = [focused if one.id == step else one for one in self.steps]
        self.announcement = say("prepare.moved", step=row.title, n=place + 1, total=len(self.steps))


def _planned(sittings: str) -> int | None:
    """The number of sittings that was chosen; None where nobody knows. Raises `BadInput`."""
    if sittings in ("", UNKNOWN_NUMBER):
        return None
    return planned_number(sittings)


def _page_of(person: Person, code: str) -> str:
    return f"/samlinger/{use().review.controlled(person, code)}"
