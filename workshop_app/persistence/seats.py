"""Seats: browsers that have joined a session, by the hashes of their tokens."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from workshop_app.persistence.tables.sessions import SeatRow


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


def count_seats(db: Session, session_id: str) -> int:
    """How many browsers have joined."""
    return db.scalar(select(func.count()).select_from(SeatRow).where(SeatRow.session_id == session_id)) or 0
