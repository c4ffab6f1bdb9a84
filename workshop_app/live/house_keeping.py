"""What a server does by itself: bring the database up to date, clear up every minute, and keep backups."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from itertools import count

from workshop_app.live.error_log import log_server_error
from workshop_app.persistence.backup import BackupError
from workshop_app.persistence.ballot_box import BallotBox
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services.backups import Backups
from workshop_app.services.facilitation import Facilitation
from workshop_app.services.in_thread import in_thread, in_turn
from workshop_app.services.retention import Retention

_EVERY = 60.0
#: Minutes between looks at whether a backup is due: a folder that is full or away is no reason for a line each minute.
_BACKUPS_EVERY = 60
_log = logging.getLogger("workshop")


def house_keeping(
    *,
    facilitation: Facilitation,
    database: Database,
    ballot_box: BallotBox,
    backups: Backups,
    warm_up: Callable[[], None],
) -> Callable[[], AbstractAsyncContextManager[None]]:
    """A lifespan: migrates and warms up at the start, keeps house while the server runs, and closes at the end."""

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        await in_thread(upgrade, database)
        # A database that fails at it will be heard of from those whom it concerns.
        with suppress(Exception):
            await in_thread(warm_up)
        keeping = asyncio.create_task(_keep_house(facilitation, Retention(database=database), backups))
        yield
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        await ballot_box.close()
        database.close()

    return lifespan


async def _keep_house(facilitation: Facilitation, retention: Retention, backups: Backups) -> None:
    for minute in count():
        await _tried(facilitation.keep_house)
        await _tried(retention.carry_out_daily)
        if minute % _BACKUPS_EVERY == 0:
            await _tried(backups.take_if_due)
        await asyncio.sleep(_EVERY)


async def _tried(work: Callable[[], None]) -> None:
    try:
        await in_turn(work)
    except BackupError as error:
        # A sentence for the operator, with nothing of anybody's in it.
        _log.error("The daily backup was not taken: %s", error)
    except Exception as error:  # noqa: BLE001 -- whatever it is, there will be another try
        log_server_error(error)
