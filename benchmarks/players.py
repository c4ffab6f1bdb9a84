"""Phones, projectors and control screens without a browser, and what they do."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from benchmarks.browser_wire import Wire, state_name

PHONE, PHONE_LIVE = state_name("participant", "phone"), state_name("participant", "phone_live")
CONTROL, CONTROL_LIVE = state_name("control", "control"), state_name("control", "control_live")
STAGE_LIVE = state_name("stage", "stage_live")
_PATIENCE = 60.0


@dataclass
class Seen:
    """The newest of everything a connection has been sent, and when it came."""

    values: dict[str, Any] = field(default_factory=dict)
    at: dict[str, float] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, state: str, values: Any, at: float) -> None:
        """Take in one delta."""
        for name, value in values.items():
            self.values[f"{state}.{name}"] = value
            self.at[f"{state}.{name}"] = at
        self.changed.set()

    async def until(self, is_so: Any) -> float:
        """Wait until `is_so(values)`; when the change came that made it so."""
        async with asyncio.timeout(_PATIENCE):
            while not is_so(self.values):
                self.changed.clear()
                await self.changed.wait()
        return max(self.at.values())


@dataclass
class Client:
    """One connected browser."""

    wire: Wire
    seen: Seen

    def frame(self, state: str) -> Any:
        """The newest frame that this browser has been sent."""
        return self.seen.values.get(f"{state}.frame", {})


async def connect(
    base: str, path: str, *, cookie: str = "", storage: Mapping[str, str] | None = None, keep_frames: bool = False
) -> Client:
    """A browser on that page. `storage` is what its local storage holds, by State variable."""
    seen = Seen()
    frames: list[str] | None = [] if keep_frames else None
    wire = Wire(base=base, path=path, cookie=cookie, storage=storage or {}, on_values=seen.hear, frames=frames)
    await wire.open()
    return Client(wire, seen)


async def join(base: str, code: str, *, keep_frames: bool = False) -> tuple[Client, float]:
    """A phone that has scanned the code and pressed «Bli med»; how long that took in seconds."""
    began = perf_counter()
    phone = await connect(base, f"/d/{code}", keep_frames=keep_frames)
    await phone.seen.until(lambda v: f"{PHONE_LIVE}.own" in v)
    await phone.wire.send(f"{PHONE}.join")
    await phone.seen.until(lambda v: v.get(f"{PHONE_LIVE}.own", {}).get("joined"))
    return phone, perf_counter() - began


async def answer(phone: Client, *, seq: int, delay: float) -> tuple[float, float]:
    """(when it was sent, seconds until its receipt)."""
    await asyncio.sleep(delay)
    ballot = phone.seen.values[f"{PHONE_LIVE}.frame"]["ballot"]
    choice = random.choice(ballot["options"])["id"]
    sent = await phone.wire.send(
        f"{PHONE}.answer", ballot={"run": ballot["run"], "round": ballot["round"], "seq": seq, "answer": [choice]}
    )
    at = await phone.seen.until(
        lambda v: (
            v.get(f"{PHONE_LIVE}.receipt", {}).get("seq") == seq
            and v[f"{PHONE_LIVE}.receipt"]["run"] == ballot["run"]
            and v[f"{PHONE_LIVE}.receipt"]["state"] == "stored"
        )
    )
    return sent, at - sent


async def press(control: Client, phones: list[Client], *, move: str = "next") -> tuple[float, list[float]]:
    """Press and wait for every phone: (when, seconds until each phone had the new frame)."""
    frame = control.seen.values[f"{CONTROL_LIVE}.frame"]
    before = frame["version"]
    sent = await control.wire.send(f"{CONTROL}.press", move=move, step=frame["step"], phase=frame["phase"])
    arrived = await asyncio.gather(
        *(p.seen.until(lambda v: v.get(f"{PHONE_LIVE}.frame", {}).get("version", -1) > before) for p in phones)
    )
    await control.seen.until(lambda v: v[f"{CONTROL_LIVE}.frame"]["version"] > before)
    return sent, [at - sent for at in arrived]
