"""How long it takes to make each file of a unit with many sessions: `python -m benchmarks.exports --sessions 40`.

The sessions are put straight into a database of the benchmark's own. Everything is measured as a request does it:
reading the unit, disclosure, words and file. The first file of each kind is told apart, since it loads pandas or typst.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.integration.house import CONTENT, KARI, UNIT, found
from tests.past import Held, hold
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.reports.json_file import json_file
from workshop_app.reports.minutes import minutes
from workshop_app.reports.tidy import tidy
from workshop_app.reports.unit_figures import UnitFigures, unit_figures
from workshop_app.reports.workbook import workbook
from workshop_app.services.history import History
from workshop_app.services.review import Review

_FIRST_DAY = date(2017, 1, 9)
_QUARTER = timedelta(days=91)


def main() -> None:
    """Print a table of milliseconds."""
    asked = _arguments()
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'workshop.db'}")
        upgrade(database)
        found(database)
        days = [_FIRST_DAY + _QUARTER * number for number in range(asked.sessions)]
        ids = [
            hold(database, CONTENT, KARI, Held(unit_id=UNIT.id, held_on=day, number=asked.answers, seed=seed))
            for seed, day in enumerate(days)
        ]
        history, review = History(database=database), Review(database=database, secret=b"")

        def figures() -> UnitFigures:
            return unit_figures(history.unit(KARI, UNIT.id))

        print(f"{asked.sessions} sessions with {asked.answers} answers, {asked.times} times, milliseconds")
        print(f"{'':10}{'first':>8}{'median':>8}{'p95':>8}{'kB':>8}")
        _measure("xlsx", lambda: workbook(figures(), today=_FIRST_DAY), times=asked.times)
        _measure("csv", lambda: tidy(figures()), times=asked.times)
        _measure("json", lambda: json_file(figures()), times=asked.times)
        _measure("pdf", lambda: minutes(review.session(KARI, ids[-1]), minimum=5), times=asked.times)
        database.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How long files take to make")
    parser.add_argument("--sessions", type=int, default=40)
    parser.add_argument("--answers", type=int, default=24)
    parser.add_argument("--times", type=int, default=20)
    return parser.parse_args()


def _measure(name: str, make: Callable[[], bytes], *, times: int) -> None:
    taken, size = [], 0
    for _ in range(times + 1):
        before = perf_counter()
        size = len(make())
        taken.append((perf_counter() - before) * 1000)
    first, rest = taken[0], sorted(taken[1:])
    p95 = rest[math.ceil(0.95 * len(rest)) - 1]
    print(f"{name:10}{first:8.0f}{median(rest):8.0f}{p95:8.0f}{size / 1000:8.0f}")


if __name__ == "__main__":
    main()
