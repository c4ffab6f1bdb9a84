"""The municipality's units beside each other: of each its counts and its latest pulse, and nothing older."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workshop_app.domain.agenda import Activity
from workshop_app.domain.disclosure import PulseOfSession
from workshop_app.domain.tally import Aggregate
from workshop_app.persistence import history, sessions, units
from workshop_app.persistence.history import LatestPulse, UnitCounts
from workshop_app.persistence.people import Municipality
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services.agendas import agenda_of


@dataclass(frozen=True, kw_only=True)
class Glance:
    """A unit in the overview. `latest` is the day of its last session; `pulse` is its last counted one."""

    unit: Unit
    sessions: int = 0
    latest: date | None = None
    commitments: int = 0
    done: int = 0
    pulse: PulseOfSession | None = None


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All units that somebody may see, in no order. `spread` and `minimum` as in a unit's history."""

    municipality: Municipality
    units: tuple[Glance, ...]
    spread: Mapping[str, float]
    minimum: int


def glances(db: Transaction, *, only: Collection[str] | None) -> tuple[Glance, ...]:
    """All units, or those with ids in `only`."""
    found, counts = units.list_units(db, only=only), history.counts(db, only=only)
    pulses = _pulses(db, history.latest_pulses(db, only=only))
    return tuple(_glance(line.unit, counts.get(line.unit.id), pulses.get(line.unit.id)) for line in found)


def _glance(unit: Unit, counts: UnitCounts | None, pulse: PulseOfSession | None) -> Glance:
    if counts is None:
        return Glance(unit=unit)
    return Glance(
        unit=unit,
        sessions=counts.sessions,
        latest=counts.latest,
        commitments=counts.commitments,
        done=counts.done,
        pulse=pulse,
    )


def _pulses(db: Transaction, latest: Sequence[LatestPulse]) -> dict[str, PulseOfSession]:
    """Unit id → its pulse. Of each version of the questionnaire one agenda is read: a version never changes."""
    asked: dict[tuple[str, int], Activity] = {}
    found = {}
    for one in latest:
        aggregate = Aggregate.from_json(json.loads(one.figures))
        if aggregate.figures is None:
            continue
        version = aggregate.figures["instrument"], aggregate.figures["version"]
        if version not in asked:
            asked[version] = _asked(db, one)
        found[one.unit_id] = PulseOfSession(held_on=one.held_on, activity=asked[version], aggregate=aggregate)
    return found


def _asked(db: Transaction, pulse: LatestPulse) -> Activity:
    record = sessions.find_session(db, pulse.session_id)
    assert record is not None, "a counted pulse has a session"
    return agenda_of(record.agenda).activity(pulse.activity_id)
