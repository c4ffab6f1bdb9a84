"""What all kept pulses together say of the spread of answers, added up when a pulse is sealed or deleted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workshop_app.domain.disclosure import Measured, measured
from workshop_app.domain.tally import Aggregate
from workshop_app.persistence.tables.votes import SpreadRow

#: The round by which a pulse is known among aggregates.
PULSE = "pulse"


def add(db: Session, kept: Iterable[str]) -> None:
    """Add pulses, given as their aggregates in JSON."""
    _change(db, kept, by=1)


def remove(db: Session, kept: Iterable[str]) -> None:
    """Take pulses away that were added before, since their aggregates go."""
    _change(db, kept, by=-1)
    db.execute(delete(SpreadRow).where(SpreadRow.sessions == 0))


def all_measured(db: Session) -> list[Measured]:
    """The sums: a few hundred however many sessions there are."""
    columns = (SpreadRow.dimension, SpreadRow.n, SpreadRow.sessions, SpreadRow.deviations)
    return [
        Measured(dimension=dimension, n=n, sessions=sessions, deviations=deviations)
        for dimension, n, sessions, deviations in db.execute(select(*columns))
    ]


def _change(db: Session, kept: Iterable[str], *, by: int) -> None:
    rows = _added_up(kept, by=by)
    if not rows:
        return
    dialect = sqlite if db.get_bind().dialect.name == "sqlite" else postgresql
    insert = dialect.insert(SpreadRow)
    more = insert.excluded
    sums = {
        "sessions": SpreadRow.sessions + more.sessions,
        "deviations": SpreadRow.deviations + more.deviations,
    }
    db.execute(insert.on_conflict_do_update(index_elements=[SpreadRow.dimension, SpreadRow.n], set_=sums), rows)


def _added_up(kept: Iterable[str], *, by: int) -> list[Mapping[str, object]]:
    sums: dict[tuple[str, int], tuple[int, float]] = {}
    for text in kept:
        for one in measured(Aggregate.from_json(json.loads(text))):
            sessions, deviations = sums.get((one.dimension, one.n), (0, 0.0))
            sums[one.dimension, one.n] = sessions + by, deviations + by * one.deviations
    return [
        {"dimension": dimension, "n": n, "sessions": sessions, "deviations": deviations}
        # In one order, so that two who seal at once never wait for each other crosswise.
        for (dimension, n), (sessions, deviations) in sorted(sums.items())
    ]
