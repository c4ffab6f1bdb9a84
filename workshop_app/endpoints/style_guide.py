"""`/stilguide` is built into the pages, since pages are built once for all servers, and served only where asked for."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


def without_style_guide(said: str) -> Route:
    """The route that stands before the page and says that there is none."""

    async def answer(_request: Request) -> Response:
        return PlainTextResponse(said, status_code=404)

    return Route("/stilguide{rest:path}", answer)
