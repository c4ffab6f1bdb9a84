"""Commitment cards (tiltak)."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from workshop_app.domain.commitments import Card
from workshop_app.persistence.tables import CommitmentRow, SessionRow


def list_cards(db: Session, session_id: str) -> list[Card]:
    """A session's cards in order."""
    rows = db.scalars(
        select(CommitmentRow).where(CommitmentRow.session_id == session_id).order_by(CommitmentRow.position)
    )
    return [card_of(row) for row in rows]


def count_cards(db: Session, *, unit_id: str) -> dict[str, int]:
    """Session id → how many cards it has, of those of a unit that have any."""
    found = (
        select(CommitmentRow.session_id, func.count().label("cards"))
        .join(SessionRow, SessionRow.id == CommitmentRow.session_id)
        .where(SessionRow.unit_id == unit_id)
        .group_by(CommitmentRow.session_id)
    )
    return {row.session_id: row.cards for row in db.execute(found)}


def save_card(db: Session, session_id: str, card: Card, *, id_: str) -> None:
    """Store a card under its position; `id_` is used when it is new."""
    row = db.execute(
        select(CommitmentRow).where(CommitmentRow.session_id == session_id, CommitmentRow.position == card.position)
    ).scalar_one_or_none()
    if row is None:
        db.add(CommitmentRow(id=id_, session_id=session_id, **vars(card)))
        return
    for name, value in vars(card).items():
        setattr(row, name, value)


def remove_card(db: Session, session_id: str, position: int) -> None:
    """Take a card away."""
    db.execute(delete(CommitmentRow).where(CommitmentRow.session_id == session_id, CommitmentRow.position == position))


def card_of(row: CommitmentRow) -> Card:
    """The row as a plain value."""
    return Card(
        position=row.position,
        what=row.what,
        situation=row.situation,
        who=row.who,
        due=row.due,
        first_step=row.first_step,
        notice=row.notice,
        proposal_id=row.proposal_id,
        state=row.state,
        learnt=row.learnt,
        settled_on=row.settled_on,
    )
