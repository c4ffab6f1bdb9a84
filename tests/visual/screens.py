"""The screens that are pictured: how large they are, and how small their pictures are kept."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from playwright.sync_api import BrowserContext, Page

from tests.browser.screens import Screens

#: Taller pages are cut off there, in CSS pixels.
_TALLEST = 3000
#: While pictures are taken nothing shows the time or counts.
_AT_REST = ".session-clock, [role=timer], .phase-clock-ring, .soft-timer-track { visibility: hidden !important }"
#: A page is looked at as a whole: what lies under the bar just now can be scrolled to.
_WHOLE = """() => {
  const style = document.getElementById('whole') ?? document.head.appendChild(document.createElement('style'));
  style.id = 'whole';
  style.textContent = '.press-bar, .create-bar, .ballot > .actions, .left { position: static !important }';
}"""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A screen for pages of that kind. Its pictures are kept `shrunk` times smaller.

    Axe looks at those that are `examined`.
    """

    kind: str
    size: str
    width: int
    height: int
    shrunk: float
    examined: bool = False

    def context(self, screens: Screens) -> BrowserContext:
        """A browser of its own for such a screen. One pixel each: what is kept is smaller than any screen."""
        viewport = {"width": self.width, "height": self.height}
        return screens.context(self.size, viewport=viewport, device_scale_factor=1)

    def picture(self, page: Page) -> bytes:
        """The whole page as it stands, all movements ended, as JPEG. Its bar lies over nothing from then on."""
        page.evaluate(_WHOLE)
        return page.screenshot(
            full_page=True, animations="disabled", scale="css", style=_AT_REST, type="jpeg", quality=75
        )

    def small(self, taken: bytes) -> Image.Image:
        """As it is kept."""
        picture = Image.open(BytesIO(taken)).convert("RGB")
        picture = picture.crop((0, 0, picture.width, min(picture.height, _TALLEST)))
        size = (round(picture.width / self.shrunk), round(picture.height / self.shrunk))
        return picture.resize(size, Image.Resampling.LANCZOS)


SCREENS = {
    "phone": Screen(kind="phone", size="phone", width=390, height=844, shrunk=4, examined=True),
    "small-phone": Screen(kind="phone", size="small phone", width=320, height=568, shrunk=4),
    "projector": Screen(kind="projector", size="projector", width=1920, height=1080, shrunk=8, examined=True),
    "old-projector": Screen(kind="projector", size="projector", width=1024, height=768, shrunk=5.5),
    "control": Screen(kind="control", size="laptop", width=1366, height=768, shrunk=6, examined=True),
    "control-phone": Screen(kind="control", size="phone", width=390, height=844, shrunk=5, examined=True),
    "desk": Screen(kind="desk", size="laptop", width=1366, height=768, shrunk=6, examined=True),
    "desk-phone": Screen(kind="desk", size="phone", width=390, height=844, shrunk=4, examined=True),
}
