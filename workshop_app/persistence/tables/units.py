"""Units, and what became of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from workshop_app.persistence.tables.base import Base


class UnitRow(Base):
    """A unit (enhet) whose sessions are kept together.

    `reorganised_on` is the day from which its figures are about other people than before: a break in the line.
    From `closed_on` on there are no new sessions; what was is kept.
    """

    __tablename__ = "units"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    leader_role: Mapped[str]
    agreed_roles: Mapped[str]
    discussed_on: Mapped[date | None]
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"), index=True)
    reorganised_on: Mapped[date | None]
    closed_on: Mapped[date | None]


class UnitImportRow(Base):
    """A table of units that an account has uploaded and not yet said yes to."""

    __tablename__ = "unit_imports"
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    rows: Mapped[dict[str, Any]]
    uploaded_at: Mapped[datetime]


class ReorganisationRow(Base):
    """One unit went into another, or was split off from it."""

    __tablename__ = "reorganisations"
    from_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True)
    to_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True, index=True)
    is_split: Mapped[bool]
    day: Mapped[date]


class LeaderChangeRow(Base):
    """A day on which a unit's leader became another, or went (`is_end`). Not who: accounts may be deleted."""

    __tablename__ = "leader_changes"
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    is_end: Mapped[bool] = mapped_column(primary_key=True)
