"""Taking units over from a table: uploaded by a form, looked at, and done as it was shown or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy import text, update
from starlette.applications import Starlette

from tests.integration.house import ADMIN, KARI, UNIT
from tests.unit.test_sheets import xlsx
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.endpoints.forms import COOKIE
from workshop_app.endpoints.unit_import import UnitImports
from workshop_app.persistence import people
from workshop_app.persistence.engine import Database
from workshop_app.persistence.tables.units import UnitImportRow
from workshop_app.services import clock
from workshop_app.services.sign_in import SignIn
from workshop_app.services.tokens import token_hash
from workshop_app.services.unit_import import UnitImport
from workshop_app.services.unit_tree import UnitTree

TABLE = xlsx(
    ["Enhet", "Under", "Leder"],
    ["Team 1", "Nord", "teamlederen"],
    ["Nord", UNIT.name, "enhetslederen"],
    [UNIT.name, "", "helsesjefen"],
)
AFTERWARDS = [f"{UNIT.name}: helsesjefen", "  Nord: enhetslederen", "    Team 1: teamlederen"]


@pytest.fixture
def units(database: Database) -> UnitImport:
    return UnitImport(database=database)


def drawn(units: UnitImport) -> list[str]:
    tree = UnitTree(database=units.database).all(ADMIN)
    return ["  " * depth + f"{unit.name}: {unit.leader_role}" for unit, depth in tree.walk()]


def seen(units: UnitImport) -> str:
    found = units.preview(ADMIN)
    assert found is not None
    return found.seen


def test_nothing_changes_before_the_yes_and_then_all_of_it(units: UnitImport) -> None:
    before = drawn(units)
    units.upload(ADMIN, TABLE)
    assert drawn(units) == before
    assert units.carry_out(ADMIN, seen=seen(units)) == 3
    assert drawn(units) == AFTERWARDS
    assert units.preview(ADMIN) is None


def test_what_was_not_shown_is_not_done(units: UnitImport) -> None:
    units.upload(ADMIN, TABLE)
    shown = seen(units)
    UnitTree(database=units.database).create(ADMIN, name="Nord", leader_role="x", parent_id=None)
    before = drawn(units)
    with pytest.raises(BadInput, match=r"import\.changed"):
        units.carry_out(ADMIN, seen=shown)
    assert drawn(units) == before
    units.carry_out(ADMIN, seen=seen(units))
    assert drawn(units) == AFTERWARDS


def test_a_single_mistake_keeps_all_of_it_out(units: UnitImport) -> None:
    units.upload(ADMIN, xlsx(["Enhet", "Leder"], ["Nord", "x"], ["Sør", ""]))
    before = drawn(units)
    with pytest.raises(BadInput):
        units.carry_out(ADMIN, seen=seen(units))
    assert drawn(units) == before


def test_a_table_is_forgotten_when_it_is_given_up_and_after_an_hour(units: UnitImport) -> None:
    units.upload(ADMIN, TABLE)
    units.give_up(ADMIN)
    assert units.preview(ADMIN) is None
    units.upload(ADMIN, TABLE)
    with units.database.unit_of_work() as db:
        db.execute(update(UnitImportRow).values(uploaded_at=clock.now() - timedelta(hours=2)))
    with pytest.raises(BadInput, match=r"import\.gone"):
        units.carry_out(ADMIN, seen="")


def test_a_table_without_a_column_of_names_is_refused(units: UnitImport) -> None:
    for content, key in ((b"Avdeling;Leder\nNord;x\n", "import.no_name"), (b"Enhet;Leder\n", "import.empty")):
        with pytest.raises(BadInput) as refused:
            units.upload(ADMIN, content)
        assert refused.value.key == key
    assert units.preview(ADMIN) is None


@pytest.fixture
async def client(units: UnitImport) -> AsyncIterator[AsyncClient]:
    now = clock.now()
    with units.database.unit_of_work() as db:
        for person in (ADMIN, KARI):
            until = now + timedelta(hours=1)
            hash_ = token_hash(person.id)
            people.remember_sign_in(db, person_id=person.id, token_hash=hash_, expires_at=until, now=now)
    routes = UnitImports(sign_in=SignIn(units.database, data_dir=None), unit_import=units).routes()
    async with AsyncClient(transport=ASGITransport(Starlette(routes=routes)), base_url="https://t.example") as opened:
        yield opened


async def send(client: AsyncClient, cookie: str, content: bytes | None) -> tuple[int, str]:
    client.cookies.set(COOKIE, cookie)
    files = {} if content is None else {"fil": ("../../etc/passwd", content, "text/html")}
    answer = await client.post("/enheter/importer/fil", files=files, data={"x": "y"} if content is None else None)
    return answer.status_code, answer.headers.get("location", answer.text)


async def test_a_form_uploads_for_administrators_alone(client: AsyncClient, units: UnitImport) -> None:
    assert await send(client, "nobody", TABLE) == (303, "/logg-inn?neste=/enheter/importer")
    assert await send(client, KARI.id, TABLE) == (404, "Siden finnes ikke.")
    assert units.preview(ADMIN) is None
    assert await send(client, ADMIN.id, TABLE) == (303, "/enheter/importer")
    assert units.preview(ADMIN) is not None
    with units.database.reading() as db:
        assert "passwd" not in str(db.execute(text("SELECT rows FROM unit_imports")).all())


async def test_a_form_that_cant_be_taken_leads_back_with_the_reason(client: AsyncClient, units: UnitImport) -> None:
    for content, key in (
        (None, "import.no_file"),
        (b"", "import.no_file"),
        (b"x" * 300_000, "import.too_large"),
        (TABLE[:-300], "import.not_a_table"),
    ):
        assert await send(client, ADMIN.id, content) == (303, f"/enheter/importer?feil={key}")
    assert units.preview(ADMIN) is None


def test_others_are_answered_as_if_there_were_no_such_page(units: UnitImport) -> None:
    for attempt in (units.preview, units.give_up):
        with pytest.raises(NotAllowed):
            attempt(KARI)
