"""How many have answered: the only figure of an open vote that leaves the server."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_app.persistence import ballot_box
from workshop_app.persistence.engine import Database
from workshop_app.services.snapshot import Snapshot


def count_round(database: Database, snapshot: Snapshot, *, here: Sequence[str]) -> tuple[int, int]:
    """(complete ballots, seats expected) of the open round; nothing open counts as (0, seats here)."""
    opened = snapshot.live.open_run(snapshot.agenda)
    if opened is None:
        return 0, len(here)
    key, round_ = opened
    with database.reading() as db:
        return ballot_box.count_done(db, run_id=snapshot.runs.get(key, ""), round_=round_, here=here)
