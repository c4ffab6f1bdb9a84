"""Bringing a database up to date. Alembic, configured here in code: there is no ini file."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from sqlalchemy import Connection

from workshop_app.persistence import postgresql, sqlite
from workshop_app.persistence.engine import Database


def upgrade(database: Database, *, to: str = "head") -> None:
    """Apply every migration that the database has not had, up to and with `to`, all or none.

    Safe to call at each start, also by several.
    """
    from alembic import command  # noqa: PLC0415 -- slow import
    from alembic.config import Config  # noqa: PLC0415 -- slow import

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with database.engine.connect() as connection, _prepared(database, connection):
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        connection.commit()


def _prepared(database: Database, connection: Connection) -> AbstractContextManager[None]:
    if database.is_sqlite:
        return sqlite.rebuilding(connection)
    postgresql.migrate_alone(connection)
    return nullcontext()
