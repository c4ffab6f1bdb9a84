"""A phone that behaves as the page does when things go wrong: it comes back, and sends until it is told.

The page's own code is tested in a browser (`tests/browser/test_phone_offline.py`); this one can be had by the hundred.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import websockets

from benchmarks.players import PHONE, PHONE_LIVE, Client, connect
from tests.faults.ledger import Ledger

#: Seconds without a receipt until it sends again, and between two tries to come back.
PATIENCE, PAUSE = 1.0, 0.1
_LONG = 60.0
_GONE = (OSError, TimeoutError, websockets.WebSocketException)

Say = Callable[[Client], Awaitable[object]]


class Phone:
    """One phone with a seat. `number` is its line in the ledger; `base` is where it finds the server."""

    def __init__(self, number: int, *, base: str, code: str, ledger: Ledger) -> None:
        self.number = number
        self.base = base
        self.ledger = ledger
        self.client: Client | None = None
        self._code = code
        self._seats = "{}"
        self._seq = 0
        self._pending: dict[str, Any] | None = None
        self._word = asyncio.Event()
        self._living: asyncio.Task[None] | None = None

    async def join(self) -> None:
        """Take a seat, however often the network has to be asked, and stay from then on."""
        self._living = asyncio.create_task(self._live())
        await self.until(lambda values: values.get(f"{PHONE_LIVE}.own", {}).get("joined"))

    async def until(self, is_so: Callable[[dict[str, Any]], object]) -> None:
        """Wait until the phone has been sent what makes `is_so(values)` true, over any number of connections."""
        async with asyncio.timeout(_LONG):
            while self.client is None or not is_so(self.client.seen.values):
                await asyncio.sleep(0.02)

    @property
    def frame(self) -> dict[str, Any]:
        """What it shows."""
        frame: dict[str, Any] = self.client.frame(PHONE_LIVE) if self.client else {}
        return frame

    def tap(self, answer: str) -> None:
        """Answer the vote on screen. Goes out now, or as soon as there is a way."""
        ballot = self.frame["ballot"]
        self._seq += 1
        self._word.clear()
        self._pending = {"run": ballot["run"], "round": ballot["round"], "seq": self._seq, "answer": [answer]}

    async def word(self) -> None:
        """Wait until the server has said what became of the last tap: stored, or too late."""
        async with asyncio.timeout(_LONG):
            await self._word.wait()

    async def put_away(self) -> None:
        """Close the page. The seat is kept."""
        if self._living is not None:
            self._living.cancel()
            with suppress(asyncio.CancelledError):
                await self._living

    async def reload(self) -> None:
        """Close the page and open it again."""
        await self.put_away()
        self._living = asyncio.create_task(self._live())

    async def _live(self) -> None:
        while True:
            with suppress(*_GONE):
                await self._one_connection()
            await asyncio.sleep(PAUSE)

    async def _one_connection(self) -> None:
        storage = {f"{PHONE}.seats_rx_state_": self._seats}
        client = await connect(self.base, f"/d/{self._code}", storage=storage)
        self.client = client
        try:
            await self._serve(client)
        finally:
            self.client = None
            await client.wire.close()

    async def _serve(self, client: Client) -> None:
        """Join, then carry what is pending, for as long as this connection lives."""
        reader = client.wire._reader
        assert reader is not None
        asked = sent = 0.0
        while not reader.done():
            now = asyncio.get_running_loop().time()
            values = client.seen.values
            self._hear(values)
            if not values.get(f"{PHONE_LIVE}.own", {}).get("joined"):
                if f"{PHONE_LIVE}.own" in values and not json.loads(self._seats) and now - asked > PATIENCE:
                    asked = now
                    await client.wire.send(f"{PHONE}.join")
            elif self._pending is not None and now - sent > PATIENCE:
                sent = now
                await client.wire.send(f"{PHONE}.answer", ballot=self._pending)
            await asyncio.sleep(0.01)

    def _hear(self, values: dict[str, Any]) -> None:
        # The server's own copy is empty until it has heard of the phone's.
        if json.loads(values.get(f"{PHONE}.seats", "{}")):
            self._seats = values[f"{PHONE}.seats"]
        pending = self._pending
        if pending is None:
            return
        own = values.get(f"{PHONE_LIVE}.own", {})
        rows = own.get("answers", []) if own.get("run") == pending["run"] else []
        if any(row["round"] == pending["round"] and row["seq"] == pending["seq"] for row in rows):
            self._told("stored", "")
            return
        receipt = values.get(f"{PHONE_LIVE}.receipt", {})
        if all(receipt.get(part) == pending[part] for part in ("run", "round", "seq")):
            self._told(receipt["state"], receipt["message"])

    def _told(self, state: str, message: str) -> None:
        assert self._pending is not None
        if state == "stored":
            self.ledger.told(self.number, seq=self._pending["seq"], answer=self._pending["answer"][0])
        elif (self.number, message) not in self.ledger.refused:
            self.ledger.refused.append((self.number, message))
        if state in ("stored", "closed"):
            self._pending = None
            self._word.set()


def seat_of(phone: Phone) -> str:
    """The secret of its seat, to look for where it must not be."""
    return str(next(iter(json.loads(phone._seats).values())))
