"""The application as the server runs it: the pages and the rooms, behind the security middleware.

`application` is what each worker process loads. Nothing here is imported by the app itself.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from pathlib import Path

from starlette.types import ASGIApp

from workshop_app.endpoints.security import Guard
from workshop_app.services.limits import Networks
from workshop_app.settings import Settings

_CHECK_SECONDS = 1.0
#: After this many seconds a thread has to let another one work. Python's own 5 ms are long for a step, which goes from
#: the event loop to a thread and back twice while phones by the hundred are being written to.
_TURN = 0.0005


def application() -> ASGIApp:
    """The app of this process, guarded. Made once per worker."""
    # Reflex itself waits with its model until the first answer, which would stand in line for 70 ms.
    import reflex.model  # noqa: F401, PLC0415 -- slow import
    from reflex.utils.prerequisites import get_web_dir  # noqa: PLC0415 -- slow import

    from workshop_app.workshop_app import app  # noqa: PLC0415 -- slow import

    settings = Settings.from_env()
    _end_with_parent()
    sys.setswitchinterval(_TURN)
    app.register_lifespan_task(settle_memory)
    return Guard(
        app(),
        public_url=settings.public_url,
        trusted_proxy=settings.trusted_proxy,
        pages=Path(get_web_dir()) / "build" / "client",
        networks=Networks(secret=settings.secret_key()),
    )


async def settle_memory() -> None:
    """Take what was loaded at the start out of the garbage collector's way; it stays for good anyway.

    Without this the cost of an event grows with the number of phones: 0.5 against 0.3 ms at 1,000.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def _end_with_parent() -> None:
    """End this worker when the process that started it is gone, so that its port becomes free."""
    parent = os.getppid()

    def watch() -> None:
        waiting = threading.Event()
        while os.getppid() == parent:
            waiting.wait(_CHECK_SECONDS)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()
