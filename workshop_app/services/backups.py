"""Backups as they are taken: when asked, once a day, and before whatever might cost data."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from workshop_app.domain.audit import Deed
from workshop_app.persistence import backup, people, restore
from workshop_app.persistence.backup import BackupError, Contents
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import is_current, revisions
from workshop_app.services import clock
from workshop_app.services.audit import note

_STAMP = "%Y%m%dT%H%M%SZ"
_A_DAY = timedelta(days=1)
_log = logging.getLogger("workshop")


class Occasion(StrEnum):
    """Why a backup is taken. Stands in the name of its file."""

    ASKED = "asked"
    DAILY = "daily"
    MIGRATION = "before-migration"
    RESTORE = "before-restore"


#: Those that are written down by themselves: the others are part of something that is.
_NOTED = frozenset({Occasion.ASKED, Occasion.DAILY})


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A backup that has been taken, opened and found whole."""

    file: Path
    contents: Contents


@dataclass(frozen=True, kw_only=True)
class Backups:
    """Takes backups of a database into a folder. `keep`: how many daily ones; none are taken when it is 0.

    All methods block, and raise `BackupError` with one sentence for the operator.
    """

    database: Database
    folder: Path
    keep: int

    def take(self, occasion: Occasion, file: Path | None = None) -> Taken:
        """Take one now, into that file or else into the folder, where older ones of that kind make room for it.

        What was asked for stays until the operator deletes it.
        """
        if not restore.holds_something(self.database):
            raise BackupError("There is nothing to back up yet.")
        if file is None:
            self._prepare_folder()
            file = self.folder / f"workshop-{clock.now().astimezone(UTC):{_STAMP}}-{occasion}.db"
        taken = Taken(file=file, contents=backup.write_backup(self.database, file))
        if occasion is not Occasion.ASKED:
            for old in self._taken(occasion)[: -max(self.keep, 1)]:
                old.unlink(missing_ok=True)
        if occasion in _NOTED:
            self._note(taken, occasion)
        return taken

    def take_if_due(self) -> None:
        """Take the daily one when the last is a day old and there is something to keep.

        Of several processes that see so at once, one takes it.
        """
        if not self.keep or not self._is_set_up():
            return
        self._prepare_folder()
        with _alone_in(self.folder) as is_alone:
            last = self._taken(Occasion.DAILY)[-1:]
            if is_alone and (not last or clock.now() - _taken_at(last[0]) >= _A_DAY):
                self.take(Occasion.DAILY)

    def take_before_migration(self) -> Taken | None:
        """Take one if the database is there and older than this program; None where it needs no migration."""
        if not restore.holds_something(self.database):
            return None
        with self.database.engine.connect() as connection:
            is_current = backup.known_revision(connection) == revisions()[-1]
        return None if is_current else self.take(Occasion.MIGRATION)

    def restore(self, file: Path, *, replace: bool) -> tuple[Contents, Taken | None]:
        """Put a backup in the database's place. Nobody may have the database open.

        What is there is only replaced when told to, and backed up first: that backup is the second value. The audit
        log of what was there goes on in what comes instead, unless that is of an older version.
        """
        backup.read_contents(file)
        is_there = restore.holds_something(self.database)
        if is_there and not replace:
            raise BackupError(
                "There is a database already: --replace puts the backup in its place, and backs it up first."
            )
        self.database.close()
        restore.demand_unused(self.database)
        before = self.take(Occasion.RESTORE) if is_there else None
        self.database.close()
        contents = restore.put_back(self.database, file)
        if is_current(self.database):
            if before is not None:
                restore.carry_on_log(self.database, before.file)
            with self.database.unit_of_work() as db:
                note(db, None, Deed.RESTORED, file=file.name)
        return contents, before

    def _note(self, taken: Taken, occasion: Occasion) -> None:
        """A full or older database is no reason to go without a backup."""
        try:
            if is_current(self.database):
                with self.database.unit_of_work() as db:
                    note(db, None, Deed.BACKED_UP, file=taken.file.name, occasion=occasion.value)
        except Exception as error:  # noqa: BLE001 -- whatever the driver says
            _log.warning("The backup was taken, and is not in the audit log: %s", type(error).__name__)

    def _is_set_up(self) -> bool:
        with self.database.reading() as db:
            return people.municipality(db) is not None

    def _prepare_folder(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise BackupError(f"The folder {self.folder} could not be made: {backup.reason(error)}.") from error

    def _taken(self, occasion: Occasion) -> list[Path]:
        """The backups of that kind in the folder, oldest first."""
        return sorted(self.folder.glob(f"workshop-*Z-{occasion}.db"))


@contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """Whether no other process is in here with this folder; it ends with the process that holds it."""
    with (folder / ".taking").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _taken_at(file: Path) -> datetime:
    return datetime.strptime(file.name.split("-")[1], _STAMP).replace(tzinfo=UTC)
