"""What a watcher is told: that the process lives, and whether it can be used."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy import text
from starlette.applications import Starlette

from workshop_app.endpoints.health import health_routes
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import is_current, upgrade

Answers = dict[str, tuple[int, str]]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'workshop.db'}")
    yield database
    database.close()


async def answers(database: Database) -> Answers:
    app = Starlette(routes=health_routes(is_current=partial(is_current, database)))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://tillit.example") as client:
        found = {path: await client.get(path) for path in ("/health/live", "/health/ready", "/helse")}
    return {path: (answer.status_code, answer.text) for path, answer in found.items()}


async def test_ready_when_the_database_answers_and_is_up_to_date(database: Database) -> None:
    upgrade(database)
    assert await answers(database) == dict.fromkeys(("/health/live", "/health/ready", "/helse"), (200, "ok"))


async def test_a_database_of_an_older_version_is_not_ready(database: Database) -> None:
    upgrade(database)
    with database.unit_of_work() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    told = await answers(database)
    assert told["/health/live"] == (200, "ok")
    assert told["/health/ready"] == told["/helse"] == (503, "migrations")


async def test_a_database_that_is_away_is_not_ready_and_the_process_lives(tmp_path: Path) -> None:
    told = await answers(Database(f"sqlite:///{tmp_path / 'no folder' / 'workshop.db'}"))
    assert told["/health/live"] == (200, "ok")
    assert told["/health/ready"] == told["/helse"] == (503, "database")
