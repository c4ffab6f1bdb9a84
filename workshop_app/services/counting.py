"""How many have answered: the only figure of an open vote that leaves the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_app.persistence import ballot_box
from workshop_app.persistence.ballot_box import Elsewhere, nobody_elsewhere
from workshop_app.persistence.engine import Database
from workshop_app.services.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class SeatKeys:
    """What seats are known by just now: the keys of their ballots in `run`, or their own where no vote is open."""

    run: str
    keys: Mapping[str, bytes]


def count_round(
    database: Database, snapshot: Snapshot, *, here: Sequence[str], elsewhere: Elsewhere = nobody_elsewhere
) -> tuple[int, int]:
    """(complete ballots, seats expected) of the open round; nothing open counts as (0, seats connected)."""
    opened = snapshot.live.open_run(snapshot.agenda)
    if opened is None:
        return 0, len(here) + elsewhere("", set(), set())
    key, round_ = opened
    with database.reading() as db:
        return ballot_box.count_done(
            db, run_id=snapshot.runs.get(key, ""), round_=round_, here=here, elsewhere=elsewhere
        )


def seat_keys(database: Database, snapshot: Snapshot, seats: Sequence[str]) -> SeatKeys:
    """What these seats are known by at other processes, once it is made unreadable there. Blocks on the database."""
    opened = snapshot.live.open_run(snapshot.agenda)
    if opened is not None:
        run_id = snapshot.runs.get(opened[0], "")
        with database.reading() as db:
            keys = ballot_box.seat_keys(db, run_id=run_id, seats=seats)
        if keys or not seats:
            return SeatKeys(run=run_id, keys=keys)
    return SeatKeys(run="", keys={seat: f"{snapshot.record.id}/{seat}".encode() for seat in seats})
