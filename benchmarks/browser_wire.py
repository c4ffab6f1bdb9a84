"""A browser's side of the websocket, without a browser: what a phone sends and gets, and nothing else."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from picows import WSError, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

_STATE = "reflex___state____state"
_NAMESPACE = "/_event,"
#: What Reflex adds to the name of a variable.
SUFFIX = "_rx_state_"
#: Seconds that a server gets to answer a handshake.
_PATIENCE = 60.0
#: Seconds that it then gets for its first word, as Reflex's page allows. A server that dies just after
#: the handshake leaves a connection behind of which this end is not always told that it is gone.
_FIRST_WORD = 20.0


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
    on_lost: Callable[[], None] = lambda: None
    #: When the server took the connection, in seconds.
    opened_at: float = 0.0
    #: Bytes of text that have come.
    heard: int = 0
    token: str = field(default_factory=lambda: str(uuid.uuid4()))
    frames: list[str] | None = None
    _socket: WSTransport | None = None
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _greeted: asyncio.Event = field(default_factory=asyncio.Event)
    _lost: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self) -> None:
        """Connect and hydrate, as the page does in one packet. Raises `OSError` when nobody listens."""
        parts = urlsplit(self.base)
        url = f"ws://{parts.netloc}/_event/?token={self.token}&EIO=4&transport=websocket"
        headers = {"Origin": self.base} | ({"Cookie": self.cookie} if self.cookie else {})
        try:
            self._socket, _ = await ws_connect(
                lambda: _Listener(self), url, extra_headers=headers, websocket_handshake_timeout=_PATIENCE
            )
        except WSError as error:
            # Of a server that has just been killed: it took the connection and never answered.
            raise ConnectionError(type(error).__name__) from None
        if self._socket.underlying_transport.is_closing():
            # Reset before a word was said, by a server that was dying: nobody calls `lost` then.
            raise ConnectionError("The connection was reset")
        try:
            async with asyncio.timeout(_FIRST_WORD):
                await self._greeted.wait()
        except TimeoutError:
            self._socket.disconnect()
            raise

    async def send(self, handler: str, **payload: Any) -> float:
        """Call an event handler by its full name; returns when it was handed to the network."""
        packet = {"name": handler, "payload": payload, "router_data": self._router()}
        message = f"42{_NAMESPACE}{json.dumps(['event', packet])}"
        at = perf_counter()
        self._write(message)
        return at

    async def send_packet(self, packet: object) -> None:
        """Send an event as it stands, however wrong."""
        self._write(f"42{_NAMESPACE}{json.dumps(['event', packet])}")

    async def until_heard(self, text: str) -> None:
        """Wait until `text` has come, in whatever kind of packet. Only where frames are kept."""
        assert self.frames is not None, "frames are not kept"
        async with asyncio.timeout(_PATIENCE):
            while not any(text in frame for frame in self.frames):
                await self._came.wait()

    async def close(self) -> None:
        """Hang up, and wait until the connection is gone."""
        if self._socket is not None:
            self._socket.disconnect()
            await self._lost.wait()

    async def until_lost(self) -> None:
        """Wait until the connection has ended, whoever ended it."""
        await self._lost.wait()

    @property
    def is_lost(self) -> bool:
        """Whether the connection has ended."""
        return self._lost.is_set()

    @property
    def local_port(self) -> int:
        """This end's port, by which the server's worker can be told."""
        assert self._socket is not None
        return int(self._socket.underlying_transport.get_extra_info("sockname")[1])

    def hear(self, text: str) -> None:
        """Take in one message of engine.io's."""
        at = perf_counter()
        self.heard += len(text)
        if self.frames is not None:
            self.frames.append(text)
            self._came.set()
            self._came.clear()
        if text.startswith("0"):
            self._greeted.set()
            payload = {"vars": dict(self.storage)} if self.storage else {}
            event = {"name": f"{_STATE}.hydrate_and_load", "payload": payload, "router_data": self._router()}
            self._write(f"40{_NAMESPACE}{json.dumps({'event': event})}")
        elif text == "2":
            self._write("3")
        elif text.startswith(f"42{_NAMESPACE}"):
            for state, values in _values(text[len(f"42{_NAMESPACE}") :]).items():
                self.on_values(state, values, at)

    def opened(self, socket: WSTransport) -> None:
        """The server has taken the connection."""
        self._socket, self.opened_at = socket, perf_counter()

    def lost(self) -> None:
        """The connection has ended."""
        self._lost.set()
        self._greeted.set()
        self.on_lost()

    def _write(self, message: str) -> None:
        # What is sent over a connection that is gone is gone too, as in a browser.
        if self._socket is not None and not self.is_lost:
            self._socket.send(WSMsgType.TEXT, message.encode())

    def _router(self) -> dict[str, Any]:
        path, _, query = self.path.partition("#")[0].partition("?")
        code = path.rstrip("/").rpartition("/")[2]
        pairs = dict(pair.split("=", 1) for pair in query.split("&") if pair)
        return {"pathname": path, "asPath": self.path, "query": {"code": code, **pairs}}


class _Listener(WSListener):
    """What picows calls."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._wire.opened(transport)

    def on_ws_frame(self, _transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            self._wire.hear(frame.get_payload_as_utf8_text())

    def on_ws_disconnected(self, _transport: WSTransport) -> None:
        self._wire.lost()


@lru_cache(maxsize=256)
def _values(packet: str) -> Mapping[str, Mapping[str, Any]]:
    """State → variables that an update sets. Phones get the same text by the hundred: it is read once."""
    name, *rest = json.loads(packet)
    delta = rest[0].get("delta") if name == "event" and rest else None
    return {
        state: {key.removesuffix(SUFFIX): value for key, value in values.items()}
        for state, values in (delta or {}).items()
    }
