"""Whether the server lives and whether it can be used, for whoever watches it: one word, and nothing about anybody."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from workshop_app.services.in_thread import in_thread

_UNAVAILABLE = 503


def health_routes(*, is_current: Callable[[], bool]) -> list[Route]:
    """`/health/live`: the process answers. `/health/ready`, and `/helse`: the database does too, and is up to date.

    A server that is not ready answers 503 and names what is missing: `database` or `migrations`. `is_current` blocks,
    and raises what the driver does when the database does not answer.
    """

    async def live(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_request: Request) -> Response:
        try:
            is_ready = await in_thread(is_current)
        except Exception:  # noqa: BLE001 -- whatever the driver says, the answer is the same
            return PlainTextResponse("database", _UNAVAILABLE)
        return PlainTextResponse("ok") if is_ready else PlainTextResponse("migrations", _UNAVAILABLE)

    return [Route("/health/live", live), Route("/health/ready", ready), Route("/helse", ready)]
