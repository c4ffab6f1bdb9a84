"""A server that is measured: of this commit or of another, and what its processes use."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from benchmarks.prepared import Prepared
from tests.servers import PROJECT, Server, free_port
from workshop_app.persistence.engine import Database

_MEGABYTE = 1_000_000
_SECRET = "of the benchmark, thirty-two characters"  # noqa: S105 -- a made-up one
# Made by the code that is measured: another commit may keep sessions in another shape.
_PREPARE = """
import json, sys
from dataclasses import fields
from pathlib import Path
from benchmarks.prepared import prepare
url = {"database_url": sys.argv[2]} if sys.argv[2] else {}
made = prepare(Path(sys.argv[1]), **url)
print(json.dumps({one.name: getattr(made, one.name) for one in fields(made) if one.name != "database"}))
"""


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What is measured: the code in `project`, and how it is served."""

    name: str = "this"
    project: Path = PROJECT
    database_url: str = ""
    valkey_url: str = ""
    workers: int = 1
    #: What else goes into the server's environment.
    more: Mapping[str, str] = field(default_factory=dict)

    def settings(self, port: int) -> dict[str, str]:
        """The server's environment."""
        given = {"WORKSHOP_DATABASE_URL": self.database_url, "WORKSHOP_VALKEY_URL": self.valkey_url}
        own = {"WORKSHOP_HOST": "127.0.0.1", "WORKSHOP_PUBLIC_URL": f"http://127.0.0.1:{port}"}
        if self.workers > 1:
            own["WORKSHOP_SECRET_KEY"] = _SECRET
        return {**own, **self.more, **{name: value for name, value in given.items() if value}}

    def arguments(self) -> Sequence[str]:
        """What follows `workshop serve`."""
        return ("--workers", str(self.workers)) if self.workers > 1 else ()


class Served:
    """A running server with data of its own."""

    def __init__(self, setup: Setup, directory: Path) -> None:
        port = free_port()
        # Where a single worker would keep the key that it makes.
        directory.mkdir()
        if setup.workers > 1:
            (directory / "secret.key").write_text(_SECRET)
        self._setup = setup
        self._directory = directory
        self.base = f"http://127.0.0.1:{port}"
        self.server = Server(
            data_dir=directory,
            port=port,
            settings=setup.settings(port),
            arguments=setup.arguments(),
            project=setup.project,
        )

    def prepare(self) -> Prepared:
        """A new session, made by the code that is measured."""
        made = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-c", _PREPARE, str(self._directory), self._setup.database_url],
            cwd=self._setup.project,
            check=True,
            capture_output=True,
            text=True,
        )
        return Prepared(**json.loads(made.stdout), database=self.database())

    def database(self) -> Database:
        """The server's database, to look into."""
        return Database(self._setup.database_url or f"sqlite:///{self._directory}/workshop.db")

    def processes(self) -> list[psutil.Process]:
        """The first process and all that it started."""
        first = psutil.Process(self.server.process.pid)
        return [first, *first.children(recursive=True)]

    def processor(self) -> float:
        """Seconds of processor time used so far."""
        return sum(process.cpu_times().user + process.cpu_times().system for process in self.processes())

    def memory(self) -> float:
        """Megabytes in memory just now."""
        return float(sum(process.memory_info().rss for process in self.processes())) / _MEGABYTE


@contextmanager
def served(setup: Setup) -> Iterator[Served]:
    """A server that has started; ended afterwards, and its data gone."""
    with TemporaryDirectory() as directory:
        running = Served(setup, Path(directory) / "var")
        try:
            running.server.start()
            yield running
        finally:
            running.server.end()


def build(project: Path) -> None:
    """Build the pages of a checkout, however long it takes; a server that has to do it may be thought dead."""
    subprocess.run([sys.executable, "-m", "workshop_app.command_line", "build"], cwd=project, check=True)


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """The project as it was at that commit, in a folder of its own."""
    with TemporaryDirectory() as directory:
        folder = Path(directory) / "checkout"
        _git("worktree", "add", "--quiet", "--detach", str(folder), commit)
        try:
            yield folder
        finally:
            _git("worktree", "remove", "--force", str(folder))


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=PROJECT, check=True, capture_output=True, text=True)  # noqa: S603, S607 -- our own command
    return done.stdout.strip()


def commit_at(project: Path) -> str:
    """The commit of a checkout, with a mark if something has been changed since; empty where there is no git."""
    try:
        commit = _git("-C", str(project), "rev-parse", "--short=10", "HEAD")
        return f"{commit}+changes" if _git("-C", str(project), "status", "--porcelain") else commit
    except (OSError, subprocess.CalledProcessError):
        return ""
