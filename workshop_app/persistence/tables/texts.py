"""What groups and the room write."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column

from workshop_app.domain.commitments import CommitmentState
from workshop_app.domain.lifts import LiftAnswer
from workshop_app.persistence.tables.base import Base, by_value


class WriterRow(Base):
    """A group's right to write, by the hash of a token of its own: nobody's seat is marked."""

    __tablename__ = "writers"
    __table_args__ = (
        Unique("session_id", "activity_id", "token_hash", name="uq_writers_token"),
        {"sqlite_with_rowid": False},
    )
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    activity_id: Mapped[str] = mapped_column(primary_key=True)
    group: Mapped[int] = mapped_column("group_number", primary_key=True, autoincrement=False)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class ProposalState(StrEnum):
    """How far a group's proposal has come."""

    WAITING = "waiting"
    SHOWN = "shown"
    RETURNED = "returned"
    MERGED = "merged"


class ProposalRow(Base):
    """A group's proposal. Texts are approved before anyone sees them."""

    __tablename__ = "proposals"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    activity_id: Mapped[str]
    group: Mapped[int] = mapped_column("group_number")
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(140))
    state: Mapped[ProposalState] = mapped_column(by_value(ProposalState))
    reason: Mapped[str | None]
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("proposals.id"))


class CommitmentRow(Base):
    """A commitment card (tiltak)."""

    __tablename__ = "commitments"
    __table_args__ = (Unique("session_id", "position", name="uq_commitments_position"),)
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    position: Mapped[int]
    what: Mapped[str]
    situation: Mapped[str]
    who: Mapped[str]
    due: Mapped[date | None]
    first_step: Mapped[str]
    notice: Mapped[str]
    proposal_id: Mapped[str | None] = mapped_column(ForeignKey("proposals.id"))
    state: Mapped[CommitmentState] = mapped_column(by_value(CommitmentState))
    learnt: Mapped[str]
    settled_on: Mapped[date | None]


class LiftRow(Base):
    """A lift (løft): what a unit asks of the level above, and what came back."""

    __tablename__ = "lifts"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    level_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"), index=True)
    position: Mapped[int]
    what: Mapped[str]
    why: Mapped[str]
    sent_on: Mapped[date]
    due: Mapped[date]
    proposal_id: Mapped[str | None] = mapped_column(ForeignKey("proposals.id"))
    answer: Mapped[LiftAnswer | None] = mapped_column(by_value(LiftAnswer))
    sentence: Mapped[str]
    by: Mapped[date | None] = mapped_column("by_day")
    answered_on: Mapped[date | None]
    told_on: Mapped[date | None]
    reminded_on: Mapped[date | None]
