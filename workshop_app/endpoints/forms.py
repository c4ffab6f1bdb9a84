"""Forms that a browser posts: what was filled in, and the answers that lead on or back.

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
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from workshop_app.domain.errors import WorkshopError
from workshop_app.services.sign_in import SIGN_IN_LASTS

COOKIE = "workshop_sign_in"
KEPT_COOKIE = "workshop_kept_fields"
HOME = "/enheter"
SIGN_IN = "/logg-inn"
LONGEST_KEPT = 120
_KEPT_SECONDS = 120
_LONGEST_BODY = 256 * 1024
_SEE_OTHER = 303
_TOO_LARGE = 413
#: One slash and then no second one: `//host` would be another server.
_OWN_PATH = re.compile(r"/(?:[A-Za-z0-9._~%-][A-Za-z0-9._~%/-]*)?(?:\?[A-Za-z0-9._~%=&-]*)?")


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


async def posted(request: Request) -> FormData | None:
    """The form, or None for one that is larger than any that people fill in."""
    told = request.headers.get("content-length", "")
    if not told.isdecimal() or int(told) > _LONGEST_BODY:
        return None
    return await request.form()


def filled(form: FormData, name: str) -> str:
    """What a field was filled with; empty where it is missing."""
    value = form.get(name, "")
    # Half a character can't have been typed; somebody has chosen the form's character set to send it.
    return value if isinstance(value, str) and not any("\ud800" <= c <= "\udfff" for c in value) else ""


def go(address: str) -> RedirectResponse:
    """On to another page."""
    return RedirectResponse(address, status_code=_SEE_OTHER)


def back(path: str, error: WorkshopError, *, fragment: str = "", **query: str) -> RedirectResponse:
    """Back to the form: `feil` is the phrase, `felt` the field it is about, `n` the number in it.

    `fragment` is the address's part behind #, which browsers keep to themselves.
    """
    told = {"feil": error.key, "felt": error.slots.get("field"), "n": error.slots.get("n")}
    asked = urlencode({**query, **{name: value for name, value in told.items() if value is not None}})
    return go(f"{path}?{asked}#{quote(fragment)}" if fragment else f"{path}?{asked}")


def keeping(request: Request, answer: Response, fields: Mapping[str, str]) -> Response:
    """The answer, with what was filled in kept for the form that comes back."""
    text = json.dumps({name: value[:LONGEST_KEPT] for name, value in fields.items()}, ensure_ascii=False)
    answer.set_cookie(
        KEPT_COOKIE,
        base64.urlsafe_b64encode(text.encode()).decode(),
        max_age=_KEPT_SECONDS,
        httponly=True,
        samesite="strict",
        secure=is_encrypted(request),
    )
    return answer


def with_cookie(request: Request, answer: Response, cookie: str) -> Response:
    """The answer, with the browser signed in."""
    answer.delete_cookie(KEPT_COOKIE)
    answer.set_cookie(
        COOKIE,
        cookie,
        max_age=int(SIGN_IN_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=is_encrypted(request),
    )
    return answer


def without_cookie(request: Request, answer: Response) -> Response:
    """The answer, with the browser signed out."""
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=is_encrypted(request))
    return answer


def is_encrypted(request: Request) -> bool:
    """Whether the browser used https."""
    # Behind a trusted proxy `security.Guard` has put in the scheme that the browser used.
    return bool(request.url.scheme == "https")


def too_large() -> Response:
    """To a form that nobody can have filled in."""
    return PlainTextResponse("Skjemaet er for stort.", _TOO_LARGE)
