"""Phones, projectors and control screens without a browser, and what they do."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from benchmarks.browser_wire import SUFFIX, Wire, state_name

PHONE, PHONE_LIVE = state_name("participant", "phone"), state_name("participant", "phone_live")
CONTROL, CONTROL_LIVE = state_name("control", "control"), state_name("control", "control_live")
STAGE_LIVE = state_name("stage", "stage_live")
_PATIENCE = 60.0
#: Reflex's page waits this many seconds more before each try to come back, up to ten times as much.
_RETRY_STEP, _MOST_STEPS = 0.2, 10


@dataclass
class Seen:
    """The newest of everything a connection has been sent, and when it came."""

    values: dict[str, Any] = field(default_factory=dict)
    at: dict[str, float] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    is_lost: bool = False

    def lose(self) -> None:
        """The connection has ended: nothing more will come."""
        self.is_lost = True
        self.changed.set()

    def hear(self, state: str, values: Any, at: float) -> None:
        """Take in one delta."""
        for name, value in values.items():
            self.values[f"{state}.{name}"] = value
            self.at[f"{state}.{name}"] = at
        self.changed.set()

    async def until(self, is_so: Any) -> float:
        """Wait until `is_so(values)`; when the change came that made it so. Raises `OSError` if the connection ends."""
        async with asyncio.timeout(_PATIENCE):
            while not is_so(self.values):
                if self.is_lost:
                    raise ConnectionError("The connection ended")
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
    base: str,
    path: str,
    *,
    cookie: str = "",
    storage: Mapping[str, str] | None = None,
    keep_frames: bool = False,
    token: str = "",
) -> Client:
    """A browser on that page. `storage` is what its local storage holds, by State variable; `token` names its tab."""
    seen = Seen()
    frames: list[str] | None = [] if keep_frames else None
    named = {"token": token} if token else {}
    wire = Wire(
        base=base,
        path=path,
        cookie=cookie,
        storage=storage or {},
        on_values=seen.hear,
        on_lost=seen.lose,
        frames=frames,
        **named,
    )
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


async def come_back(phone: Client, base: str) -> Client:
    """The same phone over a new connection, with what its local storage holds. Tries as Reflex's page does."""
    storage = phone.wire.storage or {f"{PHONE}.seats{SUFFIX}": phone.seen.values[f"{PHONE}.seats"]}
    for attempt in itertools.count(1):
        try:
            back = await connect(base, phone.wire.path, storage=storage, token=phone.wire.token)
            await back.seen.until(lambda v: v.get(f"{PHONE_LIVE}.own", {}).get("joined") and f"{PHONE_LIVE}.frame" in v)
        except OSError:
            await asyncio.sleep(min(attempt, _MOST_STEPS) * _RETRY_STEP)
        else:
            return back
    raise AssertionError


async def answer(phone: Client, *, seq: int, delay: float = 0.0, given: Any = None) -> tuple[float, float]:
    """Send an answer, by default some option of the ballot at hand: (when it was sent, seconds until its receipt)."""
    if delay:
        await asyncio.sleep(delay)
    ballot = phone.seen.values[f"{PHONE_LIVE}.frame"]["ballot"]
    chosen = [random.choice(ballot["options"])["id"]] if given is None else given
    told = {"run": ballot["run"], "round": ballot["round"], "seq": seq}
    sent = await phone.wire.send(f"{PHONE}.answer", ballot={**told, "answer": chosen})
    wanted = {**told, "state": "stored"}
    await phone.seen.until(lambda v: wanted.items() <= v.get(f"{PHONE_LIVE}.receipt", {}).items())
    return sent, phone.seen.at[f"{PHONE_LIVE}.receipt"] - sent


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
