"""Sessions with their log, and what a session has only while it lasts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from workshop_app.persistence.tables.base import Base


class OwnAgendaRow(Base):
    """An agenda of the municipality's own. Sessions copy it, so it may change and go.

    `title` is the one in bokmål, by which people tell them apart; `version` counts the changes.
    """

    __tablename__ = "own_agendas"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    title: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    agenda: Mapped[str]


class SessionRow(Base):
    """A session (samling) with its agenda as it was when the session was created.

    An agenda fills ten pages of the database, and what stands behind it in a row is read through them: the index
    holds all that lists of sessions ask for.
    """

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_ended", "unit_id", "held_on", "ended_at", "id"),)
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    held_on: Mapped[date]
    language: Mapped[str] = mapped_column(String(2))
    agenda: Mapped[str]
    created_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]


class WorkshopRow(Base):
    """A workshop that is held in several sittings. `begun_on`, `counted_at`, `is_lost`: see `domain.sittings`."""

    __tablename__ = "workshops"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    planned: Mapped[int | None]
    begun_on: Mapped[date | None]
    counted_at: Mapped[datetime | None]
    is_lost: Mapped[bool] = mapped_column(default=False)


class SittingRow(Base):
    """A session that is a sitting of a workshop. A table of its own: behind an agenda a column is read through it."""

    __tablename__ = "sittings"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshops.id"), index=True)


class EventRow(Base):
    """One line of the append-only log. Two writers of the same version can't both win."""

    __tablename__ = "session_events"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(32))
    payload: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    actor: Mapped[str | None] = mapped_column(ForeignKey("people.id"))


class SeatRow(Base):
    """A browser that has joined, by the hash of its token. Gone when the session ends."""

    __tablename__ = "seats"
    __table_args__ = ({"sqlite_with_rowid": False},)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class GuestNetworkRow(Base):
    """The wireless network that a session shows its room. Gone when it ends."""

    __tablename__ = "guest_networks"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    name: Mapped[str]
    password: Mapped[str]
