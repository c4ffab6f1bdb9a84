"""Signing in with a passkey, and one's own: what the browser is to ask an authenticator, and what came of it.

The first is fetched by `assets/desk/passkey_form.js`, and answered as JSON. The second is a form like all others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from workshop_app.domain.access import Person
from workshop_app.domain.agenda import Language
from workshop_app.domain.errors import WorkshopError
from workshop_app.endpoints.forms import (
    COOKIE,
    SIGN_IN,
    back,
    filled,
    go,
    own_path,
    posted,
    too_large,
    with_cookie,
)
from workshop_app.endpoints.own_account import ACCOUNT
from workshop_app.endpoints.security import NETWORK
from workshop_app.phrases import phrase
from workshop_app.services.in_thread import OneByOne, in_thread
from workshop_app.services.limits import PASSKEY_SIGN_INS, Limits, Passwords
from workshop_app.services.passkeys import Passkeys

_UNAUTHORISED = 401
_REFUSED = 400


@dataclass(frozen=True, kw_only=True)
class PasskeyRoutes:
    """The routes; none where nobody can have a passkey. `checking` and `passwords` are those of all who sign in."""

    passkeys: Passkeys
    checking: OneByOne
    passwords: Passwords
    limits: Limits

    def routes(self) -> list[Route]:
        """To be mounted before the pages."""
        if not self.passkeys.is_open:
            return []
        return [
            Route("/konto/passnokkel/begynn", self._begin, methods=["POST"]),
            Route("/konto/passnokkel/logg-inn", self._enter, methods=["POST"]),
            Route("/konto/passnokler/begynn", self._begin_adding, methods=["POST"]),
            Route("/konto/passnokler/legg-til", self._add, methods=["POST"]),
            Route("/konto/passnokler/navn", self._rename, methods=["POST"]),
            Route("/konto/passnokler/fjern", self._remove, methods=["POST"]),
        ]

    async def _begin(self, request: Request) -> Response:
        try:
            await self._demand_few(request)
            return _options(await in_thread(self.passkeys.begin))
        except WorkshopError as error:
            return _refused(error)

    async def _enter(self, request: Request) -> Response:
        form = await posted(request)
        if form is None:
            return too_large()
        following = own_path(filled(form, "neste"))
        try:
            await self._demand_few(request)
            entered = await in_thread(self.passkeys.enter, filled(form, "credential"))
        except WorkshopError as error:
            return back(SIGN_IN, error, neste=following)
        return with_cookie(request, go(following), entered.cookie)

    async def _begin_adding(self, request: Request) -> Response:
        form, person = await posted(request), await self._person(request)
        if form is None:
            return too_large()
        if person is None:
            return JSONResponse({"wrong": phrase("sign_in.expired", Language.BOKMAL)}, _UNAUTHORISED)
        try:
            await in_thread(self.passwords.try_once, person.id)
            given = {"name": filled(form, "passkey_name"), "current": filled(form, "current")}
            options = await self.checking(self.passkeys.begin_adding, person, **given)
        except WorkshopError as error:
            return _refused(error)
        await in_thread(self.passwords.was_right, person.id)
        return _options(options)

    async def _add(self, request: Request) -> Response:
        def add(person: Person, form: FormData) -> None:
            self.passkeys.add(person, name=filled(form, "passkey_name"), credential=filled(form, "credential"))

        return await self._change(request, add, "passnokkel")

    async def _rename(self, request: Request) -> Response:
        def rename(person: Person, form: FormData) -> None:
            self.passkeys.rename(person, filled(form, "id"), name=filled(form, "name"))

        return await self._change(request, rename, "navn")

    async def _remove(self, request: Request) -> Response:
        def remove(person: Person, form: FormData) -> None:
            self.passkeys.remove(person, filled(form, "id"))

        return await self._change(request, remove, "fjernet")

    async def _change(self, request: Request, change: Callable[[Person, FormData], None], done: str) -> Response:
        """To the account's page, with what has been `done` or why not."""
        form, person = await posted(request), await self._person(request)
        if form is None:
            return too_large()
        if person is None:
            return go(f"{SIGN_IN}?neste={ACCOUNT}")
        try:
            await in_thread(change, person, form)
        except WorkshopError as error:
            return back(ACCOUNT, error)
        return go(f"{ACCOUNT}?lagret={done}")

    async def _person(self, request: Request) -> Person | None:
        return await in_thread(self.passkeys.sign_in.person, request.cookies.get(COOKIE))

    async def _demand_few(self, request: Request) -> None:
        await in_thread(self.limits.demand_and_count, PASSKEY_SIGN_INS, request.headers.get(NETWORK, ""))


def _options(options: str) -> Response:
    return Response(options, media_type="application/json", headers={"cache-control": "no-store"})


def _refused(error: WorkshopError) -> Response:
    return JSONResponse({"wrong": phrase(error.key, Language.BOKMAL, **error.slots)}, _REFUSED)
