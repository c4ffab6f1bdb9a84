"""A unit's pulses up to a session that may still be going on, as lines over time take them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from workshop_app.domain.disclosure import PulseOfSession
from workshop_app.domain.reorganisation import days_of_others, latest_between
from workshop_app.persistence import history, reorganisations
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services import pulses


@dataclass(frozen=True, kw_only=True)
class LineSoFar:
    """Pulses of ended sessions in order, this session's as the last. `running` are those of others under way."""

    points: tuple[PulseOfSession, ...] = ()
    running: tuple[PulseOfSession, ...] = ()


def line_so_far(db: Transaction, unit: Unit, session_id: str) -> LineSoFar:
    """The unit's line with this session's pulse at its end; empty where that has not been counted."""
    counted = pulses.in_order(history.pulses_of(db, unit.id))
    places = [place for place, one in enumerate(counted) if one.session_id == session_id]
    if not places:
        return LineSoFar()
    some = counted[: places[-1] + 1]
    going_on = history.running_sessions(db, only=[unit.id]) - {session_id}
    read = pulses.read(db, some)
    kept = [one for one in some if one.run_id in read]
    points = [read[one.run_id] for one in kept if one.session_id not in going_on]
    breaks = days_of_others(reorganisations.of_unit(db, unit.id), reorganised_on=unit.reorganised_on)
    return LineSoFar(
        points=tuple(_broken(points, breaks)),
        running=tuple(read[one.run_id] for one in kept if one.session_id in going_on),
    )


def _broken(points: Iterable[PulseOfSession], breaks: Iterable[date]) -> Iterable[PulseOfSession]:
    before = None
    for point in points:
        yield replace(point, reorganised=latest_between(breaks, before, point.held_on) is not None)
        before = point.held_on
