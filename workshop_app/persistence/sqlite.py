"""What is particular to SQLite: one file, one writer at a time, and a log that has to be emptied."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

#: How long a writer waits for another before giving up, in milliseconds.
_BUSY_MS = 10_000

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # Acknowledged answers must survive a laptop's power loss, not only a killed process.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={_BUSY_MS}",
    # Sealed ballots are overwritten with zeros; whether this is SQLite's default depends on its build.
    "PRAGMA secure_delete=ON",
)

#: A transaction sees what was there at its first read.
READING: Mapping[str, Any] = {}
#: The lock is taken at the beginning, before anything is read.
WRITING: Mapping[str, Any] = {"begin": "IMMEDIATE"}


def make_engine(url: str) -> Engine:
    """An engine whose transactions begin as they are told to: deferred, or with the write lock at once."""
    # An error must never carry the values it failed on: they may be somebody's answer.
    # The connection used last is the next one's: it has the pages and statements at hand.
    engine = create_engine(url, hide_parameters=True, pool_use_lifo=True, connect_args={"cached_statements": 500})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def forget_deleted(engine: Engine) -> bool:
    """Empty the write-ahead log. False when a reader or writer was in the way, or the file takes no writing.

    Of the latter whoever writes next is told, and that is soon enough: it is tried again every minute.
    """
    # Outside any transaction: a checkpoint can't empty what its own connection is reading.
    connection = engine.raw_connection()
    cursor = connection.cursor()
    try:
        # It keeps every writer out while it waits for readers: no answer may stand in line for that.
        cursor.execute("PRAGMA busy_timeout=0")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return bool(busy == 0)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_IOERR_WRITE":
            raise
        return False
    finally:
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        cursor.close()
        connection.close()


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """Let tables be made anew on this connection though others refer to them.

    Raises `ValueError` when something refers to nothing at the end. To be entered before a transaction begins:
    within one, SQLite does not change its mind.
    """
    bare = connection.connection.cursor()
    bare.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if broken := bare.execute("PRAGMA foreign_key_check").fetchall():
            raise ValueError(f"rows refer to what is not there: {sorted({row[0] for row in broken})}")
    finally:
        bare.execute("PRAGMA foreign_keys=ON")
        bare.close()


def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver would begin transactions by itself, and always deferred ones.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's event passes its own type
    mode = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
