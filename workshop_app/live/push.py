"""The one place that sends frames to browsers, and the one that knows Reflex's wire format.

A frame goes out as a state delta: once to one connection when it enters, and once to a whole
socket.io room at each change, encoded once however many phones there are. The variables live in
states that no handler reads or writes (`FrameState`); the server's own copy of them stays at its
default and is left out of every hydration, so that a reconnecting phone keeps what it shows, and
no answer outlives its vote in the server's memory.

What is internal to Reflex here, each behind one function and tested in `test_push_contract.py`:
the variable suffix, the `event` message, and the namespace's disconnect hook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from functools import cache
from typing import Any

import reflex as rx
from reflex.state import BaseState, StateUpdate, _override_base_method
from reflex_base.constants.state import FIELD_MARKER

from workshop_app.live.room import Role, Wire

_EVENT = "event"


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
        await app.sio.enter_room(sid, room, namespace=_namespace(app))

    async def leave(sid: str) -> None:
        assert app.sio is not None
        for other in app.sio.rooms(sid, namespace=_namespace(app)):
            if other != sid:
                await app.sio.leave_room(sid, other, namespace=_namespace(app))

    async def send(to: str, role: Role, values: Mapping[str, object]) -> None:
        assert app.event_namespace is not None
        await app.event_namespace.emit(_EVENT, update_of(states[role], values), room=to)

    return Wire(enter=enter, leave=leave, send=send)


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
    return packet["name"] in _known_handlers()


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
