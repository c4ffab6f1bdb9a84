"""A disk that fills up, and a file that may not be written any more: really so where this process may do it.

Whoever is not root can neither mount a disk nor make a file unchangeable. There the server's process is forbidden to
let files grow: the same writes fail, with another of the kernel's errors.
"""

from __future__ import annotations

import fcntl
import resource
import sqlite3
import struct
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil

_SIZE = 32 * 1024 * 1024
_PIECES = (1024 * 1024, 4096, 1)
#: A file that may not grow beyond this takes not one page more of SQLite's log.
_NO_ROOM = 4096
#: From linux/fs.h.
_GET_FLAGS, _SET_FLAGS, _IMMUTABLE = 0x80086601, 0x40086602, 0x10


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A folder on a disk of its own, in memory; or just the folder, where this process may not mount one."""
    folder.mkdir()
    mounted = _run("mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        if mounted:
            # The test's own connection may still be open.
            _run("umount", "--lazy", str(folder))


@contextmanager
def no_room(database: Path, server: psutil.Process) -> Iterator[None]:
    """Not one page more fits on the disk that `database` lies on."""
    with closing(sqlite3.connect(database)) as connection:
        # What the log has grown to already would else be written over, which takes no room.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if not database.parent.is_mount():
        with _no_growing(server):
            yield
        return
    filler = database.parent / "filler"
    with filler.open("wb", buffering=0) as file:
        for piece in _PIECES:
            with suppress(OSError):
                while True:
                    file.write(bytes(piece))
    yield
    filler.unlink()


@contextmanager
def read_only(database: Path, server: psutil.Process) -> Iterator[None]:
    """Nobody may change the database's files, not even who has them open."""
    files = [file for file in (database, database.with_name(f"{database.name}-wal")) if file.exists()]
    try:
        for file in files:
            _set_immutable(file, on=True)
    except OSError:
        with _no_growing(server):
            yield
        return
    try:
        yield
    finally:
        for file in files:
            _set_immutable(file, on=False)


@contextmanager
def _no_growing(process: psutil.Process) -> Iterator[None]:
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (_NO_ROOM, resource.RLIM_INFINITY))
    yield
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _set_immutable(path: Path, *, on: bool) -> None:
    with path.open("rb") as file:
        (flags,) = struct.unpack("l", fcntl.ioctl(file, _GET_FLAGS, struct.pack("l", 0)))
        fcntl.ioctl(file, _SET_FLAGS, struct.pack("l", flags | _IMMUTABLE if on else flags & ~_IMMUTABLE))


def _run(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
