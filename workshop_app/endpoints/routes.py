"""HTTP beside the screens: signing in and out sets a cookie that no script can read, so it needs a route.

Each form is answered with a redirect: on to where one was going, or back with the phrase that says
what was wrong. Where to go is only ever a path on this server.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from workshop_app.domain.errors import WorkshopError
from workshop_app.services.in_thread import in_thread
from workshop_app.services.sign_in import SIGN_IN_LASTS, SignIn
from workshop_app.services.throttle import Throttle, TooManyTries

COOKIE = "workshop_sign_in"
HOME = "/enheter"
_SEE_OTHER = 303
_UNAVAILABLE = 503


def routes(*, sign_in: SignIn, is_alive: Callable[[], bool]) -> Starlette:
    """The routes as an application that Reflex's is mounted behind."""
    desk = _Desk(sign_in, Throttle())

    async def health(_request: Request) -> Response:
        try:
            alive = await in_thread(is_alive)
        except Exception:  # noqa: BLE001 -- whatever the driver says, the answer is the same
            alive = False
        return PlainTextResponse("ok" if alive else "database", 200 if alive else _UNAVAILABLE)

    return Starlette(
        routes=[
            Route("/helse", health),
            Route("/konto/logg-inn", desk.enter, methods=["POST"]),
            Route("/konto/logg-ut", desk.leave, methods=["POST"]),
            Route("/konto/oppsett", desk.set_up, methods=["POST"]),
        ]
    )


class _Desk:
    """Signing in, out, and the first time."""

    def __init__(self, sign_in: SignIn, throttle: Throttle) -> None:
        self._sign_in = sign_in
        self._throttle = throttle

    async def enter(self, request: Request) -> Response:
        form = await request.form()
        email, following = _field(form, "email"), _path(_field(form, "neste"))
        try:
            self._throttle.try_once(email.strip().lower())
            cookie = await in_thread(self._sign_in.sign_in, email=email, password=_field(form, "password"))
        except TooManyTries as error:
            return _back("/logg-inn", feil=error.key, n=str(error.slots["n"]), neste=following)
        except WorkshopError as error:
            return _back("/logg-inn", feil=error.key, neste=following)
        self._throttle.forget(email.strip().lower())
        return _with_cookie(request, _back(following), cookie)

    async def leave(self, request: Request) -> Response:
        cookie = request.cookies.get(COOKIE)
        if cookie:
            await in_thread(self._sign_in.sign_out, cookie)
        answer = _back("/")
        answer.delete_cookie(COOKIE)
        return answer

    async def set_up(self, request: Request) -> Response:
        form = await request.form()
        key = _field(form, "key")
        names = ("municipality", "privacy_contact", "name", "email", "password")
        try:
            self._throttle.try_once("set-up")
            cookie = await in_thread(self._sign_in.set_up, key=key, **{name: _field(form, name) for name in names})
        except WorkshopError as error:
            kept = {name: _field(form, name)[:200] for name in names if name != "password"}
            slots = {name: str(value) for name, value in error.slots.items()}
            return _back("/oppsett", nokkel=key, feil=error.key, **slots, **kept)
        return _with_cookie(request, _back(HOME), cookie)


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _path(wanted: str) -> str:
    """A path on this server, never another host's."""
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else HOME


def _back(path: str, **query: str) -> RedirectResponse:
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, status_code=_SEE_OTHER)


def _with_cookie(request: Request, answer: Response, cookie: str) -> Response:
    answer.set_cookie(
        COOKIE,
        cookie,
        max_age=int(SIGN_IN_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer
