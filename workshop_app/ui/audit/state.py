"""The adapter of the audit log: which of its lines the address asks for."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.domain.errors import BadInput
from workshop_app.phrases.formatting import alphabetical
from workshop_app.reports.audit_lines import Line, line
from workshop_app.services.audit import ASKED, Page, selection
from workshop_app.services.in_thread import in_thread
from workshop_app.ui.browser import query_of
from workshop_app.ui.desk import DeskState, address_of
from workshop_app.ui.wiring import use

PATH = "/hendelser"
_OLDER = "eldre"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody whose lines can be asked for."""

    id: str = ""
    name: str = ""


class Audit(DeskState, rx.State):
    """A page of the log, read anew at each arrival. `asked` are the fields of its form as the address fills them."""

    lines: list[Line] = []
    actors: list[Actor] = []
    asked: dict[str, str] = dict.fromkeys(ASKED, "")
    is_narrowed: bool = False
    older: str = ""
    newest: str = ""
    workbook: str = ""
    csv: str = ""

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """What the address asks for, for administrators."""
        return await self._arrive(self._read)

    async def _read(self, person: Person) -> None:
        log, older_than = use().audit, query_of(self, _OLDER)
        actors = await in_thread(log.actors, person)
        self.actors = [
            Actor(id=id_, name=name) for id_, name in sorted(actors.items(), key=lambda one: alphabetical(one[1]))
        ]
        self.asked = {name: query_of(self, name) for name in ASKED}
        self.is_narrowed = any(self.asked.values())
        try:
            page = await in_thread(log.page, person, selection(self.asked), older_than=older_than)
        except BadInput as error:
            self._refuse(error.key, **error.slots)
            page = Page(entries=[], older="")
        self.lines = [line(entry) for entry in page.entries]
        self.older = address_of(PATH, {**self.asked, _OLDER: page.older}) if page.older else ""
        self.newest = address_of(PATH, self.asked) if older_than else ""
        self.workbook, self.csv = (address_of(f"{PATH}/eksport/{format_}", self.asked) for format_ in ("xlsx", "csv"))
