"""The adapters of the lists of all sessions, and of where the pulse has been discussed."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.domain.errors import BadInput
from workshop_app.phrases.formatting import format_date
from workshop_app.services.in_thread import in_thread
from workshop_app.services.oversight import ASKED, Page, chosen
from workshop_app.ui.browser import query_of
from workshop_app.ui.desk import DeskState, address_of, say
from workshop_app.ui.wiring import use

PATH = "/samlinger"
DISCUSSIONS_PATH = "/drofting"
_PAGE = "side"
#: Digits of a page's number that are read.
_DIGITS = 4


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """A session in the list."""

    held_on: str = ""
    unit: str = ""
    path: str = ""
    stage: str = ""
    state: str = ""
    made_by: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitOption:
    """A unit whose sessions can be asked for."""

    id: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class DiscussionRow:
    """A unit, and when its pulse was discussed; empty where it was not. `path` leads to the field for the day."""

    unit: str = ""
    discussed_on: str = ""
    path: str = ""


class AllSessions(DeskState, rx.State):
    """A page of the list, read anew at each arrival. `asked` are the fields of its form as the address fills them."""

    sessions: list[SessionRow] = []
    units: list[UnitOption] = []
    asked: dict[str, str] = dict.fromkeys(ASKED, "")
    is_narrowed: bool = False
    older: str = ""
    newest: str = ""

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """What the address asks for, for administrators."""
        return await self._arrive(self._read)

    async def _read(self, person: Person) -> None:
        self.asked = {name: query_of(self, name) for name in ASKED}
        self.is_narrowed = any(self.asked.values())
        given = query_of(self, _PAGE)[:_DIGITS]
        number = int(given) if given.isdecimal() else 0
        page = await self._page(person, number)
        self.sessions = [
            SessionRow(
                held_on=format_date(one.held_on),
                unit=one.unit_name,
                path=f"/enheter/{one.unit_id}",
                stage=one.stage.value,
                state=say(f"session.state.{one.stage.value}"),
                made_by=one.made_by,
            )
            for one in page.sessions
        ]
        self.units = [UnitOption(id=unit.id, name=unit.name) for unit in page.units]
        self.older = address_of(PATH, {**self.asked, _PAGE: str(number + 1)}) if page.more else ""
        self.newest = address_of(PATH, self.asked) if number else ""

    async def _page(self, person: Person, number: int) -> Page:
        """What is asked for; everything there is to choose from and no session, where that can't be read."""
        oversight = use().oversight
        try:
            return await in_thread(oversight.sessions, person, chosen(self.asked), page=number)
        except BadInput as error:
            self._refuse(error.key, **error.slots)
            everything = await in_thread(oversight.sessions, person, chosen({}))
            return Page(sessions=[], units=everything.units, more=False)


class Discussions(DeskState, rx.State):
    """All open units, read anew at each arrival: those whose pulse has not been discussed come first."""

    rows: list[DiscussionRow] = []
    summary: str = ""

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """The list, for administrators."""
        return await self._arrive(self._read)

    async def _read(self, person: Person) -> None:
        found = await in_thread(use().oversight.discussions, person)
        self.rows = [
            DiscussionRow(
                unit=unit.name,
                discussed_on=format_date(unit.discussed_on) if unit.discussed_on else "",
                path=f"/enheter/{unit.id}/endre#discussed_on",
            )
            for unit in found
        ]
        missing = sum(unit.discussed_on is None for unit in found)
        self.summary = say("discussions.missing", n=missing) if missing else say("discussions.none_missing")
