"""What `live.push` relies on inside Reflex: each assumption fails here, and not in a workshop, when it changes."""

from __future__ import annotations

import asyncio
import gc
import importlib
import inspect
import json
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import reflex as rx
from engineio.async_socket import AsyncSocket
from engineio.packet import Packet
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken
from reflex.utils.format import json_dumps
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.registry import RegistrationContext

from workshop_app.live.push import (
    FrameState,
    _poll,
    forget,
    forget_states,
    is_known_poll,
    on_disconnect,
    update_of,
    wire_for,
)
from workshop_app.live.room import Role
from workshop_app.live.wire import BrowserGone
from workshop_app.ui.control.state import ControlLive
from workshop_app.ui.participant.state import PhoneLive
from workshop_app.ui.stage.state import StageLive

LIVE = {Role.PHONE: PhoneLive, Role.STAGE: StageLive, Role.CONTROL: ControlLive}


@dataclass(frozen=True)
class Shown:
    """A frame as small as can be."""

    lines: list[str] = field(default_factory=list)


class ContractLive(FrameState, rx.State):
    """A live state of the test's own."""

    frame: Shown = Shown()
    counts: int = 0


@pytest.fixture
def app() -> Iterator[rx.App]:
    """An app of the test's own: Reflex allows one for each registry."""
    with RegistrationContext.get().fork():
        yield rx.App()


def test_variable_travels_under_its_name_and_the_marker() -> None:
    assert FIELD_MARKER == "_rx_state_"
    initial = ContractLive().dict(initial=True)[ContractLive.get_full_name()]
    assert {"frame_rx_state_", "counts_rx_state_"} <= initial.keys()


def test_live_state_says_nothing_when_a_phone_comes_back() -> None:
    assert ContractLive().dict() == {}
    assert ContractLive().dict(include_computed=False) == {}
    assert "frame_rx_state_" in ContractLive().dict(initial=True)[ContractLive.get_full_name()]


@pytest.mark.parametrize("state", LIVE.values())
def test_live_state_of_every_role_is_silent_and_has_no_handlers(state: type[rx.State]) -> None:
    assert state().dict() == {}
    assert set(state.event_handlers) <= {"setvar"}


def test_hydration_asks_the_state_for_its_values_by_dict() -> None:
    """Otherwise the override above would silence nothing."""
    assert list(inspect.signature(rx.State.dict).parameters) == ["self", "include_computed", "initial", "kwargs"]
    assert ".dict()" in inspect.getsource(importlib.import_module("reflex.state"))


def test_update_is_a_delta_of_plain_values() -> None:
    update = update_of(ContractLive, {"frame": Shown(lines=["å"]), "counts": 3})
    sent = json.loads(json_dumps(update))
    assert sent["delta"] == {ContractLive.get_full_name(): {"frame_rx_state_": {"lines": ["å"]}, "counts_rx_state_": 3}}


async def test_message_is_put_into_the_queue_of_every_connection_in_the_room(app: rx.App) -> None:
    wire = wire_for(app, {Role.PHONE: ContractLive})
    connections = [await connection(app) for _ in range(3)]
    for sid, _ in connections[:2]:
        await wire.enter(sid, "room")
    await wire.send("room", wire.message(Role.PHONE, {"counts": 1}))
    await wire.send(connections[0][0], wire.message(Role.PHONE, {"counts": 2}))
    assert [[sent(packet) for packet in waiting(socket)] for _, socket in connections] == [[1, 2], [1], []]


async def test_message_is_encoded_once_however_many_it_goes_to(app: rx.App) -> None:
    wire = wire_for(app, {Role.PHONE: ContractLive})
    connections = [await connection(app) for _ in range(3)]
    for sid, _ in connections:
        await wire.enter(sid, "room")
    await wire.send("room", wire.message(Role.PHONE, {"counts": 1}))
    texts = [packet.encode() for _, socket in connections for packet in waiting(socket)]
    assert len(texts) == 3
    assert len({id(text) for text in texts}) == 1


async def test_message_has_the_text_that_socket_io_itself_would_send(app: rx.App) -> None:
    wire = wire_for(app, {Role.PHONE: ContractLive})
    sid, socket = await connection(app)
    message = wire.message(Role.PHONE, {"frame": Shown(lines=["å"])})
    await wire.send(sid, message)
    await app.event_namespace.emit("event", message.update, to=sid)
    ours, theirs = (packet.encode() for packet in waiting(socket))
    assert ours == theirs


async def test_message_is_left_to_socket_io_where_its_queues_are_not_found(
    app: rx.App, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = wire_for(app, {Role.PHONE: ContractLive})
    sid, socket = await connection(app)
    monkeypatch.delattr(type(app.sio.manager).__mro__[1], "get_participants")
    told = []

    async def record(event: str, data: object, room: str | None = None) -> None:
        told.append((event, json.loads(json_dumps(data))["delta"], room))

    monkeypatch.setattr(app.event_namespace, "emit", record)
    await wire.send(sid, wire.message(Role.PHONE, {"counts": 1}))
    assert told == [("event", {ContractLive.get_full_name(): {"counts_rx_state_": 1}}, sid)]
    assert waiting(socket) == []


async def test_connection_that_has_closed_is_passed_over(app: rx.App) -> None:
    wire = wire_for(app, {Role.PHONE: ContractLive})
    sid, socket = await connection(app)
    socket.closed = True
    await wire.send(sid, wire.message(Role.PHONE, {"counts": 1}))
    assert waiting(socket) == []


def test_engine_io_waits_as_it_did_when_ours_was_written() -> None:
    """Otherwise its own way is kept, which costs a task and a timer for each message to each phone."""
    assert is_known_poll()


async def test_connection_sends_what_came_in_order_and_then_ends(app: rx.App) -> None:
    _, socket = await connection(app)
    for packet in ("first", "second", None):
        socket.queue.put_nowait(packet)
    assert await _poll(socket) == ["first", "second"]
    assert await _poll(socket) == []
    waiting_for = asyncio.create_task(_poll(socket))
    await asyncio.sleep(0)
    socket.queue.put_nowait("third")
    assert await waiting_for == ["third"]


async def test_state_of_a_phone_that_has_gone_is_forgotten(app: rx.App) -> None:
    app._state_manager = StateManagerMemory()
    for token in ("gone", "back"):
        async with app.state_manager.modify_state(BaseStateToken(ident=token, cls=rx.State)):
            pass
    leaving = forget_states(app, after=0.01)
    app.event_namespace.sid_to_token.update({"first": "gone", "second": "back", "third": "back"})
    for sid in ("first", "second", "never-seen"):
        leaving(sid)
        app.event_namespace.sid_to_token.pop(sid, None)
    async with asyncio.timeout(10):
        while "gone" in app.state_manager.states:  # noqa: ASYNC110 -- Reflex tells nobody
            await asyncio.sleep(0.01)
    assert set(app.state_manager.states) == {"back"}
    assert set(app.state_manager._states_locks) == {"back"}
    assert set(app.state_manager._token_expires_at) == {"back"}
    await app.state_manager.close()


async def test_state_that_is_in_use_is_not_taken_away(app: rx.App) -> None:
    app._state_manager = StateManagerMemory()
    async with app.state_manager.modify_state(BaseStateToken(ident="busy", cls=rx.State)):
        forget(app, ["busy"])
        assert "busy" in app.state_manager.states
    await app.state_manager.close()


class Circle:
    """What only the collector of garbage finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.parametrize(("gone", "left"), [(3, False), (1, True)])
async def test_what_phones_leave_is_cleared_up_once_more_have_gone_than_are_here(
    app: rx.App, *, gone: int, left: bool
) -> None:
    app._state_manager = StateManagerMemory()
    app.event_namespace.sid_to_token.update({"first": "here", "second": "too"})
    gc.disable()
    try:
        circle = weakref.ref(Circle())
        forget(app, [f"gone {number}" for number in range(gone)])
        assert (circle() is not None) is left
    finally:
        gc.enable()
    await app.state_manager.close()


async def connection(app: rx.App) -> tuple[str, AsyncSocket]:
    """A connection as engine.io and socket.io have it, without a network: (id, engine.io's socket)."""
    eio_sid = app.sio.eio.generate_id()
    socket = app.sio.eio.sockets[eio_sid] = AsyncSocket(app.sio.eio, eio_sid)
    return await app.sio.manager.connect(eio_sid, app.event_namespace.namespace), socket


def waiting(socket: AsyncSocket) -> list[Packet]:
    """What is to be sent."""
    return [socket.queue.get_nowait() for _ in range(socket.queue.qsize())]


def sent(packet: Packet) -> object:
    """The counter in a packet."""
    _, update = json.loads(packet.encode().partition(",")[2])
    return update["delta"][ContractLive.get_full_name()]["counts_rx_state_"]


async def test_wire_of_a_browser_that_has_gone_refuses_it(app: rx.App) -> None:
    with pytest.raises(BrowserGone):
        await wire_for(app, {}).enter("gone", "room")


async def test_connection_is_in_one_room_at_a_time(app: rx.App) -> None:
    namespace = app.event_namespace.namespace
    sid = await app.sio.manager.connect("engine-id", namespace)
    wire = wire_for(app, {})
    for room in ("first", "second"):
        await wire.enter(sid, room)
    assert sorted(app.sio.rooms(sid, namespace=namespace)) == sorted([sid, "second"])


async def test_end_of_a_connection_is_told_once_and_reflex_cleans_up_after(app: rx.App) -> None:
    gone: list[str] = []
    app.event_namespace.sid_to_token["sid"] = "token"
    on_disconnect(app, gone.append)
    cleaning = await app.event_namespace.trigger_event("disconnect", "sid", "transport close")
    assert gone == ["sid"]
    await cleaning
    assert "sid" not in app.event_namespace.sid_to_token
