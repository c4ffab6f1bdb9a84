"""Every screen of the long workshop at every size: all of it in sight, and large enough at the back."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.axe import found_by_axe
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.browser.whole_session import PHONES, places
from tests.servers import Server

_SIZES = ((1920, 1080), (1024, 768), (1280, 720), (3840, 2160))
#: At 1080p, in pixels; other sizes in proportion.
_SMALLEST = 28
_LOOK = """(smallest) => {
  const unit = Math.min(innerWidth / 1920, innerHeight / 1080);
  const seen = [], outside = [], small = [];
  const words = document.createTreeWalker(document.querySelector('.stage'), NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const element = words.currentNode.parentElement, style = getComputedStyle(element);
    const text = words.currentNode.textContent.trim();
    if (!text || style.visibility === 'hidden' || element.closest('.visually-hidden')) continue;
    seen.push(text);
    const range = document.createRange();
    range.selectNodeContents(words.currentNode);
    const box = range.getBoundingClientRect();
    if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight) outside.push(text);
    if (parseFloat(style.fontSize) / unit < smallest - 0.01) small.push(text);
  }
  const scrolls = [...document.querySelectorAll('.fit')].some(
    (box) => box.firstElementChild.scrollHeight > box.clientHeight + 1);
  return { empty: seen.length === 0, outside, small, scrolls };
}"""


def test_every_screen_fits_at_every_size(shared_server: Server, screens: Screens) -> None:
    complaints: list[str] = []
    with StageRoom(shared_server, phones=PHONES) as room:
        pages = [
            screens.open("projector", room.url, viewport={"width": width, "height": height}, color_scheme="dark")
            for width, height in _SIZES
        ]
        for place in places(room):
            complaints.extend(f"{place} {found}" for found in _look(room, pages))
    assert complaints == []


def _look(room: StageRoom, pages: list[Page]) -> Iterator[str]:
    for page, size in zip(pages, _SIZES, strict=True):
        room.is_shown_on(page)
        found = page.evaluate(_LOOK, _SMALLEST)
        if found != {"empty": False, "outside": [], "small": [], "scrolls": False}:
            yield f"at {size}: {found}"
    for found in found_by_axe(pages[0]):
        yield str(found)
