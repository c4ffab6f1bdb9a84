"""What axe finds on a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_AXE = Axe()


def found_by_axe(page: Page) -> list[tuple[str, list[str]]]:
    """Each rule that is broken, and where."""
    violations: list[dict[str, Any]] = _AXE.run(page, options=_OPTIONS).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations]
