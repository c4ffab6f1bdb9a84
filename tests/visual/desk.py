"""The desk's pages in front of the camera: setting up, signing in, units, sessions, people, a guess, one's account."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from tests.browser.desk import press, sees
from tests.browser.history_house import PASSWORD
from tests.browser.screens import Screens, land
from tests.servers import Server
from tests.visual.camera import Camera
from tests.visual.desk_house import ADMINISTRATOR, LEADER, LINK_TOKEN, move_in

_PATIENCE = 30_000
#: By place: for everybody, and for an administrator.
_OPEN = {
    "privacy": "/personvern",
    "accessibility": "/tilgjengelighet",
    "not-found": "/finnes/ikke",
    "link-used": "/lenke",
    "password-forgotten": "/glemt-passord",
    "password-forgotten-sent": "/glemt-passord?sendt=1",
    "password-new": f"/lenke#{LINK_TOKEN}",
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
    "municipality": "/kommunen",
    "log": "/hendelser",
    "account": "/konto",
}
#: What the leader guesses, by dimension, in tenths.
_GUESSED = {"a": 45, "b": 20}


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
    move_in(server)
    for name, page in pages.items():
        for place, path in _OPEN.items():
            _go(page, f"{server.url}{path}")
            camera.take(page, name, place)
        _refused(page)
        camera.take(page, name, "sign-in-refused")
        _sign_in(page, ADMINISTRATOR)
        for place, path in _SIGNED_IN.items():
            _go(page, f"{server.url}{path}")
            camera.take(page, name, place)
        # The last of them is one's own account.
        _unfold(page)
        camera.take(page, name, "account-unfolded")
    if pages:
        sittings = _made_of_two_sittings(next(iter(pages.values())), server)
        for name, page in pages.items():
            _go(page, sittings)
            camera.take(page, name, "sittings")
            _guess(camera, page, name, there=f"{sittings.rstrip('/')}/gjett", before=f"{server.url}/samlinger/s7/gjett")


def _go(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=_PATIENCE)
    land(page)


def _refused(page: Page) -> None:
    page.fill("#email", ADMINISTRATOR)
    page.fill("#password", "noe annet")
    press(page, "Logg inn")
    expect(page.get_by_role("alert").filter(has_text=".")).to_be_visible(timeout=_PATIENCE)


def _sign_in(page: Page, email: str) -> None:
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    press(page, "Logg inn")
    sees(page, "Enheter")


def _unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")


def _made_of_two_sittings(page: Page, server: Server) -> str:
    """The page of a session of which there will be two sittings, the first of them not begun."""
    _go(page, f"{server.url}/enheter/hjemme/ny-samling")
    page.select_option("#sittings", "2")
    press(page, "Lag samlingen")
    expect(page.get_by_role("heading", name="Økter")).to_be_visible(timeout=_PATIENCE)
    return page.url


def _guess(camera: Camera, page: Page, name: str, *, there: str, before: str) -> None:
    """The leader's guess while it is made, and laid beside what the unit answered in the session before."""
    page.context.clear_cookies()
    _go(page, f"{there.partition('/samlinger')[0]}/logg-inn")
    _sign_in(page, LEADER)
    _go(page, there)
    page.get_by_role("group").first.get_by_role("radio").nth(6).check()
    camera.take(page, name, "guess")
    page.evaluate("guessed => sessionStorage.setItem('guess-s7', guessed)", json.dumps(_GUESSED))
    _go(page, before)
    camera.take(page, name, "guess-beside-the-answers")
