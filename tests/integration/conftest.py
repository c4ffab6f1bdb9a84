"""A database of its own for every test, with a session in draft."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from tests.integration.house import SECRET, House, create_session, found
from tests.postgres import Postgres
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.persistence.tables.base import Base
from workshop_app.services.accounts import Accounts
from workshop_app.services.administration import Administration
from workshop_app.services.backups import Backups
from workshop_app.services.sign_in import SignIn

HouseFactory = Callable[..., House]
KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file with people and a unit in it; tests work on copies."""
    file = tmp_path_factory.mktemp("furnished") / "workshop.db"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    found(database)
    database.close()
    return file


@pytest.fixture
def database_file(furnished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(furnished, tmp_path / "workshop.db"))


@pytest.fixture(scope="session")
def on_postgres(postgres: Postgres, migrated: str) -> Iterator[Database]:
    """One database that is emptied and furnished anew for each test: thirty times as fast as a copy for each."""
    database = Database(postgres.address(postgres.new_database(like=migrated)), secret=SECRET)
    yield database
    database.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Both kinds of database for whatever uses one, but where a module's `DATABASES` or a test's own mark says less."""
    chosen = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    if "database" in metafunc.fixturenames and "database" not in chosen:
        metafunc.parametrize("database", getattr(metafunc.module, "DATABASES", KINDS), indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database of each kind: what uses it is tested on both."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{request.getfixturevalue('database_file')}", secret=SECRET)
    else:
        database = request.getfixturevalue("on_postgres")
        database.secret = SECRET
        empty(database)
        found(database)
    yield database
    # Every connection, so that nothing of a test is held when the next one begins.
    database.close()


@pytest.fixture
def on_disk(request: pytest.FixtureRequest, database: Database) -> Callable[[], bytes]:
    """Reads every byte that the test's database has in its files."""
    if database.is_sqlite:
        file: Path = request.getfixturevalue("database_file")
        return lambda: b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    server: Postgres = request.getfixturevalue("postgres")
    return lambda: server.files_of(str(database.engine.url.database))


def empty(database: Database) -> None:
    with database.unit_of_work() as db:
        # The audit log refuses it otherwise.
        db.execute(text("SET LOCAL session_replication_role = replica"))
        for table in reversed(Base.metadata.sorted_tables):
            db.execute(delete(table))


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


@pytest.fixture
def backups(database: Database, tmp_path: Path) -> Backups:
    return Backups(database=database, folder=tmp_path / "backups", keep=3)


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database on another machine, with nothing in it; a file unless the test asks for the other kind."""
    address = f"sqlite:///{tmp_path / 'elsewhere' / 'workshop.db'}"
    if getattr(request, "param", "sqlite") == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        address = postgres.address(postgres.new_database())
    database = Database(address, secret=SECRET)
    yield database
    database.close()


@pytest.fixture
def administration(database: Database) -> Administration:
    return Administration(database=database)


@pytest.fixture
def accounts(database: Database, tmp_path: Path) -> Accounts:
    return Accounts(sign_in=SignIn(database, tmp_path))
