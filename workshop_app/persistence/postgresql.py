"""What is particular to PostgreSQL: many writers, who hold the rows that they decide about, and a server that may go.

Writes see what others have committed (`READ COMMITTED`), so whoever reads a state and acts on it holds its row first
(`sessions.Hold`). Reads see one moment (`REPEATABLE READ`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.errors import LockNotAvailable
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

#: A transaction sees one moment, and can't write.
READING: Mapping[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
#: Every statement sees what has been committed before it: what was held first is read as it is then.
WRITING: Mapping[str, Any] = {"isolation_level": "READ COMMITTED"}

#: More than all threads of a process together, so that none ever stands in line for a connection.
_KEPT, _MOST_MORE = 8, 32
#: Any number that nobody else locks in this database; it says «workshop» on a telephone's keys.
_MIGRATING = 96757467
#: Where only what is going on right now is kept. Small, so that rewriting them takes milliseconds.
_FLEETING = "ballots, pulse_sums, seats, writers, guest_networks"

_CONNECTION = {
    "connect_timeout": 5,
    # A server that is gone without a word is found out in seconds, not in hours.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "options": " ".join(
        f"-c {setting}"
        for setting in (
            # What is acknowledged is on disk, whatever the server's default is.
            "synchronous_commit=on",
            "timezone=UTC",
            # As long as a writer waits for another on SQLite.
            "lock_timeout=10s",
            "statement_timeout=60s",
            # Whatever hangs in this process, the rows that it holds are let go.
            "idle_in_transaction_session_timeout=60s",
        )
    ),
}


class _Text(StrDumperUnknown):
    """Text without the one character that PostgreSQL can't store; a sign stands in its place."""

    def dump(self, obj: str) -> bytes | bytearray | memoryview | None:
        return super().dump(obj.replace("\0", "\N{REPLACEMENT CHARACTER}"))


def make_engine(url: str) -> Engine:
    """An engine that tries each connection before it is used, since the server may have been started anew."""
    engine = create_engine(
        url,
        # An error must never carry the values it failed on: they may be somebody's answer.
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=_KEPT,
        max_overflow=_MOST_MORE,
        connect_args=_CONNECTION,
    )
    event.listen(engine, "connect", _prepare)
    return engine


def forget_deleted(engine: Engine) -> bool:
    """Write the fleeting tables anew without what was deleted from them. False when somebody was in the way.

    Deleted rows lie in a table's file until it is vacuumed, and their bytes until they are overwritten: only new files
    have none of them. The server's write-ahead log still has (docs/privacy.md). Secrets of sealed runs are vacuumed
    only: `runs` grows with the years (30,000 would stand still for 0.3 s), and without ballots they open nothing.
    """
    told: list[str | None] = []
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        driver: Any = connection.connection.driver_connection

        def listen(notice: psycopg.errors.Diagnostic) -> None:
            told.append(notice.sqlstate)

        driver.add_notice_handler(listen)
        try:
            # Whoever reads or writes goes first: no answer may stand in line for this.
            connection.exec_driver_sql(f"VACUUM (FULL, SKIP_LOCKED) {_FLEETING}")
            connection.exec_driver_sql("VACUUM (INDEX_CLEANUP ON, SKIP_LOCKED) runs")
        finally:
            driver.remove_notice_handler(listen)
    return LockNotAvailable.sqlstate not in told


def migrate_alone(connection: Connection) -> None:
    """Wait until no other process migrates this database; it is one's own until the transaction ends."""
    connection.execute(text("SET LOCAL lock_timeout = 0"))
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATING})


def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    driver: Any = connection
    driver.adapters.register_dumper(str, _Text)
