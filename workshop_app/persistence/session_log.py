"""A session's append-only log.

`append()` writes events and carries out what they mean for runs and ballots in the same
transaction, so that the log and the ballots can never tell different stories.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workshop_app.domain.session import Event, EventKind, LiveSession, replay
from workshop_app.persistence import runs
from workshop_app.persistence.guest_networks import forget_network
from workshop_app.persistence.tables.sessions import EventRow, SeatRow, SessionRow
from workshop_app.persistence.tables.texts import WriterRow


def load_log(db: Session, session_id: str) -> list[Event]:
    """All events of a session in order."""
    columns = (EventRow.kind, EventRow.at, EventRow.payload)
    rows = db.execute(select(*columns).where(EventRow.session_id == session_id).order_by(EventRow.version))
    return [Event(EventKind(kind), at, payload) for kind, at, payload in rows]


def load_live(db: Session, session_id: str) -> LiveSession:
    """Where a session stands."""
    return replay(load_log(db, session_id))


def append(
    db: Session, session_id: str, events: Sequence[Event], *, after: int, actor: str | None, count: runs.Count
) -> None:
    """Add events behind version `after` and carry them out. Fails on the primary key if somebody was first."""
    for version, event in enumerate(events, start=after + 1):
        db.add(
            EventRow(
                session_id=session_id,
                version=version,
                kind=event.kind.value,
                payload=dict(event.payload),
                at=event.at,
                actor=actor,
            )
        )
        db.flush()
        _carry_out(db, session_id, event, count=count)


def _carry_out(db: Session, session_id: str, event: Event, *, count: runs.Count) -> None:
    if event.kind is EventKind.RUN_OPENED:
        runs.open_run(db, session_id, event)
    elif event.kind is EventKind.RUN_CLOSED:
        runs.close_run(db, session_id, event)
    elif event.kind is EventKind.RUN_SEALED:
        runs.seal_run(db, session_id, event, count=count)
    elif event.kind is EventKind.RUN_LOST:
        runs.lose_run(db, session_id, event)
    elif event.kind is EventKind.ENDED:
        db.get_one(SessionRow, session_id).ended_at = event.at
        db.execute(delete(SeatRow).where(SeatRow.session_id == session_id))
        db.execute(delete(WriterRow).where(WriterRow.session_id == session_id))
        forget_network(db, session_id)
