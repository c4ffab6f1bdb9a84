"""A room with a projector in it, moved from outside the browser.

Playwright's own event loop suffers no other in its thread, so the facilitator and the phones, which
are bare websockets, live in a thread of their own.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, Self, TypeVar

from benchmarks.players import CONTROL, CONTROL_LIVE, PHONE_LIVE, connect, join
from benchmarks.prepared import Prepared, prepare
from tests.servers import Server
from tests.wire.conftest import Workshop

_T = TypeVar("_T")
_PATIENCE = 60


class StageRoom:
    """A session with its lobby open, for a `with` statement: at its end everybody hangs up."""

    def __init__(self, server: Server, *, phones: int) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.prepared: Prepared = prepare(server.data_dir)
        self.workshop = self._do(_open(server, self.prepared, phones))
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
        """Call one of the control screen's handlers."""
        self._do(self.workshop.control.wire.send(f"{CONTROL}.{handler}", **payload))

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


async def _open(server: Server, prepared: Prepared, phones: int) -> Workshop:
    cookie = f"workshop_sign_in={prepared.cookie}"
    control = await connect(server.url, f"/styr/{prepared.code}", cookie=cookie)
    await control.seen.until(lambda values: f"{CONTROL_LIVE}.frame" in values)
    await control.wire.send(f"{CONTROL}.open_lobby")
    stage = await connect(server.url, prepared.stage_path)
    # On this machine's own address nothing is encrypted, and the facilitator accepts it.
    await control.wire.send(f"{CONTROL}.note", name="http", value=True)
    joined = await asyncio.gather(*(join(server.url, prepared.code) for _ in range(phones)))
    return Workshop(server, prepared, control, stage, [client for client, _ in joined])
