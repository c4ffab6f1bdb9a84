"""Deleting what has been kept long enough: done, or only tried to say what would go. Each deletion is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop_app.domain.retention import Periods, log_before
from workshop_app.persistence import people, retention
from workshop_app.persistence.engine import Database
from workshop_app.persistence.retention import Deleted, Deletion
from workshop_app.persistence.transaction import Transaction
from workshop_app.services import clock


@dataclass(frozen=True, kw_only=True)
class Retention:
    """What the municipality's periods come to. Methods block on the database."""

    database: Database

    def carry_out_daily(self) -> None:
        """`carry_out` once a day, whoever of several workers comes first. Call it as often as you like."""
        with self.database.reading() as db:
            is_done = people.cleared_on(db) == clock.today() or people.municipality(db) is None
        if not is_done:
            with people.municipality_held(self.database) as db:
                if people.cleared_on(db) != clock.today():
                    _carry_out(db)
                    people.mark_cleared(db, clock.today())

    def carry_out(self) -> Deleted:
        """Delete what is past its period, and record how many of what."""
        with people.municipality_held(self.database) as db:
            return _carry_out(db)

    def try_out(self) -> Deleted:
        """What `carry_out` would delete now: the same, taken back before anybody sees it."""
        with self.database.discarding() as trial:
            return Retention(database=trial).carry_out()

    def recorded(self) -> Sequence[Deletion]:
        """What has been deleted so far, in the order of the days."""
        with self.database.reading() as db:
            return retention.recorded(db)


def _carry_out(db: Transaction) -> Deleted:
    now, found = clock.now(), people.municipality(db)
    periods = found.periods if found else Periods()
    deleted = {
        **retention.forget_texts(db, before=periods.texts_before(now)),
        **retention.forget_totals(db, before=periods.totals_before(now)),
        **retention.forget_sign_ins(db, before=now),
        **retention.forget_log(db, before=log_before(now)),
    }
    retention.record(db, deleted, day=clock.today())
    return deleted
