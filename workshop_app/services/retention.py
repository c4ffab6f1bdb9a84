"""Deleting what has been kept long enough: done, or only tried to say what would go. Each deletion is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop_app.domain.retention import log_before, texts_before, totals_before
from workshop_app.persistence import people, retention
from workshop_app.persistence.engine import Database
from workshop_app.persistence.retention import Deleted, Deletion
from workshop_app.persistence.transaction import Transaction
from workshop_app.services import clock


@dataclass(frozen=True, kw_only=True)
class Retention:
    """What the periods of `domain.retention` come to. Methods block on the database."""

    database: Database

    def carry_out(self) -> Deleted:
        """Delete what is past its period, and record how many of what."""
        with self.database.unit_of_work() as db:
            return _carry_out(db)

    def try_out(self) -> Deleted:
        """What `carry_out` would delete now: the same, taken back before anybody sees it."""
        with self.database.unit_of_work() as db, db.begin_nested() as tried:
            deleted = _carry_out(db)
            tried.rollback()
            return deleted

    def recorded(self) -> Sequence[Deletion]:
        """What has been deleted so far, in the order of the days."""
        with self.database.reading() as db:
            return retention.recorded(db)


def _carry_out(db: Transaction) -> Deleted:
    people.hold_municipality(db)
    now = clock.now()
    deleted = {
        **retention.forget_texts(db, before=texts_before(now)),
        **retention.forget_totals(db, before=totals_before(now)),
        **retention.forget_sign_ins(db, before=now),
        **retention.forget_log(db, before=log_before(now)),
    }
    retention.record(db, deleted, day=clock.today())
    return deleted
