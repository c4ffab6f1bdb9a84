"""Takes pictures of pages in every theme, has axe look at them, and writes down what a screen reader is given."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser.axe import faint, found_in
from tests.browser.legible import out_of_place
from tests.browser.themes import THEMES, in_each_theme
from tests.visual.screens import SCREENS

#: A projector's colours are chosen by whoever runs the session, whatever the machine is set to.
_LOOKS = {"dark": "dark", "contrast": "contrast"}
_WEAR = "look => document.querySelectorAll('.stage').forEach(stage => stage.dataset.look = look)"
_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
#: What is another word at each run, and what to write instead.
_CHANGING = (
    (re.compile(r"\d\d\.\d\d\.\d{4}"), "DD.MM.ÅÅÅÅ"),
    (re.compile(r"\b20\d\d\b"), "ÅÅÅÅ"),
    (re.compile(r"\d+:\d\d"), "TT:MM"),
    (re.compile(r"nokkel=\w+"), "nokkel=N"),
    (re.compile(r"\d+ av (\d+) minutter"), r"N av \1 minutter"),
    (re.compile(r"localhost:\d+"), "localhost"),
    (re.compile(r"\d+ (minutter|minutt|sekunder) igjen"), "N igjen"),
)


class Camera:
    """What was taken: `pictures` as they are kept, by sheet and place; `trees` by screen and place; `complaints`.

    It has the screens of these `kinds`. Full pictures are files in `folder`.
    """

    def __init__(self, folder: Path, kinds: Collection[str]) -> None:
        self.folder = folder
        self.screens = {name: screen for name, screen in SCREENS.items() if screen.kind in kinds}
        self.pictures: dict[str, dict[str, Image.Image]] = {}
        self.trees: dict[str, dict[str, str]] = {}
        self.complaints: list[str] = []

    def take(self, page: Page, name: str, place: str) -> None:
        """Picture the page as the screen of that name, in each theme."""
        screen = self.screens[name]
        for theme in in_each_theme(page):
            if screen.kind == "projector":
                page.evaluate(_WEAR, _LOOKS.get(theme, "light"))
            taken = screen.picture(page)
            file = self.folder / f"{name}-{theme}" / f"{place}.jpg"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(taken)
            self.pictures.setdefault(f"{name}-{theme}", {})[place] = screen.small(taken)
            if screen.examined:
                self._complain(f"{name}-{theme} {place}", found_in(page, theme))
            if screen.kind == "projector" and screen.examined:
                self._complain(f"{name}-{theme} {place}", faint(page))
            if screen.kind == "projector":
                self._complain(f"{name}-{theme} {place}", list(out_of_place(page)))
        if page.evaluate(_WIDER):
            self._complain(f"{name} {place}", ["reaches beyond the right edge"])
        if name == screen.kind:
            self.trees.setdefault(name, {})[place] = spoken(page)

    def places(self) -> dict[str, list[str]]:
        """The places that were pictured, by screen."""
        return {
            name: list(taken) for name in self.screens if (taken := self.pictures.get(f"{name}-{next(iter(THEMES))}"))
        }

    def complain_of(self, found: Iterable[str]) -> None:
        """Take in and tell at once what is wrong, since the walk is long."""
        for one in found:
            self.complaints.append(one)
            print(one, flush=True)

    def _complain(self, where: str, found: object) -> None:
        if found:
            self.complain_of([f"{where}: {found}"])


def spoken(page: Page) -> str:
    """The page as a screen reader finds it, with what changes from run to run left out."""
    tree = page.locator("body").aria_snapshot()
    for pattern, word in _CHANGING:
        tree = pattern.sub(word, tree)
    return f"{tree}\n"
