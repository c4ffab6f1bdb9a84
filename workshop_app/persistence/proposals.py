"""What groups propose, and their right to write."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from workshop_app.persistence.tables.texts import ProposalRow, ProposalState, WriterRow


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A proposal as it stands. `reason` is the phrase key of why it was sent back."""

    id: str
    activity_id: str
    group: int
    position: int
    text: str
    state: str
    reason: str | None
    merged_into: str | None


def claim_group(db: Session, *, session_id: str, activity_id: str, group: int, token_hash: bytes) -> None:
    """Give a group's pen to a phone: it may replace the one that had it, and writes for no other group."""
    writers = delete(WriterRow).where(WriterRow.session_id == session_id, WriterRow.activity_id == activity_id)
    db.execute(writers.where((WriterRow.group == group) | (WriterRow.token_hash == token_hash)))
    db.add(WriterRow(session_id=session_id, activity_id=activity_id, group=group, token_hash=token_hash))
    db.flush()


def release_group(db: Session, *, session_id: str, activity_id: str, token_hash: bytes) -> None:
    """Lay the pen down."""
    db.execute(
        delete(WriterRow).where(
            WriterRow.session_id == session_id,
            WriterRow.activity_id == activity_id,
            WriterRow.token_hash == token_hash,
        )
    )


def group_of(db: Session, *, session_id: str, activity_id: str, token_hash: bytes) -> int | None:
    """The number of the group that this phone writes for."""
    return db.scalar(
        select(WriterRow.group).where(
            WriterRow.session_id == session_id,
            WriterRow.activity_id == activity_id,
            WriterRow.token_hash == token_hash,
        )
    )


def pens(db: Session, *, session_id: str, activity_id: str) -> dict[int, bytes]:
    """Group → hash of the pen that writes for it."""
    mine = (WriterRow.session_id == session_id, WriterRow.activity_id == activity_id)
    rows = db.scalars(select(WriterRow).where(*mine).order_by(WriterRow.group))
    return {row.group: row.token_hash for row in rows}


def list_proposals(db: Session, session_id: str, *, activity_id: str | None = None) -> list[Proposal]:
    """All proposals of a session, or of one activity, in the order they came."""
    query = select(ProposalRow).where(ProposalRow.session_id == session_id)
    if activity_id is not None:
        query = query.where(ProposalRow.activity_id == activity_id)
    return [proposal_of(row) for row in db.scalars(query.order_by(ProposalRow.position))]


def add_proposal(db: Session, *, id_: str, session_id: str, activity_id: str, group: int, text: str) -> None:
    """Hand a proposal in; it waits for approval."""
    last = db.scalar(select(func.max(ProposalRow.position)).where(ProposalRow.session_id == session_id)) or 0
    db.add(
        ProposalRow(
            id=id_,
            session_id=session_id,
            activity_id=activity_id,
            group=group,
            position=last + 1,
            text=text,
            state=ProposalState.WAITING,
        )
    )
    db.flush()


def rewrite_proposal(db: Session, proposal_id: str, *, text: str) -> None:
    """A returned proposal in new words; it waits again."""
    row = db.get_one(ProposalRow, proposal_id)
    row.text, row.state, row.reason = text, ProposalState.WAITING, None


def judge_proposal(
    db: Session, proposal_id: str, *, state: str, reason: str | None = None, merged_into: str | None = None
) -> None:
    """Show it, send it back with a reason, or merge it into another (and what was merged into it along).

    What stood behind a proposal that is sent back must not vanish with it: it waits again.
    """
    row = db.get_one(ProposalRow, proposal_id)
    row.state, row.reason, row.merged_into = ProposalState(state), reason, merged_into
    for follower in db.scalars(select(ProposalRow).where(ProposalRow.merged_into == proposal_id)):
        if merged_into is not None:
            follower.merged_into = merged_into
        elif row.state is not ProposalState.SHOWN:
            follower.state, follower.merged_into = ProposalState.WAITING, None


def proposal_of(row: ProposalRow) -> Proposal:
    """The row as a plain value."""
    return Proposal(
        id=row.id,
        activity_id=row.activity_id,
        group=row.group,
        position=row.position,
        text=row.text,
        state=row.state.value,
        reason=row.reason,
        merged_into=row.merged_into,
    )
