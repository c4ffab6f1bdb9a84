"""The web server under the app: Granian, which keeps no log of who asked."""

from __future__ import annotations

import importlib.util
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from workshop_app import logs, metrics
from workshop_app.settings import Settings

#: Seconds that open connections get at the end before they are cut.
_FAREWELL = 3
#: Connections that one worker takes. Granian would let a thousand wait at the door, shared out evenly between workers,
#: which the kernel does not do.
_MOST_CONNECTIONS = 16_384
#: Seconds in which a new connection has to say what it wants.
_FIRST_WORD = 10


def server_for(settings: Settings, *, workers: int) -> MPServer:
    """A server that listens where the settings say, once its `serve` is called.

    The kernel shares connections out between the workers. One that dies is replaced.
    """
    return _QuietServer(
        settings.metrics_dir,
        target="workshop_app.serving:application",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=workers,
        respawn_failed_workers=True,
        backpressure=_MOST_CONNECTIONS,
        # Where HTTP/2 is offered too, a connection that never says a word is kept for ever.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=1000 * _FIRST_WORD),
        loop=Loops.uvloop if importlib.util.find_spec("uvloop") else Loops.asyncio,
        # It would hold participants' addresses.
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=logs.configuration(settings.log_format),
        workers_kill_timeout=_FAREWELL,
    )


class _QuietServer(MPServer):
    """Ctrl-C reaches every process of a terminal; only the first one acts on it, and ends the workers."""

    def __init__(self, metrics_dir: Path, **options: Any) -> None:  # noqa: ANN401 -- passed through
        super().__init__(**options)
        self._metrics_dir = metrics_dir

    def _spawn_workers(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed through
        with _deaf_to_control_c():
            super()._spawn_workers(*args, **kwargs)  # type: ignore[no-untyped-call]

    def _respawn_workers(self, workers: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed through
        for dead in workers:
            metrics.forget_worker(self._metrics_dir, self.wrks[dead].inner.pid)
        with _deaf_to_control_c():
            super()._respawn_workers(workers, *args, **kwargs)


@contextmanager
def _deaf_to_control_c() -> Iterator[None]:
    # Started now, since starting it together with the worker would lift the block below too early.
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
