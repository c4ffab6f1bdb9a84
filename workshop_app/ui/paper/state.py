"""What stands on the sheet, for those who may run the session."""

from __future__ import annotations

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.live.views.paper import Paper, paper
from workshop_app.services import clock
from workshop_app.services.in_thread import in_thread
from workshop_app.ui.desk import DeskState, id_in_path
from workshop_app.ui.wiring import use


class PaperSheet(DeskState, rx.State):
    """One session's sheet, made at each arrival."""

    sheet: Paper = Paper()

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """Make the sheet of the session in the address."""
        return await self._arrive(self._read)

    async def _read(self, person: Person) -> None:
        self.sheet = await in_thread(_paper, person, id_in_path(self))


def _paper(person: Person, session_id: str) -> Paper:
    """Blocks; raises `NotAllowed` alike for no session and one that is not this person's to run."""
    snapshot = use().review.prepared(person, session_id)
    return paper(
        snapshot,
        address=use().facilitation.addresses.of(snapshot.live),
        minimum=snapshot.municipality.threshold(use().review.minimum),
        now=clock.now(),
    )
