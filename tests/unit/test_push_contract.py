"""What `live.push` relies on inside Reflex: each assumption fails here, and not in a workshop, when it changes."""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import reflex as rx
from reflex.utils.format import json_dumps
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.registry import RegistrationContext

from workshop_app.live.push import FrameState, on_disconnect, update_of, wire_for
from workshop_app.live.room import Role
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


async def test_update_leaves_as_one_event_to_one_room(app: rx.App, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []

    async def record(event: str, data: object, room: str | None = None) -> None:
        sent.append((event, json.loads(json_dumps(data))["delta"], room))

    monkeypatch.setattr(app.event_namespace, "emit", record)
    await wire_for(app, {Role.PHONE: ContractLive}).send("room", Role.PHONE, {"counts": 1})
    assert sent == [("event", {ContractLive.get_full_name(): {"counts_rx_state_": 1}}, "room")]


async def test_wire_of_a_browser_that_has_gone_refuses_it(app: rx.App) -> None:
    with pytest.raises((KeyError, ValueError)):
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
