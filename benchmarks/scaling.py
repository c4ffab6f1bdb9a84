"""From measured costs to sizes that can't be measured here: fits the model, holds it against other sizes, and goes on.

    python -m benchmarks.scaling benchmarks/results/live-….json [--fit 100 600]

The costs are fitted to two sizes of a kept run of `benchmarks.live`; the other sizes say how far the model can be
believed. Prints the tables of `docs/scaling.md`.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks import walk
from benchmarks.scale_model import Costs, Day, burst_p95, percentile, simulate_burst, step_time, workers_for_burst

#: A step's frame goes to one phone after the other; the bench tells when the last one had it.
_SIZES = (10_000, 3_000, 1_000)
_LIMIT = 500.0
#: Share of a worker's processor that may be in use on average, so that bursts find room.
_FULL = 0.3

Rows = Mapping[str, Mapping[str, float]]


def fit(rows: Mapping[int, Rows]) -> Costs:
    """The costs that fit two or more sizes best: by trying a grid, over the logarithm of the ratio."""
    sizes = sorted(rows)
    press, step = _line([(size, rows[size][walk.ADVANCE]["p50"]) for size in sizes])
    largest = rows[sizes[-1]]
    known = Costs(
        take=0.0,
        receipt=0.0,
        commit=0.0,
        row=0.0,
        press=press,
        step=step,
        join=largest[walk.JOIN_CPU]["p50"],
        come_back=largest[walk.BACK_CPU]["p50"],
    )
    return min(_candidates(known), key=lambda costs: sum(_error(costs, size, rows[size]) for size in sizes))


def _line(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """(start, slope) of the straight line through the first and the last point; a line that falls is level."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    slope = max(0.0, (y1 - y0) / (x1 - x0))
    return max(0.0, y0 - slope * x0), slope


def _candidates(known: Costs) -> Iterator[Costs]:
    steps = [0.03 * 1.35**power for power in range(11)]
    for take, receipt, commit, row in product(steps, steps, (3.0, 6.0, 12.0, 24.0), (0.01, 0.03, 0.06)):
        yield replace(known, take=take, receipt=receipt, commit=commit, row=row)


def _error(costs: Costs, size: int, measured: Rows) -> float:
    times = simulate_burst(size, costs)
    pairs = [(percentile(times, share), measured[walk.BURST][name]) for share, name in ((0.5, "p50"), (0.95, "p95"))]
    return sum(math.log(model / real) ** 2 for model, real in pairs)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="What 10,000 phones and 1,000 sessions need.")
    parser.add_argument("results", type=Path)
    parser.add_argument("--fit", type=int, nargs="+", default=[100, 600])
    arguments = parser.parse_args()
    rows = _read(arguments.results)
    costs = fit({size: rows[size] for size in arguments.fit})
    _print_costs(costs)
    _print_comparison(costs, rows, arguments.fit)
    _print_one_session(costs, rows[max(rows)])
    _print_many_sessions(costs, rows[max(rows)])


def _read(file: Path) -> dict[int, Rows]:
    kept: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return {int(size): next(iter(found.values()))["rows"] for size, found in kept["phones"].items()}


def _print_costs(costs: Costs) -> None:
    print("| cost | ms |\n|---|---|")
    for name, value in vars(costs).items():
        print(f"| {name} | {value:.2f} |")


def _print_comparison(costs: Costs, rows: Mapping[int, Rows], fitted: Sequence[int]) -> None:
    print(
        "\n| phones | | burst p50: model / measured | burst p95 | step: model / measured p50 |\n|---|---|---|---|---|"
    )
    for size, found in sorted(rows.items()):
        times, real = simulate_burst(size, costs), found[walk.BURST]
        print(
            f"| {size} | {'fitted' if size in fitted else 'foretold'} "
            f"| {percentile(times, 0.5):.0f} / {real['p50']:.0f} ms "
            f"| {percentile(times, 0.95):.0f} / {real['p95']:.0f} ms "
            f"| {step_time(size, costs):.0f} / {found[walk.ADVANCE]['p50']:.0f} ms |"
        )


def _print_one_session(costs: Costs, largest: Rows) -> None:
    print(
        f"\n| phones in one session | workers for 95 % of a burst within {_LIMIT:.0f} ms | step on the last phone |",
        end="",
    )
    print(" answers to store in a second | one step to all | memory |\n|---|---|---|---|---|---|")
    frame, memory = largest[walk.PRESS_KB]["p50"], largest[walk.MEMORY]["p50"]
    for phones in _SIZES:
        workers = workers_for_burst(phones, costs, within=_LIMIT)
        a_second = 1000 * phones / burst_p95(phones, costs, workers=workers)
        print(
            f"| {phones:,} | {workers} | {step_time(phones, costs, workers=workers):.0f} ms | {a_second:,.0f} "
            f"| {phones * frame / 1000:.0f} MB | {phones * memory / 1e6:.1f} GB |"
        )


def _print_many_sessions(costs: Costs, largest: Rows) -> None:
    print(
        "\n| sessions of 30 at a time | processors busy | workers | answers/s | commits/s at most | steps/s |", end=""
    )
    print(" messages on the channel/s | to the phones | memory |\n|---|---|---|---|---|---|---|---|---|")
    frame, memory = largest[walk.PRESS_KB]["p50"], largest[walk.MEMORY]["p50"]
    for sessions in (1_000, 300, 100):
        day = Day(sessions=sessions, phones=30)
        busy = day.busy(costs)
        workers = max(1, math.ceil(busy / _FULL))
        answers, steps = day.a_second(day.phones * day.answers), day.a_second(day.steps)
        # A session's workers each say every two seconds who is with them; steps and answers are said once each.
        channel = answers + steps + sessions * min(workers, day.phones) / 2
        print(
            f"| {sessions:,} | {busy:.2f} | {workers} | {answers:.0f} "
            f"| {min(answers, 1000 * workers / costs.gathering):.0f} "
            f"| {steps:.1f} | {channel:,.0f} | {steps * day.phones * frame * 8 / 1000:.1f} Mbit/s "
            f"| {sessions * day.phones * memory / 1e6:.1f} GB |"
        )


if __name__ == "__main__":
    main()
