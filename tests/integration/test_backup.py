"""Backups are whole and can be restored, and hold no answer, no seat and no secret."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.integration.house import (
    CHOICE,
    DILEMMA,
    KARI,
    POINTS,
    PULSE,
    QUESTION,
    House,
    canonical,
    create_session,
    scene,
)
from tests.postgres import Postgres
from workshop_app.domain.agenda import Phase
from workshop_app.domain.phases import Move
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence.backup import LEFT_OUT, BackupError, read_contents
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import is_current, revision_of, revisions, upgrade
from workshop_app.persistence.tables import AccountLinkRow, Base, SignInRow
from workshop_app.reports.minutes_content import minutes_content
from workshop_app.services import clock
from workshop_app.services.backups import Backups, Occasion
from workshop_app.services.participation import Seat
from workshop_app.services.tokens import new_token, token_hash

#: Tables that a backup brings back. A new one is either here or in `LEFT_OUT`.
KEPT = {
    "municipality",
    "people",
    "units",
    "memberships",
    "leader_changes",
    "reorganisations",
    "sessions",
    "session_events",
    "runs",
    "aggregates",
    "spreads",
    "proposals",
    "commitments",
    "deletions",
    "own_agendas",
}
SPLITS = [{"hierarki": 10 * n, "marked": 90 - 10 * n, "tillit": 10} for n in range(8)]


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
    database = Database(address)
    yield database
    database.close()


def restored(database: Database, file: Path, *, code: str) -> House:
    """The house on a restored backup, as the server's start leaves it."""
    Backups(database=database, folder=file.parent, keep=3).restore(file, replace=False)
    upgrade(database)
    house = House(database=database, code=code)
    house.facilitation.keep_house()
    return house


def number_of(database: Database, table: str) -> int:
    with database.reading() as db:
        return int(db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def secrets_of(house: House, seats: list[Seat]) -> list[bytes]:
    with house.database.reading() as db:
        secrets = db.execute(text("SELECT secret FROM runs WHERE secret IS NOT NULL")).scalars()
        keys = db.execute(text("SELECT key FROM ballots")).scalars()
        return [*map(bytes, secrets), *map(bytes, keys), *(token_hash(seat.token) for seat in seats)]


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


@pytest.mark.parametrize("elsewhere", ["sqlite", "postgresql"], indirect=True)
async def test_what_is_restored_is_what_was_there(house: House, backups: Backups, elsewhere: Database) -> None:
    house.open_lobby()
    seats = house.join(6)
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(seats, [["te"]] * 6)
    house.press()
    house.go_to(QUESTION)
    before, figures = house.live, house.figures(CHOICE, "vote")
    house.end()

    taken = backups.take(Occasion.ASKED)
    again = restored(elsewhere, taken.file, code=house.code)

    assert (taken.contents.units, taken.contents.people, taken.contents.sessions) == (1, 5, 1)
    assert again.live.version == house.live.version
    assert (again.live.runs, again.figures(CHOICE, "vote")) == (house.live.runs, figures)
    assert before.version < again.live.version
    assert {table: number_of(elsewhere, table) for table in KEPT} == {
        table: number_of(house.database, table) for table in KEPT
    }


@pytest.mark.parametrize(
    ("activity", "phase", "moved_to"),
    [
        (CHOICE, Phase.OPEN, Phase.REVEALED),
        (POINTS, Phase.DESIRED, Phase.REVEALED),
        (DILEMMA, Phase.DISCUSSION, Phase.REVEALED),
        (PULSE, Phase.OPEN, Phase.CLOSED),
        (QUESTION, Phase.DOTS, Phase.REVEALED),
    ],
)
def test_a_vote_that_was_open_is_to_be_taken_again(
    house: House, backups: Backups, elsewhere: Database, activity: str, phase: Phase, moved_to: Phase
) -> None:
    house.open_lobby()
    house.join(8)
    house.go_to(activity, phase)

    again = restored(elsewhere, backups.take(Occasion.ASKED).file, code=house.code)

    frame = control_frame(scene(again))
    assert again.live.phase is moved_to
    assert frame.hint == "Avstemningen må tas på nytt. Svarene var ikke med i sikkerhetskopien. Trykk «Spør på nytt»."
    assert frame.repeat_label == "Spør på nytt"
    if activity != PULSE:
        assert stage_frame(scene(again)).sentence == "Avstemningen må tas på nytt. Vi spør en gang til."
    again.press(Move.REPEAT, confirmed=False)
    opened = again.live.open_run(again.agenda)
    assert opened is not None
    assert again.live.runs[opened[0]].repetition == 2
    assert control_frame(scene(again)).hint == ""


async def test_a_vote_taken_again_after_a_restore_is_counted(
    house: House, backups: Backups, elsewhere: Database
) -> None:
    house.open_lobby()
    seats = house.join(6)
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(seats, [["kaffe"]] * 6)

    again = restored(elsewhere, backups.take(Occasion.ASKED).file, code=house.code)
    again.press(Move.REPEAT)
    await again.answer_all(again.join(5), [["te"]] * 5)
    again.press()

    counts = {"kaffe": 0, "te": 5, "vann": 0, "noe-annet": 0, "ingenting": 0}
    assert again.figures(CHOICE, "vote") == {"vote": (5, {"counts": counts})}
    await again.ballot_box.close()


def test_a_vote_on_the_question_that_was_open_is_left_to_the_facilitator(
    house: House, backups: Backups, elsewhere: Database
) -> None:
    house.go_to(QUESTION, Phase.CHOOSING)

    again = restored(elsewhere, backups.take(Occasion.ASKED).file, code=house.code)

    assert again.live.phase is Phase.CHOSEN
    again.facilitation.choose_question(again.code, KARI, question="tilsyn")
    again.press()
    assert again.live.phase is Phase.ALONE


def test_a_vote_that_is_never_taken_again_is_in_no_report(house: House, backups: Backups, elsewhere: Database) -> None:
    house.go_to(CHOICE, Phase.OPEN)

    again = restored(elsewhere, backups.take(Occasion.ASKED).file, code=house.code)
    again.end()

    assert minutes_content(again.snapshot, minimum=5).asked == ()
    assert report(again.snapshot, minimum=5, now=clock.now()).asked == []


async def test_a_vote_that_was_being_repeated_leaves_no_figures(
    house: House, backups: Backups, elsewhere: Database
) -> None:
    house.open_lobby()
    seats = house.join(6)
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(seats, [["te"]] * 6)
    house.press()
    house.press(Move.REPEAT)

    again = restored(elsewhere, backups.take(Occasion.ASKED).file, code=house.code)

    assert again.figures(CHOICE, "vote") == {}
    assert stage_frame(scene(again)).groups == []


@pytest.fixture
async def in_a_file(database_file: Path) -> AsyncIterator[House]:
    """A house on the kind of database that is a file."""
    database = Database(f"sqlite:///{database_file}")
    house = House(database=database, code=create_session(database))
    yield house
    await house.ballot_box.close()
    database.close()


async def test_a_plain_copy_of_the_file_is_restored_without_its_answers(
    in_a_file: House, database_file: Path, elsewhere: Database, tmp_path: Path
) -> None:
    house = in_a_file
    house.open_lobby()
    seats = house.join(3)
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(seats, [["te"]] * 3)
    copied = tmp_path / "copied.db"
    with closing(sqlite3.connect(database_file)) as source, closing(sqlite3.connect(copied)) as target:
        source.backup(target)

    again = restored(elsewhere, copied, code=house.code)

    assert [number_of(again.database, table) for table in sorted(LEFT_OUT)] == [0] * len(LEFT_OUT)
    assert again.live.phase is Phase.REVEALED


def damaged(file: Path, backup: Path) -> None:
    whole = bytearray(backup.read_bytes())
    whole[5000:9000] = bytes(4000)
    file.write_bytes(whole)


def cut_short(file: Path, backup: Path) -> None:
    file.write_bytes(backup.read_bytes()[:20_000])


def a_text(file: Path, _backup: Path) -> None:
    file.write_text("Referat fra samlingen")


def another_programs(file: Path, _backup: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE units (id)")


def a_newer_versions(file: Path, backup: Path) -> None:
    file.write_bytes(backup.read_bytes())
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def nothing(_file: Path, _backup: Path) -> None:
    """There is no such file."""


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (damaged, "is damaged"),
        (cut_short, "is damaged"),
        (a_text, "is damaged or no backup of this program: file is not a database."),
        (another_programs, "is no backup of this program."),
        (a_newer_versions, "was made by a newer version of this program: install that version first."),
        (nothing, "There is no file"),
    ],
)
def test_what_cannot_be_restored_is_refused_in_one_sentence(
    house: House, backups: Backups, tmp_path: Path, make: Callable[[Path, Path], None], said: str
) -> None:
    file = tmp_path / "given.db"
    make(file, backups.take(Occasion.ASKED).file)

    with pytest.raises(BackupError) as refused:
        backups.restore(file, replace=True)

    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert number_of(house.database, "sessions") == 1
    assert len(list(backups.folder.iterdir())) == 1


def test_a_database_is_only_replaced_when_told_to_and_backed_up_first(house: House, backups: Backups) -> None:
    taken = backups.take(Occasion.ASKED)
    create_session(house.database)

    with pytest.raises(BackupError, match="--replace"):
        backups.restore(taken.file, replace=False)
    assert number_of(house.database, "sessions") == 2

    contents, before = backups.restore(taken.file, replace=True)
    assert contents.sessions == number_of(house.database, "sessions") == 1
    assert before is not None
    assert read_contents(before.file).sessions == 2


async def test_what_is_replaced_leaves_no_answer_on_the_disk(
    house: House, backups: Backups, on_disk: Callable[[], bytes]
) -> None:
    taken = backups.take(Occasion.ASKED)
    house.open_lobby()
    seats = house.join(8)
    house.go_to(POINTS, Phase.TODAY)
    await house.answer_all(seats, SPLITS)
    traces = [*(canonical(split).encode() for split in SPLITS), *secrets_of(house, seats)]

    backups.restore(taken.file, replace=True)

    assert [trace for trace in traces if trace in on_disk()] == []
    assert [
        trace for trace in traces if trace in b"".join(file.read_bytes() for file in backups.folder.iterdir())
    ] == []


def test_nothing_is_restored_while_somebody_has_the_database_open(house: House, backups: Backups) -> None:
    taken = backups.take(Occasion.ASKED)
    create_session(house.database)
    server = Database(house.database.engine.url.render_as_string(hide_password=False))
    with server.reading(), pytest.raises(BackupError, match="in use: stop the server"):
        backups.restore(taken.file, replace=True)
    server.close()
    assert number_of(house.database, "sessions") == 2
    backups.restore(taken.file, replace=True)
    assert number_of(house.database, "sessions") == 1


@pytest.mark.parametrize("harm", ["not a database at all", "pages full of nothing"])
def test_a_database_that_cannot_be_read_is_neither_backed_up_nor_replaced(
    database_file: Path, tmp_path: Path, harm: str
) -> None:
    database = Database(f"sqlite:///{database_file}")
    backups = Backups(database=database, folder=tmp_path / "backups", keep=3)
    taken = backups.take(Occasion.ASKED)
    database.forget_deleted()
    database.close()
    whole = database_file.read_bytes()
    # Behind the list of tables, so that it opens and its tables can't be read.
    broken = whole[:40_000] + bytes(len(whole) - 40_000) if harm.startswith("pages") else harm.encode()
    database_file.write_bytes(broken)

    with pytest.raises(BackupError) as refused:
        backups.restore(taken.file, replace=True)

    assert "\n" not in str(refused.value)
    assert database_file.read_bytes() == broken
    assert [file.name for file in backups.folder.iterdir()] == [taken.file.name]
    database.close()


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
