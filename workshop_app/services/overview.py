"""The municipality's units beside each other: of each its counts and its latest pulse, and nothing older."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workshop_app.domain.agenda import Activity
from workshop_app.domain.disclosure import PulseOfSession, version_of
from workshop_app.domain.tally import Aggregate
from workshop_app.persistence import history, sessions, units
from workshop_app.persistence.history import LatestPulse, UnitCounts
from workshop_app.persistence.people import Municipality
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services.agendas import agenda_of

#: Pulses read of each unit: the latest, and those that may lie near it.
_PULSES = 3


@dataclass(frozen=True, kw_only=True)
class Glance:
    """A unit in the overview. `latest` is the day of its last session; `pulses` are its last ones, oldest first.

    One would not do: how it may be shown depends on those shortly before it, and it may be hidden.
    """

    unit: Unit
    sessions: int = 0
    latest: date | None = None
    commitments: int = 0
    done: int = 0
    pulses: tuple[PulseOfSession, ...] = ()


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
    pulses = _pulses(db, history.latest_pulses(db, only=only, each=_PULSES))
    return tuple(_glance(line.unit, counts.get(line.unit.id), pulses.get(line.unit.id, ())) for line in found)


def _glance(unit: Unit, counts: UnitCounts | None, pulses: Sequence[PulseOfSession]) -> Glance:
    if counts is None:
        return Glance(unit=unit)
    return Glance(
        unit=unit,
        sessions=counts.sessions,
        latest=counts.latest,
        commitments=counts.commitments,
        done=counts.done,
        pulses=tuple(pulses),
    )


def _pulses(db: Transaction, latest: Sequence[LatestPulse]) -> dict[str, list[PulseOfSession]]:
    """Unit id → its pulses. Of each version of the questionnaire one agenda is read: a version never changes."""
    asked: dict[tuple[str, int], Activity] = {}
    found: dict[str, list[PulseOfSession]] = {}
    for one in latest:
        aggregate = Aggregate.from_json(json.loads(one.counted))
        version = version_of(aggregate)
        if version is None:
            continue
        if version not in asked:
            asked[version] = _asked(db, one)
        pulse = PulseOfSession(held_on=one.held_on, activity=asked[version], aggregate=aggregate)
        found.setdefault(one.unit_id, []).append(pulse)
    return found


def _asked(db: Transaction, pulse: LatestPulse) -> Activity:
    record = sessions.find_session(db, pulse.session_id)
    assert record is not None, "a counted pulse has a session"
    return agenda_of(record.agenda).activity(pulse.activity_id)
