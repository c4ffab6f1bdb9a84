"""The adapter of the page where a table of units is looked at before anything changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.domain.errors import NotAllowed, WorkshopError
from workshop_app.domain.unit_import import Effect, ImportChange, Mistake
from workshop_app.services.in_thread import in_thread
from workshop_app.services.sheets import MOST_ROWS
from workshop_app.ui.browser import query_of
from workshop_app.ui.desk import DeskState, person_of, say
from workshop_app.ui.wiring import use

#: What the form may come back with.
_REFUSALS = frozenset(
    f"import.{why}" for why in ("too_large", "no_file", "not_a_table", "too_many", "empty", "no_name", "busy")
)


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One change, or one mistake, in words."""

    mark: str = ""
    says: str = ""


class UnitTable(DeskState, rx.State):
    """What the uploaded table would change. `seen` stands for exactly what is on the page."""

    waits: bool = False
    summary: str = ""
    changes: list[ChangeLine] = []
    mistakes: list[ChangeLine] = []
    said: str = ""
    _seen: str = ""

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """The form, and the preview of what was uploaded."""
        self.said = ""
        return await self._arrive(self._read_first)

    async def _read_first(self, person: Person) -> None:
        key = query_of(self, "feil")
        if key in _REFUSALS:
            self._refuse(key, most=MOST_ROWS, field="fil")
        await self._read(person)

    @rx.event
    async def carry_out(self) -> None:
        """Do what is on the page."""
        person = await person_of(self)
        if not self._begins(person):
            return
        try:
            number = await in_thread(partial(use().unit_import.carry_out, person, seen=self._seen))
            self.said = say("import.done", n=number)
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
        await self._read_again(person)

    @rx.event
    async def give_up(self) -> None:
        """Forget the table."""
        person = await person_of(self)
        if not self._begins(person):
            return
        try:
            await in_thread(use().unit_import.give_up, person)
        except NotAllowed as error:
            self._refuse(error.key)
        await self._read_again(person)

    def _begins(self, person: Person | None) -> bool:
        self.said = ""
        self._forget_error()
        if person is None:
            self._refuse("sign_in.expired")
        return person is not None

    async def _read_again(self, person: Person) -> None:
        try:
            await self._read(person)
        except NotAllowed as error:
            self._refuse(error.key)

    async def _read(self, person: Person) -> None:
        preview = await in_thread(use().unit_import.preview, person)
        self.waits, self._seen = preview is not None, preview.seen if preview else ""
        plan = preview.plan if preview else None
        self.changes = [_change(one) for one in plan.changes] if plan else []
        self.mistakes = [_mistake(one) for one in plan.mistakes] if plan else []
        if plan is None:
            self.summary = ""
        elif plan.mistakes:
            self.summary = say("import.has_mistakes", n=len(plan.mistakes))
        elif plan.changes:
            unchanged = say("import.unchanged", n=plan.unchanged) if plan.unchanged else ""
            self.summary = f"{say('import.summary', n=len(plan.changes))} {unchanged}".strip()
        else:
            self.summary = say("import.nothing")


def _change(change: ImportChange) -> ChangeLine:
    match change.effect:
        case Effect.NEW if change.parent:
            says = say("import.new_under", name=change.name, parent=change.parent)
        case Effect.NEW:
            says = say("import.new_top", name=change.name)
        case Effect.MOVED if change.parent:
            says = say("import.moved_under", name=change.name, parent=change.parent)
        case Effect.MOVED:
            says = say("import.moved_top", name=change.name)
        case _:
            says = say("import.leader", name=change.name, leader_role=change.leader_role)
    return ChangeLine(mark=say(f"import.mark.{change.effect}"), says=says)


def _mistake(mistake: Mistake) -> ChangeLine:
    return ChangeLine(mark=say("import.row", n=mistake.number), says=say(mistake.key, **mistake.slots))
