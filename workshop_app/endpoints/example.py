"""The stylesheet that shows «Eksempel» on every page of a made-up municipality, and is empty for a real one.

Pages are built once for all servers and every page carries the badge, hidden. Whether it shows is asked of
the database anew each time, so no page, role or setting can leave it out.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from workshop_app.services.in_thread import in_thread

_SHEET = Path(__file__).with_name("eksempel.css")


def example_sheet(is_example: Callable[[], bool]) -> Route:
    """The route. Never kept by a browser: the next server at this address may be a real one."""
    shown = _SHEET.read_text(encoding="utf-8")

    async def answer(_request: Request) -> Response:
        sheet = shown if await in_thread(is_example) else ""
        return Response(sheet, media_type="text/css", headers={"cache-control": "no-store"})

    return Route("/eksempel.css", answer)
