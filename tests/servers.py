"""The real server as a process of its own, for tests: started, stopped, killed and started again."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

PROJECT = Path(__file__).resolve().parent.parent
_PATIENCE = 180.0
_FAREWELL = 60.0
_EVERY = 0.05


class Server:
    """One server on one port with one data folder. `start` waits until it answers.

    `command` is `serve` or `demo`, followed by `arguments`; `project` is the folder whose code is served.
    """

    def __init__(
        self,
        *,
        data_dir: Path,
        port: int | None = None,
        settings: Mapping[str, str] | None = None,
        command: str = "serve",
        arguments: Sequence[str] = (),
        project: Path = PROJECT,
    ) -> None:
        self.port = port or free_port()
        self.data_dir = data_dir
        self.settings = dict(settings or {})
        self._command = [command, *arguments]
        self._project = project
        self._log = data_dir.with_suffix(".log")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where this machine finds the server, without a slash at the end."""
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> str:
        """What the server has written so far."""
        return self._log.read_text() if self._log.exists() else ""

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The server's first process."""
        assert self._process is not None, "not started"
        return self._process

    def workers(self) -> list[psutil.Process]:
        """The processes that answer browsers just now."""
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if "resource_tracker" not in " ".join(child.cmdline())]

    @property
    def set_up_url(self) -> str:
        """The one-time link, as it was printed."""
        return self.printed(r"http://\S+/oppsett\?nokkel=\S+")

    def printed(self, pattern: str) -> str:
        """The first thing like `pattern` in the log; waits for it."""
        deadline = time.monotonic() + _PATIENCE
        while not (found := re.search(pattern, self.log)):
            self._raise_if_ended()
            assert time.monotonic() < deadline, f"{pattern} was not printed:\n{self.log}"
            time.sleep(_EVERY)
        return found.group()

    def start(self) -> Server:
        """Start, and wait until the server answers. Its log is in the error if it never does."""
        self.start_without_waiting()
        self._wait()
        return self

    def running(self) -> Server:
        """Start it if it does not run, be it that nobody has or that it was killed."""
        return self if self._runs else self.start()

    def start_without_waiting(self) -> None:
        """Start, and return at once."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "workshop_app.command_line", *self._command],
                cwd=self._project,
                env=self._environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> int:
        """End it as Ctrl-C does in a terminal, where every process gets the signal; returns the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self._ended()

    def kill(self) -> None:
        """End it as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self._ended()

    def end(self) -> None:
        """End it in whatever state it is."""
        if not self._runs:
            return
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            self.kill()

    @property
    def _runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _ended(self) -> int:
        return self.process.wait(_FAREWELL)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")}
        own = {"WORKSHOP_PORT": str(self.port), "WORKSHOP_DATA_DIR": str(self.data_dir), "PYTHONUNBUFFERED": "1"}
        return kept | own | self.settings

    def _wait(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not _answers(f"{self.url}/ping"):
            self._raise_if_ended()
            assert time.monotonic() < deadline, f"The server does not answer:\n{self.log}"
            time.sleep(_EVERY)

    def _raise_if_ended(self) -> None:
        assert self.process.poll() is None, f"The server ended with {self.process.returncode}:\n{self.log}"


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def metrics(url: str, token: str) -> dict[str, float]:
    """Name and labels → value, as whoever has the token is told."""
    request = urllib.request.Request(f"{url}/metrics", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=_FAREWELL) as answer:
        lines = [line.rpartition(" ") for line in answer.read().decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}
