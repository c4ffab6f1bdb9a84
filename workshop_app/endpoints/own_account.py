"""Choosing a password with a one-time link, changing it, and signing out everywhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from workshop_app.domain.errors import WorkshopError
from workshop_app.endpoints.forms import (
    COOKIE,
    HOME,
    LONGEST_KEPT,
    SIGN_IN,
    back,
    filled,
    go,
    posted,
    too_large,
    with_cookie,
    without_cookie,
)
from workshop_app.services.accounts import Accounts
from workshop_app.services.in_thread import OneByOne, in_thread
from workshop_app.services.limits import Passwords

LINK = "/lenke"
ACCOUNT = "/konto"


@dataclass(frozen=True, kw_only=True)
class OwnAccount:
    """The routes behind the forms of `/lenke` and `/konto`. `signed_out_everywhere` is told whose account it was."""

    accounts: Accounts
    checking: OneByOne
    passwords: Passwords
    signed_out_everywhere: Callable[[str], Awaitable[None]]

    def routes(self) -> list[Route]:
        """To be mounted before the pages."""
        return [
            Route("/konto/lenke", self._use_link, methods=["POST"]),
            Route("/konto/passord", self._change_password, methods=["POST"]),
            Route("/konto/logg-ut-overalt", self._sign_out_everywhere, methods=["POST"]),
        ]

    async def _use_link(self, request: Request) -> Response:
        form = await posted(request)
        if form is None:
            return too_large()
        token = filled(form, "key")
        try:
            entered = await self.checking(self.accounts.use_link, token=token, password=filled(form, "password"))
        except WorkshopError as error:
            return back(LINK, error, fragment=token[:LONGEST_KEPT])
        await self.signed_out_everywhere(entered.person_id)
        # Whoever has lost the password should see what else opens the account.
        return with_cookie(request, go(f"{ACCOUNT}?lagret=lenke" if entered.has_passkeys else HOME), entered.cookie)

    async def _change_password(self, request: Request) -> Response:
        form = await posted(request)
        if form is None:
            return too_large()
        person = await in_thread(self.accounts.sign_in.person, request.cookies.get(COOKIE))
        if person is None:
            return go(f"{SIGN_IN}?neste={ACCOUNT}")
        given = {name: filled(form, name) for name in ("current", "password")}
        try:
            await in_thread(self.passwords.try_once, person.id)
            entered = await self.checking(self.accounts.change_password, person, **given)
        except WorkshopError as error:
            return back(ACCOUNT, error)
        await in_thread(self.passwords.was_right, person.id)
        await self.signed_out_everywhere(person.id)
        return with_cookie(request, go(f"{ACCOUNT}?lagret=1"), entered.cookie)

    async def _sign_out_everywhere(self, request: Request) -> Response:
        person = await in_thread(self.accounts.sign_in.person, request.cookies.get(COOKIE))
        if person is not None:
            await in_thread(self.accounts.sign_out_everywhere, person)
            await self.signed_out_everywhere(person.id)
        return without_cookie(request, go(f"{SIGN_IN}?ut=1"))
