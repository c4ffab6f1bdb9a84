"""What is left of all sessions of some units, read in a few queries however many sessions there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from workshop_app.domain.commitments import Card, CommitmentState
from workshop_app.domain.session import EventKind, RunKey
from workshop_app.persistence.commitments import card_of
from workshop_app.persistence.proposals import Proposal, proposal_of
from workshop_app.persistence.sessions import SessionRecord, record_of
from workshop_app.persistence.tables.sessions import EventRow, SessionRow, SittingRow, WorkshopRow
from workshop_app.persistence.tables.texts import CommitmentRow, ProposalRow
from workshop_app.persistence.tables.units import UnitRow
from workshop_app.persistence.tables.votes import AggregateRow, RunRow
from workshop_app.persistence.workshops import of_same_workshop

_PULSE = "pulse"
_Row = TypeVar("_Row", CommitmentRow, ProposalRow)
_Ids = Select[str]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept of one session that has ended. `counted`: (activity, part) → round → aggregate as JSON.

    `chosen` is activity id → id of the question that was taken.
    """

    record: SessionRecord
    counted: Mapping[RunKey, Mapping[str, str]]
    chosen: Mapping[str, str]
    cards: tuple[Card, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, kw_only=True)
class CountedPulse:
    """A pulse that was counted, whether its session has ended or not. `figures_of` reads its figures.

    `begun_on` is the day of the first answers where several sittings were counted together.
    """

    run_id: str
    unit_id: str
    session_id: str
    activity_id: str
    held_on: date
    counted_at: datetime | None
    begun_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CountedPart:
    """A part that a session has counted. `figures_of` has no more than one round; `sessions.figures` has all."""

    session_id: str
    activity_id: str
    held_on: date


@dataclass(frozen=True, kw_only=True)
class UnitCounts:
    """A unit's sessions that have ended, and what became of their commitments."""

    sessions: int = 0
    latest: date | None = None
    commitments: int = 0
    done: int = 0


def ended_sessions(db: Session, *, unit_ids: Collection[str]) -> list[Kept]:
    """The sessions of those units that have ended, oldest first."""
    rows = db.scalars(
        select(SessionRow)
        .where(SessionRow.unit_id.in_(unit_ids), SessionRow.ended_at.is_not(None))
        .order_by(SessionRow.held_on, SessionRow.ended_at)
    ).all()
    of_units = select(SessionRow.id).where(SessionRow.unit_id.in_(unit_ids), SessionRow.ended_at.is_not(None))
    counted, chosen = _counted(db, of_units), _chosen(db, of_units)
    cards = _by_session(db.scalars(select(CommitmentRow).where(CommitmentRow.session_id.in_(of_units))).all())
    texts = _by_session(db.scalars(select(ProposalRow).where(ProposalRow.session_id.in_(of_units))).all())
    return [
        Kept(
            record=record_of(row),
            counted=counted.get(row.id, {}),
            chosen=chosen.get(row.id, {}),
            cards=tuple(card_of(card) for card in cards.get(row.id, ())),
            proposals=tuple(proposal_of(text) for text in texts.get(row.id, ())),
        )
        for row in rows
    ]


def _counted(db: Session, of_units: _Ids) -> dict[str, dict[RunKey, dict[str, str]]]:
    rows = db.execute(
        select(RunRow.session_id, RunRow.activity_id, RunRow.part, AggregateRow.round, AggregateRow.figures)
        .join(AggregateRow, AggregateRow.run_id == RunRow.id)
        .where(RunRow.session_id.in_(of_units))
    )
    found: dict[str, dict[RunKey, dict[str, str]]] = {}
    for session_id, activity, part, round_, text in rows:
        found.setdefault(session_id, {}).setdefault((activity, part), {})[round_] = text
    return found


def _chosen(db: Session, of_units: _Ids) -> dict[str, dict[str, str]]:
    rows = db.execute(
        select(EventRow.session_id, EventRow.payload)
        .where(EventRow.session_id.in_(of_units), EventRow.kind == EventKind.QUESTION_CHOSEN.value)
        .order_by(EventRow.version)
    )
    found: dict[str, dict[str, str]] = {}
    for session_id, payload in rows:
        found.setdefault(session_id, {})[payload["activity"]] = payload["question"]
    return found


def _by_session(rows: Sequence[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in sorted(rows, key=lambda one: one.position):
        found.setdefault(row.session_id, []).append(row)
    return found


def last_met(db: Session, record: SessionRecord) -> date | None:
    """The day on which the unit met before that session: of several sittings that of the first.

    Other sittings of its own workshop are not before it.
    """
    ended = (SessionRow.unit_id == record.unit_id, SessionRow.ended_at.is_not(None))
    latest = db.execute(
        select(SessionRow.id, SessionRow.held_on)
        .where(*ended, SessionRow.held_on <= record.held_on)
        .where(SessionRow.id != record.id, SessionRow.id.not_in(of_same_workshop(record.id)))
        .order_by(SessionRow.held_on.desc())
        .limit(1)
    ).one_or_none()
    if latest is None:
        return None
    together = SessionRow.id.in_(of_same_workshop(latest.id))
    first = db.scalar(select(func.min(SessionRow.held_on)).where(*ended, together))
    return first or latest.held_on


def counts(db: Session, *, only: Collection[str] | None) -> dict[str, UnitCounts]:
    """Unit id → how much has been held and kept; of all units, or of those in `only`. Units without sessions are out.

    Reads no agenda: `ix_sessions_ended` has all that is asked for here.
    """
    held = select(SessionRow.unit_id, func.count(), func.max(SessionRow.held_on)).where(*_ended(only))
    kept = (
        select(SessionRow.unit_id, func.count(), func.count().filter(CommitmentRow.state == CommitmentState.DONE))
        .join(CommitmentRow, CommitmentRow.session_id == SessionRow.id)
        .where(*_ended(only), CommitmentRow.what != "")
    )
    promised = {unit: (total, done) for unit, total, done in db.execute(kept.group_by(SessionRow.unit_id))}
    found = {}
    for unit, sessions, latest in db.execute(held.group_by(SessionRow.unit_id)):
        total, done = promised.get(unit, (0, 0))
        found[unit] = UnitCounts(sessions=sessions, latest=latest, commitments=total, done=done)
    return found


def pulses_of(db: Session, unit_id: str) -> list[CountedPulse]:
    """All counted pulses of a unit."""
    return _pulses(db, SessionRow.unit_id == unit_id)


def latest_pulses(db: Session, *, only: Collection[str] | None, each: int) -> dict[str, list[CountedPulse]]:
    """Unit id → its last `each` counted pulses, oldest first; looked for from the latest back."""
    query = select(*(_pulse_from_the_end(place) for place in reversed(range(each)))).select_from(UnitRow)
    rows = db.execute(query if only is None else query.where(UnitRow.id.in_(only)))
    order = [run for row in rows for run in row if run is not None]
    pulses = {pulse.run_id: pulse for pulse in _pulses(db, RunRow.id.in_(order))}
    found: dict[str, list[CountedPulse]] = {}
    for run in order:
        found.setdefault(pulses[run].unit_id, []).append(pulses[run])
    return found


def counted_before(db: Session, record: SessionRecord, *, part: str) -> list[CountedPart]:
    """Where the unit has counted such a part before that session: in sessions that had ended, the latest first.

    Other sittings of its workshop are not before it: what one of them has seen is not for the next.
    """
    earlier = SessionRow.ended_at.is_not(None) if record.ended_at is None else SessionRow.ended_at < record.ended_at
    rows = db.execute(
        select(RunRow.session_id, RunRow.activity_id, SessionRow.held_on)
        .join(SessionRow, SessionRow.id == RunRow.session_id)
        .where(SessionRow.unit_id == record.unit_id, SessionRow.id != record.id, earlier)
        .where(SessionRow.id.not_in(of_same_workshop(record.id)))
        .where(RunRow.part == part, RunRow.sealed.is_(True))
        .order_by(SessionRow.ended_at.desc(), RunRow.repetition.desc())
    )
    return [
        CountedPart(session_id=session_id, activity_id=activity, held_on=held_on)
        for session_id, activity, held_on in rows
    ]


def running_sessions(db: Session, *, only: Collection[str] | None) -> frozenset[str]:
    """The ids of the sessions of all units, or of those in `only`, that have not ended."""
    query = select(SessionRow.id).where(SessionRow.ended_at.is_(None))
    return frozenset(db.scalars(query if only is None else query.where(SessionRow.unit_id.in_(only))))


def figures_of(db: Session, runs: Collection[str]) -> dict[str, str]:
    """Run → the aggregate of its one round, as JSON."""
    rows = db.execute(select(AggregateRow.run_id, AggregateRow.figures).where(AggregateRow.run_id.in_(runs)))
    return {row.run_id: row.figures for row in rows}


def _pulse_from_the_end(place: int) -> ScalarSelect[str]:
    """The run of a unit's last counted pulse but `place`.

    Asked for one by one: joined to a list of the last few, SQLite goes through all pulses of all units for each unit.
    """
    return (
        select(RunRow.id)
        .join(SessionRow, SessionRow.id == RunRow.session_id)
        .join(AggregateRow, AggregateRow.run_id == RunRow.id)
        .where(SessionRow.unit_id == UnitRow.id, RunRow.part == _PULSE)
        .order_by(SessionRow.held_on.desc(), SessionRow.ended_at.desc())
        .limit(1)
        .offset(place)
        .correlate(UnitRow)
        .scalar_subquery()
    )


def _pulses(db: Session, which: ColumnElement[bool]) -> list[CountedPulse]:
    # `ended_at` stands behind the agenda in a row, and would be read through ten pages of it.
    session = (SessionRow.unit_id, SessionRow.id, SessionRow.held_on)
    rows = db.execute(
        select(RunRow.id, RunRow.activity_id, RunRow.sealed_at, WorkshopRow.begun_on, *session)
        .join(SessionRow, SessionRow.id == RunRow.session_id)
        .join(AggregateRow, AggregateRow.run_id == RunRow.id)
        .outerjoin(SittingRow, SittingRow.session_id == RunRow.session_id)
        .outerjoin(WorkshopRow, WorkshopRow.id == SittingRow.workshop_id)
        .where(which, RunRow.part == _PULSE)
    )
    return [
        CountedPulse(
            run_id=run,
            unit_id=unit,
            session_id=session_id,
            activity_id=activity,
            held_on=held_on,
            counted_at=counted_at,
            begun_on=begun_on,
        )
        for run, activity, counted_at, begun_on, unit, session_id, held_on in rows
    ]


def _ended(only: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    ended = SessionRow.ended_at.is_not(None)
    return (ended,) if only is None else (ended, SessionRow.unit_id.in_(only))
