"""Screens of the sizes that people use, each a browser of its own, which remember what went wrong."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

#: The sizes the design is made for.
SIZES: dict[str, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 3,
    },
    "small phone": {
        "viewport": {"width": 320, "height": 568},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    },
    "projector": {"viewport": {"width": 1920, "height": 1080}},
    "laptop": {"viewport": {"width": 1440, "height": 900}},
}
#: What never rests goes on.
_LAND = """async () => {
  document.body.getBoundingClientRect();
  await document.fonts.ready;
  for (const one of document.getAnimations()) {
    if (one.effect.getComputedTiming().iterations !== Infinity) one.finish();
  }
}"""


def land(page: Page) -> None:
    """Wait for the fonts, and bring whatever moves to where it comes to rest."""
    page.evaluate(_LAND)


class Screens:
    """Opens screens and closes them all. `complaints` is what their pages complained about."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._forgiven: list[str] = []
        self._said: list[str] = []

    @property
    def complaints(self) -> list[str]:
        """Errors in the consoles and uncaught errors, but for those forgiven."""
        return [text for text in self._said if not any(re.search(pattern, text) for pattern in self._forgiven)]

    def forgive(self, pattern: str) -> None:
        """Expect errors like this: a killed server makes every page complain about its connection."""
        self._forgiven.append(pattern)

    def context(self, size: str, **options: Any) -> BrowserContext:
        """A browser of its own, with its own storage and cookies. `options` are Playwright's."""
        context = self._browser.new_context(**{"locale": "nb-NO", **SIZES[size], **options})
        context.on("page", self._watch)
        self._contexts.append(context)
        return context

    def open(self, size: str, url: str, **options: Any) -> Page:
        """A page in a browser of its own, at `url`."""
        page = self.context(size, **options).new_page()
        page.goto(url)
        return page

    def close(self) -> None:
        """Close every browser that was opened."""
        for context in self._contexts:
            context.close()

    def _watch(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._said.append(f"uncaught: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._said.append(f"{message.text} ({message.location.get('url', '')})")
