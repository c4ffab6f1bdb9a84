"""Migrations lead to exactly the tables that the code describes, on a new database and on one that is up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from workshop_app.persistence.accounts import Account, Membership, find_account
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.persistence.tables import Base


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    yield database
    database.close()


def tables(database: Database) -> dict[str, str]:
    with database.reading() as db:
        return dict(db.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all())


def test_upgrade_of_an_empty_file_gives_exactly_the_tables_of_the_code(empty: Database) -> None:
    upgrade(empty)
    assert set(inspect(empty.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("name", ["ballots", "seats", "writers"])
def test_table_of_what_participants_do_keeps_no_order_of_arrival(empty: Database, name: str) -> None:
    upgrade(empty)
    assert "WITHOUT ROWID" in tables(empty)[name]
    assert not {"at", "created", "time"} & set(Base.metadata.tables[name].columns.keys())


def test_upgrade_twice_changes_nothing_and_loses_nothing(empty: Database) -> None:
    upgrade(empty)
    before = tables(empty)
    with empty.unit_of_work() as db:
        db.execute(text("INSERT INTO municipality VALUES (1, 'Nordre Land kommune', 'personvern', 0)"))
    upgrade(empty)
    assert tables(empty) == before
    with empty.reading() as db:
        assert db.execute(text("SELECT name FROM municipality")).scalar_one() == "Nordre Land kommune"


def test_accounts_from_before_others_were_let_in_keep_what_they_had(empty: Database) -> None:
    upgrade(empty, to="0004")
    with empty.unit_of_work() as db:
        db.execute(text("INSERT INTO people VALUES ('kari', 'kari@example.no', 'Kari', 'hash', 'leader')"))
        db.execute(text("INSERT INTO units (id, name, leader_role, agreed_roles) VALUES ('unit', 'Helse', 'x', '')"))
        db.execute(text("INSERT INTO memberships (person_id, unit_id, reads_leader) VALUES ('kari', 'unit', 1)"))
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


def test_database_file_deletes_for_good_and_survives_a_power_cut(empty: Database) -> None:
    upgrade(empty)
    with empty.reading() as db:
        pragmas = {name: db.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("secure_delete", "synchronous")}
    assert pragmas == {"secure_delete": 1, "synchronous": 2}
