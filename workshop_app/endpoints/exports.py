"""Files to take away: a unit's figures, the minutes and the dates of a session, an agenda, the audit log.

Each file is made whole before its first byte is sent, so nobody is ever offered half of one. They are made one by one
in a thread of their own, so that phones that vote meanwhile never wait for one; only dates for phones, which are small
and wanted by a whole room at once, don't wait in that line. What one may not see is answered like what is not there.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from workshop_app.domain.access import Person
from workshop_app.domain.errors import BadInput, NotAllowed, WorkshopError
from workshop_app.endpoints.forms import COOKIE, SIGN_IN
from workshop_app.phrases import LANGUAGES, phrase
from workshop_app.services import clock
from workshop_app.services.audit import AuditLog, Entry, selection
from workshop_app.services.history import History
from workshop_app.services.in_thread import OneByOne, in_thread
from workshop_app.services.own_agendas import OwnAgendas
from workshop_app.services.review import Review
from workshop_app.services.sign_in import SignIn
from workshop_app.services.snapshot import Snapshot

if TYPE_CHECKING:
    from workshop_app.reports.unit_figures import UnitFigures

_log = logging.getLogger("workshop")
_LANGUAGE = "nb"
_SEE_OTHER, _BAD, _NOT_FOUND, _FAILED, _BUSY = 303, 400, 404, 500, 503
#: Files that may wait to be made.
_MOST_WAITING = 8
#: Letters that no accent can be taken off.
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A", "đ": "d", "ŋ": "n", "ŧ": "t"})
_LONGEST_NAME = 80
#: Characters that some file system has other uses for.
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|.]+")


class Busy(WorkshopError):
    """Too many files wait to be made."""


@dataclass(frozen=True, kw_only=True)
class File:
    """A finished file, and what to call it."""

    content: bytes
    name: str
    ending: str
    media_type: str


def _xlsx(figures: UnitFigures) -> bytes:
    from workshop_app.reports.workbook import workbook  # noqa: PLC0415 -- slow import

    return workbook(figures, today=clock.today())


def _csv(figures: UnitFigures) -> bytes:
    from workshop_app.reports.tidy import tidy  # noqa: PLC0415 -- only when it is asked for

    return tidy(figures)


def _json(figures: UnitFigures) -> bytes:
    from workshop_app.reports.json_file import json_file  # noqa: PLC0415 -- only when it is asked for

    return json_file(figures)


def _log_xlsx(entries: Sequence[Entry]) -> bytes:
    from workshop_app.reports.audit_file import audit_workbook  # noqa: PLC0415 -- slow import

    return audit_workbook(entries)


def _log_csv(entries: Sequence[Entry]) -> bytes:
    from workshop_app.reports.audit_file import audit_csv  # noqa: PLC0415 -- slow import

    return audit_csv(entries)


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The last part of the address → (how the file is made, how its name ends, its media type).
_FORMATS: dict[str, tuple[Callable[[UnitFigures], bytes], str, str]] = {
    "xlsx": (_xlsx, "xlsx", _WORKBOOK),
    "csv": (_csv, "csv.zip", "application/zip"),
    "json": (_json, "json", "application/json"),
}


#: The same for the audit log, whose formats are how its names end.
_LOG_FORMATS: dict[str, tuple[Callable[[Sequence[Entry]], bytes], str]] = {
    "xlsx": (_log_xlsx, _WORKBOOK),
    "csv": (_log_csv, "text/csv; charset=utf-8"),
}


@dataclass(kw_only=True)
class Exports:
    """The routes of files."""

    sign_in: SignIn
    history: History
    review: Review
    audit: AuditLog
    own_agendas: OwnAgendas
    _making: OneByOne = field(
        default_factory=lambda: OneByOne(most=_MOST_WAITING, refusal=lambda: Busy("export.busy")), init=False
    )

    def routes(self) -> list[Route]:
        """To be mounted before the pages, which have addresses that begin alike."""
        return [
            Route("/agendaer/{agenda_id}/fil.toml", self._agenda, methods=["GET"]),
            Route("/enheter/{unit_id}/eksport/{format}", self._unit, methods=["GET"]),
            Route("/samlinger/{session_id}/referat.pdf", self._minutes, methods=["GET"]),
            Route("/samlinger/{session_id}/kalender.ics", self._dates, methods=["GET"]),
            Route("/d/{code}/kalender.ics", self._dates_for_phone, methods=["GET"]),
            Route("/hendelser/eksport/{format}", self._audit, methods=["GET"]),
        ]

    async def _unit(self, request: Request) -> Response:
        asked = request.path_params
        return await self._answer(request, lambda person: self._figures(person, asked["unit_id"], asked["format"]))

    async def _minutes(self, request: Request) -> Response:
        session_id = request.path_params["session_id"]
        return await self._answer(request, lambda person: self._session(person, session_id))

    async def _dates(self, request: Request) -> Response:
        session_id = request.path_params["session_id"]

        def make(person: Person) -> File:
            snapshot = self.review.session(person, session_id)
            return _calendar(snapshot, snapshot.record.language)

        return await self._answer(request, make)

    async def _dates_for_phone(self, request: Request) -> Response:
        """For those who took part: phones are given the key with the last screen of the session."""
        code, asked = request.path_params["code"], request.query_params
        language = asked.get("sprak", "")
        try:
            snapshot = await in_thread(self.review.dates, code, key=asked.get("nokkel", ""))
        except NotAllowed as refused:
            return _sentence(refused.key, _NOT_FOUND)
        made = await in_thread(_calendar, snapshot, language if language in LANGUAGES else snapshot.record.language)
        # Phones open a calendar file that is not an attachment in the calendar right away.
        return _download(made, opened=True)

    async def _audit(self, request: Request) -> Response:
        format_, asked = request.path_params["format"], dict(request.query_params)
        return await self._answer(request, lambda person: self._log(person, format_, asked))

    async def _agenda(self, request: Request) -> Response:
        agenda_id = request.path_params["agenda_id"]
        return await self._answer(request, lambda person: self._agenda_file(person, agenda_id))

    async def _answer(self, request: Request, make: Callable[[Person], File]) -> Response:
        person = await in_thread(self.sign_in.person, request.cookies.get(COOKIE))
        if person is None:
            return RedirectResponse(f"{SIGN_IN}?{urlencode({'neste': quote(request.url.path)})}", _SEE_OTHER)
        try:
            made = await self._making(make, person)
        except NotAllowed as refused:
            return _sentence(refused.key, _NOT_FOUND)
        except BadInput as refused:
            return _sentence(refused.key, _BAD)
        except Busy as refused:
            return _sentence(refused.key, _BUSY)
        except Exception as error:  # noqa: BLE001 -- whatever went wrong, there is no file
            # The kind only: a message may hold what somebody wrote.
            _log.error("No file was made: %s", type(error).__name__)
            return _sentence("export.failed", _FAILED)
        return _download(made)

    def _figures(self, person: Person, unit_id: str, format_: str) -> File:
        from workshop_app.reports.unit_figures import unit_figures  # noqa: PLC0415 -- only when it is asked for

        if format_ not in _FORMATS:
            raise NotAllowed("page.not_found")
        make, ending, media_type = _FORMATS[format_]
        try:
            figures = unit_figures(self.history.unit(person, unit_id, file=format_))
        except NotAllowed:
            raise NotAllowed("page.not_found") from None
        return File(content=make(figures), name=figures.history.unit.name, ending=ending, media_type=media_type)

    def _agenda_file(self, person: Person, agenda_id: str) -> File:
        title, text = self.own_agendas.exported(person, agenda_id)
        return File(content=text.encode(), name=title, ending="toml", media_type="application/toml")

    def _session(self, person: Person, session_id: str) -> File:
        from workshop_app.reports.minutes import minutes  # noqa: PLC0415 -- only when it is asked for

        snapshot = self.review.minutes(person, session_id)
        name = f"{phrase('minutes.title', snapshot.record.language)} {snapshot.unit.name}"
        return File(
            content=minutes(
                snapshot,
                minimum=snapshot.municipality.threshold(self.review.minimum),
                logo=self.review.logo(snapshot.municipality.logo.id) if snapshot.municipality.logo else None,
            ),
            name=f"{name} {snapshot.record.held_on.isoformat()}",
            ending="pdf",
            media_type="application/pdf",
        )

    def _log(self, person: Person, format_: str, asked: Mapping[str, str]) -> File:
        if format_ not in _LOG_FORMATS:
            raise NotAllowed("page.not_found")
        make, media_type = _LOG_FORMATS[format_]
        entries = self.audit.everything(person, selection(asked), file=format_)
        name = f"{phrase('audit.title', _LANGUAGE)} {clock.today().isoformat()}"
        return File(content=make(entries), name=name, ending=format_, media_type=media_type)


def ascii_name(name: str) -> str:
    """A file name that no header and no file system trips over: `Skole og barnehage, 2` → `Skole-og-barnehage-2`."""
    plain = normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-") or "tillitsverkstedet"


def _calendar(snapshot: Snapshot, language: str) -> File:
    from workshop_app.reports.calendar_file import MEDIA_TYPE, calendar_file  # noqa: PLC0415 -- slow import

    day = snapshot.record.held_on.isoformat()
    return File(
        content=calendar_file(snapshot, language, now=clock.now()),
        name=f"{phrase('calendar.file', language)} {snapshot.unit.name} {day}",
        ending="ics",
        media_type=MEDIA_TYPE,
    )


def _download(made: File, *, opened: bool = False) -> Response:
    full = " ".join(_NOT_IN_NAMES.sub(" ", made.name).split())[:_LONGEST_NAME]
    names = f"filename=\"{ascii_name(made.name)}.{made.ending}\"; filename*=UTF-8''{quote(full, safe='')}.{made.ending}"
    headers = {"content-disposition": f"{'inline' if opened else 'attachment'}; {names}", "cache-control": "no-store"}
    return Response(made.content, media_type=made.media_type, headers=headers)


def _sentence(key: str, status: int) -> Response:
    return PlainTextResponse(phrase(key, _LANGUAGE), status, headers={"cache-control": "no-store"})
