"""Figures of the server itself for Prometheus, for whoever has the token; without one the address does not exist."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from time import monotonic

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from workshop_app.services.in_thread import in_thread

#: Seconds for which figures stay as they are: whoever asks more often can't tell when a single answer came.
KEPT = 10.0
_UNAUTHORIZED = 401


def metrics_routes(token: str | None, read: Callable[[], bytes], *, kept: float = KEPT) -> list[Route]:
    """`/metrics`, if there is a token. `read` blocks, and is called at most once in `kept` seconds."""
    if token is None:
        return []
    figures = _Figures(read, kept)
    expected = f"Bearer {token}".encode()

    async def metrics(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get("authorization", "").encode(), expected):
            return PlainTextResponse("A token is needed.", _UNAUTHORIZED, {"www-authenticate": "Bearer"})
        return Response(await figures.newest(), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return [Route("/metrics", metrics)]


class _Figures:
    def __init__(self, read: Callable[[], bytes], kept: float) -> None:
        self._read = read
        self._kept = kept
        self._text = b""
        self._read_at = float("-inf")

    async def newest(self) -> bytes:
        if monotonic() - self._read_at >= self._kept:
            # Before the read, so that those who ask meanwhile don't read too.
            self._read_at = monotonic()
            self._text = await in_thread(self._read)
        return self._text
