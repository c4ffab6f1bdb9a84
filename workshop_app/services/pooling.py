"""Several sittings of one workshop: their pulses added up, and counted once, when the last one has been held.

Nothing is ever kept of one sitting's pulse: it is added in the transaction that deletes its ballots (`sealing`).
Whoever changes a session and its workshop holds them in that order.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from workshop_app.domain.agenda import Activity, Instrument
from workshop_app.domain.pulse_scoring import PulseSums, pooled_pulse, pulse_sums
from workshop_app.domain.sittings import Workshop, all_held, is_overdue
from workshop_app.domain.tally import Ballot
from workshop_app.persistence import people, reorganisations, sessions, workshops
from workshop_app.persistence.engine import Database
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.workshops import PulseSum
from workshop_app.services import clock
from workshop_app.services.agendas import agenda_of


def add_pulse(db: Transaction, session_id: str, activity: Activity, *, ballots: Sequence[Ballot]) -> bool:
    """Add a sitting's pulse to those of its workshop. False for a session that is no sitting: it is not added."""
    workshop = workshops.of_session(db, session_id, hold=True)
    if workshop is None:
        return False
    assert workshop.counted_at is None, "nothing opens a pulse that has been counted"
    given = [answer for ballot in ballots for answer in ballot.values() if isinstance(answer, dict)]
    if given:
        before = workshops.pulse_sum(db, workshop.id)
        sums = pulse_sums(_instrument(activity), ballots=given)
        together = PulseSums.from_json(before.sums) + sums if before and before.sums else sums
        unread = before.unread if before else ()
        kept = PulseSum(session_id=session_id, activity_id=activity.id, sums=together.to_json(), unread=unread)
        workshops.keep_pulse_sum(db, workshop.id, kept)
        workshops.change_workshop(db, replace(workshop, begun_on=workshop.begun_on or clock.today()))
    return True


def count_when_held(db: Transaction, session_id: str, *, minimum: int) -> None:
    """Count the pulse of all sittings if the one that has ended was the last of those that were planned."""
    workshop = workshops.of_session(db, session_id, hold=True)
    if workshop is None or workshop.counted_at is not None:
        return
    if all_held(workshop, workshops.sittings_of(db, workshop.id)) and not is_unread(db, workshop):
        count(db, workshop, minimum=minimum)


def is_unread(db: Transaction, workshop: Workshop) -> bool:
    """Whether there are answers that can't be read, since the server had another key when they were added."""
    kept = workshops.pulse_sum(db, workshop.id)
    return kept is not None and bool(kept.unread)


def clear_up(database: Database, workshop_id: str, *, minimum: int) -> None:
    """Find what a restore has lost, and count what has waited long enough: for the house to do, every minute.

    A sum from before sums were enciphered is enciphered.
    """
    with database.unit_of_work() as db:
        workshop = workshops.find_workshop(db, workshop_id, hold=True)
        if workshop is None or not workshop.is_waiting:
            return
        was_plain = workshops.is_plain(db, workshop_id)
        if was_plain and (kept := workshops.pulse_sum(db, workshop_id)):
            workshops.keep_pulse_sum(db, workshop_id, kept)
        _clear_up(db, workshop, minimum=people.threshold(db, at_least=minimum))
    if was_plain:
        database.forget_deleted()


def _clear_up(db: Transaction, workshop: Workshop, *, minimum: int) -> None:
    if workshops.pulse_sum(db, workshop.id) is None and not workshop.is_lost:
        workshop = replace(workshop, is_lost=True)
        workshops.change_workshop(db, workshop)
    if is_overdue(workshop, workshops.sittings_of(db, workshop.id), today=clock.today()):
        count(db, workshop, minimum=minimum)


def count(db: Transaction, workshop: Workshop, *, minimum: int) -> None:
    """Let one measurement take the place of the sum. It stands with the session whose pulse was added last.

    What can't be read by now is lost.
    """
    now, kept = clock.now(), workshops.pulse_sum(db, workshop.id)
    is_lost = workshop.is_lost or (kept is not None and bool(kept.unread))
    if kept is not None and kept.sums is None:
        workshops.forget_pulse_sum(db, workshop.id)
    elif kept is not None and kept.sums is not None:
        record = sessions.find_session(db, kept.session_id)
        assert record is not None, "a pulse that was added has a session"
        pooled = pooled_pulse(
            _instrument(agenda_of(record.agenda).activity(kept.activity_id)),
            PulseSums.from_json(kept.sums),
            k=minimum,
            one_leader=not _has_new_leader(db, workshop),
        )
        workshops.keep_counted(db, kept, json.dumps(pooled.to_json()), at=now)
        workshops.forget_pulse_sum(db, workshop.id)
    workshops.change_workshop(db, replace(workshop, counted_at=now, is_lost=is_lost))


def _has_new_leader(db: Transaction, workshop: Workshop) -> bool:
    """Whether some have answered about another leader than others."""
    days = reorganisations.leader_changes(db, workshop.unit_id)
    return workshop.begun_on is not None and any(day > workshop.begun_on for day in days)


def _instrument(activity: Activity) -> Instrument:
    found = activity.body.questionnaire()
    assert found is not None, "only pulses are added up"
    return found
