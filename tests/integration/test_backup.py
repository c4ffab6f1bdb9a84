"""Backups are whole, and hold no answer, no seat and no secret."""

from __future__ import annotations

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.integration.backed_up import KEPT, SPLITS, number_of, secrets_of
from tests.integration.house import KARI, POINTS, House, canonical, create_session
from workshop_app.domain.agenda import Phase
from workshop_app.persistence.backup import LEFT_OUT, BackupError
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import is_current, revision_of, revisions, upgrade
from workshop_app.persistence.tables.accounts import AccountLinkRow, SignInRow
from workshop_app.persistence.tables.base import Base
from workshop_app.services import clock
from workshop_app.services.backups import Backups, Occasion
from workshop_app.services.tokens import new_token, token_hash


async def test_a_backup_in_mid_vote_holds_no_answer_no_seat_and_no_secret(house: House, backups: Backups) -> None:
    house.open_lobby()
    seats = house.join(8)
    house.go_to(POINTS, Phase.TODAY)
    await house.answer_all(seats, SPLITS)
    signed_in, linked = token_hash(new_token()), token_hash(new_token())
    with house.database.unit_of_work() as db:
        later = clock.now() + timedelta(days=1)
        db.add(SignInRow(person_id=KARI.id, token_hash=signed_in, expires_at=later))
        db.add(AccountLinkRow(person_id=KARI.id, token_hash=linked, expires_at=later))
    traces = [*(canonical(split).encode() for split in SPLITS), *secrets_of(house, seats), signed_in, linked]
    assert len(traces) == 8 + (1 + 8 + 8) + 2

    file = backups.take(Occasion.ASKED).file

    written = file.read_bytes()
    assert b"Helse og mestring" in written
    assert [trace for trace in traces if trace in written] == []
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    # The vote that the backup was taken in goes on.
    assert number_of(house.database, "ballots") == 8
    house.press()
    assert house.live.phase is Phase.DESIRED


def test_every_table_is_either_kept_or_left_out() -> None:
    assert not KEPT & LEFT_OUT
    assert set(Base.metadata.tables) == KEPT | LEFT_OUT


def test_backups_taken_while_others_write_are_each_of_one_moment(house: House, backups: Backups) -> None:
    """A session and its first event are written together: a backup that had one without the other would be damaged."""
    stopped = threading.Event()

    def write() -> None:
        while not stopped.is_set():
            new = create_session(house.database)
            house.facilitation.open_lobby(new, KARI)

    with ThreadPoolExecutor() as pool:
        writing = pool.submit(write)
        counts = []
        for number in range(5):
            taken = backups.take(Occasion.ASKED, backups.folder.parent / f"{number}.db")
            counts.append(taken.contents.sessions)
        stopped.set()
        writing.result()
    assert counts == sorted(counts)
    assert counts[-1] <= number_of(house.database, "sessions")


def test_a_backup_is_never_written_over_another(house: House, backups: Backups) -> None:
    taken = backups.take(Occasion.ASKED)
    with pytest.raises(BackupError, match="is there already"):
        backups.take(Occasion.ASKED, taken.file)


def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(
    house: House, backups: Backups, tmp_path: Path
) -> None:
    with pytest.raises(BackupError, match="could not be written: No such file or directory"):
        backups.take(Occasion.ASKED, tmp_path / "no folder" / "backup.db")
    (tmp_path / "backups").touch()
    with pytest.raises(BackupError, match="could not be made: File exists"):
        backups.take(Occasion.DAILY)


def test_one_backup_a_day_and_the_oldest_make_room(house: House, backups: Backups) -> None:
    asked = backups.take(Occasion.ASKED).file
    backups.take_if_due()
    (first,) = backups.folder.glob("*-daily.db")
    backups.take_if_due()
    assert list(backups.folder.glob("*-daily.db")) == [first]
    older = [first.with_name(f"workshop-2026010{day}T030000Z-daily.db") for day in range(1, 6)]
    for file in older:
        file.write_bytes(first.read_bytes())
    first.unlink()

    backups.take_if_due()

    daily = sorted(backups.folder.glob("*-daily.db"))
    assert daily[:2] == older[-2:]
    assert len(daily) == backups.keep
    assert asked.exists()


def test_no_daily_backups_where_none_are_wanted_or_nothing_is_there(
    house: House, backups: Backups, tmp_path: Path
) -> None:
    replace(backups, keep=0).take_if_due()
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    upgrade(empty)
    Backups(database=empty, folder=backups.folder, keep=3).take_if_due()
    empty.close()
    assert not backups.folder.exists()


def test_nothing_is_backed_up_before_there_is_a_database(tmp_path: Path) -> None:
    backups = Backups(database=Database(f"sqlite:///{tmp_path / 'workshop.db'}"), folder=tmp_path / "backups", keep=3)
    assert backups.take_before_migration() is None
    with pytest.raises(BackupError, match="nothing to back up"):
        backups.take(Occasion.ASKED)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def older(elsewhere: Database, tmp_path: Path) -> Database:
    """A database of an older version with a municipality in it."""
    (tmp_path / "elsewhere").mkdir(exist_ok=True)
    upgrade(elsewhere, to="0004")
    with elsewhere.engine.begin() as connection:
        connection.execute(text("INSERT INTO municipality VALUES (1, 'Nordre Land kommune', 'personvern', false)"))
    return elsewhere


@pytest.mark.parametrize("elsewhere", ["sqlite", "postgresql"], indirect=True)
def test_a_migration_is_preceded_by_a_backup_that_can_be_rolled_back_to(older: Database, tmp_path: Path) -> None:
    backups = Backups(database=older, folder=tmp_path / "backups", keep=0)

    taken = backups.take_before_migration()

    assert taken is not None
    assert taken.contents.revision == "0004"
    upgrade(older)
    assert backups.take_before_migration() is None
    older.close()
    backups.restore(taken.file, replace=True)
    with older.engine.connect() as connection:
        assert revision_of(connection) == "0004"
        assert connection.execute(text("SELECT name FROM municipality")).scalar_one() == "Nordre Land kommune"
    older.close()


def test_a_database_of_a_newer_version_is_neither_migrated_nor_backed_up(house: House, backups: Backups) -> None:
    with house.database.unit_of_work() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BackupError, match="newer version"):
        backups.take_before_migration()
    with house.database.unit_of_work() as db:
        db.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": revisions()[-1]})
    assert is_current(house.database)
