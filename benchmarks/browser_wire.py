"""A browser's side of the websocket, without a browser: what a phone sends and gets, and nothing else."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

import websockets

_STATE = "reflex___state____state"
_NAMESPACE = "/_event,"
_SUFFIX = "_rx_state_"
_PATIENCE = 60.0


def state_name(module: str, name: str) -> str:
    """The name under which a State of `workshop_app.ui.<module>.state` is known on the wire."""
    return f"{_STATE}.workshop_app___ui___{module}___state____{name}"


@dataclass
class Wire:
    """One connection. `on_values(state, values, at)` hears of every delta, `at` in seconds."""

    base: str
    path: str
    cookie: str = ""
    storage: Mapping[str, str] = field(default_factory=dict)
    on_values: Callable[[str, Mapping[str, Any], float], None] = lambda _state, _values, _at: None
    token: str = field(default_factory=lambda: str(uuid.uuid4()))
    frames: list[str] | None = None
    _socket: Any = None
    _reader: asyncio.Task[None] | None = None
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self) -> None:
        """Connect and hydrate, as the page does in one packet."""
        parts = urlsplit(self.base)
        url = f"ws://{parts.netloc}/_event/?token={self.token}&EIO=4&transport=websocket"
        headers = {"Cookie": self.cookie} if self.cookie else {}
        self._socket = await websockets.connect(
            url, origin=self.base, additional_headers=headers, compression=None, max_size=None, open_timeout=60
        )
        await self._socket.recv()
        payload = {"vars": dict(self.storage)} if self.storage else {}
        event = {"name": f"{_STATE}.hydrate_and_load", "payload": payload, "router_data": self._router()}
        await self._socket.send(f"40{_NAMESPACE}{json.dumps({'event': event})}")
        self._reader = asyncio.create_task(self._read())

    async def send(self, handler: str, **payload: Any) -> float:
        """Call an event handler by its full name; returns when it was handed to the network."""
        at = perf_counter()
        await self.send_packet({"name": handler, "payload": payload, "router_data": self._router()})
        return at

    async def send_packet(self, packet: object) -> None:
        """Send an event as it stands, however wrong."""
        await self._socket.send(f"42{_NAMESPACE}{json.dumps(['event', packet])}")

    async def until_heard(self, text: str) -> None:
        """Wait until `text` has come, in whatever kind of packet. Only where frames are kept."""
        assert self.frames is not None, "frames are not kept"
        async with asyncio.timeout(_PATIENCE):
            while not any(text in frame for frame in self.frames):
                await self._came.wait()

    async def until_gone(self) -> None:
        """Wait until the server has hung up; all that it sent before that has been heard then."""
        assert self._reader is not None, "not open"
        await asyncio.wait([self._reader])

    async def close(self) -> None:
        """Hang up."""
        if self._reader is not None:
            self._reader.cancel()
            with suppress(asyncio.CancelledError, websockets.ConnectionClosed):
                await self._reader
        if self._socket is not None:
            await self._socket.close()

    def _router(self) -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        code = path.rstrip("/").rpartition("/")[2]
        pairs = dict(pair.split("=", 1) for pair in query.split("&") if pair)
        return {"pathname": path, "asPath": self.path, "query": {"code": code, **pairs}}

    async def _read(self) -> None:
        async for frame in self._socket:
            at = perf_counter()
            text = str(frame)
            if self.frames is not None:
                self.frames.append(text)
            self._came.set()
            self._came.clear()
            if text == "2":
                await self._socket.send("3")
            elif text.startswith(f"42{_NAMESPACE}"):
                self._hear(json.loads(text[len(f"42{_NAMESPACE}") :]), at)

    def _hear(self, packet: list[Any], at: float) -> None:
        name, *rest = packet
        if name == "event" and rest and rest[0].get("delta"):
            for state, values in rest[0]["delta"].items():
                self.on_values(state, {key.removesuffix(_SUFFIX): value for key, value in values.items()}, at)
