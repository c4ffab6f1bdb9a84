"""«Eksempel» stands on the pages of a made-up municipality, and on no others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from workshop_app.endpoints.example import example_sheet
from workshop_app.persistence import people
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services.sign_in import SignIn
from workshop_app.ui.shell import EXAMPLE_SHEET


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'workshop.db'}")
    upgrade(opened)
    yield opened
    opened.close()


@pytest.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[AsyncClient]:
    app = Starlette(routes=[example_sheet(SignIn(database, tmp_path).is_example)])
    async with AsyncClient(transport=ASGITransport(app), base_url="https://tillit.example") as opened:
        yield opened


def found(database: Database, *, is_example: bool) -> None:
    with database.unit_of_work() as db:
        people.found_municipality(db, name="Nordre Land kommune", privacy_contact="-", is_example=is_example)


async def test_without_a_municipality_and_with_a_real_one_the_sheet_is_empty(
    client: AsyncClient, database: Database
) -> None:
    assert (await client.get(EXAMPLE_SHEET)).text == ""
    found(database, is_example=False)
    assert (await client.get(EXAMPLE_SHEET)).text == ""


async def test_a_made_up_municipality_shows_the_badge_and_no_browser_keeps_that(
    client: AsyncClient, database: Database
) -> None:
    found(database, is_example=True)
    answer = await client.get(EXAMPLE_SHEET)
    assert ".example-badge" in answer.text
    assert "display: block" in answer.text
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["cache-control"] == "no-store"
