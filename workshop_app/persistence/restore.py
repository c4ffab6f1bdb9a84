"""Putting a backup in the place of a database that nobody uses: all of it, or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, MetaData, create_engine, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from workshop_app.persistence.backup import (
    BackupError,
    Contents,
    in_memory,
    open_read_only,
    read_contents,
    reason,
    strip,
    sync,
    write_stripped,
)
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import migrate, revision_of
from workshop_app.persistence.rows import copy_rows
from workshop_app.persistence.tables.municipality import AuditRow

_IN_USE = "The database is in use: stop the server and restore again."
_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def holds_something(database: Database) -> bool:
    """Whether there is a database of ours already. Raises `BackupError` for one that can't be read."""
    if database.is_sqlite and not _file_of(database).exists():
        return False
    try:
        with database.engine.connect() as connection:
            return revision_of(connection) is not None
    except SQLAlchemyError as error:
        raise BackupError("The database that is there cannot be read: move it away and restore again.") from error


def demand_unused(database: Database) -> None:
    """Raise `BackupError` while anybody else, such as a running server, has the database open."""
    if database.is_sqlite:
        if _file_of(database).exists():
            _alone(_file_of(database)).close()
        return
    with database.engine.connect() as connection:
        if connection.execute(_OTHERS).scalar():
            raise BackupError(_IN_USE)


def put_back(database: Database, file: Path) -> Contents:
    """Put the backup in the place of the database, whatever is there.

    Raises `BackupError`, and then nothing has changed. The next start brings it up to date. What a backup may not
    hold is left out here too: the file may be a plain copy.
    """
    contents = read_contents(file)
    with closing(open_read_only(file)) as source, in_memory() as copy:
        source.backup(copy)
        if database.is_sqlite:
            return _replace_file(copy, _file_of(database))
        return _replace_tables(copy, database, contents)


def carry_on_log(database: Database, before: Path) -> None:
    """Add to the audit log what stands in that backup of the database before: restoring shall not shorten it."""
    connection = open_read_only(before)
    with closing(connection), create_engine("sqlite://", creator=lambda: connection).connect() as source:
        if not inspect(source).has_table(AuditRow.__tablename__):
            return
        lines = [dict(line) for line in source.execute(select(AuditRow.__table__)).mappings()]
    with database.unit_of_work() as db:
        there = set(db.scalars(select(AuditRow.id)))
        db.add_all(AuditRow(**line) for line in lines if line["id"] not in there)


def _replace_file(copy: sqlite3.Connection, target: Path) -> Contents:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    restored = target.with_name(f"{target.name}.restored")
    restored.unlink(missing_ok=True)
    contents = write_stripped(copy, restored)
    try:
        if target.exists():
            _forget_answers(target)
        restored.replace(target)
        sync(target.parent)
    except OSError as error:
        raise BackupError(f"{target} could not be replaced: {reason(error)}.") from error
    finally:
        restored.unlink(missing_ok=True)
    return contents


def _forget_answers(target: Path) -> None:
    """Overwrite what may not be left on the disk: a file that is replaced leaves its bytes where they were."""
    with closing(_alone(target)) as connection:
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.execute("PRAGMA secure_delete=ON")
        strip(connection)
    sync(target)


def _alone(target: Path) -> sqlite3.Connection:
    """The only connection to a database file. Raises `BackupError` while there is another.

    Leaving the write-ahead log needs the file to oneself, and takes what is in the log into the file.
    """
    connection = sqlite3.connect(target, timeout=0)
    try:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.Error as error:
        connection.close()
        raise BackupError(_IN_USE) from error
    if mode != ("delete",):
        connection.close()
        raise BackupError(_IN_USE)
    return connection


def _replace_tables(copy: sqlite3.Connection, database: Database, contents: Contents) -> Contents:
    """One transaction: tables of the backup's revision with its rows, in place of all that were there."""
    strip(copy)
    with create_engine("sqlite://", creator=lambda: copy).connect() as source, database.engine.begin() as target:
        _drop_all(target)
        migrate(target, to=contents.revision)
        copy_rows(source, target, without=())
    return contents


def _drop_all(connection: Connection) -> None:
    tables = MetaData()
    tables.reflect(connection)
    tables.drop_all(connection)


def _file_of(database: Database) -> Path:
    name = database.engine.url.database
    if not name or name == ":memory:":
        raise BackupError("The database is in memory only.")
    return Path(name).absolute()
