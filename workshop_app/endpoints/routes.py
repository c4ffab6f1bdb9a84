"""HTTP beside the screens: signing in and out sets a cookie that no script can read, so it needs a route.

Each form is answered with a redirect: on to where one was going, or back with the phrase that says
what was wrong. Where to go is only ever a path on this server. What was filled in comes back too,
but never the password, and never in an address, where logs and histories would keep it: it waits
in a cookie of its own for two minutes (`kept_fields`).
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from workshop_app.domain.errors import WorkshopError
from workshop_app.endpoints.example import example_sheet
from workshop_app.services.in_thread import OneByOne, in_thread
from workshop_app.services.sign_in import SIGN_IN_LASTS, SignIn
from workshop_app.services.throttle import Throttle, TooManyTries

COOKIE = "workshop_sign_in"
KEPT_COOKIE = "workshop_kept_fields"
HOME = "/enheter"
FIRST_UNIT = "/enheter/ny"
SIGN_IN = "/logg-inn"
SET_UP = "/oppsett"
_SET_UP_FIELDS = ("municipality", "privacy_contact", "name", "email", "password")
_KEPT_SECONDS = 120
_LONGEST_KEPT = 120
_LONGEST_BODY = 256 * 1024
_LONGEST_EMAIL = 254
#: Passwords that may wait to be checked, and how many seconds to come back after when there are more.
_MOST_WAITING = 8
_SHORTLY = 2
_SEE_OTHER = 303
_TOO_LARGE = 413
#: One slash and then no second one: `//host` would be another server.
_OWN_PATH = re.compile(r"/(?:[A-Za-z0-9._~%-][A-Za-z0-9._~%/-]*)?(?:\?[A-Za-z0-9._~%=&-]*)?")


def routes(
    *,
    sign_in: SignIn,
    signed_out: Callable[[str], Awaitable[None]],
    more: Iterable[Route] = (),
) -> Starlette:
    """The routes as an application that Reflex's is mounted behind.

    `signed_out` is told the cookie that is no more; `more` are the routes of other modules.
    """
    desk = _Desk(sign_in, Throttle(), signed_out)

    return Starlette(
        routes=[
            example_sheet(sign_in.is_example),
            Route("/konto/logg-inn", desk.enter, methods=["POST"]),
            Route("/konto/logg-ut", desk.leave, methods=["POST"]),
            Route("/konto/oppsett", desk.set_up, methods=["POST"]),
            *more,
        ]
    )


class _Desk:
    """Signing in, out, and the first time."""

    def __init__(self, sign_in: SignIn, throttle: Throttle, signed_out: Callable[[str], Awaitable[None]]) -> None:
        self._sign_in = sign_in
        self._throttle = throttle
        self._signed_out = signed_out
        # Checking a password takes long on purpose. Nobody in a room shall wait for that.
        self._checking = OneByOne(most=_MOST_WAITING, refusal=lambda: TooManyTries("sign_in.slow_down", n=_SHORTLY))

    async def enter(self, request: Request) -> Response:
        form = await _form(request)
        if form is None:
            return _too_large()
        email, following = _field(form, "email"), own_path(_field(form, "neste"))
        name = email.strip().lower()[:_LONGEST_EMAIL]
        try:
            self._throttle.try_once(name)
            cookie = await self._checking(self._sign_in.sign_in, email=email, password=_field(form, "password"))
        except WorkshopError as error:
            return _keeping(request, _back(SIGN_IN, error, neste=following), {"email": email})
        self._throttle.forget(name)
        return _with_cookie(request, _go(following), cookie)

    async def leave(self, request: Request) -> Response:
        cookie = request.cookies.get(COOKIE)
        if cookie:
            await in_thread(self._sign_in.sign_out, cookie)
            await self._signed_out(cookie)
        answer = _go(f"{SIGN_IN}?ut=1")
        answer.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=_is_encrypted(request))
        return answer

    async def set_up(self, request: Request) -> Response:
        form = await _form(request)
        if form is None:
            return _too_large()
        key, fields = _field(form, "key"), {name: _field(form, name) for name in _SET_UP_FIELDS}
        try:
            cookie = await self._checking(self._sign_in.set_up, key=key, **fields)
        except WorkshopError as error:
            del fields["password"]
            return _keeping(request, _back(SET_UP, error, nokkel=key[:_LONGEST_KEPT]), fields)
        return _with_cookie(request, _go(FIRST_UNIT), cookie)


def own_path(wanted: str) -> str:
    """A path on this server, never another host's."""
    return wanted if _OWN_PATH.fullmatch(wanted) else HOME


def kept_fields(cookie: str | None) -> dict[str, str]:
    """What was filled in before a form came back, by field; empty where there is nothing to read."""
    try:
        found = json.loads(base64.urlsafe_b64decode((cookie or "").encode()))
    except (binascii.Error, ValueError):
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


async def _form(request: Request) -> FormData | None:
    """The form, or None for one that is larger than any that people fill in."""
    told = request.headers.get("content-length", "")
    if not told.isdecimal() or int(told) > _LONGEST_BODY:
        return None
    return await request.form()


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    # Half a character can't have been typed; somebody has chosen the form's character set to send it.
    return value if isinstance(value, str) and not any("\ud800" <= c <= "\udfff" for c in value) else ""


def _go(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=_SEE_OTHER)


def _back(path: str, error: WorkshopError, **query: str) -> RedirectResponse:
    """Back to the form: `feil` is the phrase, `felt` the field it is about, `n` the number in it."""
    told = {"feil": error.key, "felt": error.slots.get("field"), "n": error.slots.get("n")}
    return _go(f"{path}?{urlencode({**query, **{name: value for name, value in told.items() if value is not None}})}")


def _keeping(request: Request, answer: Response, fields: Mapping[str, str]) -> Response:
    text = json.dumps({name: value[:_LONGEST_KEPT] for name, value in fields.items()}, ensure_ascii=False)
    answer.set_cookie(
        KEPT_COOKIE,
        base64.urlsafe_b64encode(text.encode()).decode(),
        max_age=_KEPT_SECONDS,
        httponly=True,
        samesite="strict",
        secure=_is_encrypted(request),
    )
    return answer


def _with_cookie(request: Request, answer: Response, cookie: str) -> Response:
    answer.delete_cookie(KEPT_COOKIE)
    answer.set_cookie(
        COOKIE,
        cookie,
        max_age=int(SIGN_IN_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=_is_encrypted(request),
    )
    return answer


def _is_encrypted(request: Request) -> bool:
    # Behind a trusted proxy `security.Guard` has put in the scheme that the browser used.
    return bool(request.url.scheme == "https")


def _too_large() -> Response:
    return PlainTextResponse("Skjemaet er for stort.", _TOO_LARGE)
