"""A facilitator's browser at the control screen of a room whose phones are bare websockets."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Locator, Page, expect

from benchmarks.prepared import Prepared
from tests.browser.screens import Screens
from tests.servers import Server

PATIENCE = 30_000
#: Longer than the rest that the big button takes after a press.
REST = 450


def take_control(
    screens: Screens,
    server: Server,
    prepared: Prepared,
    *,
    size: str = "laptop",
    context: BrowserContext | None = None,
) -> Page:
    """The control screen, signed in; in a browser of its own unless one is given."""
    context = context or screens.context(size)
    context.add_cookies([{"name": "workshop_sign_in", "value": prepared.cookie, "url": server.url}])
    page = context.new_page()
    page.goto(f"{server.url}/styr/{prepared.code}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    return page


def big(page: Page) -> Locator:
    """The one big button."""
    return page.locator(".big-button")


def is_at(page: Page, title: str, phase: str = "") -> None:
    """Wait until the screen is there."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=PATIENCE)
    if phase:
        expect(page.locator(".now-phase")).to_have_text(phase, timeout=PATIENCE)


def settled(page: Page) -> None:
    """Long enough for something that should not happen to have happened."""
    page.wait_for_timeout(REST)
