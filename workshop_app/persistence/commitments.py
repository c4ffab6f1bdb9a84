"""Commitment cards (tiltak)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from workshop_app.domain.commitments import Card, Promised
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.tables.sessions import SessionRow
from workshop_app.persistence.tables.texts import CommitmentRow
from workshop_app.persistence.workshops import of_same_workshop, sitting_numbers


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


def promised_before(db: Session, record: SessionRecord) -> tuple[Promised, ...]:
    """The commitments of the unit's latest session before that one, of those that made any; of all its sittings.

    Other sittings of its own workshop are not before it. Each sitting's first commitment comes before anybody's second:
    where there is time for a few only, no sitting is left out.
    """
    ended = SessionRow.ended_at.is_not(None) if record.ended_at is None else SessionRow.ended_at < record.ended_at
    others = (SessionRow.id != record.id, SessionRow.id.not_in(of_same_workshop(record.id)))
    return _promised(db, record.unit_id, (ended, *others))


def promised_so_far(db: Session, unit_id: str) -> tuple[Promised, ...]:
    """The same for a session that is still to be made."""
    return _promised(db, unit_id, (SessionRow.ended_at.is_not(None),))


def _promised(db: Session, unit_id: str, earlier: Sequence[ColumnElement[bool]]) -> tuple[Promised, ...]:
    has_any = select(CommitmentRow.id).where(CommitmentRow.session_id == SessionRow.id, CommitmentRow.what != "")
    these = (SessionRow.unit_id == unit_id, *earlier)
    latest = db.scalar(
        select(SessionRow.id).where(*these, has_any.exists()).order_by(SessionRow.ended_at.desc()).limit(1)
    )
    if latest is None:
        return ()
    together = or_(SessionRow.id == latest, SessionRow.id.in_(of_same_workshop(latest)))
    rows = db.execute(
        select(SessionRow.id, SessionRow.held_on, CommitmentRow)
        .join(CommitmentRow, CommitmentRow.session_id == SessionRow.id)
        .where(*these, together, CommitmentRow.what != "")
        .order_by(CommitmentRow.position, SessionRow.held_on, SessionRow.id)
    )
    sittings = sitting_numbers(db, unit_id)
    return tuple(
        Promised(session_id=id_, held_on=held_on, card=card_of(row), sitting=sittings.get(id_))
        for id_, held_on, row in rows
    )


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
