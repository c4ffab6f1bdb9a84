"""What a unit's earlier session counted when it asked the same, to be shown beside what this one counts.

Where the unit has become another since, those were other people, and the comparison stops, as the line of pulses does.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date

from workshop_app.domain.agenda import Activity
from workshop_app.domain.disclosure import CountedBefore
from workshop_app.domain.reorganisation import days_of_others, latest_between
from workshop_app.domain.session import RunKey
from workshop_app.domain.tally import Aggregate
from workshop_app.persistence import history, reorganisations, runs, sessions
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services.agendas import agenda_of


def votes_before(
    db: Transaction,
    record: SessionRecord,
    activities: Sequence[Activity],
    *,
    unit: Unit,
    counted: Collection[RunKey],
) -> dict[str, CountedBefore]:
    """Activity id → the latest counting before. Only of what this session has counted: nothing is shown sooner."""
    found = {}
    for activity in activities:
        part = activity.body.compared_part
        if part and (activity.id, part) in counted:
            before = _before(db, record, unit, activity, part=part)
            if before is not None:
                found[activity.id] = before
    return found


def _before(
    db: Transaction, record: SessionRecord, unit: Unit, activity: Activity, *, part: str
) -> CountedBefore | None:
    for one in history.counted_before(db, record, part=part):
        earlier = sessions.find_session(db, one.session_id)
        assert earlier is not None, "a counted part has a session"
        if activity.body.asks_the_same(agenda_of(earlier.agenda).activity(one.activity_id).body):
            if changed := latest_between(_days_of_others(db, unit), one.held_on, record.held_on):
                return CountedBefore(held_on=one.held_on, reorganised=changed)
            kept = runs.figures(db, one.session_id)[one.activity_id, part]
            aggregates = tuple(Aggregate.from_json(json.loads(text)) for text in kept.values())
            return CountedBefore(held_on=one.held_on, aggregates=aggregates)
    return None


def _days_of_others(db: Transaction, unit: Unit) -> list[date]:
    return days_of_others(reorganisations.of_unit(db, unit.id), reorganised_on=unit.reorganised_on)
