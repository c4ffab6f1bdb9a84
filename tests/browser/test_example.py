"""`make demo`: a made-up municipality to look around in, and «Eksempel» on every page of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import found_by_axe
from tests.browser.desk import at, press
from tests.browser.screens import Screens
from tests.conftest import ServerFactory
from tests.servers import Server
from workshop_app.demo.keeping import PASSWORD
from workshop_app.demo.writing import ACCOUNTS, LED_UNIT
from workshop_app.persistence import sessions
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import SessionHead
from workshop_app.services.session_keys import stage_key
from workshop_app.settings import Settings


@pytest.fixture(scope="module")
def example(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(data_dir=tmp_path_factory.mktemp("demo") / "var", command="demo")
    yield server.start()
    server.end()


@pytest.fixture
def held(example: Server) -> SessionHead:
    """The newest session of the unit whose leader signs in."""
    database = Database(f"sqlite:///{example.data_dir}/demo/eksempel.db")
    with database.reading() as db:
        found = sessions.sessions_of_unit(db, LED_UNIT)[0]
    database.close()
    return found


def sign_in(page: Page, server: Server, role: str) -> None:
    email = next(account.email for account in ACCOUNTS if account.role == role)
    page.goto(f"{server.url}/logg-inn")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    press(page, "Logg inn")
    at(page, "/enheter")


def wears_the_badge(page: Page, path: str) -> None:
    badge = page.get_by_role("complementary").filter(has_text="Eksempel")
    expect(badge).to_be_visible()
    expect(badge).to_have_text("Eksempel")
    box = badge.bounding_box()
    assert box is not None, path
    assert box["width"] < 40, path
    assert box["height"] > 40, path


def test_it_prints_how_to_sign_in_and_no_link_to_set_up(example: Server) -> None:
    log = example.printed(r"(?s).*Ctrl-C ends the server\.\n")
    assert PASSWORD in log
    assert all(account.email in log for account in ACCOUNTS)
    assert "oppsett" not in log
    assert not (example.data_dir / "workshop.db").exists()


def test_every_page_wears_the_badge(example: Server, screens: Screens, held: SessionHead) -> None:
    screens.forgive("404")
    laptop = screens.open("laptop", f"{example.url}/")
    wears_the_badge(laptop, "/")
    sign_in(laptop, example, "facilitator")
    for path in (
        "/logg-inn",
        "/enheter",
        f"/enheter/{LED_UNIT}",
        f"/enheter/{LED_UNIT}/endre",
        f"/enheter/{LED_UNIT}/ny-samling",
        f"/samlinger/{held.id}",
        f"/styr/{held.code}",
        "/personvern",
        "/tilgjengelighet",
        "/finnes/ikke",
    ):
        laptop.goto(f"{example.url}{path}")
        expect(laptop.get_by_role("heading", level=1).first).to_be_visible()
        wears_the_badge(laptop, path)
        assert found_by_axe(laptop) == [], path


def test_projector_and_phones_wear_it_too(example: Server, screens: Screens, held: SessionHead) -> None:
    settings = Settings.from_env({"WORKSHOP_DATA_DIR": str(example.data_dir / "demo")})
    key = stage_key(settings.secret_key(), held.id)
    projector = screens.open("projector", f"{example.url}/skjerm/{held.code}?nokkel={key}")
    expect(projector.locator(".stage-screen")).to_be_visible()
    wears_the_badge(projector, "/skjerm")
    for size in ("phone", "small phone"):
        phone = screens.open(size, f"{example.url}/d/{held.code}")
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        wears_the_badge(phone, "/d")


def test_the_leader_sees_the_unit_and_no_other(example: Server, screens: Screens) -> None:
    page = screens.open("laptop", "about:blank")
    sign_in(page, example, "leader")
    page.goto(f"{example.url}/enheter/{LED_UNIT}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hjemmetjenesten nord")
    page.goto(f"{example.url}/enheter/skole")
    expect(page.get_by_role("heading", level=1)).to_have_text("Enheten finnes ikke.")


def test_a_real_municipality_wears_none(server: ServerFactory, screens: Screens) -> None:
    page = screens.open("laptop", f"{server().url}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Eksempel", exact=True)).to_be_hidden()
