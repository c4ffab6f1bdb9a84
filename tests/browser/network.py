"""A network that can be taken away from a browser, or made late."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, WebSocketRoute

_LIVE = "_event"


class Silence:
    """A socket that stays open and carries nothing: a phone in a lift."""

    def __init__(self, context: BrowserContext) -> None:
        self._is_silent = False
        context.route_web_socket(lambda url: _LIVE in url, self._between)

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Nothing gets through in here."""
        self._is_silent = True
        yield
        self._is_silent = False

    def _between(self, page_side: WebSocketRoute) -> None:
        server_side = page_side.connect_to_server()
        page_side.on_message(self._unless_silent(server_side.send))
        server_side.on_message(self._unless_silent(page_side.send))

    def _unless_silent(self, send: Callable[[Any], None]) -> Callable[[Any], None]:
        def passed_on(message: str | bytes) -> None:
            if not self._is_silent:
                send(message)

        return passed_on


class Late:
    """A socket on which what the server sends arrives late, and in order."""

    def __init__(self, context: BrowserContext) -> None:
        self._is_late = False
        self._held: list[Callable[[], None]] = []
        context.route_web_socket(lambda url: _LIVE in url, self._between)

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """What the server sends in here arrives at the end of it."""
        self._is_late = True
        yield
        self._is_late = False
        while self._held:
            self._held.pop(0)()

    def _between(self, page_side: WebSocketRoute) -> None:
        server_side = page_side.connect_to_server()
        page_side.on_message(server_side.send)
        server_side.on_message(lambda message: self._in_time(lambda: page_side.send(message)))

    def _in_time(self, arrive: Callable[[], None]) -> None:
        if self._is_late:
            self._held.append(arrive)
        else:
            arrive()
