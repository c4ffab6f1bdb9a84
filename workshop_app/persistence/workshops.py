"""Workshops of several sittings: which sessions they are made of, and what their pulses come to so far."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.orm import Session

from workshop_app.domain.session import Stage
from workshop_app.domain.sittings import Sitting, Workshop
from workshop_app.persistence import spreads
from workshop_app.persistence.enciphered import decipher, encipher
from workshop_app.persistence.session_list import has_begun, stage_now
from workshop_app.persistence.tables.sessions import SessionRow, SittingRow, WorkshopRow
from workshop_app.persistence.tables.votes import AggregateRow, PulseSumRow, RunRow

_WAITS = (WorkshopRow.begun_on.is_not(None), WorkshopRow.counted_at.is_(None))


@dataclass(frozen=True, kw_only=True)
class PulseSum:
    """What the sittings' pulses come to, as JSON; the session and activity that came last.

    `sums` is None where nothing can be read. `unread` are sums that were enciphered with another key of the server's:
    they are kept, so that they count again when it is there again.
    """

    session_id: str
    activity_id: str
    sums: dict[str, Any] | None
    unread: tuple[str, ...] = ()


def add_workshop(db: Session, workshop: Workshop) -> None:
    """Create a workshop; it has no sittings yet."""
    db.execute(insert(WorkshopRow).values(**vars(workshop)))


def add_sitting(db: Session, *, workshop_id: str, session_id: str) -> None:
    """Make a session one of its sittings. Fails on the primary key where it is one already."""
    db.execute(insert(SittingRow).values(session_id=session_id, workshop_id=workshop_id))


def of_session(db: Session, session_id: str, *, hold: bool = False) -> Workshop | None:
    """The workshop that a session is a sitting of; with `hold` nobody else's until the transaction ends.

    Whoever holds the session too must have held that first.
    """
    query = select(WorkshopRow).where(
        WorkshopRow.id.in_(select(SittingRow.workshop_id).where(SittingRow.session_id == session_id))
    )
    return _found(db, query, hold=hold)


def find_workshop(db: Session, workshop_id: str, *, hold: bool = False) -> Workshop | None:
    """The workshop with that id; `hold` as in `of_session`."""
    return _found(db, select(WorkshopRow).where(WorkshopRow.id == workshop_id), hold=hold)


def _found(db: Session, query: Select[WorkshopRow], *, hold: bool) -> Workshop | None:
    if hold:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = db.scalars(query).one_or_none()
    return _workshop_of(row) if row else None


def change_workshop(db: Session, workshop: Workshop) -> None:
    """Store what has become of a workshop."""
    row = db.get_one(WorkshopRow, workshop.id)
    for name, value in vars(workshop).items():
        setattr(row, name, value)
    db.flush()


def by_session(db: Session, unit_id: str) -> dict[str, Workshop]:
    """Session id → its workshop, of those of a unit that are sittings of one."""
    rows = db.execute(
        select(SittingRow.session_id, WorkshopRow)
        .join(WorkshopRow, WorkshopRow.id == SittingRow.workshop_id)
        .where(WorkshopRow.unit_id == unit_id)
    )
    return {session_id: _workshop_of(row) for session_id, row in rows}


def sittings_of(db: Session, workshop_id: str) -> list[Sitting]:
    """Its sittings, in the order in which they are planned."""
    rows = db.execute(
        select(SessionRow.id, SessionRow.code, SessionRow.held_on, stage_now(), has_begun())
        .join(SittingRow, SittingRow.session_id == SessionRow.id)
        .where(SittingRow.workshop_id == workshop_id)
        .order_by(SessionRow.held_on, SessionRow.id)
    )
    return [
        Sitting(
            session_id=id_,
            code=code,
            held_on=held_on,
            stage=Stage(at),
            is_held=bool(begun) and Stage(at) is Stage.ENDED,
        )
        for id_, code, held_on, at, begun in rows
    ]


def pulse_sum(db: Session, workshop_id: str) -> PulseSum | None:
    """What has been added up so far. Only for whoever adds to it or counts it, and holds the workshop."""
    row = db.get(PulseSumRow, workshop_id, populate_existing=True)
    if row is None:
        return None
    if _is_plain(row.sums):
        return PulseSum(session_id=row.session_id, activity_id=row.activity_id, sums=json.loads(row.sums))
    kept = [(one, decipher(one, secret=_secret(db), about=workshop_id)) for one in row.sums.split("\n")]
    read = [json.loads(text) for _, text in kept if text is not None]
    return PulseSum(
        session_id=row.session_id,
        activity_id=row.activity_id,
        sums=read[0] if read else None,
        unread=tuple(one for one, text in kept if text is None),
    )


def keep_pulse_sum(db: Session, workshop_id: str, kept: PulseSum) -> None:
    """Put a sum in the place of what was there, enciphered; what can't be read stays behind it as it is."""
    written = encipher(json.dumps(kept.sums), secret=_secret(db), about=workshop_id)
    row = PulseSumRow(
        workshop_id=workshop_id,
        session_id=kept.session_id,
        activity_id=kept.activity_id,
        sums="\n".join((written, *kept.unread)),
    )
    db.merge(row)
    db.flush()


def is_plain(db: Session, workshop_id: str) -> bool:
    """Whether the sum was written before sums were enciphered."""
    text = db.scalar(select(PulseSumRow.sums).where(PulseSumRow.workshop_id == workshop_id))
    return text is not None and _is_plain(text)


def _is_plain(text: str) -> bool:
    return text.startswith("{")


def _secret(db: Session) -> bytes:
    secret: bytes = db.info["secret"]
    assert secret, "whoever reads or writes sums has the server's key"
    return secret


def forget_pulse_sum(db: Session, workshop_id: str) -> None:
    """Delete a sum."""
    db.execute(delete(PulseSumRow).where(PulseSumRow.workshop_id == workshop_id))


def keep_counted(db: Session, kept: PulseSum, figures: str, *, at: datetime) -> None:
    """Let the session that came last have the figures of all, as JSON; they are counted only now."""
    run = db.scalars(
        select(RunRow)
        .where(RunRow.session_id == kept.session_id, RunRow.activity_id == kept.activity_id, RunRow.sealed.is_(True))
        .order_by(RunRow.repetition.desc())
        .limit(1)
    ).one()
    run.sealed_at = at
    db.add(AggregateRow(run_id=run.id, round=spreads.PULSE, figures=figures))
    db.flush()
    spreads.add(db, [figures])


def waiting(db: Session) -> list[str]:
    """The ids of the workshops whose pulse has begun and has not been counted."""
    return list(db.scalars(select(WorkshopRow.id).where(*_WAITS)))


def is_waiting(db: Session, unit_id: str) -> bool:
    """Whether that unit has one of these."""
    return db.scalar(select(WorkshopRow.id).where(WorkshopRow.unit_id == unit_id, *_WAITS).limit(1)) is not None


def of_same_workshop(session_id: str) -> Select[str]:
    """The ids of all sittings of the workshop that a session is a sitting of, itself among them."""
    workshop = select(SittingRow.workshop_id).where(SittingRow.session_id == session_id)
    return select(SittingRow.session_id).where(SittingRow.workshop_id.in_(workshop))


def sitting_ids(db: Session, session_id: str) -> list[str]:
    """The same, read; none for a session of its own."""
    return list(db.scalars(of_same_workshop(session_id)))


def sitting_numbers(db: Session, unit_id: str) -> dict[str, int]:
    """Session id → which sitting of its workshop it is, in the order of `sittings_of`; only where there are several."""
    rows = db.execute(
        select(SittingRow.workshop_id, SessionRow.id)
        .join(SessionRow, SessionRow.id == SittingRow.session_id)
        .where(SessionRow.unit_id == unit_id)
        .order_by(SessionRow.held_on, SessionRow.id)
    )
    found: dict[str, list[str]] = {}
    for workshop_id, session_id in rows:
        found.setdefault(workshop_id, []).append(session_id)
    several = (sittings for sittings in found.values() if len(sittings) > 1)
    return {session_id: number for sittings in several for number, session_id in enumerate(sittings, start=1)}


def _workshop_of(row: WorkshopRow) -> Workshop:
    return Workshop(
        id=row.id,
        unit_id=row.unit_id,
        planned=row.planned,
        begun_on=row.begun_on,
        counted_at=row.counted_at,
        is_lost=row.is_lost,
    )
