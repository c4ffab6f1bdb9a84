"""Connections: one engine per process, made when first needed, and units of work on it.

Opening nothing at import matters: the server forks its worker after importing the app. Reading a state,
deciding and appending to the log can't be interleaved with another writer's: on SQLite every write takes
the lock when it begins (`BEGIN IMMEDIATE`), on PostgreSQL it holds the session's row (`sessions.Hold`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from workshop_app.persistence import postgresql, sqlite

#: What a server says to whom it does not let in, and what that means. What it says may hold parts of a password.
_REFUSALS = {
    "authentication failed": "it refuses the user or the password",
    "does not exist": "there is no database or user of that name",
    "too many": "it takes no more connections",
}


class _Kind(Protocol):
    """What differs between kinds of database; a module each. `READING` and `WRITING` are execution options."""

    READING: Mapping[str, Any]
    WRITING: Mapping[str, Any]

    def make_engine(self, url: str) -> Engine: ...

    def forget_deleted(self, engine: Engine) -> bool: ...


class UnusableDatabase(Exception):
    """The database can't be used. The message is one sentence for the operator, without its address."""


class Database:
    """An engine and the two ways of using it. `close()` it at the end of the process.

    `secret` is the server's key, with which some texts are enciphered (`enciphered`); sessions have it as
    `info["secret"]`. Without one these can be neither written nor read.
    """

    def __init__(self, url: str, *, secret: bytes = b"") -> None:
        self.url = _with_driver(url)
        self.secret = secret
        self.is_sqlite = url.startswith("sqlite")
        self._kind: _Kind = sqlite if self.is_sqlite else postgresql
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        """The engine; made at the first use in this process."""
        if self._engine is None:
            self._engine = self._kind.make_engine(self.url)
        return self._engine

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """A write transaction. Commits when the block ends well, rolls back on any error."""
        with sessionmaker(self.engine, expire_on_commit=False, info={"secret": self.secret}).begin() as session:
            session.connection(execution_options=self._kind.WRITING)
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A short read of one moment. Never keep it open: it would hold sealed bytes on the disk."""
        with sessionmaker(self.engine, info={"secret": self.secret})() as session:
            session.connection(execution_options=self._kind.READING)
            yield session

    @contextmanager
    def discarding(self) -> Iterator[Database]:
        """This database for a trial: nobody else sees what is written through it, and at the block's end it is gone.

        Nobody else can write to an SQLite file meanwhile.
        """
        with self.engine.connect().execution_options(**self._kind.WRITING) as connection, connection.begin() as trial:
            yield _Discarded(self, connection)
            trial.rollback()

    def forget_deleted(self) -> bool:
        """See to it that deleted bytes are gone from the database's files.

        Returns False when a reader or writer was in the way: try again shortly.
        """
        return self._kind.forget_deleted(self.engine)

    def is_alive(self) -> bool:
        """Whether the database answers. Raises what the driver raises when it does not."""
        with self.reading() as session:
            return bool(session.execute(text("SELECT 1")).scalar() == 1)

    def demand_usable(self) -> None:
        """Raise `UnusableDatabase` when the database does not answer."""
        try:
            self.is_alive()
        except (SQLAlchemyError, ValueError) as error:
            why = next((means for said, means in _REFUSALS.items() if said in str(error)), "it does not answer")
            # Not even as a cause: the driver's own words may hold what it took a password for.
            raise UnusableDatabase(f"The database that WORKSHOP_DATABASE_URL names cannot be used: {why}.") from None

    def close(self) -> None:
        """Close every connection."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


class _Discarded(Database):
    """All units of work and reads on one connection, within a transaction that is never committed."""

    def __init__(self, database: Database, connection: Connection) -> None:
        super().__init__(database.url, secret=database.secret)
        self._connection = connection

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        with (
            Session(
                self._connection,
                expire_on_commit=False,
                join_transaction_mode="create_savepoint",
                info={"secret": self.secret},
            ) as session,
            session.begin(),
        ):
            yield session

    reading = unit_of_work

    def forget_deleted(self) -> bool:
        return True


def _with_driver(url: str) -> str:
    """PostgreSQL's address as its own programs write it, with the driver that this program brings."""
    return re.sub(r"^postgres(ql)?:", "postgresql+psycopg:", url)
