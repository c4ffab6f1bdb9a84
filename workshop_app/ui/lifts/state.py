"""What has been lifted to whoever is signed in, and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.reports.lift_words import LiftLine, received_line
from workshop_app.services import clock
from workshop_app.services.in_thread import in_thread
from workshop_app.ui.desk import LANGUAGE, DeskState, date_written, person_of
from workshop_app.ui.wiring import use


class Lifts(DeskState, rx.State):
    """The list, read anew at each arrival and after each answer. `saved` names the lift that was just answered."""

    waiting: list[LiftLine] = []
    settled: list[LiftLine] = []
    saved: str = ""

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """What has been lifted to this person."""
        self.saved = ""
        return await self._arrive(self._read)

    @rx.event
    async def answer(self, form: dict[str, Any]) -> None:
        """Answer one, or answer it anew."""
        person = await person_of(self)
        lift = str(form.get("lift", ""))
        self.saved = ""
        self._forget_error()
        if person is None:
            self._refuse("sign_in.expired", field=lift)
            return
        try:
            await in_thread(_answer, person, form)
            await self._read(person)
            self.saved = lift
        except BadInput as error:
            self._refuse(error.key, **{**error.slots, "field": lift})
        except ValueError:
            self._refuse("error.bad_date", field=lift)
        except NotAllowed:
            self._refuse("error.not_done", field=lift)

    async def _read(self, person: Person) -> None:
        self.waiting, self.settled = await in_thread(_lines, person)


def _lines(person: Person) -> tuple[list[LiftLine], list[LiftLine]]:
    """(what waits for an answer or is under way, what is settled). Blocks; raises `NotAllowed`."""
    every = use().lifting.all_to(person)
    waiting = [received_line(sent, LANGUAGE) for sent in every if not sent.lift.is_settled]
    settled = [received_line(sent, LANGUAGE) for sent in reversed(every) if sent.lift.is_settled]
    return waiting, settled


def _answer(person: Person, form: Mapping[str, Any]) -> None:
    """The answer that a form holds. Blocks; raises as the use case does, and `ValueError` for what is no date."""
    use().lifting.answer(
        person,
        lift=str(form.get("lift", "")),
        answer=str(form.get("answer", "")),
        sentence=str(form.get("sentence", "")),
        by=date_written(str(form.get("by", ""))),
        today=clock.today(),
    )
