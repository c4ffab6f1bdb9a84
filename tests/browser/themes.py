"""The ways of looking that a person may have asked the machine for, tried one after the other on one open page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from tests.browser.screens import land

THEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "contrast": "no-preference", "forced_colors": "none"},
    "contrast": {"color_scheme": "light", "contrast": "more", "forced_colors": "none"},
    # Most who force colours read light on dark, and there what is missing shows.
    "forced": {"color_scheme": "dark", "contrast": "no-preference", "forced_colors": "active"},
}


def in_each_theme(page: Page) -> Iterator[str]:
    """Give the page each theme in turn, the light one last, which it keeps."""
    for name in reversed(THEMES):
        page.emulate_media(**THEMES[name])
        # Colours glide from the one theme to the other.
        land(page)
        yield name
