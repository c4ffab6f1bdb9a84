"""Sessions and their append-only log, and the runs that the log opens, closes and seals.

`append()` writes events and carries out what they mean for runs and ballots in the same
transaction, so that the log and the ballots can never tell different stories.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session

from workshop_app.domain.session import Event, EventKind, LiveSession, replay
from workshop_app.persistence import spreads
from workshop_app.persistence.guest_networks import forget_network
from workshop_app.persistence.tables.sessions import EventRow, SeatRow, SessionRow
from workshop_app.persistence.tables.texts import WriterRow
from workshop_app.persistence.tables.votes import AggregateRow, BallotRow, RunRow

#: A session that has begun and not ended.
_UNDER_WAY = (
    SessionRow.ended_at.is_(None),
    SessionRow.id.in_(select(EventRow.session_id).where(EventRow.kind == EventKind.MOVED.value)),
)


@dataclass(frozen=True, kw_only=True)
class SessionRecord:
    """What is fixed about a session from the day it is created. `agenda` is frozen JSON."""

    id: str
    code: str
    unit_id: str
    held_on: date
    language: str
    agenda: str
    created_by: str
    ended_at: datetime | None = None


class Hold(Enum):
    """What nobody else may do to a session until the transaction ends. On SQLite a write holds everything anyway."""

    #: Change it.
    SHARED = "shared"
    #: Change it, or hold it too.
    ALONE = "alone"


@dataclass(frozen=True, kw_only=True)
class SessionHead:
    """A session as far as a list needs it."""

    id: str
    code: str
    held_on: date
    created_by: str
    has_ended: bool


#: Round → option → raised hands.
Hands = Mapping[str, Mapping[str, int]]
#: Counts a run when it is sealed: (activity id, part, ballots, hands) → round → figures as JSON.
Count = Callable[[str, str, Sequence[Mapping[str, str]], Hands], Mapping[str, str]]


def add_session(db: Session, record: SessionRecord) -> None:
    """Create a session in draft. Raises the driver's integrity error if the code is in use."""
    db.add(SessionRow(**vars(record)))
    db.flush()


def find_by_code(db: Session, code: str, *, hold: Hold | None = None) -> SessionRecord | None:
    """The session with that normalised code. Whoever acts on what is read of it afterwards has to `hold` it."""
    return _found(db, select(SessionRow).where(SessionRow.code == code), hold)


def find_session(db: Session, session_id: str, *, hold: Hold | None = None) -> SessionRecord | None:
    """The session with that id. Whoever acts on what is read of it afterwards has to `hold` it."""
    return _found(db, select(SessionRow).where(SessionRow.id == session_id), hold)


def _found(db: Session, query: Select[SessionRow], hold: Hold | None) -> SessionRecord | None:
    if hold is not None:
        query = query.with_for_update(read=hold is Hold.SHARED).execution_options(populate_existing=True)
    row = db.scalars(query).one_or_none()
    return record_of(row) if row else None


def sessions_of_unit(db: Session, unit_id: str) -> list[SessionHead]:
    """A unit's sessions, latest first, without their agendas, which are long."""
    columns = (SessionRow.id, SessionRow.code, SessionRow.held_on, SessionRow.created_by, SessionRow.ended_at)
    rows = db.execute(select(*columns).where(SessionRow.unit_id == unit_id).order_by(SessionRow.held_on.desc()))
    return [
        SessionHead(id=id_, code=code, held_on=held_on, created_by=created_by, has_ended=ended_at is not None)
        for id_, code, held_on, created_by, ended_at in rows
    ]


def running_sessions(db: Session) -> list[SessionRecord]:
    """Every session that has not ended."""
    return [record_of(row) for row in db.scalars(select(SessionRow).where(SessionRow.ended_at.is_(None)))]


def is_any_under_way(db: Session) -> bool:
    """Whether a session has begun that has not ended."""
    return db.scalar(select(SessionRow.id).where(*_UNDER_WAY).limit(1)) is not None


def count_under_way(db: Session) -> int:
    """How many sessions have begun that have not ended."""
    return db.scalar(select(func.count()).select_from(SessionRow).where(*_UNDER_WAY)) or 0


def replace_agenda(db: Session, session_id: str, agenda: str) -> None:
    """Keep the agenda as it has been settled in the room."""
    db.get_one(SessionRow, session_id).agenda = agenda
    db.flush()


def load_log(db: Session, session_id: str) -> list[Event]:
    """All events of a session in order."""
    columns = (EventRow.kind, EventRow.at, EventRow.payload)
    rows = db.execute(select(*columns).where(EventRow.session_id == session_id).order_by(EventRow.version))
    return [Event(EventKind(kind), at, payload) for kind, at, payload in rows]


def load_live(db: Session, session_id: str) -> LiveSession:
    """Where a session stands."""
    return replay(load_log(db, session_id))


def append(
    db: Session, session_id: str, events: Sequence[Event], *, after: int, actor: str | None, count: Count
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


def _carry_out(db: Session, session_id: str, event: Event, *, count: Count) -> None:
    if event.kind is EventKind.RUN_OPENED:
        _open_run(db, session_id, event)
    elif event.kind is EventKind.RUN_CLOSED:
        _latest_run(db, session_id, event).open_round = None
    elif event.kind is EventKind.RUN_SEALED:
        _seal(db, _latest_run(db, session_id, event), at=event.at, count=count)
    elif event.kind is EventKind.RUN_LOST:
        _give_up(db, _latest_run(db, session_id, event), at=event.at)
    elif event.kind is EventKind.ENDED:
        db.get_one(SessionRow, session_id).ended_at = event.at
        db.execute(delete(SeatRow).where(SeatRow.session_id == session_id))
        db.execute(delete(WriterRow).where(WriterRow.session_id == session_id))
        forget_network(db, session_id)


def _open_run(db: Session, session_id: str, event: Event) -> None:
    repetition = int(str(event.payload["repetition"]))
    run = _find_run(db, session_id, event, repetition=repetition)
    if run is None:
        run = RunRow(
            id=secrets.token_urlsafe(16),
            session_id=session_id,
            activity_id=str(event.payload["activity"]),
            part=str(event.payload["part"]),
            repetition=repetition,
            secret=secrets.token_bytes(32),
        )
        db.add(run)
    run.open_round = str(event.payload["round"])
    db.flush()


def _seal(db: Session, run: RunRow, *, at: datetime, count: Count) -> None:
    """Count, keep the figures, and delete every ballot and the secret that keyed them."""
    ballots: dict[bytes, dict[str, str]] = {}
    answered = select(BallotRow.key, BallotRow.round, BallotRow.answer).where(BallotRow.run_id == run.id)
    for key, round_, answer in db.execute(answered):
        if answer is not None:
            ballots.setdefault(key, {})[round_] = answer
    kept = count(run.activity_id, run.part, list(ballots.values()), json.loads(run.hands or "{}"))
    db.add_all(AggregateRow(run_id=run.id, round=round_, figures=figures) for round_, figures in kept.items())
    spreads.add(db, [figures for round_, figures in kept.items() if round_ == spreads.PULSE])
    _give_up(db, run, at=at)


def _give_up(db: Session, run: RunRow, *, at: datetime) -> None:
    """Delete the ballots of a run that takes no more, and the secret that keyed them.

    The figures of an earlier go at the same part go too: a repeat replaces them, so that nobody
    can lay the two beside each other.
    """
    db.execute(delete(BallotRow).where(BallotRow.run_id == run.id))
    earlier = select(RunRow.id).where(
        RunRow.session_id == run.session_id,
        RunRow.activity_id == run.activity_id,
        RunRow.part == run.part,
        RunRow.repetition < run.repetition,
    )
    forget_figures(db, earlier)
    run.open_round, run.secret, run.hands, run.sealed, run.sealed_at = None, None, None, True, at
    db.flush()


def forget_figures(db: Session, runs: Select[str]) -> int:
    """Delete the aggregates of those runs, and what they have added to the spread of all; how many there were."""
    theirs = AggregateRow.run_id.in_(runs)
    pulses = select(AggregateRow.figures).where(theirs, AggregateRow.round == spreads.PULSE)
    spreads.remove(db, db.scalars(pulses).all())
    return int(db.execute(delete(AggregateRow).where(theirs)).rowcount)  # type: ignore[attr-defined]  # it has one


def _find_run(db: Session, session_id: str, event: Event, *, repetition: int) -> RunRow | None:
    return db.execute(
        select(RunRow).where(
            RunRow.session_id == session_id,
            RunRow.activity_id == str(event.payload["activity"]),
            RunRow.part == str(event.payload["part"]),
            RunRow.repetition == repetition,
        )
    ).scalar_one_or_none()


def _latest_run(db: Session, session_id: str, event: Event) -> RunRow:
    return db.scalars(
        select(RunRow)
        .where(
            RunRow.session_id == session_id,
            RunRow.activity_id == str(event.payload["activity"]),
            RunRow.part == str(event.payload["part"]),
        )
        .order_by(RunRow.repetition.desc())
        .limit(1)
        # A batch of answers either came before and is in, or finds the run closed.
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def find_run(db: Session, run_id: str) -> tuple[str, str, str] | None:
    """(session id, activity id, part) of a run."""
    run = db.get(RunRow, run_id)
    return (run.session_id, run.activity_id, run.part) if run else None


def add_seats(db: Session, *, session_id: str, token_hashes: Sequence[bytes]) -> None:
    """Seat browsers."""
    if token_hashes:
        db.execute(insert(SeatRow), [{"session_id": session_id, "token_hash": token} for token in token_hashes])


def seated(db: Session, *, session_id: str, token_hashes: Collection[bytes]) -> set[bytes]:
    """Which of these browsers have a seat in the session."""
    mine = select(SeatRow.token_hash).where(SeatRow.session_id == session_id, SeatRow.token_hash.in_(token_hashes))
    return set(db.scalars(mine)) if token_hashes else set()


def remove_seat(db: Session, *, session_id: str, token_hash: bytes) -> None:
    """Give a seat up."""
    db.execute(delete(SeatRow).where(SeatRow.session_id == session_id, SeatRow.token_hash == token_hash))


def figures(db: Session, session_id: str) -> dict[tuple[str, str], dict[str, str]]:
    """(activity id, part) → round → figures as JSON, of every sealed part."""
    rows = db.execute(
        select(RunRow.activity_id, RunRow.part, AggregateRow.round, AggregateRow.figures)
        .join(AggregateRow, AggregateRow.run_id == RunRow.id)
        .where(RunRow.session_id == session_id)
    )
    found: dict[tuple[str, str], dict[str, str]] = {}
    for activity, part, round_, text in rows:
        found.setdefault((activity, part), {})[round_] = text
    return found


def open_runs(db: Session, session_id: str) -> dict[tuple[str, str], str]:
    """(activity id, part) → id of the latest run that is not sealed."""
    rows = db.execute(
        select(RunRow.activity_id, RunRow.part, RunRow.id)
        .where(RunRow.session_id == session_id, RunRow.sealed.is_(False))
        .order_by(RunRow.repetition)
    )
    return {(activity, part): run_id for activity, part, run_id in rows}


def hands(db: Session, run_id: str) -> Hands:
    """What has been counted by hand in a run that is not sealed."""
    counted: Hands = json.loads(db.scalar(select(RunRow.hands).where(RunRow.id == run_id)) or "{}")
    return counted


def count_hands(db: Session, run_id: str, *, round_: str, counts: Mapping[str, int]) -> None:
    """Write down the hands of a round, in place of what stood there."""
    kept = {**hands(db, run_id), round_: dict(counts)}
    db.get_one(RunRow, run_id).hands = json.dumps(kept)
    db.flush()


def lost_runs(db: Session, session_id: str) -> set[tuple[str, str]]:
    """(activity id, part) of the runs that can't be sealed any more: a backup brought no secret with them."""
    rows = db.execute(
        select(RunRow.activity_id, RunRow.part).where(
            RunRow.session_id == session_id, RunRow.sealed.is_(False), RunRow.secret.is_(None)
        )
    )
    return {(activity, part) for activity, part in rows}


def seats(db: Session, session_id: str) -> int:
    """How many browsers have joined."""
    return db.scalar(select(func.count()).select_from(SeatRow).where(SeatRow.session_id == session_id)) or 0


def record_of(row: SessionRow) -> SessionRecord:
    """The row as a plain value."""
    return SessionRecord(
        id=row.id,
        code=row.code,
        unit_id=row.unit_id,
        held_on=row.held_on,
        language=row.language,
        agenda=row.agenda,
        created_by=row.created_by,
        ended_at=row.ended_at,
    )
