"""How fast a session is with N phones: join, answer in a burst, move on, count on the projector.

    python -m benchmarks.live 40 [--repeats 5] [--url http://127.0.0.1:8080 --data-dir var]

Starts a server of its own on a free port with a database of its own, joins N phones over bare
websockets, and prints a table. Times are in milliseconds, as a browser on the same machine sees
them. Lost and doubled answers are counted against what is in the database afterwards.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.players import CONTROL, CONTROL_LIVE, STAGE_LIVE, answer, connect, join, press
from benchmarks.prepared import Prepared, prepare, serving


@dataclass
class Figures:
    """Everything measured, in milliseconds."""

    join: list[float] = field(default_factory=list)
    received: list[float] = field(default_factory=list)
    advance: list[float] = field(default_factory=list)
    projector: list[float] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0


async def one_session(base: str, prepared: Prepared, *, phones: int, spread: float) -> Figures:
    """Run the agenda's trial vote with `phones` phones that all answer within `spread` seconds."""
    figures = Figures()
    control = await connect(base, f"/styr/{prepared.code}", cookie=f"workshop_sign_in={prepared.cookie}")
    await control.seen.until(lambda v: f"{CONTROL_LIVE}.frame" in v)
    await control.wire.send(f"{CONTROL}.open_lobby")
    await control.seen.until(lambda v: v[f"{CONTROL_LIVE}.frame"]["stage"] == "lobby")
    stage = await connect(base, prepared.stage_path)
    joined = await asyncio.gather(*(join(base, prepared.code) for _ in range(phones)))
    clients = [client for client, _ in joined]
    figures.join = [1000 * took for _, took in joined]
    for _ in range(4):
        _, arrivals = await press(control, clients)
        figures.advance += [1000 * max(arrivals)]
    await asyncio.sleep(0.3)
    answered = await asyncio.gather(*(answer(c, seq=1, delay=random.uniform(0, spread)) for c in clients))
    figures.received = [1000 * took for _, took in answered]
    counted = await stage.seen.until(lambda v: v.get(f"{STAGE_LIVE}.counts", {}).get("done", 0) >= phones)
    figures.projector = [1000 * max(0.0, counted - max(sent for sent, _ in answered))]
    stored = prepared.stored_ballots()
    figures.lost, figures.doubled = max(0, phones - stored), max(0, stored - phones)
    await asyncio.gather(*(c.wire.close() for c in (*clients, control, stage)))
    return figures


def table(rows: dict[str, list[float]]) -> str:
    """Median, 95th and 99th percentile and maximum of each row."""
    lines = [f"{'ms':<34}{'n':>7}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}"]
    for name, values in rows.items():
        cuts = statistics.quantiles(values, n=100, method="inclusive") if len(values) > 1 else values * 99
        lines.append(
            f"{name:<34}{len(values):>7}{statistics.median(values):>9.1f}{cuts[94]:>9.1f}{cuts[98]:>9.1f}{max(values):>9.1f}"
        )
    return "\n".join(lines)


async def measure(arguments: argparse.Namespace) -> dict[str, Any]:
    total = Figures()
    with TemporaryDirectory() as directory, serving(Path(directory)) as base:
        for _ in range(arguments.repeats):
            prepared = prepare(Path(directory))
            figures = await one_session(base, prepared, phones=arguments.phones, spread=arguments.spread / 1000)
            for name in ("join", "received", "advance", "projector"):
                getattr(total, name).extend(getattr(figures, name))
            total.lost, total.doubled = total.lost + figures.lost, total.doubled + figures.doubled
    rows = {
        "join (scan to seat)": total.join,
        "answer received (on disk)": total.received,
        "press to the last phone": total.advance,
        "last answer to projector's count": total.projector,
    }
    print(f"{arguments.phones} phones, {arguments.repeats} sessions, answers within {arguments.spread} ms")
    print(table(rows))
    print(f"lost {total.lost}, doubled {total.doubled}")
    return {**rows, "lost": total.lost, "doubled": total.doubled, "phones": arguments.phones}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="How fast a session is with N phones.")
    parser.add_argument("phones", type=int, nargs="?", default=40)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--spread", type=float, default=100, help="all phones answer within this many milliseconds")
    parser.add_argument("--json", type=Path, help="also keep the figures in this file")
    arguments = parser.parse_args()
    figures = asyncio.run(measure(arguments))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
