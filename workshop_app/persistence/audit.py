"""The audit log's lines. They are added and read; the database refuses to change them or to delete young ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from workshop_app.domain.audit import Deed
from workshop_app.persistence.tables.municipality import AuditRow


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line. Names are as they were then: an account that is closed later leaves nothing else.

    `actor` is empty for the server itself and for somebody unknown. `subject` is the unit or the account that
    it was done to. `detail` holds plain values only.
    """

    id: str
    at: datetime
    deed: Deed
    actor: str = ""
    actor_name: str = ""
    subject: str = ""
    subject_name: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which lines: of one account, of some deeds, about one unit or account, from one moment until before another."""

    actor: str = ""
    deeds: frozenset[Deed] = frozenset()
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


def add_entry(db: Session, entry: Entry) -> None:
    """Add a line."""
    db.add(AuditRow(**{**vars(entry), "detail": dict(entry.detail)}))
    db.flush()


def entries(db: Session, selection: Selection, *, older_than: str = "", most: int | None = None) -> list[Entry]:
    """Lines, latest first; those that are older than the line with that id."""
    query = _selected(select(AuditRow), selection)
    border = db.get(AuditRow, older_than) if older_than else None
    if border is not None:
        is_same = (AuditRow.at == border.at) & (AuditRow.id < border.id)
        query = query.where(or_(AuditRow.at < border.at, is_same))
    query = query.order_by(AuditRow.at.desc(), AuditRow.id.desc()).limit(most)
    return [_entry(row) for row in db.scalars(query)]


def has_entry(db: Session, selection: Selection, *, detail: Mapping[str, Any]) -> bool:
    """Whether there is such a line with just that detail."""
    found = db.scalars(_selected(select(AuditRow), selection))
    return any(row.detail == detail for row in found)


def actors(db: Session) -> dict[str, str]:
    """Id → name of all accounts that the log has lines of."""
    query = (
        select(AuditRow.actor, func.max(AuditRow.actor_name).label("name"))
        .where(AuditRow.actor != "")
        .group_by(AuditRow.actor)
    )
    return {row.actor: row.name for row in db.execute(query)}


def forget_entries(db: Session, *, before: datetime) -> int:
    """Delete lines from before that moment; returns how many. The database refuses it for those of the last year."""
    return int(db.execute(delete(AuditRow).where(AuditRow.at < before)).rowcount)  # type: ignore[attr-defined]  # what a deletion gives has one


def _selected(query: Select[AuditRow], selection: Selection) -> Select[AuditRow]:
    for column, wanted in ((AuditRow.actor, selection.actor), (AuditRow.subject, selection.subject)):
        if wanted:
            query = query.where(column == wanted)
    if selection.deeds:
        query = query.where(AuditRow.deed.in_(selection.deeds))
    if selection.since is not None:
        query = query.where(AuditRow.at >= selection.since)
    if selection.until is not None:
        query = query.where(AuditRow.at < selection.until)
    return query


def _entry(row: AuditRow) -> Entry:
    return Entry(
        id=row.id,
        at=row.at,
        deed=Deed(row.deed),
        actor=row.actor,
        actor_name=row.actor_name,
        subject=row.subject,
        subject_name=row.subject_name,
        detail=row.detail,
    )
