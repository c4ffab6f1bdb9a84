"""Many at once: two who press together, two hundred who reload together, five hundred who never say a word."""

from __future__ import annotations

import asyncio
import socket
from contextlib import ExitStack

import psutil

from benchmarks.players import CONTROL, CONTROL_LIVE, Client
from tests.faults.conftest import Begin
from tests.faults.meeting import Meeting, press_on
from tests.faults.phones import hang_up
from tests.faults.waiting import eventually
from workshop_app.domain.session import EventKind, LiveSession
from workshop_app.persistence import session_log

ROUNDS, CROWD, SILENT = 20, 200, 250


async def test_two_facilitators_who_press_together_move_one_step(begin: Begin) -> None:
    meeting = await begin(phones=1)
    both = [await meeting.present_control(), await meeting.open_control()]
    await both[0].wire.send(f"{CONTROL}.note", name="http", value=True)
    await both[0].seen.until(lambda values: not values[f"{CONTROL_LIVE}.frame"]["ask_http"])
    for _ in range(ROUNDS):
        before, moves = meeting.live, moves_of(meeting)
        await asyncio.gather(*(press_and_confirm(meeting, control, before) for control in both))
        assert moves_of(meeting) == moves + 1
        live = meeting.live
        for control in both:
            await control.seen.until(lambda values, v=live.version: values[f"{CONTROL_LIVE}.frame"]["version"] == v)
    await hang_up(both[1].wire)
    meeting.demand_clear_log()


def moves_of(meeting: Meeting) -> int:
    """How many steps the session has taken."""
    with meeting.prepared.database.reading() as db:
        log = session_log.load_log(db, meeting.prepared.session_id)
    return sum(event.kind is EventKind.MOVED for event in log)


async def press_and_confirm(meeting: Meeting, control: Client, before: LiveSession) -> None:
    """Next on what both are looking at; yes to a question, and past what next does not open."""
    forget_said(control)
    await press_on(control, before)
    while True:
        await eventually(lambda: meeting.live.version > before.version or said(control))
        if meeting.live.version > before.version:
            return
        what = said(control)
        forget_said(control)
        if what == "asking":
            await control.wire.send(f"{CONTROL}.confirm")
        else:
            await control.wire.send(f"{CONTROL}.press", move="skip", step=before.step, phase=before.phase or "")


def forget_said(control: Client) -> None:
    """As if the control screen had said nothing."""
    for name in ("asking", "notice"):
        control.seen.values.pop(f"{CONTROL}.{name}", None)


def said(control: Client) -> str:
    """Whether the control screen asks something, or says that it was not done."""
    values = control.seen.values
    return next((name for name in ("asking", "notice") if values.get(f"{CONTROL}.{name}")), "")


async def test_two_hundred_phones_that_reload_together(begin: Begin) -> None:
    meeting = await begin(phones=CROWD)
    meeting.tap_all()
    await meeting.everybody_heard()
    await asyncio.gather(*(phone.reload() for phone in meeting.phones))
    await meeting.everybody(
        lambda own, frame: own.get("joined") and own["answers"] and frame["version"] == meeting.live.version
    )
    control = await meeting.present_control()
    await control.seen.until(lambda values: values[f"{CONTROL_LIVE}.counts"]["here"] == CROWD)
    await meeting.demand_true_tally()
    meeting.demand_clear_log()


async def test_five_hundred_connections_that_never_speak(begin: Begin) -> None:
    meeting = await begin(phones=8, ping=1)
    before = open_connections(meeting)
    with ExitStack() as strangers:
        for mute in (mute_connection, mute_websocket):
            await asyncio.to_thread(lambda m=mute: [strangers.enter_context(m(meeting)) for _ in range(SILENT)])
        assert open_connections(meeting) >= before + SILENT

        meeting.tap_all()
        await meeting.everybody_heard()
        # What memory comes back is the soak's affair: an allocator may keep what was let go.
        await eventually(lambda: open_connections(meeting) <= before)
    await meeting.demand_true_tally()
    meeting.demand_clear_log()


def open_connections(meeting: Meeting) -> int:
    """What browsers hold open. Files don't count: the server has more of the database's the more is going on."""
    return sum(each.status == psutil.CONN_ESTABLISHED for each in meeting.worker.net_connections("tcp"))


def mute_connection(meeting: Meeting) -> socket.socket:
    """One on which nothing is ever asked."""
    return socket.create_connection(("127.0.0.1", meeting.server.port))


def mute_websocket(meeting: Meeting) -> socket.socket:
    """One that is opened as a page opens it, and then neither says who it is nor answers a ping."""
    connection = mute_connection(meeting)
    connection.sendall(
        f"GET /_event/?EIO=4&transport=websocket&token=mute HTTP/1.1\r\n"
        f"Host: localhost:{meeting.server.port}\r\nOrigin: {meeting.server.url}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
    )
    assert b" 101 " in connection.recv(64)
    return connection
