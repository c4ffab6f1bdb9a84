"""What desk tests do again and again: set up, sign in, and look for what axe finds."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import hands
from tests.browser.hands import write
from tests.browser.squeezed import lost_when_squeezed
from tests.servers import Server

PERSON = {
    "municipality": "Nordre Land kommune",
    "privacy_contact": "personvern@example.no",
    "name": "Kari Nordmann",
    "email": "kari@example.no",
    "password": "fire ord etter hverandre",
}


def set_up(page: Page, server: Server) -> None:
    """From the printed link to the form of the first unit."""
    path = server.set_up_url.partition("/oppsett")[2]
    page.goto(f"{server.url}/oppsett{path}")
    for name, value in PERSON.items():
        write(page.locator(f"#{name}"), value)
    press(page, "Lag kontoen")
    at(page, "/enheter/ny")


def add_unit(page: Page, name: str = "Helse og mestring", *, discussed_on: str = "") -> None:
    """From the form of a unit to the page where a session is made."""
    write(page.locator("#name"), name)
    write(page.locator("#leader_role"), "avdelingslederen")
    page.fill("#discussed_on", discussed_on)
    press(page, "Lag enheten og gå videre")
    expect(page.get_by_role("heading", name="Ny samling")).to_be_visible()


def press(page: Page, name: str) -> None:
    hands.press(page.get_by_role("button", name=name, exact=True))


def at(page: Page, path: str) -> None:
    """Wait until the browser is at that path; pages may be served with a slash behind it."""
    page.wait_for_url(re.compile(rf"^http://[^/]+{path}/?$"))


def sees(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def fits(page: Page) -> bool:
    """Whether nothing reaches beyond the screen's right edge, nor is cut off however the page is squeezed."""
    lost = lost_when_squeezed(page)
    print(lost)  # read where it fails
    return not lost and bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
