"""What a server does by itself: bring the database up to date, and clear up every minute."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from workshop_app.persistence.ballot_box import BallotBox
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services.facilitation import Facilitation
from workshop_app.services.in_thread import in_thread

_EVERY = 60.0
_log = logging.getLogger(__name__)


def house_keeping(
    *, facilitation: Facilitation, database: Database, ballot_box: BallotBox
) -> Callable[[], AbstractAsyncContextManager[None]]:
    """A lifespan: migrates at the start, keeps house while the server runs, and closes at the end."""

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        await in_thread(upgrade, database)
        keeping = asyncio.create_task(_keep_house(facilitation))
        yield
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        await ballot_box.close()
        database.close()

    return lifespan


async def _keep_house(facilitation: Facilitation) -> None:
    while True:
        try:
            await in_thread(facilitation.keep_house)
        except Exception:  # noqa: BLE001 -- whatever it is, the next minute is another try
            # Next minute is another try; a database that is away must not end the server.
            _log.exception("Could not clear up")
        await asyncio.sleep(_EVERY)
