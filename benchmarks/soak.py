"""A working day: sessions one after the other, phones that lose their connection, and what is left of it all.

    python -m benchmarks.soak [--minutes 30] [--sessions 20] [--phones 60]

A second stands for a minute: twenty sessions of an hour and a half in half an hour. One server; before, during and
after it prints the memory, threads, open files, connections and tasks of its processes. Exit code 1 when they don't
come back to where they were after the first session, which loads what every later one needs too, or when an answer
was lost, counted twice, or not there when its phone came back.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any

from benchmarks.live import run
from benchmarks.results import keep
from benchmarks.served import Served, Setup, build, commit_at, served
from benchmarks.walk import Walk
from tests.servers import PROJECT

#: Share of the phones that lose their connection within a minute, which a second stands for.
_LOST_A_MINUTE = 0.10
#: What may be left: the allocator doesn't give every page back, and pools keep a file and a thread or two.
_ALLOWED = {"memory_mb": 25.0, "threads": 8, "files": 8, "connections": 2, "tasks": 10}
#: Seconds until phones that have gone are forgotten, and connections and threads ended.
_FAREWELL = 45.0
#: Seconds that a process gets to count its tasks.
_PATIENCE = 10.0


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a server holds at one moment."""

    memory_mb: float
    threads: int
    files: int
    connections: int
    tasks: int


def held(running: Served, folder: Path) -> Held:
    """All processes of the server together, as the operating system says; tasks they count themselves."""
    processes = running.processes()
    return Held(
        memory_mb=round(running.memory(), 1),
        threads=sum(process.num_threads() for process in processes),
        files=sum(process.num_fds() for process in processes),
        connections=sum(
            connection.status == "ESTABLISHED" for p in processes for connection in p.net_connections(kind="tcp")
        ),
        tasks=counted_tasks(folder, {process.pid for process in processes}),
    )


def counted_tasks(folder: Path, pids: set[int]) -> int:
    """What `benchmarks/counting` answers in each process."""
    asked = folder / "ask"
    asked.touch()
    answers = {folder / f"tasks-{pid}" for pid in pids}
    deadline = monotonic() + _PATIENCE
    while not all(answer.exists() for answer in answers) and monotonic() < deadline:
        sleep(0.1)
    counted = sum(int(answer.read_text()) for answer in answers if answer.exists())
    asked.unlink()
    while any(answer.exists() for answer in answers):
        sleep(0.1)
    return counted


class Day:
    """All sessions, and what was held in between."""

    def __init__(self, running: Served, folder: Path, *, sessions: int, phones: int, minutes: float) -> None:
        self._running = running
        self._folder = folder
        self.wrong = 0
        self._sessions = sessions
        self._phones = phones
        self._seconds = minutes * 60 / sessions
        self.seen: dict[str, Held] = {}

    async def go_through(self) -> None:
        """From before the first session until some time after the last one."""
        self._note("before")
        await self._session()
        await asyncio.sleep(_FAREWELL)
        self._note("after the first session")
        for number in range(2, self._sessions + 1):
            await self._session(f"during session {number}" if number % 5 == 0 or number == self._sessions else "")
        await asyncio.sleep(_FAREWELL)
        self._note("after")

    async def _session(self, note: str = "") -> None:
        prepared = await asyncio.to_thread(self._running.prepare)
        walk = Walk(self._running, prepared, phones=self._phones, spread=min(3.0, self._seconds / 4))
        await walk.run_while(self._seconds, lost_each_second=self._phones * _LOST_A_MINUTE)
        if note:
            self._note(note)
        await walk.close()
        self.wrong += walk.figures.lost + walk.figures.doubled + walk.figures.wrong

    def _note(self, when: str) -> None:
        now = self.seen[when] = held(self._running, self._folder)
        print(
            f"{when:<26}{now.memory_mb:>9.1f} MB{now.threads:>5} threads{now.files:>6} files"
            f"{now.connections:>6} connections{now.tasks:>6} tasks",
            flush=True,
        )


def left_over(seen: dict[str, Held]) -> list[str]:
    """What has not come back: a sentence for each."""
    base, after = vars(seen["after the first session"]), vars(seen["after"])
    return [
        f"{name}: {base[name]} after the first session, {after[name]} after the last"
        for name, allowed in _ALLOWED.items()
        if after[name] > base[name] + allowed
    ]


def main() -> int:
    """The command; the exit code is 1 when something is left over."""
    parser = argparse.ArgumentParser(description="A working day, and what is left of it.")
    parser.add_argument("--minutes", type=float, default=30, help="how long all sessions together take")
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--phones", type=int, default=60)
    arguments = parser.parse_args()
    with TemporaryDirectory() as directory:
        folder = Path(directory)
        counting = {"PYTHONPATH": str(Path(__file__).parent / "counting"), "COUNT_TASKS_IN": directory}
        build(PROJECT)
        with served(Setup(more=counting)) as running:
            day = Day(running, folder, sessions=arguments.sessions, phones=arguments.phones, minutes=arguments.minutes)
            run(day.go_through())
    remains = left_over(day.seen)
    print("\n".join(remains) or "Nothing is left over.")
    print(f"answers lost, doubled or not there afterwards: {day.wrong}")
    told: dict[str, Any] = {**vars(arguments), "commit": commit_at(PROJECT), "wrong": day.wrong, "left_over": remains}
    print(f"Kept in {keep('soak', {**told, 'held': {when: vars(seen) for when, seen in day.seen.items()}})}")
    return 1 if remains or day.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
