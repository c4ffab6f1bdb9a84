"""Browsers as people hold them: phones, the projector, a laptop. A page's own errors fail its test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import find_chromium, flags
from tests.browser.screens import Screens

# Playwright's own five seconds are too few where two cores do much else.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each screen has a context of its own in it."""
    path = find_chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=flags())
        yield chromium
        chromium.close()


@pytest.fixture
def screens(browser: Browser) -> Iterator[Screens]:
    """Open pages: `screens.open("phone", url)`. Fails the test for errors that were not forgiven."""
    opened = Screens(browser)
    yield opened
    opened.close()
    assert opened.complaints == []
