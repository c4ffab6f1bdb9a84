"""What a server does before anybody comes: nothing of it stays, and it has met what a room will ask for."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.integration.conftest import HouseFactory
from tests.integration.house import CONTENT, HTTPS, SCALE, create_session, scene
from workshop_app.domain.agenda import Phase
from workshop_app.live.source import Frames
from workshop_app.live.views.phone import phone_frame
from workshop_app.persistence.engine import Database
from workshop_app.persistence.tables.base import Base
from workshop_app.services.addresses import Addresses
from workshop_app.services.rehearsals import Rehearsals
from workshop_app.warming import warm_up


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.reading() as db:
        return {table.name: [tuple(row) for row in db.execute(select(table))] for table in Base.metadata.sorted_tables}


def warm(database: Database) -> None:
    addresses = Addresses(public_url=HTTPS, port=80)
    rehearsals = Rehearsals(
        folder=Path("nowhere"),
        database=database,
        addresses=addresses,
        secret=b"-",
        minimum=5,
        publish=lambda _session: None,
    )
    frames = Frames(
        database=database, addresses=addresses, secret=b"-", minimum=5, require_https=False, rehearsals=rehearsals
    )
    warm_up(database, agenda=CONTENT.agendas["90-minutter"], frames=frames)


def test_nothing_of_it_stays(database: Database) -> None:
    before = rows(database)
    warm(database)
    assert rows(database) == before


def test_not_even_a_municipality(database: Database) -> None:
    """Before first-run set-up."""
    with database.unit_of_work() as db:
        for table in reversed(Base.metadata.sorted_tables):
            db.execute(table.delete())
    warm(database)
    assert not any(rows(database).values())


async def test_a_room_meets_hardly_a_statement_for_the_first_time(
    new_house: HouseFactory, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    # Made at a desk, with statements that no room needs.
    code = create_session(database)
    database.close()
    caplog.set_level(logging.INFO, logger="sqlalchemy.engine")
    warm(database)
    caplog.clear()
    house = new_house(code=code)
    house.go_to(SCALE, Phase.OPEN)
    seats = house.join(6)
    await house.answer_all(seats, [3] * 6)
    house.press()
    phone_frame(scene(house))
    said = [record.getMessage() for record in caplog.records]
    new, known = (sum(line.startswith(f"[{word}") for line in said) for word in ("generated", "cached"))
    assert known > 100
    assert new < 3
