"""Where a table of units is uploaded to: a plain form, since Reflex's own uploads are off.

The origin is checked before anything comes here (`security.Guard`), the size before the form is read (`forms.posted`).
The file is read and forgotten: it is never written anywhere, and its name is not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from workshop_app.domain.errors import BadInput, NotAllowed, WorkshopError
from workshop_app.endpoints.forms import COOKIE, SIGN_IN, back, go, posted
from workshop_app.phrases import phrase
from workshop_app.services.in_thread import OneByOne, in_thread
from workshop_app.services.sign_in import SignIn
from workshop_app.services.unit_import import UnitImport

PAGE = "/enheter/importer"
FIELD = "fil"
_NOT_FOUND = 404
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
        person = await in_thread(self.sign_in.person, request.cookies.get(COOKIE))
        if person is None:
            return go(f"{SIGN_IN}?neste={PAGE}")
        form = await posted(request)
        if form is None:
            return back(PAGE, BadInput("import.too_large"))
        try:
            file = form.get(FIELD)
            content = await file.read() if isinstance(file, UploadFile) else b""
            if not content:
                raise BadInput("import.no_file")
            await self._reading(self.unit_import.upload, person, content)
        except NotAllowed as refused:
            return PlainTextResponse(phrase(refused.key, "nb"), _NOT_FOUND)
        except WorkshopError as refused:
            return back(PAGE, refused)
        finally:
            await form.close()
        return go(PAGE)
