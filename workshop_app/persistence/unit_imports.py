"""Tables of units that were uploaded and wait for a yes: one for each account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workshop_app.persistence.tables.units import UnitImportRow


def keep(db: Session, *, person_id: str, rows: Sequence[dict[str, Any]], now: datetime) -> None:
    """Keep a table in the place of the one that the account had."""
    forget(db, person_id=person_id)
    db.add(UnitImportRow(person_id=person_id, rows={"rows": list(rows)}, uploaded_at=now))
    db.flush()


def kept(db: Session, *, person_id: str, since: datetime) -> list[dict[str, Any]] | None:
    """The account's table, unless it was uploaded before that."""
    row = db.get(UnitImportRow, person_id)
    return list(row.rows["rows"]) if row and row.uploaded_at >= since else None


def forget(db: Session, *, person_id: str) -> None:
    """Delete the account's table."""
    db.execute(delete(UnitImportRow).where(UnitImportRow.person_id == person_id))
