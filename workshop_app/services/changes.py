"""One change to a session: read the log, decide, append, carry out, tell. All or nothing.

The only way in which a session changes. `publish` is called after the commit, never before, so that
nobody can be told of something that did not happen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workshop_app.domain.access import Person, may_control
from workshop_app.domain.agenda import Agenda
from workshop_app.domain.codes import normalise
from workshop_app.domain.errors import NotAllowed
from workshop_app.domain.session import Event, EventKind, LiveSession
from workshop_app.persistence import people, session_log, sessions
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import Hold, SessionRecord
from workshop_app.persistence.transaction import Conflict, Transaction
from workshop_app.services import pooling
from workshop_app.services.agendas import agenda_of
from workshop_app.services.sealing import counter, settle

_CHECKPOINT_TRIES = 40
_CHECKPOINT_PAUSE = 0.025


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A session as a decision finds it, inside the transaction that the decision is carried out in."""

    db: Transaction
    record: SessionRecord
    agenda: Agenda
    live: LiveSession


#: Decides and returns the events to append; may write other tables on the way.
Work = Callable[[Standing], Sequence[Event]]


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Carries out changes. `publish(session_id)` must be safe to call from any thread.

    `minimum` is the least k, which the municipality may have raised.
    """

    database: Database
    publish: Callable[[str], None]
    minimum: int

    def apply(self, code: str, person: Person | None, work: Work) -> None:
        """Run `work` and append its events. Somebody who was quicker makes it run again on the new state.

        `person` is None for the house itself. Raises `NotAllowed`, and whatever `work` raises.
        """
        try:
            record, events = self._transact(code, person, work)
        except Conflict:
            record, events = self._transact(code, person, work)
        if not events:
            return
        self.publish(record.id)
        if any(event.kind in (EventKind.RUN_SEALED, EventKind.ENDED) for event in events):
            self.forget_deleted()

    def forget_deleted(self) -> None:
        """Empty the write-ahead log of what was sealed; a reader may be in the way for a moment."""
        for _ in range(_CHECKPOINT_TRIES):
            if self.database.forget_deleted():
                return
            time.sleep(_CHECKPOINT_PAUSE)

    def _transact(self, code: str, person: Person | None, work: Work) -> tuple[SessionRecord, Sequence[Event]]:
        with self.database.unit_of_work() as db:
            record = controlled_session(db, code, person)
            at = Standing(
                db=db, record=record, agenda=agenda_of(record.agenda), live=session_log.load_live(db, record.id)
            )
            events = list(work(at))
            minimum = people.threshold(db, at_least=self.minimum)
            count = counter(db, record, at.agenda, minimum=minimum)
            after, actor = at.live.version, person.id if person else None
            session_log.append(db, record.id, events, after=after, actor=actor, count=count)
            settled = settle(db, record, at.agenda, events=events, minimum=minimum)
            session_log.append(db, record.id, settled, after=after + len(events), actor=None, count=count)
            if any(event.kind is EventKind.ENDED for event in events):
                pooling.count_when_held(db, record.id, minimum=minimum)
            return record, [*events, *settled]


def controlled_session(db: Transaction, code: str, person: Person | None) -> SessionRecord:
    """The session with that code, if this person may control it (None: the house itself), held until the commit.

    Raises `NotAllowed` alike for a session that is not there and one that is not theirs.
    """
    record = sessions.find_by_code(db, normalise(code), hold=Hold.ALONE)
    if record is None:
        raise NotAllowed("page.not_found")
    if person is not None and not may_control(person, unit_id=record.unit_id, created_by=record.created_by):
        raise NotAllowed("page.not_found")
    return record
