"""Passkeys of accounts, and the challenges that browsers have been given and not answered yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from workshop_app.persistence.tables.accounts import PasskeyChallengeRow, PasskeyRow


@dataclass(frozen=True, kw_only=True)
class Passkey:
    """One passkey. `sign_count` is the authenticator's own count of its uses; many keep none and say 0."""

    id: str
    person_id: str
    name: str
    credential_id: bytes
    public_key: bytes
    sign_count: int
    added_on: date
    used_on: date | None = None


def add_passkey(db: Session, passkey: Passkey) -> None:
    """Keep one more."""
    db.add(PasskeyRow(**vars(passkey)))
    db.flush()


def passkeys_of(db: Session, person_id: str) -> Sequence[Passkey]:
    """All of one account, the oldest first."""
    query = select(PasskeyRow).where(PasskeyRow.person_id == person_id)
    rows = db.scalars(query.order_by(PasskeyRow.added_on, PasskeyRow.name, PasskeyRow.id))
    return [_passkey(row) for row in rows]


def are_there(db: Session) -> bool:
    """Whether any account has one."""
    return bool(db.scalar(select(exists().where(PasskeyRow.id.is_not(None)))))


def find_passkey(db: Session, credential_id: bytes, *, hold: bool = False) -> Passkey | None:
    """The one that the authenticator calls so. `hold` it to use it: of two who do so at once, one waits."""
    query = select(PasskeyRow).where(PasskeyRow.credential_id == credential_id)
    row = db.scalars(query.with_for_update() if hold else query).one_or_none()
    return _passkey(row) if row else None


def rename_passkey(db: Session, passkey: Passkey, name: str) -> None:
    """Call it otherwise."""
    db.get_one(PasskeyRow, passkey.id).name = name


def mark_used(db: Session, passkey: Passkey, *, sign_count: int, day: date) -> None:
    """It has signed somebody in."""
    row = db.get_one(PasskeyRow, passkey.id)
    row.sign_count, row.used_on = sign_count, day


def remove_passkey(db: Session, passkey: Passkey) -> None:
    """Let it open nothing any more."""
    db.execute(delete(PasskeyRow).where(PasskeyRow.id == passkey.id))


def forget_passkeys(db: Session, person_id: str) -> None:
    """Delete all that an account has, and what it was asked and has not answered."""
    db.execute(delete(PasskeyRow).where(PasskeyRow.person_id == person_id))
    db.execute(delete(PasskeyChallengeRow).where(PasskeyChallengeRow.person_id == person_id))


def remember_challenge(
    db: Session, *, challenge_hash: bytes, person_id: str | None, expires_at: datetime, now: datetime
) -> None:
    """Expect an answer to a challenge, and no longer to those whose time is out. `person_id`: from nobody else."""
    db.execute(delete(PasskeyChallengeRow).where(PasskeyChallengeRow.expires_at <= now))
    db.add(PasskeyChallengeRow(challenge_hash=challenge_hash, person_id=person_id, expires_at=expires_at))
    db.flush()


def take_challenge(db: Session, *, challenge_hash: bytes, person_id: str | None, now: datetime) -> bool:
    """Whether an answer to that challenge was expected from that person. From now on it is not."""
    asked = delete(PasskeyChallengeRow).where(
        PasskeyChallengeRow.challenge_hash == challenge_hash,
        PasskeyChallengeRow.person_id.is_(None) if person_id is None else PasskeyChallengeRow.person_id == person_id,
        PasskeyChallengeRow.expires_at > now,
    )
    return db.execute(asked.returning(PasskeyChallengeRow.challenge_hash)).first() is not None


def _passkey(row: PasskeyRow) -> Passkey:
    return Passkey(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        credential_id=row.credential_id,
        public_key=row.public_key,
        sign_count=row.sign_count,
        added_on=row.added_on,
        used_on=row.used_on,
    )
