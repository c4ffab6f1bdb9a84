"""Deleting what has been kept long enough, and a record of it. The log stays: it holds moves and ids only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Delete, Select, delete, select
from sqlalchemy.orm import Session

from workshop_app.persistence.audit import forget_entries
from workshop_app.persistence.runs import forget_figures
from workshop_app.persistence.tables.accounts import SignInRow
from workshop_app.persistence.tables.municipality import DeletionRow
from workshop_app.persistence.tables.sessions import SessionRow
from workshop_app.persistence.tables.texts import CommitmentRow, LiftRow, ProposalRow
from workshop_app.persistence.tables.votes import RunRow

#: What was deleted, and how many; kinds of which there were none are left out.
Deleted = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Deletion:
    """One line of the record."""

    day: date
    what: str
    number: int


def forget_texts(db: Session, *, before: datetime) -> Deleted:
    """Delete proposals, commitments and lifts of sessions that ended before that."""
    sessions = _ended(before)
    # Cards and lifts point at the proposals they were made of, merged proposals at each other.
    cards = _number(db, delete(CommitmentRow).where(CommitmentRow.session_id.in_(sessions)))
    lifts = _number(db, delete(LiftRow).where(LiftRow.session_id.in_(sessions)))
    of_sessions = delete(ProposalRow).where(ProposalRow.session_id.in_(sessions))
    merged = _number(db, of_sessions.where(ProposalRow.merged_into.is_not(None)))
    return _some(commitments=cards, lifts=lifts, proposals=merged + _number(db, of_sessions))


def forget_totals(db: Session, *, before: datetime) -> Deleted:
    """Delete the aggregates of sessions that ended before that."""
    runs = select(RunRow.id).where(RunRow.session_id.in_(_ended(before)))
    return _some(totals=forget_figures(db, runs))


def forget_sign_ins(db: Session, *, before: datetime) -> Deleted:
    """Delete what was remembered of browsers whose sign-in has run out."""
    return _some(sign_ins=_number(db, delete(SignInRow).where(SignInRow.expires_at <= before)))


def forget_log(db: Session, *, before: datetime) -> Deleted:
    """Delete lines of the audit log from before that."""
    return _some(log=forget_entries(db, before=before))


def record(db: Session, deleted: Deleted, *, day: date) -> None:
    """Add to what was deleted that day. Others who do so at once must be kept out."""
    for what, number in deleted.items():
        row = db.get(DeletionRow, (day, what))
        if row is None:
            db.add(DeletionRow(day=day, what=what, number=number))
        else:
            row.number += number


def recorded(db: Session) -> list[Deletion]:
    """Everything that was ever deleted, in the order of the days."""
    rows = db.scalars(select(DeletionRow).order_by(DeletionRow.day, DeletionRow.what))
    return [Deletion(day=row.day, what=row.what, number=row.number) for row in rows]


def _number(db: Session, statement: Delete) -> int:
    return int(db.execute(statement).rowcount)  # type: ignore[attr-defined]  # what a deletion gives has one


def _some(**numbers: int) -> Deleted:
    return {what: number for what, number in numbers.items() if number}


def _ended(before: datetime) -> Select[str]:
    return select(SessionRow.id).where(SessionRow.ended_at < before)
