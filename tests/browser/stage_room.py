"""A room with a projector in it, moved from outside the browser.

Playwright's own event loop suffers no other in its thread, so the facilitator and the phones, which
are bare websockets, live in a thread of their own.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, Self, TypeVar

from playwright.sync_api import Page

from benchmarks.players import CONTROL_LIVE, PHONE_LIVE
from benchmarks.prepared import Prepared
from tests.browser.screens import land
from tests.servers import Server
from tests.workshop import Workshop, open_workshop

_T = TypeVar("_T")
_PATIENCE = 180
#: Whether the page has come as far as `version`.
_SHOWS = """(version) =>
  [...document.querySelectorAll('[data-version]')].some((page) => Number(page.dataset.version) >= version)"""


class StageRoom:
    """A session with its lobby open, a new one unless one is given, for a `with` statement: then everybody hangs up."""

    def __init__(self, server: Server, *, phones: int, prepared: Prepared | None = None) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.workshop: Workshop = self._do(open_workshop(server, phones=phones, prepared=prepared))
        self.prepared: Prepared = self.workshop.prepared
        self.url = f"{server.url}{self.prepared.stage_path}"

    @property
    def control(self) -> dict[str, Any]:
        """What the facilitator sees now."""
        frame: dict[str, Any] = self.workshop.control.frame(CONTROL_LIVE)
        return frame

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The questions to choose among, as soon as the control screen has been sent them."""
        client = self.workshop.control
        self._do(client.seen.until(lambda values: values[f"{CONTROL_LIVE}.frame"]["questions"]))
        found: list[dict[str, Any]] = self.control["questions"]
        return found

    @property
    def has_next(self) -> bool:
        """Whether there is a step after this one."""
        return bool(self.control["next_label"])

    @property
    def place(self) -> str:
        """Step and phase, for messages."""
        return f"{self.control['step']}/{self.control['title']}/{self.control['phase']}"

    def press(self, move: str = "next") -> None:
        """One press, with a yes to what is asked."""
        self._do(self.workshop.press(move))

    def go_to(self, activity: str, phase: str) -> None:
        """Press until the room is there."""
        self._do(self.workshop.go_to(activity, phase))

    def answer(self, answers: list[Any]) -> None:
        """One answer from each of the first phones."""
        for phone, answer in zip(self.workshop.phones, answers, strict=False):
            self._do(self.workshop.answer(phone, answer))

    def note(self, name: str, *, value: bool) -> None:
        """Hide the screen, show the code …"""
        self.tell("note", name=name, value=value)

    def tell(self, handler: str, **payload: Any) -> None:
        """Call one of the control screen's handlers; returns when the facilitator, the projector and phones see it."""
        self._do(self.workshop.tell(handler, **payload))

    def is_shown_on(self, page: Page) -> None:
        """Wait until the page shows what the facilitator sees or newer, in its fonts and with all movements ended."""
        page.wait_for_function(_SHOWS, arg=self.control["version"], timeout=1000 * _PATIENCE)
        land(page)

    def phone_frame(self) -> dict[str, Any]:
        """What the phones see now."""
        frame: dict[str, Any] = self.workshop.phones[0].frame(PHONE_LIVE)
        return frame

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self.workshop.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)
