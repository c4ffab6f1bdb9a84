"""Bringing a database up to date. Alembic, configured here in code: there is no ini file."""

from __future__ import annotations

from pathlib import Path

from workshop_app.persistence import postgresql
from workshop_app.persistence.engine import Database


def upgrade(database: Database) -> None:
    """Apply every migration that the database has not had, all or none. Safe to call at each start, also by several."""
    from alembic import command  # noqa: PLC0415 -- slow import
    from alembic.config import Config  # noqa: PLC0415 -- slow import

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            postgresql.migrate_alone(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
