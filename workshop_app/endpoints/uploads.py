"""One file, uploaded by a plain form, since Reflex's own uploads are off.

The origin is checked before anything comes here (`security.Guard`), the size before the form is read (`forms.posted`).
The file is read and forgotten: it is never written anywhere, and its name is not looked at.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from workshop_app.domain.access import Person
from workshop_app.domain.errors import BadInput, NotAllowed, WorkshopError
from workshop_app.endpoints.forms import COOKIE, SIGN_IN, back, go, posted
from workshop_app.phrases import phrase
from workshop_app.services.in_thread import in_thread
from workshop_app.services.sign_in import SignIn

FIELD = "fil"
_NOT_FOUND = 404


async def uploaded(
    request: Request,
    *,
    sign_in: SignIn,
    page: str,
    too_large: str,
    taken: Callable[[Person, bytes], Awaitable[object]],
    done: str,
) -> Response:
    """Have `taken` what whoever is signed in has uploaded: on to `done`, or back to `page` with what was wrong.

    `too_large` is the phrase for more than forms may hold. Without a file what is taken is empty.
    """
    person = await in_thread(sign_in.person, request.cookies.get(COOKIE))
    if person is None:
        return go(f"{SIGN_IN}?neste={page}")
    form = await posted(request)
    if form is None:
        return back(page, BadInput(too_large))
    try:
        file = form.get(FIELD)
        await taken(person, await file.read() if isinstance(file, UploadFile) else b"")
    except NotAllowed as refused:
        return PlainTextResponse(phrase(refused.key, "nb"), _NOT_FOUND)
    except WorkshopError as refused:
        return back(page, refused)
    finally:
        await form.close()
    return go(done)
