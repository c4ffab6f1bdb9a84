"""Backups: the database without what must never be in one, as one SQLite file, whatever it was copied from.

What is left out never comes to the disk either: the copy is made in memory, and only what is left of it after
deleting is written. A vote whose ballots are left out can't be counted; `moves.take_again` says so after a restore.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, StaticPool, create_engine
from sqlalchemy.exc import SQLAlchemyError

from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import migrate, revision_of, revisions
from workshop_app.persistence.rows import copy_rows

#: What is going on right now: answers, what several sittings' answers come to so far, who gave them, who writes, the
#: room's network, who is signed in, links that open once, and what authenticators have been asked.
LEFT_OUT = frozenset(
    {
        "ballots",
        "pulse_sums",
        "seats",
        "writers",
        "guest_networks",
        "sign_ins",
        "account_links",
        "passkey_challenges",
        "unit_imports",
    }
)
#: A secret without its ballots opens nothing, and is no less a secret. Hands are of a vote that must be taken again.
_OF_OPEN_VOTES = frozenset({"secret", "hands"})


class BackupError(Exception):
    """A backup can't be made or restored. The message is one sentence for the operator."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What is in a backup: the database's revision, and how much of what an operator can recognise."""

    revision: str
    units: int
    people: int
    sessions: int


def write_backup(database: Database, file: Path) -> Contents:
    """Copy the database into a new file while it is in use, and open the file to see that it is whole.

    Writers are not kept waiting. Raises `BackupError` where there is such a file already, or it can't be written.
    """
    if file.exists():
        raise BackupError(f"{file} is there already: name another file.")
    with in_memory() as copy:
        try:
            _copy(database, copy)
        except (sqlite3.Error, SQLAlchemyError) as error:
            raise BackupError("The database could not be read.") from error
        return write_stripped(copy, file)


def write_stripped(copy: sqlite3.Connection, file: Path) -> Contents:
    """Delete from the copy in memory what no backup may hold, and write the rest to the file, or nothing at all."""
    unfinished: Path | None = None
    try:
        strip(copy)
        # Readable by its owner only.
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.", suffix=".part")
        os.close(descriptor)
        unfinished = Path(name)
        copy.execute("VACUUM INTO ?", (str(unfinished),))
        with closing(open_read_only(unfinished)) as written:
            contents = _verified(written, "The database")
        sync(unfinished)
        unfinished.replace(file)
        sync(file.parent)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"{file} could not be written: {reason(error)}.") from error
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)
    return contents


def strip(connection: sqlite3.Connection) -> None:
    """Delete what no backup may hold."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in LEFT_OUT & tables:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 -- a name of ours
    # A backup before a migration is of tables that may lack some of them.
    columns = {name for _, name, *_ in connection.execute("PRAGMA table_info(runs)")}
    for column in _OF_OPEN_VOTES & columns:
        connection.execute(f"UPDATE runs SET {column} = NULL")  # noqa: S608 -- a name of ours
    connection.commit()


def read_contents(file: Path) -> Contents:
    """Open a backup and see that it is whole. Raises `BackupError` for what this program can't restore."""
    if not file.is_file():
        raise BackupError(f"There is no file {file}.")
    try:
        with closing(open_read_only(file)) as connection:
            return _verified(connection, str(file))
    except sqlite3.Error as error:
        raise BackupError(f"{file} is damaged or no backup of this program: {reason(error)}.") from error


def open_read_only(file: Path) -> sqlite3.Connection:
    """A connection to an SQLite file that can't change it."""
    return sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)


@contextmanager
def in_memory() -> Iterator[sqlite3.Connection]:
    """An empty database that never comes to a disk."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as copy:
        yield copy


def _copy(database: Database, copy: sqlite3.Connection) -> None:
    if not database.is_sqlite:
        _copy_from_server(database, copy)
        return
    with closing(database.engine.raw_connection()) as source:
        driver: Any = source.driver_connection
        driver.backup(copy)


def _copy_from_server(database: Database, copy: sqlite3.Connection) -> None:
    """All rows as they are at one moment, into tables as they were in the same revision."""
    with database.reading() as db:
        source = db.connection()
        revision = known_revision(source)
        engine = create_engine("sqlite://", creator=lambda: copy, poolclass=StaticPool, hide_parameters=True)
        with engine.begin() as target:
            migrate(target, to=revision)
            copy_rows(source, target, without=LEFT_OUT)


def known_revision(connection: Connection) -> str:
    """The revision of a database. Raises `BackupError` for one without tables, or of a newer program."""
    revision = revision_of(connection)
    if revision is None:
        raise BackupError("There is nothing in the database yet.")
    _refuse_newer(revision, "The database")
    return revision


def _refuse_newer(revision: str, what: str) -> None:
    if revision not in revisions():
        raise BackupError(f"{what} was made by a newer version of this program: install that version first.")


def _verified(connection: sqlite3.Connection, what: str) -> Contents:
    told = [line for (line,) in connection.execute("PRAGMA integrity_check")]
    if told != ["ok"] or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise BackupError(f"{what} is damaged.")
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        raise BackupError(f"{what} is no backup of this program.")
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    _refuse_newer(revision, what)
    return Contents(
        revision=revision,
        **{table: _number(connection, table) for table in ("units", "people", "sessions")},
    )


def _number(connection: sqlite3.Connection, table: str) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 -- a name of ours
    return int(number)


def reason(error: Exception) -> str:
    """Why, without the path that an operating system puts behind it."""
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def sync(path: Path) -> None:
    """See that a file, or a folder's list of files, survives a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
