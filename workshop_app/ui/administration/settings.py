"""The adapter of the page about the whole municipality: its forms, what would be deleted and what has been."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.domain.errors import NotAllowed, WorkshopError
from workshop_app.live.views.frames.parts import LogoView
from workshop_app.live.views.logo import logo_view
from workshop_app.phrases.formatting import enumeration, format_date
from workshop_app.services.in_thread import in_thread
from workshop_app.services.logo_drawing import LARGEST as LARGEST_LOGO
from workshop_app.services.municipality import HIGHEST_THRESHOLD
from workshop_app.ui.browser import query_of
from workshop_app.ui.desk import LANGUAGE, DeskState, person_of, say
from workshop_app.ui.letterhead import Letterhead
from workshop_app.ui.wiring import use

#: What the form with the logo may come back with.
_REFUSED_LOGOS = frozenset(f"logo.{why}" for why in ("no_file", "too_large", "not_a_picture", "unreadable", "busy"))
#: Days of the record that are shown, the latest first.
_DAYS = 60


@dataclass(frozen=True, kw_only=True)
class DeletedLine:
    """What was deleted on one day."""

    date: str = ""
    what: str = ""


class Municipality(DeskState, rx.State):
    """What holds for all units. `said` is about the form named by `form`."""

    filled: dict[str, str] = {}
    logo: LogoView = LogoView()
    thresholds: list[str] = []
    deleted: list[DeletedLine] = []
    would: str = ""
    form: str = ""
    said: str = ""

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """The page as things are."""
        self._begin("")
        return await self._arrive(self._read)

    async def _read(self, person: Person) -> None:
        await self._fill_in(person)
        key = query_of(self, "feil")
        if key in _REFUSED_LOGOS:
            self._begin("logo")
            self._refuse(key, kb=LARGEST_LOGO // 1000, field="fil")
        elif query_of(self, "lagret") == "logo":
            self._begin("logo")
            self.said = say("logo.saved")

    @rx.event
    async def rename(self, form: dict[str, Any]) -> list[rx.event.EventSpec]:
        """Name and contact."""
        given = {name: str(form.get(name) or "") for name in ("name", "privacy_contact")}
        wrong = await self._change("name", await person_of(self), partial(use().municipality.rename, **given))
        return _with_letterhead(wrong)

    @rx.event
    async def remove_logo(self) -> list[rx.event.EventSpec]:
        """The name alone again."""
        await self._change("logo", await person_of(self), use().municipality.remove_logo)
        if not self.error:
            self.said = say("logo.removed")
        # The button that was pressed is gone.
        return _with_letterhead(rx.set_focus("fil"))

    @rx.event
    async def raise_threshold(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """How many must answer."""
        given = {"minimum": _number(form, "threshold"), "understood": bool(form.get("understood"))}
        work = partial(use().municipality.raise_threshold, **given)
        return await self._change("threshold", await person_of(self), work)

    @rx.event
    async def keep_for(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """How long things are kept."""
        given = {name: _number(form, name) for name in ("months_of_texts", "years_of_totals")}
        return await self._change("periods", await person_of(self), partial(use().municipality.keep_for, **given))

    @rx.event
    async def try_out(self) -> None:
        """Say what would be deleted now."""
        person = await person_of(self)
        self._begin("deleting")
        if person is None:
            self._refuse("sign_in.expired")
            return
        try:
            would = await in_thread(use().municipality.would_be_deleted, person)
        except NotAllowed as error:
            self._refuse(error.key)
            return
        self.would = say("own_municipality.would", what=_told(would))

    async def _change(
        self, form: str, person: Person | None, work: Callable[[Person], object]
    ) -> rx.event.EventSpec | None:
        self._begin(form)
        if person is None:
            self._refuse("sign_in.expired")
            return None
        try:
            await in_thread(work, person)
            await self._fill_in(person)
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
            return rx.set_focus(self.wrong) if self.wrong else None
        self.said = say("action.saved")
        return None

    async def _fill_in(self, person: Person) -> None:
        found = await in_thread(use().municipality.read, person)
        lines = await in_thread(use().municipality.deleted, person)
        self.logo = logo_view(found)
        self.filled = {
            "name": found.name,
            "privacy_contact": found.privacy_contact,
            "threshold": str(found.minimum_answers),
            "months_of_texts": str(found.periods.months_of_texts),
            "years_of_totals": str(found.periods.years_of_totals),
        }
        self.thresholds = [str(n) for n in range(found.minimum_answers, HIGHEST_THRESHOLD + 1)]
        days = {line.day: {one.what: one.number for one in lines if one.day == line.day} for line in lines}
        latest = sorted(days.items(), reverse=True)[:_DAYS]
        self.deleted = [DeletedLine(date=format_date(day), what=_told(what)) for day, what in latest]

    def _begin(self, form: str) -> None:
        self.form, self.said, self.would = form, "", ""
        self._forget_error()


def _with_letterhead(focus: rx.event.EventSpec | None) -> list[rx.event.EventSpec]:
    """The top of the page as it is now, before the focus goes where it should."""
    return [Letterhead.arrive(), *([focus] if focus else [])]


def _number(form: Mapping[str, Any], field: str) -> int:
    """A whole number; what is none becomes one that is refused."""
    text = str(form.get(field) or "").strip()
    return int(text) if text.isdecimal() and len(text) < 4 else 0  # noqa: PLR2004 -- more digits than any of them has


def _told(deleted: Mapping[str, int]) -> str:
    parts = [say(f"own_municipality.deleted.{what}", n=number) for what, number in deleted.items()]
    return enumeration(parts, LANGUAGE) if parts else say("own_municipality.deleted.nothing")
