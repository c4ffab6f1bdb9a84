"""A phone that behaves as the page does when things go wrong: it comes back, and sends until it is told.

The page's own code is tested in a browser (`tests/browser/test_phone_offline.py`); of this one there can be hundreds.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from benchmarks.browser_wire import Wire
from benchmarks.players import PHONE, PHONE_LIVE, Client, Seen
from tests.faults.ledger import Ledger
from tests.faults.waiting import LONG

#: Seconds without a receipt until it sends again, and between two tries to come back.
PATIENCE, PAUSE = 1.0, 0.1
GONE = (OSError, TimeoutError, EOFError)


class Phone:
    """One phone. `number` is its line in the ledger; `base` is where it finds the server.

    After `silence` seconds in which nothing at all has come, it takes its connection for dead, as socket.io does.
    """

    def __init__(self, number: int, *, base: str, code: str, ledger: Ledger, silence: float) -> None:
        self.number = number
        self.base = base
        self.silence = silence
        self.client: Client | None = None
        self._ledger = ledger
        self._code = code
        self._token = str(uuid.uuid4())
        self._seats = "{}"
        self._seq = 0
        self._pending: dict[str, Any] | None = None
        self._shown: dict[str, Any] = {}
        self._told = asyncio.Event()
        self._living: asyncio.Task[None] | None = None

    async def join(self) -> None:
        """Take a seat, however often the network has to be asked, and stay from then on."""
        self.open()
        await self.until(lambda own, _: own.get("joined"))

    async def until(self, is_so: Callable[[dict[str, Any], dict[str, Any]], object]) -> None:
        """Wait until `is_so(own, frame)` of what the phone has been sent, over any number of connections."""
        async with asyncio.timeout(LONG):
            while not is_so(self.own, self.frame):  # noqa: ASYNC110 -- connections come and go meanwhile
                await asyncio.sleep(0.02)

    @property
    def own(self) -> dict[str, Any]:
        """What belongs to it alone, as it was told over this connection."""
        own: dict[str, Any] = self.client.seen.values.get(f"{PHONE_LIVE}.own", {}) if self.client else {}
        return own

    @property
    def frame(self) -> dict[str, Any]:
        """What it shows: kept while a connection is away, and gone when the page is closed."""
        if self.client and (newer := self.client.frame(PHONE_LIVE)):
            self._shown = newer
        return self._shown

    @property
    def secret(self) -> str:
        """The secret of its seat, to look for where it must not be."""
        return str(next(iter(json.loads(self._seats).values()), ""))

    def tap(self, answer: str) -> None:
        """Answer the vote on screen. Goes out now, or as soon as there is a way."""
        ballot = self.frame["ballot"]
        self._seq += 1
        self._told.clear()
        self._pending = {"run": ballot["run"], "round": ballot["round"], "seq": self._seq, "answer": [answer]}

    async def heard(self) -> None:
        """Wait until the server has said what became of the last tap: stored, or too late."""
        async with asyncio.timeout(LONG):
            await self._told.wait()

    def open(self) -> None:
        """Open the page."""
        self._living = asyncio.create_task(self._live())

    async def put_away(self) -> None:
        """Close the page. The seat is kept."""
        self._shown = {}
        if self._living is not None:
            self._living.cancel()
            with suppress(asyncio.CancelledError):
                await self._living

    async def reload(self) -> None:
        """Close the page and open it again."""
        await self.put_away()
        self.open()

    async def _live(self) -> None:
        while True:
            with suppress(*GONE):
                await self._one_connection()
            await asyncio.sleep(PAUSE)

    async def _one_connection(self) -> None:
        seen = Seen()
        storage = {f"{PHONE}.seats_rx_state_": self._seats}
        path = f"/d/{self._code}"
        wire = Wire(self.base, path, storage=storage, on_values=seen.hear, token=self._token, frames=[])
        try:
            async with asyncio.timeout(self.silence):
                await wire.open()
            self.client = Client(wire, seen)
            await self._use(self.client)
        finally:
            self.client = None
            await hang_up(wire)

    async def _use(self, client: Client) -> None:
        """Join, and carry what is pending, for as long as this connection lives."""
        clock = asyncio.get_running_loop().time
        heard_at, heard = clock(), 0
        asked_at = sent_at = 0.0
        while not client.wire.is_lost and clock() - heard_at < self.silence:
            if (now_heard := len(client.wire.frames or [])) != heard:
                heard_at, heard = clock(), now_heard
            self._take_in(client.seen.values)
            if self.own and not self.own["joined"] and not self.secret and clock() - asked_at > PATIENCE:
                asked_at = clock()
                await client.wire.send(f"{PHONE}.join")
            elif self.own.get("joined") and self._pending is not None and clock() - sent_at > PATIENCE:
                sent_at = clock()
                await client.wire.send(f"{PHONE}.answer", ballot=self._pending)
            await asyncio.sleep(0.01)

    def _take_in(self, values: dict[str, Any]) -> None:
        # The server's own copy is empty until it has heard of the phone's.
        if json.loads(values.get(f"{PHONE}.seats", "{}")):
            self._seats = values[f"{PHONE}.seats"]
        if self._pending is None:
            return
        rows = self.own.get("answers", []) if self.own.get("run") == self._pending["run"] else []
        receipt = values.get(f"{PHONE_LIVE}.receipt", {})
        if any(_is_of(row, self._pending, "round", "seq") for row in rows):
            self._settle("stored", "")
        elif _is_of(receipt, self._pending, "run", "round", "seq"):
            self._settle(receipt["state"], receipt["message"])

    def _settle(self, state: str, message: str) -> None:
        assert self._pending is not None
        if state == "stored":
            self._ledger.told(self.number, seq=self._pending["seq"], answer=self._pending["answer"][0])
        else:
            self._ledger.refused.add((self.number, message))
        if state in ("stored", "closed"):
            self._pending = None
            self._told.set()


async def hang_up(wire: Wire) -> None:
    """Close, and don't wait for an answer from a network that may be gone."""
    with suppress(*GONE):
        async with asyncio.timeout(1):
            await wire.close()


def _is_of(told: dict[str, Any], pending: dict[str, Any], *parts: str) -> bool:
    return all(told.get(part) == pending[part] for part in parts)
