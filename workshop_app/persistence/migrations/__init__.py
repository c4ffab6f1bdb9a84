"""Bringing a database up to date. Alembic, configured here in code: there is no ini file."""

from __future__ import annotations

from pathlib import Path

from workshop_app.persistence.engine import Database


def upgrade(database: Database, *, to: str = "head") -> None:
    """Apply every migration that the database has not had, up to and with `to`. Safe to call at each start."""
    from alembic import command  # noqa: PLC0415 -- slow import
    from alembic.config import Config  # noqa: PLC0415 -- slow import

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        connection.commit()
