"""The sittings of a workshop on the page of each: how far they have come, a further one, and «Dette var siste økt»."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.domain.errors import NotAllowed, WorkshopError
from workshop_app.domain.sittings import Sitting, Workshop
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.sitting_words import result_later
from workshop_app.services import clock
from workshop_app.services.in_thread import in_thread
from workshop_app.services.sittings import Together
from workshop_app.ui.desk import HERE, LANGUAGE, DeskState, date_written, id_in_path, person_of, say, to_sign_in
from workshop_app.ui.elements.form_field import form_field, refusal
from workshop_app.ui.wiring import use


@dataclass(frozen=True, kw_only=True)
class SittingRow:
    """One sitting. `path` is empty for the one whose page this is."""

    date: str = ""
    code: str = ""
    path: str = ""
    state: str = ""
    stage: str = ""


class SittingsOfSession(DeskState, rx.State):
    """What the page of a session shows of the other sittings; read anew at each arrival."""

    rows: list[SittingRow] = []
    about: list[str] = []
    may_add: bool = False
    may_finish: bool = False
    today: str = ""
    done: str = ""
    made: int = 0

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """The sittings as they stand."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        self._forget_error()
        self.done = ""
        try:
            await self._read(person)
        except NotAllowed as error:
            self._show(person, problem=error.key)
            return None
        self._show(person)
        return None

    @rx.event
    async def add(self, form: dict[str, Any]) -> None:
        """Make a further sitting, on the day that was filled in."""
        try:
            held_on = date_written(str(form.get("sitting_held_on", ""))[:40])
        except ValueError:
            held_on = None
        person = await person_of(self)
        if person is not None and held_on is None:
            self._refuse("error.bad_date", field="sitting_held_on")
            return
        await self._change(person, lambda who: _add(who, id_in_path(self), held_on), said="sittings.made")

    @rx.event
    async def finish(self) -> None:
        """The last sitting has been held."""
        person = await person_of(self)
        await self._change(person, lambda who: use().sittings.finish(who, id_in_path(self)), said="sittings.finished")

    async def _change(self, person: Person | None, work: Any, *, said: str) -> None:
        self._forget_error()
        self.done = ""
        if person is None:
            self._refuse("sign_in.expired")
            return
        try:
            await in_thread(partial(work, person))
            await self._read(person)
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
            return
        self.done = say(said)
        self.made += 1

    async def _read(self, person: Person) -> None:
        together = await in_thread(use().sittings.of_session, person, id_in_path(self))
        self.rows = [_row(one, here=id_in_path(self)) for one in together.sittings]
        self.about = _about(together)
        self.may_add, self.may_finish = together.may_add, together.may_finish
        self.today = clock.today().isoformat()


def _add(person: Person, session_id: str, held_on: date | None) -> None:
    assert held_on is not None, "asked for before"
    use().sittings.add(person, session_id, held_on=held_on)


def _row(sitting: Sitting, *, here: str) -> SittingRow:
    return SittingRow(
        date=format_date(sitting.held_on),
        code=sitting.code,
        path="" if sitting.session_id == here else f"/samlinger/{sitting.session_id}",
        state=say(f"session.state.{sitting.stage.value}"),
        stage=sitting.stage.value,
    )


def _about(together: Together) -> list[str]:
    workshop = together.workshop
    if workshop is None:
        return []
    held = sum(sitting.is_held for sitting in together.sittings)
    told = (
        say("sittings.held_of", n=held, planned=workshop.planned) if workshop.planned else say("sittings.held", n=held)
    )
    lost = [say("sittings.lost")] if workshop.is_lost else []
    unread = [say("sittings.unread")] if together.is_unread else []
    return [told, _result(workshop), *lost, *unread]


def _result(workshop: Workshop) -> str:
    return say("sittings.counted") if workshop.counted_at else result_later(workshop, LANGUAGE)


def sittings() -> rx.Component:
    """The section, where there are other sittings or may be."""
    state = SittingsOfSession
    is_here = (state.place == HERE) & (state.problem == "")
    return rx.cond(
        is_here & ((state.rows.length() > 0) | state.may_add),
        rx.el.section(
            rx.el.h2(say("sittings.title"), id="okter"),
            refusal(state.error, state.wrong),
            rx.foreach(state.about, lambda line: rx.el.p(line, class_name="help")),
            rx.cond(state.rows.length() > 0, rx.el.ol(rx.foreach(state.rows, _sitting), class_name="sittings")),
            rx.el.p(state.done, role="status", class_name="saved"),
            rx.cond(state.may_add, rx.el.details(_adding(), class_name="closing", key=state.made.to_string())),
            rx.cond(state.may_finish, rx.el.details(*_finishing(), class_name="closing")),
            aria_labelledby="okter",
            lang="nb",
            class_name="card stack",
        ),
    )


def _sitting(row: rx.Var[SittingRow]) -> rx.Component:
    return rx.el.li(
        rx.cond(
            row.path != "",
            rx.el.a(row.date, href=row.path),
            rx.el.span(row.date, " · ", say("sittings.this")),
        ),
        rx.el.span(row.code, class_name="code"),
        rx.el.span(row.state, class_name="state state-" + row.stage),
    )


def _adding() -> rx.Component:
    state = SittingsOfSession
    return rx.fragment(
        rx.el.summary(say("sittings.new")),
        rx.el.form(
            rx.el.p(say("sittings.new.help"), class_name="help"),
            form_field(
                "sitting_held_on",
                say("prepare.date"),
                type="date",
                default_value=state.today,
                error=state.error,
                wrong=state.wrong,
            ),
            rx.el.button(say("sittings.new.do"), type="submit", class_name="button"),
            on_submit=state.add,
            no_validate=True,
            class_name="stack",
        ),
    )


def _finishing() -> tuple[rx.Component, ...]:
    return (
        rx.el.summary(say("sittings.last")),
        rx.el.p(say("sittings.last.help"), class_name="help"),
        rx.el.button(
            say("sittings.last.do"), type="button", on_click=SittingsOfSession.finish, class_name="button button-danger"
        ),
    )
