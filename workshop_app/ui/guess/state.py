"""What a leader's browser needs to lay a guess beside the pulse. The guess itself is never in here."""

from __future__ import annotations

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.reports.leaders_guess import GuessSheet, guess_sheet
from workshop_app.services.in_thread import in_thread
from workshop_app.ui.desk import DeskState, id_in_path
from workshop_app.ui.wiring import use


class Guess(DeskState, rx.State):
    """The sheet of one session, read anew at each arrival."""

    sheet: GuessSheet = GuessSheet()

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """The sheet of the session in the address; also when the browser asks whether the result is there."""
        return await self._arrive(self._read)

    async def _read(self, person: Person) -> None:
        self.sheet = await in_thread(_sheet, person, id_in_path(self))


def _sheet(person: Person, session_id: str) -> GuessSheet:
    """Blocks; raises `NotAllowed` alike for no session and one that is not this leader's."""
    return guess_sheet(use().guessing.pulse(person, session_id))
