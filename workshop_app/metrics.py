"""What the server counts of itself for Prometheus: how many and how long, and nothing about anybody.

No metric has a label that names a session, a unit, an account or a seat. Several workers write into one folder, which
`prometheus_client` finds by `PROMETHEUS_MULTIPROC_DIR`, and whichever of them is asked adds all up.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Metric,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

#: The variable by which the library finds the folder that workers share; it reads it when it is imported.
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

PEOPLE = Gauge("workshop_people_here", "Seats that are connected.", multiprocess_mode="livesum")
SCREENS = Gauge("workshop_connections", "Open live pages by kind.", ["kind"], multiprocess_mode="livesum")
ANSWERS = Counter("workshop_answers", "Answers taken in, by what became of them.", ["outcome"])
ANSWER_SECONDS = Histogram(
    "workshop_answer_seconds", "From an answer's arrival until it is on disk, in seconds.", buckets=_SECONDS
)
SHOW_SECONDS = Histogram(
    "workshop_show_seconds", "From a change until it is sent to everybody here, in seconds.", buckets=_SECONDS
)
WRONG_CODES = Counter("workshop_wrong_codes", "Join codes that no session has.")
REFUSED = Counter("workshop_refused", "What was refused because there was too much of it, by limit.", ["kind"])
FAILURES = Counter("workshop_failures", "What failed and was not carried out, by the kind of error.", ["kind"])


def share_folder(folder: Path) -> dict[str, str]:
    """An empty folder for the workers' counts, and the environment by which they find it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return {SHARED_FOLDER: str(folder)}


def forget_worker(folder: Path, process_id: int) -> None:
    """Take a worker that has died out of what is counted of those who live. Of what it has done everything stays."""
    multiprocess.mark_process_dead(process_id, str(folder))  # type: ignore[no-untyped-call]


def exposition(count_sessions: Callable[[], int]) -> bytes:
    """All metrics of all workers in Prometheus's text format. Blocks; without a database its own are left out."""
    asked = CollectorRegistry()
    asked.register(_Asked(count_sessions))
    return generate_latest(_counted()) + generate_latest(asked)


def _counted() -> CollectorRegistry:
    shared = CollectorRegistry()
    try:
        multiprocess.MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    except ValueError:  # One worker alone shares no folder.
        return REGISTRY
    return shared


class _Asked(Collector):
    """What is known in the database and nowhere else, asked when somebody wants to know."""

    def __init__(self, count_sessions: Callable[[], int]) -> None:
        self._count_sessions = count_sessions

    def collect(self) -> Iterable[Metric]:
        try:
            sessions = self._count_sessions()
        except Exception:  # noqa: BLE001 -- whatever the driver says, the answer is the same
            yield GaugeMetricFamily("workshop_database_up", "Whether the database answers.", 0)
            return
        yield GaugeMetricFamily("workshop_database_up", "Whether the database answers.", 1)
        yield GaugeMetricFamily("workshop_sessions_under_way", "Sessions that have begun and not ended.", sessions)
