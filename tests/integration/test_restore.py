"""What is restored is what was backed up; a vote that was open is to be taken again; what is no backup is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.backed_up import KEPT, SPLITS, number_of, restored, secrets_of
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
from workshop_app.domain.agenda import Phase
from workshop_app.domain.phases import Move
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence.backup import LEFT_OUT, BackupError, read_contents
from workshop_app.persistence.engine import Database
from workshop_app.reports.minutes_content import minutes_content
from workshop_app.services import clock
from workshop_app.services.backups import Backups, Occasion


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
