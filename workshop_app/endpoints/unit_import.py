"""Where a table of units is uploaded to."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from workshop_app.domain.access import Person
from workshop_app.domain.errors import BadInput
from workshop_app.endpoints.uploads import uploaded
from workshop_app.services.in_thread import OneByOne
from workshop_app.services.sign_in import SignIn
from workshop_app.services.unit_import import UnitImport

PAGE = "/enheter/importer"
_MOST_WAITING = 4


@dataclass(frozen=True, kw_only=True)
class UnitImports:
    """The route behind the form of `/enheter/importer`."""

    sign_in: SignIn
    unit_import: UnitImport
    # A large table takes a second to read: one at a time, and no phone waits for it.
    _reading: OneByOne = field(
        default_factory=lambda: OneByOne(most=_MOST_WAITING, refusal=lambda: BadInput("import.busy")), init=False
    )

    def routes(self) -> list[Route]:
        """To be mounted before the pages."""
        return [Route(f"{PAGE}/fil", self._upload, methods=["POST"])]

    async def _upload(self, request: Request) -> Response:
        return await uploaded(
            request, sign_in=self.sign_in, page=PAGE, too_large="import.too_large", taken=self._take, done=PAGE
        )

    async def _take(self, person: Person, content: bytes) -> None:
        if not content:
            raise BadInput("import.no_file")
        await self._reading(self.unit_import.upload, person, content)
