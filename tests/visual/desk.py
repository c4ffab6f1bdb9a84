"""The desk's pages in front of the camera: setting up, signing in, units, sessions, people, one's own account."""

from __future__ import annotations

from argon2 import PasswordHasher
from playwright.sync_api import Page, expect

from tests.browser.desk import press, sees
from tests.browser.history_house import PASSWORD, furnish
from tests.browser.screens import Screens, land
from tests.servers import Server
from tests.visual.camera import Camera
from workshop_app.persistence import people
from workshop_app.persistence.engine import Database

_PATIENCE = 30_000
_ADMINISTRATOR = "kari@example.no"
#: By place: for everybody, and for an administrator.
_OPEN = {
    "privacy": "/personvern",
    "accessibility": "/tilgjengelighet",
    "not-found": "/finnes/ikke",
    "link-used": "/lenke",
    "sign-in": "/logg-inn",
}
_SIGNED_IN = {
    "units": "/enheter",
    "units-in-order": "/enheter/ordne",
    "unit-table": "/enheter/importer",
    "unit-new": "/enheter/ny",
    "unit": "/enheter/hjemme",
    "unit-one-session": "/enheter/aase",
    "unit-few-answers": "/enheter/aktiv",
    "unit-no-session": "/enheter/helse",
    "unit-change": "/enheter/hjemme/endre",
    "session-new": "/enheter/hjemme/ny-samling",
    "sessions": "/samlinger",
    "session": "/samlinger/s7",
    "paper": "/samlinger/s7/ark",
    "discussions": "/drofting",
    "agendas": "/agendaer",
    "lifts": "/loft",
    "people": "/folk",
    "person-new": "/folk/ny",
    "person": "/folk/lars",
    "account": "/konto",
    "municipality": "/kommunen",
    "log": "/hendelser",
}


def photograph_desk(camera: Camera, screens: Screens, server: Server) -> None:
    """Every page, as strangers and as administrators find it."""
    screens.forgive("404")
    pages = {
        name: screen.context(screens).new_page() for name, screen in camera.screens.items() if screen.kind == "desk"
    }
    set_up = f"{server.url}/oppsett{server.set_up_url.partition('/oppsett')[2]}"
    for name, page in pages.items():
        _go(page, set_up)
        camera.take(page, name, "set-up")
    furnish(server)
    _add_administrator(server)
    for name, page in pages.items():
        for place, path in _OPEN.items():
            _go(page, f"{server.url}{path}")
            camera.take(page, name, place)
        _refused(page)
        camera.take(page, name, "sign-in-refused")
        _sign_in(page)
        for place, path in _SIGNED_IN.items():
            _go(page, f"{server.url}{path}")
            camera.take(page, name, place)


def _go(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=_PATIENCE)
    land(page)


def _refused(page: Page) -> None:
    page.fill("#email", _ADMINISTRATOR)
    page.fill("#password", "noe annet")
    press(page, "Logg inn")
    expect(page.get_by_role("alert").filter(has_text=".")).to_be_visible(timeout=_PATIENCE)


def _sign_in(page: Page) -> None:
    page.fill("#email", _ADMINISTRATOR)
    page.fill("#password", PASSWORD)
    press(page, "Logg inn")
    sees(page, "Enheter")


def _add_administrator(server: Server) -> None:
    database = Database(f"sqlite:///{server.data_dir / 'workshop.db'}")
    with database.unit_of_work() as db:
        hashed = PasswordHasher().hash(PASSWORD)
        people.add_person(db, id_="kari", email=_ADMINISTRATOR, name="Kari", password_hash=hashed, role="administrator")
    database.close()
