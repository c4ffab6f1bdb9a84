"""The municipality, and what is kept of all its units: what was deleted, and the audit log."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from workshop_app.domain.retention import MONTHS_OF_TEXTS, YEARS_OF_TOTALS
from workshop_app.domain.thresholds import FLOOR
from workshop_app.persistence.tables.base import Base


class MunicipalityRow(Base):
    """The one municipality that this installation belongs to. Its row is what ends the set-up.

    `is_example`: it is made up, and all its figures are. Stands in the file itself, so that it can't be left out.
    `cleared_on` is the last day on which what was past its period was deleted. `logo` is the id of its picture in
    `logos`, with that picture's size in pixels.
    """

    __tablename__ = "municipality"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    privacy_contact: Mapped[str]
    is_example: Mapped[bool] = mapped_column(default=False)
    minimum_answers: Mapped[int] = mapped_column(default=FLOOR, server_default=str(FLOOR))
    months_of_texts: Mapped[int] = mapped_column(default=MONTHS_OF_TEXTS, server_default=str(MONTHS_OF_TEXTS))
    years_of_totals: Mapped[int] = mapped_column(default=YEARS_OF_TOTALS, server_default=str(YEARS_OF_TOTALS))
    cleared_on: Mapped[date | None]
    logo: Mapped[str | None]
    logo_width: Mapped[int] = mapped_column(default=0, server_default="0")
    logo_height: Mapped[int] = mapped_column(default=0, server_default="0")


class LogoRow(Base):
    """The picture of the municipality's logo, a PNG. A table of its own: the municipality is read with each frame."""

    __tablename__ = "logos"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    picture: Mapped[bytes] = mapped_column(LargeBinary)


class DeletionRow(Base):
    """How many of something were deleted on a day because they had been kept long enough. Not whose they were."""

    __tablename__ = "deletions"
    day: Mapped[date] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int]


class AuditRow(Base):
    """One line of the audit log. Triggers (migration 0013) refuse to change one, and to delete one of the last year.

    Refers to nothing, so that accounts can be deleted; names are as they were at that moment.
    """

    __tablename__ = "audit_log"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    deed: Mapped[str] = mapped_column(String(32))
    actor: Mapped[str] = mapped_column(String(22))
    actor_name: Mapped[str]
    subject: Mapped[str] = mapped_column(String(22))
    subject_name: Mapped[str]
    detail: Mapped[dict[str, Any]]
