"""One session with N phones, walked through as a facilitator would, and everything measured on the way."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
from dataclasses import dataclass, field
from time import monotonic, perf_counter, process_time
from typing import Any

from benchmarks.ledger import Ledger, tally_of
from benchmarks.players import CONTROL, CONTROL_LIVE, PHONE_LIVE, STAGE_LIVE, Client, answer, come_back, connect, join
from benchmarks.prepared import Prepared
from benchmarks.served import Served

_TRIAL, _PULSE, _DILEMMA = "provestemme", "tillitspulsen", "kunnskap-eller-kultur"
_MOST_PRESSES = 80
#: Seconds until what the last step left to do is done.
_SETTLE = 0.5

JOIN = "join at once (scan to seat), ms"
BURST = "answer stored, all at once, ms"
SPREAD = "answer stored, spread over time, ms"
ADVANCE = "press to the last phone, ms"
PROJECTOR = "last answer to the projector, ms"
BACK = "back after a lost network, ms"
KILLED = "back after a kill of the server, ms"
JOIN_CPU = "server's processor per join, ms"
PRESS_CPU = "server's processor per step and phone, ms"
BACK_CPU = "server's processor per return, ms"
PRESS_KB = "to each phone per step, kB"
ANSWER_CPU = "server's processor per answer, ms"
OWN_CPU = "generator's processor per answer, ms"
HEALTH = "/health/ready, asked all the while, ms"
MEMORY = "memory per phone above base, kB"


@dataclass
class Figures:
    """What one session measured, and what was wrong: `lost` and `doubled` answers, phones with a `wrong` own answer."""

    rows: dict[str, list[float]] = field(default_factory=dict)
    lost: int = 0
    doubled: int = 0
    wrong: int = 0

    def add(self, row: str, *seconds: float) -> None:
        """Take in measured times; kept in milliseconds."""
        self.rows.setdefault(row, []).extend(1000 * value for value in seconds)


class Walk:
    """A session on `served`. `run()` it once."""

    def __init__(self, served: Served, prepared: Prepared, *, phones: int, spread: float) -> None:
        self._served = served
        self._prepared = prepared
        self._count = phones
        self._spread = spread
        self._phones: list[Client] = []
        self._ledger = Ledger()
        self._seq = 0
        self.figures = Figures()

    async def run(self) -> Figures:
        """Join, a trial vote, slides, the pulse with two ways of going away and coming back, a dilemma."""
        await self._begin_watched()
        await self._lose_the_network()
        await self._kill()
        await self._go_to(_DILEMMA, "first-vote")
        self._compare(_PULSE)
        await self._burst()
        await self._go_to(_DILEMMA, "second-vote")
        await self._burst()
        await self._press()
        self._compare(_DILEMMA)
        await self.close()
        return self.figures

    async def run_while(self, seconds: float, *, lost_each_second: float) -> None:
        """A session that lasts so long, and ends, with that many phones a second that go away and come back."""
        ends = monotonic() + seconds
        await self._begin()
        while monotonic() < ends:
            number = random.randrange(self._count)
            await self._phones[number].wire.close()
            self._phones[number] = await come_back(self._phones[number], self._served.base)
            self.figures.wrong += not self._has_its_own(number)
            await asyncio.sleep(1 / lost_each_second)
        await self._go_to(_DILEMMA, "first-vote")
        self._compare(_PULSE)
        await self._press("end")

    async def _begin_watched(self) -> None:
        command = (sys.executable, "-m", "benchmarks.watching", self._served.base)
        watching = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
        await self._begin()
        watching.terminate()
        told, _ = await watching.communicate()
        self.figures.add(HEALTH, *(float(line) for line in told.decode().splitlines()))

    async def _begin(self) -> None:
        """From the lobby until everybody has answered the pulse, which stays open."""
        await self._open()
        await self._join()
        await self._go_to(_TRIAL, "open")
        await self._burst()
        await self._press()
        self._compare(_TRIAL)
        await self._go_to(_PULSE, "open")
        await self._trickle()

    async def _open(self) -> None:
        await self._open_screens()
        await self._control.wire.send(f"{CONTROL}.open_lobby")
        await self._control.seen.until(lambda v: v[f"{CONTROL_LIVE}.frame"]["stage"] == "lobby")
        # One that came and went: what a first phone needs is loaded, and counts as base.
        first, _ = await join(self._served.base, self._prepared.code)
        await first.wire.close()

    async def _open_screens(self) -> None:
        base, cookie = self._served.base, f"workshop_sign_in={self._prepared.cookie}"
        self._control = await connect(base, f"/styr/{self._prepared.code}", cookie=cookie)
        await self._control.seen.until(lambda v: f"{CONTROL_LIVE}.frame" in v)
        self._stage = await connect(base, self._prepared.stage_path)
        await self._stage.seen.until(lambda v: f"{STAGE_LIVE}.frame" in v)

    async def _join(self) -> None:
        before, used = self._served.memory(), self._served.processor()
        joined = await asyncio.gather(*(join(self._served.base, self._prepared.code) for _ in range(self._count)))
        self._phones = [phone for phone, _ in joined]
        self.figures.add(JOIN, *(took for _, took in joined))
        await asyncio.sleep(_SETTLE)
        self.figures.add(JOIN_CPU, (self._served.processor() - used) / self._count)
        self.figures.add(MEMORY, (self._served.memory() - before) / self._count)
        await self._press()
        # On this machine's own address nothing is encrypted, and the facilitator accepts it.
        await self._control.wire.send(f"{CONTROL}.note", name="http", value=True)
        await self._control.seen.until(lambda v: not v[f"{CONTROL_LIVE}.frame"]["ask_http"])

    async def _press(self, move: str = "next") -> None:
        """Press, and say yes when asked."""
        control = self._control
        await control.seen.until(lambda v: not v.get(f"{CONTROL}.asking"))
        frame = control.frame(CONTROL_LIVE)
        before, used = frame["version"], self._served.processor()
        heard = sum(phone.wire.heard for phone in self._phones)
        sent = await control.wire.send(f"{CONTROL}.press", move=move, step=frame["step"], phase=frame["phase"])
        await control.seen.until(lambda v: v.get(f"{CONTROL}.asking") or v[f"{CONTROL_LIVE}.frame"]["version"] > before)
        if control.frame(CONTROL_LIVE)["version"] == before:
            sent = await control.wire.send(f"{CONTROL}.confirm")
        await asyncio.gather(*(_until_newer(phone, PHONE_LIVE, before) for phone in self._phones))
        await _until_newer(control, CONTROL_LIVE, before)
        self.figures.add(ADVANCE, max(phone.seen.at[f"{PHONE_LIVE}.frame"] for phone in self._phones) - sent)
        await asyncio.sleep(_SETTLE / 2)
        self.figures.add(PRESS_CPU, (self._served.processor() - used) / self._count)
        self.figures.rows.setdefault(PRESS_KB, []).append(
            (sum(phone.wire.heard for phone in self._phones) - heard) / self._count / 1000
        )

    async def _go_to(self, activity: str, phase: str) -> None:
        for _ in range(_MOST_PRESSES):
            frame = self._phones[0].frame(PHONE_LIVE)
            if frame["activity"] == activity and frame["step"].endswith(f"/{phase}"):
                await asyncio.sleep(_SETTLE)
                return
            await self._press("next" if frame["activity"] in ("", activity) else "skip")
        raise AssertionError(f"Never came to {activity}/{phase}")

    async def _burst(self) -> None:
        """Every phone answers in the same instant."""
        server, own = self._served.processor(), process_time()
        answered = await asyncio.gather(*(self._answer(number) for number in range(self._count)))
        await self._counted()
        self.figures.add(BURST, *(took for _, took in answered))
        last = max(sent for sent, _ in answered)
        self.figures.add(PROJECTOR, max(0.0, self._stage.seen.at[f"{STAGE_LIVE}.counts"] - last))
        self.figures.add(ANSWER_CPU, (self._served.processor() - server) / self._count)
        self.figures.add(OWN_CPU, (process_time() - own) / self._count)

    async def _trickle(self) -> None:
        """Every phone answers at a moment of its own."""
        delays = [random.uniform(0, self._spread) for _ in range(self._count)]
        answered = await asyncio.gather(*(self._answer(number, delay=delay) for number, delay in enumerate(delays)))
        await self._counted()
        self.figures.add(SPREAD, *(took for _, took in answered))

    async def _answer(self, number: int, *, delay: float = 0.0) -> tuple[float, float]:
        phone = self._phones[number]
        frame = phone.frame(PHONE_LIVE)
        given = _some_answer(frame["ballot"])
        self._seq += 1
        sent, took = await answer(phone, seq=self._seq, delay=delay, given=given)
        self._ledger.note(frame["activity"], frame["ballot"]["round"], phone=number, answer=given)
        return sent, took

    async def _counted(self) -> None:
        """Wait until the projector says that all have answered."""
        await self._stage.seen.until(lambda v: v.get(f"{STAGE_LIVE}.counts", {}).get("done", 0) >= self._count)

    async def _lose_the_network(self) -> None:
        """All connections break in the same instant, and all phones come back at once."""
        await asyncio.gather(*(phone.wire.close() for phone in self._phones))
        began, used = perf_counter(), self._served.processor()
        await self._come_back(BACK, began)
        await asyncio.sleep(_SETTLE)
        self.figures.add(BACK_CPU, (self._served.processor() - used) / self._count)

    async def _kill(self) -> None:
        """The server dies and starts again. What the restart itself takes is left out."""
        await asyncio.to_thread(self._served.server.kill)
        self._served.server.start_without_waiting()
        await self._come_back(KILLED, None)
        await self._open_screens()
        await asyncio.sleep(_SETTLE)

    async def _come_back(self, row: str, began: float | None) -> None:
        """Counted from `began`, or else from when the server takes the first connection."""
        self._phones = list(await asyncio.gather(*(come_back(phone, self._served.base) for phone in self._phones)))
        start = began or min(phone.wire.opened_at for phone in self._phones)
        self.figures.add(row, *(phone.seen.at[f"{PHONE_LIVE}.own"] - start for phone in self._phones))
        self.figures.wrong += sum(not self._has_its_own(number) for number in range(self._count))

    def _has_its_own(self, number: int) -> bool:
        phone = self._phones[number]
        frame, own = phone.frame(PHONE_LIVE), phone.seen.values[f"{PHONE_LIVE}.own"]
        given = {answer["round"]: json.loads(answer["answer"]) for answer in own["answers"]}
        expected = self._ledger.stored[_PULSE, "pulse"][number]
        return frame["activity"] == _PULSE and given.get("pulse") == expected

    def _compare(self, activity: str) -> None:
        """What the server counted against what phones were told, once the vote is sealed."""
        tally = tally_of(self._prepared.database, self._prepared.session_id, activity)
        lost, doubled = self._ledger.compare(tally, activity)
        self.figures.lost += lost
        self.figures.doubled += doubled

    async def close(self) -> None:
        """Hang up everywhere."""
        await asyncio.gather(*(c.wire.close() for c in (*self._phones, self._control, self._stage)))
        self._prepared.database.close()


async def _until_newer(client: Client, state: str, version: int) -> None:
    await client.seen.until(lambda v: v.get(f"{state}.frame", {}).get("version", -1) > version)


def _some_answer(ballot: dict[str, Any]) -> Any:
    if ballot["items"]:
        return {item["id"]: random.randint(1, 5) for item in ballot["items"]}
    chosen = random.choice(ballot["options"])["id"]
    return [chosen] if ballot["shape"] == "list" else chosen
