"""Commitment cards (tiltak)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from workshop_app.domain.commitments import Card
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.tables.sessions import SessionRow
from workshop_app.persistence.tables.texts import CommitmentRow
from workshop_app.persistence.workshops import of_same_workshop


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


@dataclass(frozen=True, kw_only=True)
class Promised:
    """The commitments of a session, as a later one looks back on them."""

    session_id: str
    held_on: date
    cards: tuple[Card, ...]

    def card(self, number: int) -> Card | None:
        """The one with that number, counted from 1."""
        return self.cards[number - 1] if 0 < number <= len(self.cards) else None


def promised_before(db: Session, record: SessionRecord) -> Promised | None:
    """The commitments of the unit's latest session before that one, of those that made any.

    Other sittings of its workshop are not before it.
    """
    has_any = select(CommitmentRow.id).where(CommitmentRow.session_id == SessionRow.id, CommitmentRow.what != "")
    earlier = select(SessionRow.id, SessionRow.held_on).where(
        SessionRow.unit_id == record.unit_id,
        SessionRow.id != record.id,
        SessionRow.id.not_in(of_same_workshop(record.id)),
        SessionRow.ended_at.is_not(None) if record.ended_at is None else SessionRow.ended_at < record.ended_at,
        has_any.exists(),
    )
    found = db.execute(earlier.order_by(SessionRow.ended_at.desc()).limit(1)).one_or_none()
    if found is None:
        return None
    cards = tuple(card for card in list_cards(db, found.id) if card.what)
    return Promised(session_id=found.id, held_on=found.held_on, cards=cards)


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
