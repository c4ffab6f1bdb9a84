"""The disk fills up, the file may not be written, somebody else holds it: people are told, and nothing is lost."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.players import CONTROL
from tests.faults.conftest import Begin
from tests.faults.disks import no_room, read_only, small_disk
from tests.faults.meeting import Meeting, press_on
from workshop_app.phrases import phrase

NOT_YET, NOT_DONE, NOT_IN = (phrase(key, "nb") for key in ("error.not_yet", "error.not_done", "join.not_yet"))
#: Longer than a writer waits for another (`engine._BUSY_MS`).
VERY_LONG = 11.0


async def demand_said_to_all(meeting: Meeting) -> None:
    """Every phone has been told that its answer is not stored yet, and a press that it was not carried out."""
    async with asyncio.timeout(30):
        while len(meeting.ledger.refused) < len(meeting.phones):  # noqa: ASYNC110 -- written by phones that come and go
            await asyncio.sleep(0.02)
    assert {message for _, message in meeting.ledger.refused} == {NOT_YET}
    control = await meeting.present_control()
    await press_on(control, meeting.live)
    await control.seen.until(lambda values: values.get(f"{CONTROL}.notice") == NOT_DONE)


async def test_a_full_disk(begin: Begin, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        file = disk / "workshop.db"
        meeting = await begin(phones=20, database=f"sqlite:///{file}")
        meeting.tap_all()
        await meeting.everybody_heard()
        with no_room(file, meeting.worker):
            meeting.tap_all(turn=1)
            await demand_said_to_all(meeting)
            newcomer = meeting.new_phone()
            newcomer.open()
            await newcomer.until(lambda own, _: own.get("notice") == NOT_IN)
            meeting.demand_clear_log("OperationalError SQLITE_")

        await newcomer.until(lambda own, _: own.get("joined"))
        await meeting.everybody(lambda _, frame: frame["screen"] == "ballot")
        newcomer.tap("te")
        await meeting.everybody_heard()
        await meeting.demand_true_tally()
        meeting.demand_clear_log("OperationalError SQLITE_")
        await asyncio.to_thread(meeting.server.end)


async def test_a_file_that_turns_read_only_under_a_running_server(begin: Begin) -> None:
    meeting = await begin(phones=8)
    meeting.tap_all()
    await meeting.everybody_heard()
    with read_only(meeting.server.data_dir / "workshop.db", meeting.worker):
        meeting.tap_all(turn=1)
        await demand_said_to_all(meeting)
    await meeting.everybody_heard()
    await meeting.demand_true_tally()
    # Connections that were open fail to write; new ones are told that they may only read.
    told = re.findall(r"SQLITE_[A-Z]+", meeting.server.log)
    meeting.demand_clear_log(*told)
    assert 1 <= len(told) == len(set(told)) <= 2


async def test_a_file_that_may_only_be_read(begin: Begin) -> None:
    meeting = await begin(phones=8)
    meeting.tap_all()
    await meeting.everybody_heard()
    file = meeting.server.data_dir / "workshop.db"
    await restart(meeting, database=f"sqlite:///file:{file}?mode=ro&uri=true")

    meeting.tap_all(turn=1)
    await demand_said_to_all(meeting)
    meeting.demand_clear_log("SQLITE_READONLY")

    await restart(meeting, database=f"sqlite:///{file}")
    await meeting.everybody_heard()
    await meeting.demand_true_tally()


async def restart(meeting: Meeting, *, database: str) -> None:
    """Kill the server and start it on a database that is opened in another way; everybody comes back."""
    await asyncio.to_thread(meeting.server.kill)
    meeting.server.settings["WORKSHOP_DATABASE_URL"] = database
    await asyncio.to_thread(meeting.server.start)
    await meeting.everybody(lambda own, frame: own.get("joined") and frame.get("screen") == "ballot")


async def test_held_by_a_backup_for_longer_than_a_writer_waits(begin: Begin) -> None:
    meeting = await begin(phones=20)
    file = meeting.server.data_dir / "workshop.db"
    loop = asyncio.get_running_loop()
    with closing(sqlite3.connect(file, isolation_level=None)) as backup:
        backup.execute("BEGIN EXCLUSIVE")
        held_since = loop.time()
        meeting.tap_all()
        newcomers = [meeting.new_phone() for _ in range(20)]
        for newcomer in newcomers:
            newcomer.open()
        # Twenty who wait for a seat take nothing from those who only want to see where the session is.
        began = loop.time()
        await meeting.phones[0].reload()
        await meeting.phones[0].until(lambda own, frame: own.get("joined") and frame.get("screen") == "ballot")
        assert loop.time() - began < 5
        await asyncio.sleep(VERY_LONG - (loop.time() - held_since))
        backup.execute("COMMIT")
    await meeting.everybody(lambda own, _: own.get("joined"))
    for newcomer in newcomers:
        newcomer.tap("vann")
    await meeting.everybody_heard()
    assert {message for _, message in meeting.ledger.refused} <= {NOT_YET}
    await meeting.demand_true_tally()
    meeting.demand_clear_log("SQLITE_BUSY")


async def test_a_backup_while_everybody_answers(begin: Begin, tmp_path: Path) -> None:
    meeting = await begin(phones=30)

    def back_up() -> str:
        files = meeting.server.data_dir / "workshop.db", tmp_path / "backup.db"
        with closing(sqlite3.connect(files[0])) as source, closing(sqlite3.connect(files[1])) as target:
            source.backup(target, pages=5, sleep=0.001)
            return str(target.execute("PRAGMA integrity_check").fetchone()[0])

    meeting.tap_all()
    assert await asyncio.to_thread(back_up) == "ok"
    await meeting.everybody_heard()
    await meeting.demand_true_tally()
    meeting.demand_clear_log()
