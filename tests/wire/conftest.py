"""A real server, and a session on it, reached over bare websockets."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from benchmarks.players import CONTROL, CONTROL_LIVE, PHONE, PHONE_LIVE, Client, connect, join, press
from benchmarks.prepared import Prepared, prepare
from tests.servers import Server


@dataclass
class Workshop:
    """A session with its control screen, projector and phones. All frames are kept."""

    server: Server
    prepared: Prepared
    control: Client
    stage: Client
    phones: list[Client] = field(default_factory=list)

    async def press(self, move: str = "next", *, confirmed: bool = True) -> None:
        """One press; says yes when it is asked, so that few answers don't stop the walk."""
        frame = self.control.frame(CONTROL_LIVE)
        await self.control.wire.send(f"{CONTROL}.press", move=move, step=frame["step"], phase=frame["phase"])
        await asyncio.sleep(0.15)
        if self.control.seen.values.get(f"{CONTROL}.asking") and confirmed:
            await self.control.wire.send(f"{CONTROL}.confirm")
            await asyncio.sleep(0.15)

    async def go_to(self, activity: str, phase: str) -> None:
        """Press until the room is there."""
        for _ in range(80):
            frame = self.phones[0].frame(PHONE_LIVE) if self.phones else {}
            if frame.get("activity") == activity and frame.get("step", "").endswith(f"/{phase}"):
                await asyncio.sleep(0.3)
                return
            await self.press()
        raise AssertionError(f"never came to {activity}/{phase}")

    async def answer(self, phone: Client, answer: Any, *, seq: int = 1) -> dict[str, Any]:
        """Send an answer to the open round; the receipt."""
        ballot = phone.frame(PHONE_LIVE)["ballot"]
        await phone.wire.send(
            f"{PHONE}.answer", ballot={"run": ballot["run"], "round": ballot["round"], "seq": seq, "answer": answer}
        )
        await phone.seen.until(
            lambda v: (
                v.get(f"{PHONE_LIVE}.receipt", {}).get("seq") == seq
                and v[f"{PHONE_LIVE}.receipt"]["run"] == ballot["run"]
                and v[f"{PHONE_LIVE}.receipt"]["round"] == ballot["round"]
            )
        )
        receipt: dict[str, Any] = phone.seen.values[f"{PHONE_LIVE}.receipt"]
        return receipt

    async def close(self) -> None:
        """Hang up everywhere."""
        await asyncio.gather(*(c.wire.close() for c in (*self.phones, self.control, self.stage)))


async def open_lobby(own: Server, prepared: Prepared) -> Workshop:
    """A session whose lobby is open, with its control screen and projector."""
    cookie = f"workshop_sign_in={prepared.cookie}"
    control = await connect(own.url, f"/styr/{prepared.code}", cookie=cookie, keep_frames=True)
    await control.seen.until(lambda v: f"{CONTROL_LIVE}.frame" in v)
    await control.wire.send(f"{CONTROL}.open_lobby")
    stage = await connect(own.url, prepared.stage_path, keep_frames=True)
    return Workshop(own, prepared, control, stage)


async def let_in(workshop: Workshop, *, phones: int) -> None:
    """That many phones join."""
    joined = await asyncio.gather(
        *(join(workshop.server.url, workshop.prepared.code, keep_frames=True) for _ in range(phones))
    )
    workshop.phones += [client for client, _ in joined]


async def begin_unencrypted(workshop: Workshop) -> None:
    """The first press. On this machine's own address nothing is encrypted, and the facilitator accepts it."""
    await press(workshop.control, workshop.phones)
    await workshop.control.wire.send(f"{CONTROL}.note", name="http", value=True)
    await workshop.control.seen.until(lambda v: not v[f"{CONTROL_LIVE}.frame"]["ask_http"])


Begin = Callable[..., Awaitable[Workshop]]


@pytest.fixture
async def begin(server: Callable[..., Server]):
    """`await begin(phones=8)`: an open lobby with that many phones in it."""
    begun: list[Workshop] = []

    async def start(*, phones: int) -> Workshop:
        own = await asyncio.to_thread(server)
        prepared = await asyncio.to_thread(prepare, own.data_dir)
        workshop = await open_lobby(own, prepared)
        begun.append(workshop)
        await let_in(workshop, phones=phones)
        await begin_unencrypted(workshop)
        return workshop

    yield start
    for workshop in begun:
        await workshop.close()
