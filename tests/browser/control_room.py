"""A facilitator's browser at the control screen of a room whose phones are bare websockets."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Locator, Page, expect

from benchmarks.prepared import Prepared
from tests.browser.screens import Screens
from tests.servers import Server

PATIENCE = 30_000
#: Longer than the rest that the big button takes after a press.
REST = 450
#: Whether all of the current step in the run-sheet is inside its box, and its box ends at the bar or has all steps.
STEP_IS_SEEN = """() => {
  const [step, sheet, bar] = ['.run-now .run-step', '.run-sheet ol', '.press-bar'].map(
    (name) => document.querySelector(name));
  const [line, box, end] = [step, sheet, bar].map((element) => element.getBoundingClientRect());
  const isWhole = sheet.scrollHeight <= sheet.clientHeight + 1 || box.bottom >= end.top - 40;
  return line.top >= box.top - 1 && line.bottom <= box.bottom + 1 && line.bottom <= end.top && isWhole;
}"""


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
