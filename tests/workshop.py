"""A session on a real server, reached over bare websockets."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from benchmarks.players import CONTROL, CONTROL_LIVE, PHONE, PHONE_LIVE, STAGE_LIVE, Client, connect, join
from benchmarks.prepared import Prepared, prepare
from tests.servers import Server

_NOTICE, _ASKING = f"{CONTROL}.notice", f"{CONTROL}.asking"


@dataclass
class Workshop:
    """A session with its control screen, projector and phones. All frames are kept."""

    server: Server
    prepared: Prepared
    control: Client
    stage: Client
    phones: list[Client] = field(default_factory=list)

    async def tell(self, handler: str, **payload: Any) -> None:
        """Call one of the control screen's handlers; returns when it is done and everybody sees what it did.

        A handler that was done has said so by setting both notice and question, if only to nothing.
        """
        heard = self.control.seen.values
        before = self.control.frame(CONTROL_LIVE)["version"]
        for name in (_NOTICE, _ASKING):
            heard.pop(name, None)
        await self.control.wire.send(f"{CONTROL}.{handler}", **payload)
        await self.control.seen.until(lambda v: _NOTICE in v and _ASKING in v)
        if not heard[_NOTICE] and not heard[_ASKING]:
            await self._all_see(before + 1)

    async def press(self, move: str = "next", *, confirmed: bool = True) -> None:
        """One press, as `tell`; says yes when it is asked, so that few answers don't stop the walk."""
        frame = self.control.frame(CONTROL_LIVE)
        await self.tell("press", move=move, step=frame["step"], phase=frame["phase"])
        if self.control.seen.values[_ASKING] and confirmed:
            await self.tell("confirm")

    async def go_to(self, activity: str, phase: str) -> None:
        """Press until the room is there."""
        for _ in range(80):
            frame = self.phones[0].frame(PHONE_LIVE)
            if frame["activity"] == activity and frame["step"].endswith(f"/{phase}"):
                return
            await self.press()
        raise AssertionError(f"never came to {activity}/{phase}")

    async def _all_see(self, version: int) -> None:
        for client, state in self._frames():
            await client.seen.until(lambda v, at=f"{state}.frame": v.get(at, {}).get("version", -1) >= version)

    def _frames(self) -> list[tuple[Client, str]]:
        return [(self.control, CONTROL_LIVE), (self.stage, STAGE_LIVE), *((one, PHONE_LIVE) for one in self.phones)]

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


async def open_workshop(
    server: Server, *, phones: int, keep_frames: bool = False, prepared: Prepared | None = None
) -> Workshop:
    """A session, new unless one is given, with its lobby open and that many phones in it, all of which see the same."""
    prepared = prepared or await asyncio.to_thread(prepare, server.data_dir)
    workshop = await open_lobby(server, prepared, keep_frames=keep_frames)
    await let_in(workshop, phones=phones, keep_frames=keep_frames)
    return workshop


async def open_lobby(server: Server, prepared: Prepared, *, keep_frames: bool = False) -> Workshop:
    """A prepared session with its lobby open, its control screen and its projector."""
    cookie = f"workshop_sign_in={prepared.cookie}"
    control = await connect(server.url, f"/styr/{prepared.code}", cookie=cookie, keep_frames=keep_frames)
    await control.seen.until(lambda values: f"{CONTROL_LIVE}.frame" in values)
    stage = await connect(server.url, prepared.stage_path, keep_frames=keep_frames)
    workshop = Workshop(server, prepared, control, stage)
    await workshop.tell("open_lobby")
    # On this machine's own address nothing is encrypted, and the facilitator accepts it.
    await workshop.tell("note", name="http", value=True)
    return workshop


async def let_in(workshop: Workshop, *, phones: int, keep_frames: bool = False) -> None:
    """That many phones join."""
    code = workshop.prepared.code
    joined = await asyncio.gather(*(join(workshop.server.url, code, keep_frames=keep_frames) for _ in range(phones)))
    workshop.phones += [client for client, _ in joined]
