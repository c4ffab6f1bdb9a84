"""HTTP beside the screens: signing in and out sets a cookie that no script can read, so it needs a route."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from workshop_app.domain.errors import WorkshopError
from workshop_app.endpoints.example import example_sheet
from workshop_app.endpoints.forms import (
    COOKIE,
    LONGEST_KEPT,
    SIGN_IN,
    back,
    filled,
    go,
    keeping,
    own_path,
    posted,
    too_large,
    with_cookie,
    without_cookie,
)
from workshop_app.endpoints.own_account import OwnAccount
from workshop_app.endpoints.passkeys import PasskeyRoutes
from workshop_app.endpoints.security import NETWORK
from workshop_app.services.accounts import Accounts
from workshop_app.services.in_thread import OneByOne, in_thread
from workshop_app.services.limits import Passwords, TooManyTries
from workshop_app.services.passkeys import Passkeys
from workshop_app.services.sign_in import SignIn

FIRST_UNIT = "/enheter/ny"
SET_UP = "/oppsett"
_SET_UP_FIELDS = ("municipality", "privacy_contact", "name", "email", "password")
_LONGEST_EMAIL = 254
#: Passwords that may wait to be checked, and how many seconds to come back after when there are more.
_MOST_WAITING = 8
_SHORTLY = 2


def routes(
    *,
    accounts: Accounts,
    signed_out: Callable[[str], Awaitable[None]],
    signed_out_everywhere: Callable[[str], Awaitable[None]],
    passkeys: Passkeys | None = None,
    more: Iterable[Route] = (),
) -> Starlette:
    """The routes as an application that Reflex's is mounted behind.

    `signed_out` is told the cookie that is no more, `signed_out_everywhere` the id of whoever has no cookies any
    more; `passkeys` are there where anybody can have one, `more` are the routes of other modules.
    """
    sign_in = accounts.sign_in
    # Checking a password takes long on purpose. Nobody in a room shall wait for that.
    checking = OneByOne(most=_MOST_WAITING, refusal=lambda: TooManyTries("sign_in.slow_down", n=_SHORTLY))
    passwords = Passwords(accounts.limits)
    desk = _Desk(sign_in, checking, signed_out, passwords)
    own_account = OwnAccount(
        accounts=accounts, checking=checking, passwords=passwords, signed_out_everywhere=signed_out_everywhere
    )
    passkey_routes = passkeys and PasskeyRoutes(
        passkeys=passkeys, checking=checking, passwords=passwords, limits=accounts.limits
    )
    return Starlette(
        routes=[
            example_sheet(sign_in.is_example),
            Route("/konto/logg-inn", desk.enter, methods=["POST"]),
            Route("/konto/logg-ut", desk.leave, methods=["POST"]),
            Route("/konto/oppsett", desk.set_up, methods=["POST"]),
            *own_account.routes(),
            *(passkey_routes.routes() if passkey_routes else []),
            *more,
        ]
    )


class _Desk:
    """Signing in, out, and the first time."""

    def __init__(
        self, sign_in: SignIn, checking: OneByOne, signed_out: Callable[[str], Awaitable[None]], passwords: Passwords
    ) -> None:
        self._sign_in = sign_in
        self._signed_out = signed_out
        self._checking = checking
        self._passwords = passwords

    async def enter(self, request: Request) -> Response:
        form = await posted(request)
        if form is None:
            return too_large()
        email, following = filled(form, "email"), own_path(filled(form, "neste"))
        name = email.strip().lower()[:_LONGEST_EMAIL]
        # Whoever guesses slows down only those who try the same account from the same network.
        network = request.headers.get(NETWORK, "")
        try:
            await in_thread(self._passwords.try_once, name, network)
            cookie = await self._checking(self._sign_in.sign_in, email=email, password=filled(form, "password"))
        except WorkshopError as error:
            if not isinstance(error, TooManyTries):
                await in_thread(self._passwords.was_wrong, name)
            return keeping(request, back(SIGN_IN, error, neste=following), {"email": email})
        await in_thread(self._passwords.was_right, name, network)
        return with_cookie(request, go(following), cookie)

    async def leave(self, request: Request) -> Response:
        cookie = request.cookies.get(COOKIE)
        if cookie:
            await in_thread(self._sign_in.sign_out, cookie)
            await self._signed_out(cookie)
        return without_cookie(request, go(f"{SIGN_IN}?ut=1"))

    async def set_up(self, request: Request) -> Response:
        form = await posted(request)
        if form is None:
            return too_large()
        key, fields = filled(form, "key"), {name: filled(form, name) for name in _SET_UP_FIELDS}
        try:
            cookie = await self._checking(self._sign_in.set_up, key=key, **fields)
        except WorkshopError as error:
            del fields["password"]
            return keeping(request, back(SET_UP, error, nokkel=key[:LONGEST_KEPT]), fields)
        return with_cookie(request, go(FIRST_UNIT), cookie)
