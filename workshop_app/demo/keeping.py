"""The example's database file: made once, made again when what it is made by has changed, and never half made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from workshop_app.content_loader import load_content
from workshop_app.demo.writing import ACCOUNTS, write_example
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services import clock
from workshop_app.services.sign_in import SignIn
from workshop_app.settings import Settings

#: Printed for everybody who starts the example: it opens nothing but made-up figures.
PASSWORD = "eksempel kommune"  # noqa: S105 -- no secret
_SOURCES = Path(__file__).parent


def environment(settings: Settings) -> dict[str, str]:
    """What to set so that a server finds the example and can't find the operator's own database.

    A folder in the data folder, and a file of another name than a real one ever has.
    """
    folder = settings.data_dir / "demo"
    return {
        "WORKSHOP_DATA_DIR": str(folder),
        "WORKSHOP_DATABASE_URL": f"sqlite:///{_file(folder)}",
        # It can be made again, and its backups may not push out those of a real one.
        "WORKSHOP_BACKUPS_KEPT": "0",
    }


def make_example(settings: Settings, tell: Callable[[str], None]) -> None:
    """Make the example if it is not there or an older version made it. `settings` are the example's own."""
    file, version = _file(settings.data_dir), settings.data_dir / "eksempel.version"
    if file.exists() and version.exists() and version.read_text() == fingerprint():
        return
    tell("Making the example data. This takes about ten seconds.")
    unfinished = file.with_suffix(".part")
    _remove(unfinished)
    _write(unfinished, settings)
    _remove(file)
    unfinished.rename(file)
    version.write_text(fingerprint())


def fingerprint() -> str:
    """A hash over everything that decides what the example is like, but for the day it is made."""
    digest = hashlib.sha256()
    for file in sorted(path for path in _SOURCES.iterdir() if path.suffix in {".py", ".toml"}):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def sign_in_lines() -> list[str]:
    """How to sign in, for the operator."""
    return [
        f"Sign in to the example at /logg-inn with the password “{PASSWORD}”:",
        *(f"   {account.email}" for account in ACCOUNTS),
    ]


def _write(file: Path, settings: Settings) -> None:
    database = Database(f"sqlite:///{file}")
    try:
        upgrade(database)
        write_example(
            database,
            content=load_content(settings.content_dir),
            password_hash=SignIn(database, settings.data_dir).hashed(PASSWORD),
            today=clock.today(),
        )
        database.forget_deleted()
    finally:
        database.close()


def _file(folder: Path) -> Path:
    return folder / "eksempel.db"


def _remove(file: Path) -> None:
    """A database with what SQLite keeps beside it."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)
