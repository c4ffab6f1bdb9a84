"""What axe finds on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.themes import in_each_theme

_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Counted as experimental, but what is written on a button and what it is called must agree for those who speak.
    "rules": {"label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations"],
}
#: All that another theme can change.
_OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
_AXE = Axe()

_FROM_AFAR = {
    "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
    # Of large letters the standard asks less, and on a projector all are large.
    "checks": {
        "color-contrast-enhanced": {
            "options": {"contrastRatio": {"normal": {"expected": 7}, "large": {"expected": 7}}},
        },
    },
}

#: Begins in the page and leaves it to finish by itself. What lies under a bar just now can be scrolled to.
_BEGIN = """(options) => {
  const style = document.head.appendChild(document.createElement("style"));
  style.textContent = ".press-bar, .ballot > .actions { position: static !important }";
  window.axeFound = new Promise((found) => setTimeout(() => axe.run(document, options).then(found)))
    .finally(() => style.remove());
}"""

Found = list[tuple[str, list[str]]]


def found_by_axe(page: Page) -> Found:
    """Each rule that is broken, and where."""
    return _found(page, _OPTIONS)


def found_on_all(pages: Mapping[str, Page]) -> dict[str, Found]:
    """What axe finds on each of several pages that stand still, all examined at the same time; by the pages' names."""
    for page in pages.values():
        if not page.evaluate("'axe' in window"):
            page.evaluate(_AXE.axe_script)
        page.evaluate(_BEGIN, _OPTIONS)
    found = {name: _told_of(page.evaluate("window.axeFound")) for name, page in pages.items()}
    return {name: broken for name, broken in found.items() if broken}


def faint(page: Page) -> Found:
    """Text of any size with a contrast under 7."""
    return _found(page, _FROM_AFAR)


def found_in_each_theme(page: Page) -> dict[str, Found]:
    """What axe finds in all themes, by theme; the page keeps the light one, in which all rules are tried."""
    found = {theme: found_in(page, theme) for theme in in_each_theme(page)}
    return {theme: broken for theme, broken in found.items() if broken}


def found_in(page: Page, theme: str) -> Found:
    """What axe finds in the theme that the page has: of colours, and of all else in the light one."""
    return _found(page, _OPTIONS if theme == "light" else _OF_COLOUR)


def _found(page: Page, options: dict[str, Any]) -> Found:
    return _told_of(_AXE.run(page, options=options).response)


def _told_of(response: dict[str, Any]) -> Found:
    return [(one["id"], [_told(node) for node in one["nodes"]]) for one in response["violations"]]


def _told(node: dict[str, Any]) -> str:
    reasons = " ".join(check["message"] for check in node["any"])
    return f"{node['html'][:120]} {reasons}".strip()
