"""Bringing a database up to date. Alembic, configured here in code: there is no ini file."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, inspect, select, table

from workshop_app.persistence import postgresql, sqlite
from workshop_app.persistence.engine import Database

if TYPE_CHECKING:
    from alembic.config import Config

_VERSION = "alembic_version"


def upgrade(database: Database, *, to: str = "head") -> None:
    """Apply every migration that the database has not had, up to and with `to`, all or none.

    Safe to call at each start, also by several.
    """
    with database.engine.connect() as connection, _prepared(database, connection):
        migrate(connection, to=to)
        connection.commit()


def migrate(connection: Connection, *, to: str = "head") -> None:
    """Apply the migrations up to that revision. The caller commits."""
    from alembic import command  # noqa: PLC0415 -- slow import

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def revision_of(connection: Connection) -> str | None:
    """Which migration the database had last; None for one without tables of ours."""
    if not inspect(connection).has_table(_VERSION):
        return None
    found: str | None = connection.execute(select(column("version_num")).select_from(table(_VERSION))).scalar()
    return found


@cache
def revisions() -> tuple[str, ...]:
    """Every revision that this program knows, oldest first."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- slow import

    scripts = ScriptDirectory.from_config(_config())
    return tuple(reversed([script.revision for script in scripts.walk_revisions()]))


def is_current(database: Database) -> bool:
    """Whether the database has had every migration. Raises what the driver raises when it does not answer."""
    with database.engine.connect() as connection:
        return revision_of(connection) == revisions()[-1]


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415 -- slow import

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def _prepared(database: Database, connection: Connection) -> AbstractContextManager[None]:
    if database.is_sqlite:
        return sqlite.rebuilding(connection)
    postgresql.migrate_alone(connection)
    return nullcontext()
