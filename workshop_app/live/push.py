"""The one place that sends frames to browsers, and the one that knows Reflex's wire format.

A frame goes out as a state delta: once to one connection when it enters, and once to a whole
socket.io room at each change, encoded once however many phones there are. The variables live in
states that no handler reads or writes (`FrameState`); the server's own copy of them stays at its
default and is left out of every hydration, so that a reconnecting phone keeps what it shows, and
no answer outlives its vote in the server's memory.

What is internal to Reflex here, each behind one function and tested in `test_push_contract.py`:
the variable suffix, the `event` message, the namespace's disconnect hook, the queues of engine.io's
connections and how they wait, and where states are kept.
"""

from __future__ import annotations

import asyncio
import gc
import hashlib
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from functools import cache
from typing import Any

import engineio.packet
import reflex as rx
import socketio.packet
from engineio.async_socket import AsyncSocket
from reflex.istate.manager.token import BaseStateToken
from reflex.state import BaseState, StateUpdate, _override_base_method
from reflex_base.constants.state import FIELD_MARKER

from workshop_app.live.room import Message, Role
from workshop_app.live.wire import BrowserGone, Wire

_EVENT = "event"
#: Characters that an event may have. A phone's largest are a hundred points and a proposal; a desk's, an agenda.
_LARGEST_OF_PHONES, _LARGEST = 16 * 1024, 512 * 1024
#: The start of the SHA-256 of the source of engine.io's `AsyncSocket.poll` that `_poll` stands in for.
_KNOWN_POLL = "826f58a9f3606db2"


class FrameState(rx.State, mixin=True):
    """A state whose variables are only ever sent by this module."""

    @_override_base_method
    def dict(self, include_computed: bool = True, initial: bool = False, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401, FBT001, FBT002 -- Reflex's signature
        """Nothing but at compile time, when the browser's first values are written into the build."""
        return super().dict(include_computed, initial, **kwargs) if initial else {}


def wire_for(app: rx.App, states: Mapping[Role, type[rx.State]]) -> Wire:
    """The wire that reaches browsers of this app; `states` holds each role's `FrameState`."""

    async def enter(sid: str, room: str) -> None:
        await leave(sid)
        assert app.sio is not None
        try:
            await app.sio.enter_room(sid, room, namespace=_namespace(app))
        except (KeyError, ValueError):
            # As socket.io says it of whom it does not know.
            raise BrowserGone from None

    async def leave(sid: str) -> None:
        assert app.sio is not None
        for other in app.sio.rooms(sid, namespace=_namespace(app)):
            if other != sid:
                await app.sio.leave_room(sid, other, namespace=_namespace(app))

    def message(role: Role, values: Mapping[str, object]) -> Message:
        return packet_of(app, update_of(states[role], values))

    async def send(to: str, message: Message) -> None:
        assert isinstance(message, Packet)
        await deliver(app, to, message)

    return Wire(enter=enter, leave=leave, message=message, send=send)


@dataclass(frozen=True, kw_only=True)
class Packet:
    """An update, and its text as engine.io sends it: encoded once, however often it is sent."""

    update: StateUpdate
    encoded: engineio.packet.Packet | None


def packet_of(app: rx.App, update: StateUpdate) -> Packet:
    """An update made ready. Without the text where socket.io no longer makes one as it did."""
    assert app.sio is not None
    try:
        text = app.sio.packet_class(socketio.packet.EVENT, namespace=_namespace(app), data=[_EVENT, update]).encode()
        encoded = engineio.packet.Packet(engineio.packet.MESSAGE, text) if isinstance(text, str) else None
    except (AttributeError, TypeError):
        encoded = None
    return Packet(update=update, encoded=encoded)


def wait_lightly() -> None:
    """Let engine.io's connections wait for something to send without a timer and a task of their own for each message.

    They would give up when nothing is sent for longer than a ping takes. The reading side of a connection gives
    up after the same time and ends the writing side. If that part of engine.io is not as it was, it is left alone.
    """
    if is_known_poll():
        AsyncSocket.poll = _poll


def is_known_poll() -> bool:
    """Whether engine.io waits for something to send as it did when `_poll` was written, or does by `_poll` already."""
    source = inspect.getsource(AsyncSocket.poll)
    return AsyncSocket.poll is _poll or hashlib.sha256(source.encode()).hexdigest().startswith(_KNOWN_POLL)


async def _poll(self: Any) -> list[Any]:  # noqa: ANN401 -- engine.io has no types
    packets = [await self.queue.get()]
    self.queue.task_done()
    while packets[-1] is not None and not self.queue.empty():
        packets.append(self.queue.get_nowait())
        self.queue.task_done()
    if packets[-1] is None and len(packets) > 1:
        # The end is for the next time; what came before it is still sent.
        self.queue.put_nowait(None)
    return [packet for packet in packets if packet is not None]


async def deliver(app: rx.App, to: str, packet: Packet) -> None:
    """Send to a connection or a room.

    Straight into the queue of each connection: socket.io would start a task for each, which takes twice as long for
    a thousand phones. If these parts of it are not as they were, it is left to socket.io.
    """
    assert app.event_namespace is not None
    queues = _queues(app, to) if packet.encoded is not None else None
    if queues is None:
        await app.event_namespace.emit(_EVENT, packet.update, room=to)
        return
    for queue in queues:
        queue.put_nowait(packet.encoded)


def _queues(app: rx.App, to: str) -> list[asyncio.Queue[object]] | None:
    """What waits to be sent to each connection in a room; None where that can't be told."""
    assert app.sio is not None
    try:
        sockets = app.sio.eio.sockets
        found = (sockets.get(eio_sid) for _, eio_sid in app.sio.manager.get_participants(_namespace(app), to))
        return [socket.queue for socket in found if socket is not None and not socket.closed]
    except AttributeError:
        return None


def update_of(state: type[rx.State], values: Mapping[str, object]) -> StateUpdate:
    """A delta that sets these variables of `state` in a browser."""
    delta = {f"{name}{FIELD_MARKER}": _plain(value) for name, value in values.items()}
    return StateUpdate(delta={state.get_full_name(): delta})


def on_disconnect(app: rx.App, call: Callable[[str], None]) -> None:
    """Have `call(sid)` called whenever a browser's connection ends."""
    namespace: Any = app.event_namespace
    assert namespace is not None
    original = namespace.on_disconnect

    def disconnected(sid: str, *_reason: str) -> Any:  # noqa: ANN401 -- passed through
        call(sid)
        return original(sid)

    namespace.on_disconnect = disconnected


def forget_states(app: rx.App, *, after: float) -> Callable[[str], None]:
    """What to call with the id of a connection that ends, so that its browser's state doesn't lie in memory for hours.

    It goes between one and two times `after` seconds later, unless the browser is back by then. States are views: one
    that comes back later gets a new one.
    """
    going: list[str] = []

    def leaving(sid: str) -> None:
        assert app.event_namespace is not None
        token = app.event_namespace.sid_to_token.get(sid)
        if token is None:
            return
        if not going:
            asyncio.get_running_loop().call_later(after, collect)
        going.append(token)

    def collect() -> None:
        asyncio.get_running_loop().call_later(after, forget, app, tuple(going))
        going.clear()

    return leaving


def forget(app: rx.App, browsers: Iterable[str]) -> None:
    """Drop the states of those of these browsers that are not connected.

    Where Reflex keeps its states otherwise than it did, they stay until they expire by themselves. When more have gone
    than are here, what else is left of them is cleared up too: engine.io's part of a connection lies in a circle, and
    Python would let hundreds of them wait. With fewer left than gone, nobody is kept waiting for long.
    """
    assert app.event_namespace is not None
    gone, connected = set(browsers), set(app.event_namespace.sid_to_token.values())
    manager: Any = app.state_manager
    purge, locks = getattr(manager, "_purge_token", None), getattr(manager, "_states_locks", None)
    if purge is None or locks is None:
        return
    for token in (BaseStateToken(ident=browser, cls=rx.State) for browser in gone - connected):
        lock = locks.get(token.lock_key)
        if lock is None or not lock.locked():
            purge(token)
    if len(gone - connected) > len(connected):
        gc.collect()


def drop_malformed(app: rx.App) -> None:
    """Be silent towards events that no page of ours sends.

    Reflex would log what such an event holds, and that may be somebody's answer.
    """
    namespace: Any = app.event_namespace
    assert namespace is not None
    original = namespace.on_event

    async def on_event(sid: str, packet: Any) -> None:  # noqa: ANN401 -- whatever a browser sent
        if _is_well_formed(packet):
            await original(sid, packet)

    namespace.on_event = on_event


def _is_well_formed(packet: object) -> bool:
    if not isinstance(packet, dict) or not isinstance(packet.get("name"), str):
        return False
    if not all(isinstance(packet.get(part) or {}, dict) for part in ("payload", "router_data")):
        return False
    return packet["name"] in _known_handlers() and _is_small(packet)


def _is_small(packet: Mapping[str, object]) -> bool:
    """Whether an event is no larger than any that a page of ours sends: of phones there are many."""
    most = _LARGEST_OF_PHONES if ".workshop_app___ui___participant___" in str(packet["name"]) else _LARGEST
    # As Python would write it down: nearly as long as it came, and twice as quick as encoding it again.
    return len(repr(packet)) <= most


@cache
def _known_handlers() -> frozenset[str]:
    """The full names of all event handlers there are. States are only defined at the start."""
    states: list[type[BaseState]] = [rx.State]
    found: set[str] = set()
    while states:
        state = states.pop()
        found |= {f"{state.get_full_name()}.{name}" for name in state.event_handlers}
        states += state.get_substates()
    return frozenset(found)


def _namespace(app: rx.App) -> str:
    assert app.event_namespace is not None
    return str(app.event_namespace.namespace)


def _plain(value: object) -> object:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
