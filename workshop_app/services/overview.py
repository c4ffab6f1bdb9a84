"""The municipality's units beside each other: of each its counts and its latest pulse, and nothing older."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from workshop_app.domain.disclosure import PulseOfSession
from workshop_app.domain.lifts import LiftCounts
from workshop_app.persistence import history, units
from workshop_app.persistence.history import CountedPulse, UnitCounts
from workshop_app.persistence.people import Municipality
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services import pulses

#: Pulses read of each unit at first: the latest, and those that may lie near it.
_PULSES = 3


@dataclass(frozen=True, kw_only=True)
class Glance:
    """A unit in the overview. `latest` is the day of its last session; `pulses` are its last ones, oldest first.

    One would not do: how it may be shown depends on those shortly before it, and it may be hidden. `running` are those
    among them whose session has not ended: they are not shown, but have been in their rooms.
    """

    unit: Unit
    sessions: int = 0
    latest: date | None = None
    commitments: int = 0
    done: int = 0
    pulses: tuple[PulseOfSession, ...] = ()
    running: tuple[PulseOfSession, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All units that somebody may see, in no order. `spread` and `minimum` as in a unit's history."""

    municipality: Municipality
    units: tuple[Glance, ...]
    spread: Mapping[str, float]
    minimum: int
    lifts: LiftCounts = field(default_factory=LiftCounts)


def glances(db: Transaction, *, only: Collection[str] | None) -> tuple[Glance, ...]:
    """All units, or those with ids in `only`."""
    found, counts = units.list_units(db, only=only), history.counts(db, only=only)
    latest, running = _latest(db, only=only), history.running_sessions(db, only=only)
    read = pulses.read(db, [one for some in latest.values() for one in some])

    def of(unit_id: str, *, ended: bool) -> tuple[PulseOfSession, ...]:
        some = (one for one in latest.get(unit_id, ()) if (one.session_id not in running) is ended)
        return tuple(read[one.run_id] for one in some if one.run_id in read)

    return tuple(
        _glance(
            line.unit,
            counts.get(line.unit.id, UnitCounts()),
            pulses=of(line.unit.id, ended=True),
            running=of(line.unit.id, ended=False),
        )
        for line in found
    )


def _glance(
    unit: Unit, counts: UnitCounts, *, pulses: tuple[PulseOfSession, ...], running: tuple[PulseOfSession, ...]
) -> Glance:
    return Glance(
        unit=unit,
        sessions=counts.sessions,
        latest=counts.latest,
        commitments=counts.commitments,
        done=counts.done,
        pulses=pulses,
        running=running,
    )


def _latest(db: Transaction, *, only: Collection[str] | None, each: int = _PULSES) -> dict[str, list[CountedPulse]]:
    """Unit id → its last pulses, each of which can be shown by what is among them. One more is read, to know that."""
    found = history.latest_pulses(db, only=only, each=each + 1)
    full = {unit: pulses.in_order(some) for unit, some in found.items() if len(some) > each}
    cut_off = [unit for unit, some in full.items() if any(pulses.is_near(some[0], later) for later in some[1:])]
    whole = {unit: some[1:] for unit, some in full.items()}
    return found | whole | (_latest(db, only=cut_off, each=4 * each) if cut_off else {})
