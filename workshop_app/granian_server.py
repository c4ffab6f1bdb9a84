"""The web server under the app: Granian with one worker process, which keeps no log of who asked."""

from __future__ import annotations

import importlib.util
import signal
from multiprocessing import resource_tracker
from typing import Any

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from workshop_app.settings import Settings

#: Seconds that open connections get at the end before they are cut.
_FAREWELL = 3
#: Seconds in which a new connection has to say what it wants.
_FIRST_WORD = 10


def server_for(settings: Settings) -> MPServer:
    """A server that listens where the settings say, once its `serve` is called."""
    return _QuietServer(
        target="workshop_app.serving:application",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        # Where HTTP/2 is offered too, a connection that never says a word is kept for ever.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=1000 * _FIRST_WORD),
        workers=1,
        loop=Loops.uvloop if importlib.util.find_spec("uvloop") else Loops.asyncio,
        # It would hold participants' addresses.
        log_access=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=_FAREWELL,
    )


class _QuietServer(MPServer):
    """Ctrl-C reaches every process of a terminal; only the first one acts on it, and ends the worker."""

    def _spawn_workers(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed through
        # Started now, since starting it together with the worker would lift the block below too early.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            super()._spawn_workers(*args, **kwargs)  # type: ignore[no-untyped-call]
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
