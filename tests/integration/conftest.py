"""A database of its own for every test, with a session in draft."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration.house import House, create_session, found
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade

HouseFactory = Callable[..., House]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with people and a unit in it; tests work on copies."""
    file = tmp_path_factory.mktemp("furnished") / "workshop.db"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    found(database)
    database.close()
    return file


@pytest.fixture
def database_file(furnished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(furnished, tmp_path / "workshop.db"))


@pytest.fixture
def database(database_file: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{database_file}")
    yield database
    database.close()


@pytest.fixture
def new_house(database: Database) -> Iterator[HouseFactory]:
    """Houses on the test's database: `new_house()`, `new_house(address=…)`, `new_house(code=…)`."""
    houses: list[House] = []

    def build(*, code: str | None = None, **chosen: object) -> House:
        houses.append(House(database=database, code=code or create_session(database), **chosen))
        return houses[-1]

    yield build
    for house in houses:
        asyncio.run(house.ballot_box.close())


@pytest.fixture
def house(new_house: HouseFactory) -> House:
    return new_house()
