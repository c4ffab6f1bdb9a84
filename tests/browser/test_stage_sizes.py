"""Every screen of the long workshop at every size: all of it in sight, and large enough at the back."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.axe import found_by_axe
from tests.browser.legible import out_of_place
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.browser.whole_session import PHONES, places
from tests.servers import Server

_SIZES = ((1920, 1080), (1024, 768), (1280, 720), (3840, 2160))


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
        yield from (f"at {size}: {found}" for found in out_of_place(page))
    for found in found_by_axe(pages[0]):
        yield str(found)
