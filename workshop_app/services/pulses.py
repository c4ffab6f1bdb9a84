"""A unit's pulses as `domain.disclosure` takes them: with what was asked, what is kept, and when it was counted."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from workshop_app.domain.agenda import Activity
from workshop_app.domain.disclosure import PulseOfSession, are_near, version_of
from workshop_app.domain.tally import Aggregate
from workshop_app.persistence import history, sessions
from workshop_app.persistence.history import CountedPulse
from workshop_app.persistence.transaction import Transaction
from workshop_app.services.agendas import agenda_of


def read(db: Transaction, counted: Collection[CountedPulse]) -> dict[str, PulseOfSession]:
    """Run → its pulse. One of which only the number of answers is kept is left out: nothing of it is ever shown.

    Of each version of the questionnaire one agenda is read: a version never changes.
    """
    asked: dict[tuple[str, int], Activity] = {}
    kept = history.figures_of(db, [one.run_id for one in counted]) if counted else {}
    found: dict[str, PulseOfSession] = {}
    for one in counted:
        aggregate = Aggregate.from_json(json.loads(kept[one.run_id]))
        version = version_of(aggregate)
        if version is None:
            continue
        if version not in asked:
            asked[version] = _asked(db, one)
        found[one.run_id] = PulseOfSession(
            held_on=one.held_on,
            activity=asked[version],
            aggregate=aggregate,
            counted_at=one.counted_at,
            begun_on=one.begun_on,
        )
    return found


def up_to(db: Transaction, *, unit_id: str, session_id: str) -> dict[str, tuple[PulseOfSession, ...]]:
    """Activity → the unit's pulses that bear on how this session's may be shown, and as the last one itself."""
    counted = in_order(history.pulses_of(db, unit_id))
    found = {}
    for place, one in enumerate(counted):
        if one.session_id == session_id:
            some = counted[_begin(counted, place) : place + 1]
            pulses = read(db, some)
            if one.run_id in pulses:
                found[one.activity_id] = tuple(pulses[each.run_id] for each in some if each.run_id in pulses)
    return found


def in_order(counted: Collection[CountedPulse]) -> list[CountedPulse]:
    """In the order in which they were counted."""
    return sorted(counted, key=moment)


def is_near(earlier: CountedPulse, later: CountedPulse) -> bool:
    """Whether the later one may not be shown without regard to the earlier."""
    return are_near(moment(earlier).date(), later.begun_on or moment(later).date())


def _begin(counted: Sequence[CountedPulse], place: int) -> int:
    """From where on each is near one that follows, up to `place`."""
    begin = place
    while begin and any(is_near(counted[begin - 1], later) for later in counted[begin : place + 1]):
        begin -= 1
    return begin


def moment(counted: CountedPulse) -> datetime:
    """When it was counted, as far as that is known."""
    return PulseOfSession(held_on=counted.held_on, counted_at=counted.counted_at).moment


def _asked(db: Transaction, pulse: CountedPulse) -> Activity:
    record = sessions.find_session(db, pulse.session_id)
    assert record is not None, "a counted pulse has a session"
    return agenda_of(record.agenda).activity(pulse.activity_id)
