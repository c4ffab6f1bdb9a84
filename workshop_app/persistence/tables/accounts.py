"""Accounts, and what signs somebody in. Participants have none of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from workshop_app.persistence.tables.base import Base, by_value


class Role(StrEnum):
    """What an account may do."""

    ADMINISTRATOR = "administrator"
    FACILITATOR = "facilitator"
    LEADER = "leader"


class PersonRow(Base):
    """Somebody with an account. Participants never have one.

    `password_hash` is empty until an invitation is taken. `everywhere`: a facilitator for all units, also those to
    come. `closed`: only the id is left, since sessions and their logs name it. `identity` is the hash of who this is
    at the municipality's provider of sign-ins, for whoever has come that way.
    """

    __tablename__ = "people"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[Role] = mapped_column(by_value(Role))
    everywhere: Mapped[bool] = mapped_column(default=False, server_default=false())
    closed: Mapped[bool] = mapped_column(default=False, server_default=false())
    identity: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True, unique=True)


class SignInRow(Base):
    """A signed-in browser, by the hash of its cookie."""

    __tablename__ = "sign_ins"
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    expires_at: Mapped[datetime]


class AccountLinkRow(Base):
    """The one link that an account has out, by the hash of its token. Gone when it is used."""

    __tablename__ = "account_links"
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[datetime]


class PasskeyRow(Base):
    """A passkey of an account, as its owner calls it. What is kept of it opens nothing: it only tells who could."""

    __tablename__ = "passkeys"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    added_on: Mapped[date]
    used_on: Mapped[date | None]


class PasskeyChallengeRow(Base):
    """What an authenticator has been asked to sign, by its hash. Gone with the first answer.

    `person_id` is who adds a passkey; nobody where somebody is about to sign in.
    """

    __tablename__ = "passkey_challenges"
    challenge_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    expires_at: Mapped[datetime]


class MembershipRow(Base):
    """Which units an account has to do with.

    `leads`: the unit's own leader, from `leads_since` on; without a day it is not known since when.
    `reads_leader`: sees figures about the leader by agreement made beforehand.
    """

    __tablename__ = "memberships"
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True, index=True)
    reads_leader: Mapped[bool] = mapped_column(default=False)
    leads: Mapped[bool] = mapped_column(default=False, server_default=false())
    leads_since: Mapped[date | None]
