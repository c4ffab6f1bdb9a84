"""What tests of backups and of restoring them share."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from tests.integration.house import House
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services.backups import Backups
from workshop_app.services.participation import Seat
from workshop_app.services.tokens import token_hash

#: Tables that a backup brings back. A new one is either here or in `LEFT_OUT`.
KEPT = {
    "municipality",
    "logos",
    "passkeys",
    "people",
    "units",
    "memberships",
    "leader_changes",
    "reorganisations",
    "sessions",
    "workshops",
    "sittings",
    "session_events",
    "runs",
    "aggregates",
    "spreads",
    "proposals",
    "commitments",
    "lifts",
    "deletions",
    "own_agendas",
    "audit_log",
}
SPLITS = [{"hierarki": 10 * n, "marked": 90 - 10 * n, "tillit": 10} for n in range(8)]


def restored(database: Database, file: Path, *, code: str) -> House:
    """The house on a restored backup, as the server's start leaves it."""
    Backups(database=database, folder=file.parent, keep=3).restore(file, replace=False)
    upgrade(database)
    house = House(database=database, code=code)
    house.facilitation.keep_house()
    return house


def number_of(database: Database, table: str) -> int:
    with database.reading() as db:
        return int(db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def secrets_of(house: House, seats: list[Seat]) -> list[bytes]:
    with house.database.reading() as db:
        secrets = db.execute(text("SELECT secret FROM runs WHERE secret IS NOT NULL")).scalars()
        keys = db.execute(text("SELECT key FROM ballots")).scalars()
        return [*map(bytes, secrets), *map(bytes, keys), *(token_hash(seat.token) for seat in seats)]
