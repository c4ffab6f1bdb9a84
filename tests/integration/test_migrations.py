"""Migrations lead to exactly the tables that the code describes, on a new database and on one that is up to date."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from tests.postgres import Postgres
from tests.rows_of_every_table import ROWS, fill, found
from workshop_app.persistence.accounts import Account, Membership, find_account
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import revisions, upgrade
from workshop_app.persistence.tables.base import Base


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'new.db'}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        url = server.address(server.new_database())
    database = Database(url)
    yield database
    database.close()


only_sqlite = pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("empty", ["postgresql"], indirect=True)


def tables(database: Database) -> dict[str, str]:
    with database.reading() as db:
        return dict(db.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all())


def test_upgrade_of_an_empty_database_gives_exactly_the_tables_of_the_code(empty: Database) -> None:
    upgrade(empty)
    assert set(inspect(empty.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@only_sqlite
@pytest.mark.parametrize("name", ["ballots", "seats", "writers"])
def test_table_of_what_participants_do_keeps_no_order_of_arrival(empty: Database, name: str) -> None:
    upgrade(empty)
    assert "WITHOUT ROWID" in tables(empty)[name]
    assert not {"at", "created", "time"} & set(Base.metadata.tables[name].columns.keys())


def test_upgrade_twice_changes_nothing_and_loses_nothing(empty: Database) -> None:
    upgrade(empty)
    with empty.unit_of_work() as db:
        db.execute(
            text(
                "INSERT INTO municipality (id, name, privacy_contact, is_example) VALUES (1, 'Nordre Land', 'x', false)"
            )
        )
    upgrade(empty)
    with empty.reading() as db:
        assert db.execute(text("SELECT name FROM municipality")).scalar_one() == "Nordre Land"


def test_there_is_a_row_to_bring_through_for_every_table_and_column() -> None:
    tables = Base.metadata.tables
    assert {name: set(row) for name, row in ROWS.items()} == {name: set(tables[name].columns.keys()) for name in tables}


@pytest.mark.parametrize("version", revisions())
def test_every_version_with_data_is_brought_up_to_date(empty: Database, version: str) -> None:
    upgrade(empty, to=version)
    with empty.engine.begin() as connection:
        put = fill(connection)
    upgrade(empty)
    with empty.engine.connect() as connection:
        now = found(connection)
    assert {name: {column: now[name][column] for column in row} for name, row in put.items()} == put
    # What later versions found out about rows that were there.
    assert now["runs"]["sealed_at"] == ROWS["runs"]["sealed_at"]
    assert now["spreads"] == ROWS["spreads"]
    with empty.unit_of_work() as db, pytest.raises(IntegrityError):
        db.execute(text("DELETE FROM units"))


def test_accounts_from_before_others_were_let_in_keep_what_they_had(empty: Database) -> None:
    upgrade(empty, to="0007")
    with empty.unit_of_work() as db:
        db.execute(text("INSERT INTO people VALUES ('kari', 'kari@example.no', 'Kari', 'hash', 'leader')"))
        db.execute(text("INSERT INTO units (id, name, leader_role, agreed_roles) VALUES ('unit', 'Helse', 'x', '')"))
        db.execute(text("INSERT INTO memberships (person_id, unit_id, reads_leader) VALUES ('kari', 'unit', true)"))
    upgrade(empty)
    with empty.reading() as db:
        account = find_account(db, "kari")
    assert account == Account(
        id="kari",
        name="Kari",
        email="kari@example.no",
        role="leader",
        memberships=(Membership(unit_id="unit", reads_leader=True),),
        has_password=True,
    )


@only_sqlite
def test_database_file_deletes_for_good_and_survives_a_power_cut(empty: Database) -> None:
    upgrade(empty)
    with empty.reading() as db:
        pragmas = {name: db.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("secure_delete", "synchronous")}
    assert pragmas == {"secure_delete": 1, "synchronous": 2}


@only_postgresql
def test_several_that_start_at_once_upgrade_once(empty: Database) -> None:
    code = (
        "import sys; from workshop_app.persistence import engine, migrations;"
        "migrations.upgrade(engine.Database(sys.argv[1]))"
    )
    starting = [subprocess.Popen([sys.executable, "-c", code, empty.url]) for _ in range(3)]
    assert [process.wait() for process in starting] == [0, 0, 0]
    with empty.reading() as db:
        assert db.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 1
    assert set(inspect(empty.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


@only_postgresql
def test_planner_keeps_no_samples_of_what_is_to_be_forgotten(empty: Database) -> None:
    upgrade(empty)
    with empty.unit_of_work() as db:
        db.execute(text("SET LOCAL session_replication_role = replica"))  # a ballot without all that it belongs to
        filled = "SELECT 'run', 'vote', sha256(n::text::bytea), 1, true, '[\"te\"]' FROM generate_series(1, 300) n"
        db.execute(text(f"INSERT INTO ballots {filled}"))
        db.execute(text("ANALYZE ballots"))
    with empty.reading() as db:
        sampled = set(db.scalars(text("SELECT attname FROM pg_stats WHERE tablename = 'ballots'")))
    assert sampled == {"run_id", "round", "seq", "done"}
