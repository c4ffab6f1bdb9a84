"""How somebody presses and writes: with mouse or finger, or by keyboard on pages that are said to have nothing else."""

from __future__ import annotations

from weakref import WeakSet

from playwright.sync_api import Locator, Page

from tests.browser import keyboard

_PATIENCE = 30_000
_WITHOUT_A_MOUSE: WeakSet[Page] = WeakSet()


def without_a_mouse(page: Page) -> Page:
    """From now on whoever sits at this page has a keyboard only."""
    _WITHOUT_A_MOUSE.add(page)
    return page


def is_without_a_mouse(page: Page) -> bool:
    """Whether it was said to be."""
    return page in _WITHOUT_A_MOUSE


def press(button: Locator) -> None:
    """Press it once it is there."""
    if is_without_a_mouse(button.page):
        keyboard.press(button)
    else:
        button.click(timeout=_PATIENCE)


def write(field: Locator, words: str) -> None:
    """Write in place of what stands there."""
    if is_without_a_mouse(field.page):
        keyboard.type_into(field, words)
    else:
        field.fill(words, timeout=_PATIENCE)


def choose(group: Locator, number: int) -> None:
    """The radio button in that place, counted from 0."""
    if is_without_a_mouse(group.page):
        keyboard.choose(group, number)
    else:
        group.nth(number).check(timeout=_PATIENCE, force=True)
