"""The municipality's logo: where anybody gets it, and the plain form by which an administrator uploads another.

What is stored is a picture that we have drawn; the file itself is forgotten, and its name is not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from workshop_app.domain.access import Person
from workshop_app.domain.errors import BadInput
from workshop_app.endpoints.uploads import uploaded
from workshop_app.live.views.logo import LOGOS
from workshop_app.phrases import phrase
from workshop_app.services.in_thread import OneByOne, in_thread
from workshop_app.services.municipality import MunicipalitySettings
from workshop_app.services.review import Review
from workshop_app.services.sign_in import SignIn

PAGE = "/kommunen"
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
            return PlainTextResponse(phrase("page.not_found", "nb"), _NOT_FOUND)
        return Response(picture, media_type="image/png", headers=_FOR_EVER)

    async def _upload(self, request: Request) -> Response:
        done = f"{PAGE}?lagret=logo"
        return await uploaded(
            request, sign_in=self.sign_in, page=PAGE, too_large="logo.too_large", taken=self._take, done=done
        )

    async def _take(self, person: Person, content: bytes) -> None:
        await self._drawing(self.municipality.choose_logo, person, content)
