"""What a server does by itself: bring the database up to date, and clear up every minute."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from workshop_app.live.error_log import log_server_error
from workshop_app.persistence.ballot_box import BallotBox
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services.facilitation import Facilitation
from workshop_app.services.in_thread import in_thread, in_turn

_EVERY = 60.0


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
            await in_turn(facilitation.keep_house)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the next minute is another try
            log_server_error(error)
        await asyncio.sleep(_EVERY)
