"""The operator's commands beside serving: backups, restoring one, the settings, and what is past its period."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workshop_app.settings import Settings, listed

if TYPE_CHECKING:
    from workshop_app.persistence.engine import Database
    from workshop_app.services.backups import Backups, Taken

_NAMES = {
    "proposals": "proposals",
    "commitments": "commitments",
    "totals": "totals of a round",
    "log": "lines of the audit log",
    "sign_ins": "sign-ins that had run out",
}


class OperatorError(Exception):
    """A command can't be carried out. The message is one sentence for the operator."""


class _Commands(Protocol):
    """What `argparse` gives for adding commands, whose own type it does not name."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser: ...  # noqa: A002 -- argparse's word


def add_commands(commands: _Commands) -> None:
    """Add this module's commands; each sets `run`, which takes what was given with it."""
    backup = commands.add_parser("backup", help="take a backup, also while the server runs")
    backup.add_argument("file", nargs="?", type=Path, help="the file to make; without it, one in the backup folder")
    backup.set_defaults(run=lambda chosen: take_backup(chosen.file))
    restore = commands.add_parser("restore", help="put a backup in the place of the database")
    restore.add_argument("file", type=Path, help="the backup")
    restore.add_argument("--replace", action="store_true", help="also where there is a database; it is backed up first")
    restore.set_defaults(run=lambda chosen: restore_backup(chosen.file, replace=chosen.replace))
    retention = commands.add_parser("retention", help="delete what is past its period, and show what has been deleted")
    retention.add_argument("--dry-run", action="store_true", help="only say what would be deleted")
    retention.set_defaults(run=lambda chosen: keep_periods(only_say=chosen.dry_run))
    phrases = commands.add_parser("phrases", help="take all texts to a translator's program (.po), or back from it")
    phrases.add_argument("what", choices=("export", "import"))
    phrases.add_argument("file", type=Path, help="the gettext catalogue to write or to take over")
    phrases.add_argument("--language", choices=("nn", "en"), default="nn", help="to export; nynorsk if nothing is said")
    phrases.set_defaults(run=lambda chosen: translate(chosen.what, chosen.file, language=chosen.language))
    mail = commands.add_parser("check-mail", help="send a trial letter through the mail server of the settings")
    mail.add_argument("address", help="whom to send it to")
    mail.set_defaults(run=lambda chosen: check_mail(chosen.address))
    settings = commands.add_parser("settings", help="show every setting with its value, without secrets")
    settings.set_defaults(run=lambda _: show_settings())


def take_backup(file: Path | None) -> None:
    """Take a backup and say what is in it."""
    from workshop_app.services.backups import Occasion  # noqa: PLC0415 -- slow import

    with _backups(Settings.from_env()) as backups:
        _tell(_told(backups.take(Occasion.ASKED, file.absolute() if file else None)))


def restore_backup(file: Path, *, replace: bool) -> None:
    """Put a backup in the database's place."""
    settings = Settings.from_env()
    settings.prepare_data_dir()
    with _backups(settings) as backups:
        contents, before = backups.restore(file.absolute(), replace=replace)
        if before is not None:
            _tell(f"What was there is in {before.file}")
        _tell(f"Restored: {_counted(contents.units, contents.people, contents.sessions)}.")
        _tell("Votes that were open in the backup are to be taken again. Everybody signs in and joins anew.")


def back_up_before_migration(settings: Settings, tell: Callable[[str], None]) -> None:
    """Take a backup if the start is going to change the database's tables, and say so."""
    with _backups(settings) as backups:
        taken = backups.take_before_migration()
    if taken is not None:
        tell(f"The database is brought up to date. {_told(taken)}")


def keep_periods(*, only_say: bool) -> None:
    """Delete what is past its period, or only say what would go; then the record of what has gone."""
    from workshop_app.services.retention import Retention  # noqa: PLC0415 -- slow import

    with _current_database(Settings.from_env()) as database:
        retention = Retention(database=database)
        deleted = retention.try_out() if only_say else retention.carry_out()
        _tell(f"{'Would be deleted now' if only_say else 'Deleted now'}: {_listed(deleted)}.")
        for line in retention.recorded():
            _tell(f"{line.day.isoformat()}   {_listed({line.what: line.number})}")


def translate(what: str, file: Path, *, language: str) -> None:
    """Write a catalogue of all texts in that language, or take one over into the files of this project."""
    from workshop_app.translating import export_catalogue, import_catalogue  # noqa: PLC0415 -- slow import

    if what == "export":
        _tell(f"{export_catalogue(language, file)} texts are in {file}")
        return
    language, changed = import_catalogue(file)
    _tell(f"Texts changed in {language}: {changed}. Look at them with: git diff")


def check_mail(address: str) -> None:
    """Send a letter of no importance, and say what came of it. Raises `OperatorError` where it was not taken."""
    from workshop_app.reports.letters import Letters  # noqa: PLC0415 -- slow import
    from workshop_app.services.mail import NotSent, mail_server  # noqa: PLC0415 -- slow import

    settings = Settings.from_env()
    server = mail_server(settings)
    if server is None:
        raise OperatorError("No letters are sent: WORKSHOP_SMTP_HOST is not set.")
    letters = Letters(municipality=str, public_url=settings.public_url or "", language=settings.smtp_language)
    try:
        server.send(letters.trial(address))
    except NotSent as error:
        raise OperatorError(f"The mail server did not take the letter: {error.__cause__}") from error
    _tell(f"{server.host} has taken a letter to {address}. Whether it arrives is to be seen there.")


def show_settings() -> None:
    """Every setting with its value, secrets masked."""
    shown = listed(Settings.from_env())
    width = max(len(name) for name, _ in shown)
    for name, value in shown:
        _tell(f"{name:{width}}   {value}")


@contextmanager
def _backups(settings: Settings) -> Iterator[Backups]:
    from workshop_app.persistence.backup import BackupError  # noqa: PLC0415 -- slow import
    from workshop_app.services.backups import Backups  # noqa: PLC0415 -- slow import

    with _database(settings) as database:
        try:
            yield Backups(database=database, folder=settings.backup_dir, keep=settings.backups_kept)
        except BackupError as error:
            raise OperatorError(str(error)) from error


@contextmanager
def _current_database(settings: Settings) -> Iterator[Database]:
    from workshop_app.persistence.migrations import is_current  # noqa: PLC0415 -- slow import
    from workshop_app.persistence.restore import holds_something  # noqa: PLC0415 -- slow import

    with _database(settings) as database:
        if not holds_something(database) or not is_current(database):
            raise OperatorError("The database is not there yet or not up to date: start the server once first.")
        yield database


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    """The database of the settings, seen to be there where it is a server's."""
    from workshop_app.persistence.engine import Database, UnusableDatabase  # noqa: PLC0415 -- slow import

    # What is written is for nobody else on the machine to read.
    os.umask(0o077)
    database = Database(settings.database_url)
    try:
        if not database.is_sqlite:
            database.demand_usable()
        yield database
    except UnusableDatabase as error:
        raise OperatorError(str(error)) from None
    finally:
        database.close()


def _told(taken: Taken) -> str:
    contents = taken.contents
    return f"Backup: {taken.file} ({_counted(contents.units, contents.people, contents.sessions)})"


def _counted(units: int, people: int, sessions: int) -> str:
    return f"units {units}, accounts {people}, sessions {sessions}"


def _listed(deleted: Mapping[str, int]) -> str:
    return ", ".join(f"{_NAMES.get(what, what)} {number}" for what, number in deleted.items()) or "nothing"


def _tell(sentence: str) -> None:
    print(sentence, flush=True)
