"""How fast a session is with N phones, and whether every answer is counted once.

    python -m benchmarks.live 30 100 200 600 1000 [--repeats 5] [--compare main] [--workers 2 …]

For each size and repeat: a server of its own with a database of its own, N phones over bare
websockets that join at once, answer in bursts and spread over time, lose the network, and see the
server killed with SIGKILL and started again. Prints a table for each size, medians over the repeats,
and keeps it in `benchmarks/results/`. Times are those of a browser on the same machine; the generator
shares its processors with the server. What phones were told is compared with what was counted.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import importlib.util
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.figures import Row, median_of, ratios, row_of, table
from benchmarks.results import keep
from benchmarks.served import Setup, build, checked_out, commit_at, served
from benchmarks.walk import Figures, Walk

T = TypeVar("T")


@dataclass
class Measured:
    """All repeats of one size on one commit."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    lost: int = 0
    doubled: int = 0
    wrong: int = 0

    def add(self, figures: Figures) -> None:
        """Take in one repeat."""
        for name, values in figures.rows.items():
            self.rows.setdefault(name, []).append(row_of(values))
        self.lost, self.doubled, self.wrong = (
            self.lost + figures.lost,
            self.doubled + figures.doubled,
            self.wrong + figures.wrong,
        )

    def medians(self) -> dict[str, Row]:
        """One row for each thing measured."""
        return {name: median_of(repeats) for name, repeats in self.rows.items()}

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"rows": self.medians(), "lost": self.lost, "doubled": self.doubled, "wrong": self.wrong}


def one_session(setup: Setup, *, phones: int, spread: float) -> Figures:
    """Start a server, walk one session on it, end it."""

    async def walk() -> Figures:
        prepared = await asyncio.to_thread(running.prepare)
        return await Walk(running, prepared, phones=phones, spread=spread).run()

    with served(setup) as running, uncollected():
        return run(walk())


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector out of what is timed.

    With 600 phones it held the generator up for 70 ms in one step of each session, which was taken for the server's.
    """
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def run(work: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run` on the quick loop, where there is one: the generator must cost as little as it can."""
    factory: Callable[[], asyncio.AbstractEventLoop] | None = None
    if importlib.util.find_spec("uvloop"):
        import uvloop  # noqa: PLC0415 -- not on every platform

        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(work)


def measure(setups: Sequence[Setup], *, phones: int, repeats: int, spread: float) -> list[Measured]:
    """All repeats of one size, the commits taking turns."""
    measured = [Measured() for _ in setups]
    for _ in range(repeats):
        for setup, into in zip(setups, measured, strict=True):
            into.add(one_session(setup, phones=phones, spread=spread))
    for setup, result in zip(setups, measured, strict=True):
        print(table(f"{phones} phones, {repeats} repeats, {setup.name}", result.medians()))
        print(f"lost {result.lost}, doubled {result.doubled}, back with a wrong answer {result.wrong}\n", flush=True)
    if len(setups) > 1:
        print(ratios(f"{setups[0].name} : {setups[1].name}", measured[0].medians(), measured[1].medians()), "\n")
    return measured


def main() -> None:
    """The command."""
    arguments = _arguments()
    with ExitStack() as stack:
        setups = [Setup(**_served_by(arguments))]
        if arguments.compare:
            folder = stack.enter_context(checked_out(arguments.compare))
            setups.append(Setup(name=arguments.compare, project=folder, **_served_by(arguments)))
        for setup in setups:
            build(setup.project)
        found: dict[str, Any] = {}
        for phones in arguments.phones:
            measured = measure(setups, phones=phones, repeats=arguments.repeats, spread=arguments.spread / 1000)
            found[str(phones)] = {setup.name: result.to_json() for setup, result in zip(setups, measured, strict=True)}
        commits = {setup.name: commit_at(setup.project) for setup in setups}
    told = {"repeats": arguments.repeats, "spread_ms": arguments.spread, "workers": arguments.workers}
    kept = keep("live", {**told, "commits": commits, "phones": found}, arguments.json)
    print(f"Kept in {kept}")


def _served_by(arguments: argparse.Namespace) -> dict[str, Any]:
    return {
        "database_url": arguments.database_url,
        "valkey_url": arguments.valkey_url,
        "workers": arguments.workers,
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast a session is with N phones.")
    parser.add_argument("phones", type=int, nargs="*", default=[40], help="one or more numbers of phones")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--spread", type=float, default=3000, help="the pulse is answered within this many ms")
    parser.add_argument("--compare", default="", help="measure this commit too, the two taking turns")
    parser.add_argument("--database-url", default="", help="for the server; used by all sessions")
    parser.add_argument("--valkey-url", default="", help="for the server")
    parser.add_argument("--workers", type=int, default=1, help="worker processes of the server")
    parser.add_argument("--json", type=Path, help="keep the figures in this file instead")
    return parser.parse_args()


if __name__ == "__main__":
    main()
