"""What every kind of test shares: the built pages, and servers to use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import Postgres
from tests.servers import Server
from workshop_app.building import built_pages
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade

ServerFactory = Callable[..., Server]

# Every run tries the same examples and leaves nothing behind, and a slow machine is no mistake.
settings.register_profile(
    "tests", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tests")


#: The quick ones first. Browser tests last: while Playwright runs, no other event loop can.
_ORDER = ("unit", "property", "wire", "server", "faults", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring the tests into that order, whatever was asked for."""
    items.sort(key=lambda item: next((i for i, kind in enumerate(_ORDER) if kind in Path(item.path).parts), 0))


@pytest.fixture(scope="session")
def pages() -> Path:
    """The built pages, built once and only if something in them has changed."""
    return built_pages(print)


@pytest.fixture(scope="module")
def _server_of_the_file(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    one = Server(data_dir=tmp_path_factory.mktemp("shared") / "server")
    yield one
    one.end()


@pytest.fixture
def shared_server(_server_of_the_file: Server) -> Server:
    """A running server that all tests of a file share: each makes a session of its own on it, and leaves it running."""
    return _server_of_the_file.running()


@pytest.fixture
def server(pages: Path, tmp_path: Path) -> Iterator[ServerFactory]:
    """Start servers: `server()`, `server(port=…)`, `server(settings={"WORKSHOP_…": …})`, or `server(data_dir=…)`.

    Each has its own port and data folder unless told otherwise, and is ended after the test.
    """
    started: list[Server] = []

    def start(**chosen: object) -> Server:
        folder = tmp_path / f"server-{len(started)}"
        new = Server(**{"data_dir": folder, **chosen})
        started.append(new)
        return new.start()

    yield start
    for one in started:
        one.end()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL for all tests, started when the first one asks for it."""
    started = Postgres()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def migrated(postgres: Postgres) -> str:
    """The name of a PostgreSQL database with all tables and nothing in them, to make others like."""
    name = postgres.new_database()
    database = Database(postgres.address(name))
    upgrade(database)
    database.close()
    return name


@pytest.fixture
def postgres_address(postgres: Postgres, migrated: str) -> Iterator[str]:
    """A PostgreSQL database of the test's own, migrated and empty, as it stands in WORKSHOP_DATABASE_URL."""
    name = postgres.new_database(like=migrated)
    yield postgres.address(name)
    postgres.drop(name)
