"""What axe finds on a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.themes import in_each_theme

_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
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

Found = list[tuple[str, list[str]]]


def found_by_axe(page: Page) -> Found:
    """Each rule that is broken, and where."""
    return _found(page, _OPTIONS)


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
    violations: list[dict[str, Any]] = _AXE.run(page, options=options).response["violations"]
    return [(one["id"], [_told(node) for node in one["nodes"]]) for one in violations]


def _told(node: dict[str, Any]) -> str:
    reasons = " ".join(check["message"] for check in node["any"])
    return f"{node['html'][:120]} {reasons}".strip()
