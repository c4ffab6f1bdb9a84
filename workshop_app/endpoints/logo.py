"""The municipality's logo: where anybody gets it, and the plain form by which an administrator uploads another.

The origin is checked before anything comes here (`security.Guard`), the size before the form is read (`forms.posted`).
What is stored is a picture that we have drawn; the file itself is forgotten, and its name is not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from workshop_app.domain.errors import BadInput, NotAllowed, WorkshopError
from workshop_app.endpoints.forms import COOKIE, SIGN_IN, back, go, posted
from workshop_app.live.views.logo import LOGOS
from workshop_app.phrases import phrase
from workshop_app.services.in_thread import OneByOne, in_thread
from workshop_app.services.municipality import MunicipalitySettings
from workshop_app.services.review import Review
from workshop_app.services.sign_in import SignIn

PAGE = "/kommunen"
FIELD = "fil"
_NOT_FOUND = 404
_MOST_WAITING = 2
#: What stands at an address is the picture that the address is the hash of.
_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True, kw_only=True)
class Logos:
    """The two routes."""

    sign_in: SignIn
    municipality: MunicipalitySettings
    review: Review
    # Drawing may take seconds: one at a time, and no phone waits for it.
    _drawing: OneByOne = field(
        default_factory=lambda: OneByOne(most=_MOST_WAITING, refusal=lambda: BadInput("logo.busy")), init=False
    )

    def routes(self) -> list[Route]:
        """To be mounted before the pages."""
        return [
            Route(f"{LOGOS}/{{id_}}.png", self._show),
            Route(f"{PAGE}/logo", self._upload, methods=["POST"]),
        ]

    async def _show(self, request: Request) -> Response:
        picture = await in_thread(self.review.logo, request.path_params["id_"])
        if picture is None:
            return _not_found()
        return Response(picture, media_type="image/png", headers=_FOR_EVER)

    async def _upload(self, request: Request) -> Response:
        person = await in_thread(self.sign_in.person, request.cookies.get(COOKIE))
        if person is None:
            return go(f"{SIGN_IN}?neste={PAGE}")
        form = await posted(request)
        if form is None:
            return back(PAGE, BadInput("logo.too_large"))
        try:
            file = form.get(FIELD)
            content = await file.read() if isinstance(file, UploadFile) else b""
            await self._drawing(self.municipality.choose_logo, person, content)
        except NotAllowed:
            return _not_found()
        except WorkshopError as refused:
            return back(PAGE, refused)
        finally:
            await form.close()
        return go(f"{PAGE}?lagret=logo")


def _not_found() -> Response:
    return PlainTextResponse(phrase("page.not_found", "nb"), _NOT_FOUND)
