"""Server time of the pages that look back, on a generated database: `python -m benchmarks.history_pages`.

Units with 10, 20, 40 and 80 sessions for the unit's page, and 500 units with 40 sessions each for the municipality's.
Time is from the question to the ready texts: reading, disclosure and words, without the browser. The first time is
told by itself: then agendas are read. Memory is settled as the server settles it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from sqlalchemy import event, insert
from sqlalchemy.orm import Session

from benchmarks.past_sessions import Past, agenda, card, counted
from workshop_app.content_loader import freeze
from workshop_app.domain.access import ADMINISTRATOR, Person
from workshop_app.domain.commitments import CommitmentState
from workshop_app.domain.session import EventKind
from workshop_app.persistence import people, spreads, units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.persistence.tables.sessions import EventRow, SessionRow
from workshop_app.persistence.tables.texts import CommitmentRow
from workshop_app.persistence.tables.votes import AggregateRow, RunRow
from workshop_app.persistence.units import Unit
from workshop_app.reports.municipality_figures import municipality_figures
from workshop_app.reports.municipality_page import municipality_page
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.reports.unit_page import unit_report
from workshop_app.services.clock import now
from workshop_app.services.history import History
from workshop_app.services.review import Review
from workshop_app.serving import settle_memory

UNITS, SESSIONS, REPEATS = 500, 40, 40
_LENGTHS = (10, 20, 40, 80)
_ADMIN = Person(id="admin", name="Anne", role=ADMINISTRATOR, units=frozenset())
#: What a session's log and its other votes add to the reading of a unit.
_MOVES, _OTHER_VOTES = 150, 5
_FIRST = date(2016, 1, 11)


def main() -> None:
    """Make the database and print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else UNITS
    with TemporaryDirectory(prefix="history-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'workshop.db'}")
        upgrade(database)
        _write_without_waiting(database)
        _furnish(database, number)
        asyncio.run(settle_memory())
        print(f"{number} units with {SESSIONS} sessions, {_size(folder)} MB\n")
        print("| page | first time | median | p95 | processor: median | p95 |\n|---|---|---|---|---|---|")
        for length in _LENGTHS:
            _tell(f"a unit with {length} sessions", _unit_page(database, f"long-{length}"))
        _tell(f"the municipality, {number} × {SESSIONS} sessions", _municipality(database))
        database.close()


def _unit_page(database: Database, unit_id: str) -> Callable[[], object]:
    history, review = History(database=database), Review(database=database, secret=b"")

    def page() -> object:
        found = history.unit(_ADMIN, unit_id)
        known = {one.record.id: one.agenda for one in found.occasions}
        return review.sessions_of(_ADMIN, unit_id, known=known), unit_report(unit_figures(found))

    return page


def _municipality(database: Database) -> Callable[[], object]:
    history = History(database=database)
    return lambda: municipality_page(municipality_figures(history.overview(_ADMIN)))


def _tell(name: str, page: Callable[[], object]) -> None:
    first, *times = (_timed(page) for _ in range(REPEATS + 1))
    walls, works = (sorted(each) for each in zip(*times, strict=True))
    late = int(0.95 * len(walls))
    shown = (first[0], median(walls), walls[late], median(works), works[late])
    cells = (name, *(f"{time:.0f} ms" for time in shown))
    print(f"| {' | '.join(cells)} |", flush=True)


def _timed(page: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of the processor's own time: others may share the machine."""
    began, worked = perf_counter(), process_time()
    page()
    return (perf_counter() - began) * 1000, (process_time() - worked) * 1000


def _write_without_waiting(database: Database) -> None:
    """What is lost when the machine stops is made again; only reading is measured."""
    event.listen(database.engine, "checkout", lambda connection, *_: connection.execute("PRAGMA synchronous=OFF"))


def _furnish(database: Database, number: int) -> None:
    lengths = {f"long-{length}": length for length in _LENGTHS}
    lengths |= {f"unit-{one}": SESSIONS for one in range(number)}
    made, texts = _Made(), [freeze(agenda(version=version)) for version in (1, 2)]
    with database.unit_of_work() as db:
        people.found_municipality(db, name="Eksempel kommune", privacy_contact="ombud@example.org")
        people.add_person(db, id_="admin", email="a@example.org", name="Anne", password_hash="-", role=ADMINISTRATOR)  # noqa: S106 -- nobody signs in
        for place, unit_id in enumerate(lengths):
            parent = f"unit-{place // 10}" if unit_id.startswith("unit-") and place > 20 else None
            units.add_unit(db, _unit(unit_id, parent), member="admin")
    for unit_id, length in lengths.items():
        with database.unit_of_work() as db:
            _add_sessions(db, unit_id, length, made, texts)


def _unit(id_: str, parent: str | None) -> Unit:
    return Unit(
        id=id_,
        name=f"Enhet {id_}",
        leader_role="lederen",
        agreed_roles="",
        discussed_on=_FIRST,
        parent_id=parent,
    )


class _Made:
    """Aggregates counted once and used again and again: what they say is not what is measured."""

    def __init__(self) -> None:
        self._numbers = count()
        self._variants = [
            [
                (activity, part, [(one.round, json.dumps(one.to_json())) for one in rounds])
                for (activity, part), rounds in counted(_past(number)).items()
            ]
            for number in range(40)
        ]

    def next(self) -> tuple[int, Sequence[tuple[str, str, list[tuple[str, str]]]]]:
        """A number that no other session has, and its aggregates."""
        number = next(self._numbers)
        return number, self._variants[number % len(self._variants)]


def _past(number: int) -> Past:
    return Past(id=f"v{number}", held_on=_FIRST, people=4 + number, level=2.8 + number % 12 / 10, seed=number)


def _add_sessions(db: Session, unit_id: str, length: int, made: _Made, texts: Sequence[str]) -> None:
    rows: dict[type, list[dict[str, object]]] = {
        kind: [] for kind in (SessionRow, RunRow, AggregateRow, CommitmentRow, EventRow)
    }
    for place in range(length):
        number, aggregates = made.next()
        session, day = f"s{number}", _FIRST + timedelta(days=45 * place)
        text = texts[place >= length // 2]
        rows[SessionRow].append(_session(session, unit_id, day, text, number))
        for activity, part, rounds in (*aggregates, *_other_votes()):
            run = f"{session}-{activity}"[:22]
            rows[RunRow].append(_run(run, session, activity, part, day))
            rows[AggregateRow] += [{"run_id": run, "round": round_, "figures": figures} for round_, figures in rounds]
        rows[CommitmentRow] += [_commitment(session, position, day) for position in (1, 2)]
        # The log is long everywhere; it is left out where no page reads it, to keep the database small.
        rows[EventRow] += _log(session, _MOVES if unit_id.startswith("long") else 1)
    for kind, values in rows.items():
        db.execute(insert(kind), values)
    spreads.add(db, [str(row["figures"]) for row in rows[AggregateRow] if row["round"] == spreads.PULSE])


def _session(id_: str, unit_id: str, day: date, text: str, number: int) -> dict[str, object]:
    return {
        "id": id_,
        "code": f"{number:06}",
        "unit_id": unit_id,
        "held_on": day,
        "language": "nb",
        "agenda": text,
        "created_by": "admin",
        "ended_at": now(),
    }


def _run(id_: str, session: str, activity: str, part: str, day: date) -> dict[str, object]:
    return {
        "id": id_,
        "session_id": session,
        "activity_id": activity,
        "part": part,
        "repetition": 1,
        "open_round": None,
        "secret": None,
        "sealed": True,
        "sealed_at": datetime.combine(day, time(12), UTC),
    }


def _other_votes() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    figures = json.dumps({"round": "vote", "n": 12, "figures": {"counts": {str(step): 3 for step in range(1, 6)}}})
    for number in range(_OTHER_VOTES):
        yield f"vote-{number}", "vote", [("vote", figures)]


def _commitment(session: str, position: int, day: date) -> dict[str, object]:
    state = CommitmentState.DONE if position == 1 else CommitmentState.UNDER_WAY
    settled = card(position, state=state, settled_on=day + timedelta(days=40))
    return {"id": f"{session}-{position}", "session_id": session, **vars(settled)}


def _log(session: str, moves: int) -> list[dict[str, object]]:
    chosen = {"activity": "hva-na", "question": "tilsyn"}
    log = [(EventKind.QUESTION_CHOSEN, chosen), *((EventKind.TIME_SHOWN, {"value": True}) for _ in range(moves))]
    return [
        {"session_id": session, "version": version, "kind": kind.value, "payload": payload, "at": now(), "actor": None}
        for version, (kind, payload) in enumerate(log, start=1)
    ]


def _size(folder: str) -> int:
    return sum(file.stat().st_size for file in Path(folder).iterdir()) // 1_000_000


if __name__ == "__main__":
    main()
