"""The operator's commands on a real server: a backup while it runs, and a restore drill from beginning to end."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import text

from benchmarks.prepared import prepare
from tests.conftest import ServerFactory
from tests.server.test_serving import fetch
from tests.servers import PROJECT, Server, free_port
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade

_PATIENCE = 30.0


def workshop(data_dir: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """One command as the operator gives it."""
    environment = {**os.environ, "WORKSHOP_DATA_DIR": str(data_dir), **settings}
    command = [sys.executable, "-m", "workshop_app.command_line", *arguments]
    return subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=90
    )


@pytest.fixture
def older_data(tmp_path: Path) -> Path:
    """A data folder with a database of an older version."""
    folder = tmp_path / "older"
    folder.mkdir()
    database = Database(f"sqlite:///{folder / 'workshop.db'}")
    upgrade(database, to="0004")
    database.close()
    return folder


def mark(data_dir: Path, revision: str) -> None:
    """Let the database say that it is of that revision."""
    database = Database(f"sqlite:///{data_dir / 'workshop.db'}")
    with database.unit_of_work() as db:
        db.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    database.close()


def refused(ended: subprocess.CompletedProcess[str]) -> str:
    """The one sentence that a command was refused with."""
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    return ended.stderr.strip()


def until(is_so: Callable[[], object]) -> None:
    """Wait for it."""
    deadline = monotonic() + _PATIENCE
    while not is_so():
        assert monotonic() < deadline
        sleep(0.05)


def sessions_in(server: Server) -> int:
    """How many sessions a new backup has."""
    told = workshop(server.data_dir, "backup").stdout
    return int(told.strip().rpartition("sessions ")[2].rstrip(")"))


def test_the_drill_from_a_backup_of_a_running_server_to_one_that_runs_on_it(server: ServerFactory, tmp_path: Path):
    one = server()
    prepare(one.data_dir).database.close()
    file = tmp_path / "elsewhere.db"

    taken = workshop(one.data_dir, "backup", str(file))
    assert taken.stdout == f"Backup: {file} (units 1, accounts 1, sessions 1)\n", taken.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    prepare(one.data_dir).database.close()
    assert sessions_in(one) == 2
    assert refused(workshop(one.data_dir, "restore", str(file), "--replace")).startswith("The database is in use")

    assert one.stop() == 0
    assert "--replace" in refused(workshop(one.data_dir, "restore", str(file)))
    restored = workshop(one.data_dir, "restore", str(file), "--replace")
    assert restored.returncode == 0, restored.stderr
    assert restored.stdout.startswith(f"What was there is in {one.data_dir / 'backups'}")
    assert "Restored: units 1, accounts 1, sessions 1." in restored.stdout

    one.start()
    assert fetch(f"{one.url}/health/live")[1] == fetch(f"{one.url}/health/ready")[1] == b"ok"
    assert sessions_in(one) == 1


def test_on_a_new_machine_the_backup_is_all_it_takes(server: ServerFactory, tmp_path: Path):
    one = server()
    prepare(one.data_dir).database.close()
    file = tmp_path / "carried.db"
    assert workshop(one.data_dir, "backup", str(file)).returncode == 0

    other = Server(data_dir=tmp_path / "other machine")
    assert workshop(other.data_dir, "restore", str(file)).returncode == 0
    try:
        other.start()
        # It has its municipality, so nobody is led to first-run set-up.
        assert "First-run" not in other.printed(r"(?s).*Ctrl-C ends the server\.\n")
        # It takes its daily backups from then on.
        until(lambda: list((other.data_dir / "backups").glob("workshop-*-daily.db")))
    finally:
        other.end()


def test_a_full_disk_is_told_in_one_sentence_and_leaves_no_half_backup(server: ServerFactory, tmp_path: Path):
    one = server()
    prepare(one.data_dir).database.close()
    command = f"ulimit -f 60; exec {sys.executable} -m workshop_app.command_line backup {tmp_path / 'half.db'}"
    ended = subprocess.run(
        ["sh", "-c", command],
        cwd=PROJECT,
        env={**os.environ, "WORKSHOP_DATA_DIR": str(one.data_dir)},
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert refused(ended).startswith(f"{tmp_path / 'half.db'} could not be written: ")
    assert list(tmp_path.glob("half.db*")) == []


def test_a_daily_backup_that_cannot_be_taken_is_told_and_the_server_serves(server: ServerFactory):
    one = server()
    prepare(one.data_dir).database.close()
    assert one.stop() == 0

    again = server(data_dir=one.data_dir, settings={"WORKSHOP_BACKUP_DIR": "/dev/null/backups"})

    told = "The daily backup was not taken: The folder /dev/null/backups could not be made: Not a directory."
    assert again.printed(re.escape(told))
    assert fetch(f"{again.url}/health/ready")[1] == b"ok"


def test_a_start_that_migrates_takes_a_backup_first(server: ServerFactory, older_data: Path):
    one = server(data_dir=older_data)
    told = one.printed(r"The database is brought up to date\. Backup: \S+")
    assert Path(told.split()[-1]).name.endswith("-before-migration.db")
    assert fetch(f"{one.url}/health/ready")[1] == b"ok"


def test_a_database_of_a_newer_version_stops_the_start_in_one_sentence(older_data: Path):
    mark(older_data, "9999")
    told = refused(workshop(older_data, "serve", WORKSHOP_PORT=str(free_port())))
    assert told == "The database was made by a newer version of this program: install that version first."


def test_what_is_past_its_period_is_told_and_then_deleted(server: ServerFactory):
    one = server()
    assert workshop(one.data_dir, "retention", "--dry-run").stdout == "Would be deleted now: nothing.\n"
    assert workshop(one.data_dir, "retention").stdout == "Deleted now: nothing.\n"


def test_settings_are_shown_without_what_is_secret(tmp_path: Path):
    shown = workshop(
        tmp_path,
        "settings",
        WORKSHOP_SECRET_KEY="hemmelig" * 4,
        WORKSHOP_DATABASE_URL="postgresql://workshop:passord@db/workshop?sslpassword=passord&sslmode=require",
    ).stdout
    assert "hemmelig" not in shown
    assert "passord" not in shown
    assert "postgresql://workshop:***@db/workshop?sslpassword=***&sslmode=require" in shown
