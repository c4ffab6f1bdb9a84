"""The picture of the municipality's logo. Its id is the hash of it, so that what stands at an address never changes."""

from __future__ import annotations

import hashlib

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workshop_app.persistence.tables.municipality import LogoRow


def keep(db: Session, picture: bytes) -> str:
    """Keep the picture in the place of the one before. Returns its id."""
    forget(db)
    id_ = hashlib.sha256(picture).hexdigest()
    db.add(LogoRow(id=id_, picture=picture))
    db.flush()
    return id_


def picture(db: Session, id_: str) -> bytes | None:
    """The picture with that id."""
    row = db.get(LogoRow, id_)
    return row.picture if row else None


def forget(db: Session) -> None:
    """Delete whatever picture there is."""
    db.execute(delete(LogoRow))
