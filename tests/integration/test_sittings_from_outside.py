"""Nothing that leaves the server before, in or after a sitting depends on what it has answered to the pulse."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import update

from tests.integration.house import ADMIN, CHOICE, ITEMS, KARI, LEADING, PULSE, SECRET, House, create_session, scene
from workshop_app.domain.agenda import Language, Phase
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence.backup import write_backup
from workshop_app.persistence.engine import Database
from workshop_app.persistence.tables.sessions import SessionRow
from workshop_app.reports import session_facts
from workshop_app.reports.municipality_figures import municipality_figures
from workshop_app.reports.municipality_page import municipality_page
from workshop_app.reports.reading import desk_reading
from workshop_app.reports.tables import tables
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.reports.unit_page import unit_report
from workshop_app.services.history import History
from workshop_app.services.sittings import Sittings

ORDER = [CHOICE, PULSE, "pulsen-i-dag"]
FOURS, TWOS = dict.fromkeys(ITEMS, 4), dict.fromkeys(ITEMS, 2)
#: Ids, codes and times, which are others each time.
BY_CHANCE = r"seconds_used=-?\d+|[\w-]{21,}|\d\d:\d\d:\d\d[.\d]*|b'.*?'|datetime\.datetime\(.*?\)"


def on_screens(house: House) -> list[object]:
    """What the room's screens and the session's page say now."""
    frames = [made(scene(house)) for made in (phone_frame, stage_frame, control_frame)]
    return [*frames, report(house.snapshot, minimum=5, now=datetime(2026, 3, 2, 12, tzinfo=UTC))]


def on_desks(house: House) -> list[object]:
    """What pages and files of the unit and the municipality say now."""
    history = History(database=house.database)
    return [
        tables(unit_figures(history.unit(KARI, "unit")), Language.BOKMAL),
        unit_report(unit_figures(history.unit(LEADING, "unit"))),
        municipality_page(municipality_figures(history.overview(ADMIN))),
        session_facts.asked(desk_reading(house.snapshot, minimum=5)),
    ]


def in_a_backup(database: Database, file: Path) -> list[object]:
    write_backup(database, file)
    with closing(sqlite3.connect(file)) as backup:
        names = [name for (name,) in backup.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [sorted(without_chance(row) for row in backup.execute(f"SELECT * FROM {name}")) for name in names]


def without_chance(value: object) -> str:
    return re.sub(BY_CHANCE, "…", repr(value))


def under_code(code: str, database: Database, made: str) -> str:
    """Codes are drawn by chance, and stand on screens as words and as a picture."""
    with database.unit_of_work() as db:
        db.execute(update(SessionRow).where(SessionRow.code == made).values(code=code))
    return code


async def seen_from_outside(database: Database, backup: Path, answer: object, *, several: bool) -> list[str]:
    """Everything that leaves the server while a session answers like that, and when it has ended."""
    house = House(database=database, code=under_code("AAAAAA", database, create_session(database, order=ORDER)))
    if several:
        under_code(
            "BBBBBB", database, Sittings(database=database).add(KARI, house.session_id, held_on=date(2026, 3, 3))
        )
    house.go_to(PULSE, Phase.OPEN)
    await house.answer_all(house.join(12), [answer] * 12)
    seen = on_screens(house)
    for _ in range(2):
        house.press()
        seen += on_screens(house)
    house.end()
    seen += [*on_screens(house), *on_desks(house), *in_a_backup(database, backup)]
    await house.ballot_box.close()
    return [*map(without_chance, seen)]


async def seen_with(answers: list[object], furnished: Path, folder: Path, *, several: bool) -> list[list[str]]:
    found = []
    for number, answer in enumerate(answers):
        database = Database(f"sqlite:///{shutil.copy(furnished, folder / f'{number}-{several}.db')}", secret=SECRET)
        found.append(await seen_from_outside(database, folder / f"backup-{number}", answer, several=several))
        database.close()
    return found


async def test_a_sitting_shows_the_same_whatever_it_has_answered(furnished: Path, tmp_path: Path) -> None:
    fours, twos = await seen_with([FOURS, TWOS], furnished, tmp_path, several=True)
    assert "Resultatet fra pulsen kommer når alle øktene er holdt, senest" in " ".join(fours)
    assert [pair for pair in zip(fours, twos, strict=True) if pair[0] != pair[1]] == []


async def test_a_session_of_its_own_shows_what_it_has_answered(furnished: Path, tmp_path: Path) -> None:
    """So what is compared above would tell."""
    fours, twos = await seen_with([FOURS, TWOS], furnished, tmp_path, several=False)
    assert len([pair for pair in zip(fours, twos, strict=True) if pair[0] != pair[1]]) > 3
