"""Connections: one engine per process, made when first needed, and units of work on it.

Opening nothing at import matters: the server forks its worker after importing the app. Writes on
SQLite take the lock when they begin (`BEGIN IMMEDIATE`), so that reading a state, deciding and
appending to the log can't be interleaved with another writer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
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


class Database:
    """An engine and the two ways of using it. `close()` it at the end of the process."""

    def __init__(self, url: str) -> None:
        self.url = _with_driver(url)
        self.is_sqlite = url.startswith("sqlite")
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        """The engine; made at the first use in this process."""
        if self._engine is None:
            self._engine = _make_engine(self.url)
        return self._engine

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """A write transaction. Commits when the block ends well, rolls back on any error."""
        maker = sessionmaker(self.engine, expire_on_commit=False)
        with maker() as session, session.begin():
            if self.is_sqlite:
                session.connection(execution_options={"begin": "IMMEDIATE"})
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A short read. Never keep it open: a long reader would hold sealed bytes in the write-ahead log."""
        with sessionmaker(self.engine)() as session:
            yield session

    def forget_deleted(self) -> bool:
        """Empty SQLite's write-ahead log, so that deleted bytes are gone from the disk.

        Returns False when a reader or writer was in the way: try again shortly.
        """
        if not self.is_sqlite:
            return True
        # Outside any transaction: a checkpoint can't empty what its own connection is reading.
        connection = self.engine.raw_connection()
        cursor = connection.cursor()
        try:
            # It keeps every writer out while it waits for readers: no answer may stand in line for that.
            cursor.execute("PRAGMA busy_timeout=0")
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return bool(busy == 0)
        finally:
            cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
            cursor.close()
            connection.close()

    def is_alive(self) -> bool:
        """Whether the database answers. Raises what the driver raises when it does not."""
        with self.reading() as session:
            return bool(session.execute(text("SELECT 1")).scalar() == 1)

    def close(self) -> None:
        """Close every connection."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


def _with_driver(url: str) -> str:
    """PostgreSQL's address as its own programs write it, with the driver that this program brings."""
    return re.sub(r"^postgres(ql)?:", "postgresql+psycopg:", url)


def _make_engine(url: str) -> Engine:
    # An error must never carry the values it failed on: they may be somebody's answer.
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=not url.startswith("sqlite"))
    if url.startswith("sqlite"):
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver would begin transactions by itself, and always deferred ones.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's event passes its own type
    mode = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
