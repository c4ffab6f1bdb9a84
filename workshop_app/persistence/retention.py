"""Deleting what has been kept long enough. The log stays: it holds moves and ids only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from workshop_app.persistence.sessions import forget_figures
from workshop_app.persistence.tables import CommitmentRow, ProposalRow, RunRow, SessionRow


def forget_texts(db: Session, *, before: datetime) -> None:
    """Delete proposals and commitments of sessions that ended before that."""
    sessions = _ended(before)
    # Cards point at the proposals they were made of, merged proposals at each other.
    db.execute(delete(CommitmentRow).where(CommitmentRow.session_id.in_(sessions)))
    db.execute(delete(ProposalRow).where(ProposalRow.session_id.in_(sessions), ProposalRow.merged_into.is_not(None)))
    db.execute(delete(ProposalRow).where(ProposalRow.session_id.in_(sessions)))


def forget_totals(db: Session, *, before: datetime) -> None:
    """Delete the aggregates of sessions that ended before that."""
    forget_figures(db, select(RunRow.id).where(RunRow.session_id.in_(_ended(before))))


def _ended(before: datetime) -> Select[str]:
    return select(SessionRow.id).where(SessionRow.ended_at < before)
