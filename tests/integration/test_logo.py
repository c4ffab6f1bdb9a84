"""The municipality's logo: uploaded by administrators alone, drawn anew, shown to anybody, and removed again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from PIL import Image
from starlette.applications import Starlette

from tests.integration.backed_up import restored
from tests.integration.house import ADMIN, KARI, House, scene
from tests.pictures import SVG, claiming, png, svg
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.endpoints.forms import COOKIE
from workshop_app.endpoints.logo import Logos
from workshop_app.live.views.logo import logo_view
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence import people
from workshop_app.persistence.engine import Database
from workshop_app.reports.audit_lines import line
from workshop_app.services import clock
from workshop_app.services.audit import AuditLog, selection
from workshop_app.services.backups import Backups, Occasion
from workshop_app.services.logo_drawing import LARGEST, redrawn
from workshop_app.services.municipality import MunicipalitySettings
from workshop_app.services.review import Review
from workshop_app.services.sign_in import SignIn
from workshop_app.services.tokens import token_hash


@pytest.fixture
def settings(database: Database) -> MunicipalitySettings:
    return MunicipalitySettings(database=database, minimum=5)


@pytest.fixture
def review(database: Database) -> Review:
    return Review(database=database, secret=b"s" * 32)


def stored(settings: MunicipalitySettings) -> Image.Image | None:
    logo = settings.read(ADMIN).logo
    picture = Review(database=settings.database, secret=b"s" * 32).logo(logo.id) if logo else None
    return Image.open(BytesIO(picture)) if picture else None


def test_a_drawing_becomes_a_plain_picture_large_enough_for_the_sharpest_wall() -> None:
    drawn = redrawn(SVG)
    picture = Image.open(BytesIO(drawn.content))
    assert (picture.format, picture.size) == ("PNG", (drawn.width, drawn.height)) == ("PNG", (576, 192))
    assert picture.getpixel((0, 0)) == (0, 0, 0, 0)
    assert picture.getpixel((96, 96)) == (0, 51, 102, 255)
    assert b"alert" not in drawn.content


def test_a_picture_is_made_smaller_but_never_larger_and_loses_what_else_was_in_it() -> None:
    assert Image.open(BytesIO(redrawn(png(60, 30)).content)).size == (60, 30)
    large = redrawn(png(3000, 600))
    assert (large.width, large.height) == (768, 154)
    assert b"hemmelig" in png(60, 30)
    assert b"hemmelig" not in redrawn(png(60, 30)).content


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"", "no_file"),
        (b"x" * (LARGEST + 1), "too_large"),
        (b"\xff\xd8\xff\xe0" + b"x" * 100, "not_a_picture"),
        (b"<html><svg></svg></html>", "not_a_picture"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", "not_a_picture"),
        (png(100, 50)[:60], "unreadable"),
        (claiming(60_000, 60_000), "unreadable"),
        (png(900, 20), "unreadable"),
        (b"<svg", "not_a_picture"),
        (svg("<g>"), "unreadable"),
        (svg("<rect width='9' height='9'/>", width=1_000_000), "unreadable"),
        (svg("<image href='/etc/passwd' width='9' height='9'/>"), "unreadable"),
        (svg("<image href='http://example.org/a.png' width='9' height='9'/>"), "unreadable"),
    ],
)
def test_a_bad_file_is_refused(file: bytes, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        redrawn(file)
    assert refused.value.key == f"logo.{why}"


def test_a_bad_file_changes_nothing(settings: MunicipalitySettings) -> None:
    settings.choose_logo(ADMIN, SVG)
    before = settings.read(ADMIN)
    with pytest.raises(BadInput):
        settings.choose_logo(ADMIN, png(100, 50)[:60])
    assert settings.read(ADMIN) == before
    assert stored(settings) is not None


def test_a_drawing_that_would_never_be_finished_is_given_up() -> None:
    endless = "<filter id='f'><feTurbulence numOctaves='100000000' baseFrequency='0.1'/></filter>"
    with pytest.raises(BadInput, match=r"logo\.unreadable"):
        redrawn(svg(f"{endless}<rect width='90' height='90' filter='url(#f)'/>"), seconds=1)


def test_another_logo_takes_the_place_of_the_first_and_both_leave_a_line(
    settings: MunicipalitySettings, review: Review
) -> None:
    settings.choose_logo(ADMIN, SVG)
    first = settings.read(ADMIN).logo
    settings.choose_logo(ADMIN, png(60, 30))
    second = settings.read(ADMIN).logo
    assert first is not None
    assert second is not None
    assert review.logo(first.id) is None
    assert review.logo(second.id) is not None
    settings.remove_logo(ADMIN)
    settings.remove_logo(ADMIN)
    assert settings.read(ADMIN).logo is None
    assert review.logo(second.id) is None
    lines = [
        line(entry).detail
        for entry in AuditLog(database=settings.database).everything(ADMIN, selection({}), file="csv")
    ]
    assert sorted(detail for detail in lines if "ogo" in detail) == ["Logoen er fjernet", "Ny logo", "Ny logo"]


def test_the_name_is_what_the_logo_says_and_stands_where_there_is_none(settings: MunicipalitySettings) -> None:
    assert (logo_view(None).name, logo_view(settings.read(ADMIN)).src) == ("", "")
    settings.choose_logo(ADMIN, SVG)
    found = settings.read(ADMIN)
    shown = logo_view(found)
    assert found.logo is not None
    assert (shown.name, shown.src) == (found.name, f"/logo/{found.logo.id}.png")
    assert (shown.width, shown.height) == (576, 192)


def test_only_administrators_choose_it(settings: MunicipalitySettings) -> None:
    for attempt in (lambda: settings.choose_logo(KARI, SVG), lambda: settings.remove_logo(KARI)):
        with pytest.raises(NotAllowed):
            attempt()
    assert settings.read(ADMIN).logo is None


def test_the_wall_shows_it_while_people_come_and_at_the_end(house: House) -> None:
    MunicipalitySettings(database=house.database, minimum=5).choose_logo(ADMIN, SVG)
    house.open_lobby()
    assert stage_frame(scene(house)).logo.src.startswith("/logo/")
    house.press()
    assert stage_frame(scene(house)).logo.src == ""


def test_a_backup_brings_it_back(house: House, tmp_path: Path) -> None:
    settings = MunicipalitySettings(database=house.database, minimum=5)
    settings.choose_logo(ADMIN, SVG)
    file = tmp_path / "backup.db"
    Backups(database=house.database, folder=tmp_path, keep=3).take(Occasion.ASKED, file)
    again = Database(f"sqlite:///{tmp_path / 'again.db'}")
    restored(again, file, code=house.code)
    found = stored(MunicipalitySettings(database=again, minimum=5))
    again.close()
    assert found is not None
    assert found.size == (576, 192)


@pytest.fixture
async def client(settings: MunicipalitySettings, review: Review) -> AsyncIterator[AsyncClient]:
    now = clock.now()
    with settings.database.unit_of_work() as db:
        for person in (ADMIN, KARI):
            until = now + timedelta(hours=1)
            hash_ = token_hash(person.id)
            people.remember_sign_in(db, person_id=person.id, token_hash=hash_, expires_at=until, now=now)
    sign_in = SignIn(settings.database, data_dir=None)
    routes = Logos(sign_in=sign_in, municipality=settings, review=review).routes()
    async with AsyncClient(transport=ASGITransport(Starlette(routes=routes)), base_url="https://t.example") as opened:
        yield opened


async def send(client: AsyncClient, cookie: str, content: bytes) -> tuple[int, str]:
    client.cookies.set(COOKIE, cookie)
    answer = await client.post("/kommunen/logo", files={"fil": ("../../x.html", content, "text/html")})
    return answer.status_code, answer.headers.get("location", answer.text)


async def test_a_form_uploads_for_administrators_alone(client: AsyncClient, settings: MunicipalitySettings) -> None:
    assert await send(client, "nobody", SVG) == (303, "/logg-inn?neste=/kommunen")
    assert await send(client, KARI.id, SVG) == (404, "Siden finnes ikke.")
    assert settings.read(ADMIN).logo is None
    for content, key in ((b"", "no_file"), (b"x" * 300_000, "too_large"), (b"GIF89a", "not_a_picture")):
        assert await send(client, ADMIN.id, content) == (303, f"/kommunen?feil=logo.{key}")
    assert settings.read(ADMIN).logo is None
    assert await send(client, ADMIN.id, SVG) == (303, "/kommunen?lagret=logo")


async def test_anybody_gets_the_picture_and_may_keep_it(client: AsyncClient, settings: MunicipalitySettings) -> None:
    settings.choose_logo(ADMIN, SVG)
    src = logo_view(settings.read(ADMIN)).src
    answer = await client.get(src)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert "immutable" in answer.headers["cache-control"]
    assert Image.open(BytesIO(answer.content)).size == (576, 192)
    settings.remove_logo(ADMIN)
    assert (await client.get(src)).status_code == 404
