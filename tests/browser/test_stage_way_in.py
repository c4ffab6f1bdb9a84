"""The way in, as the room sees it: scanned from a picture of the projector, or typed from the back row."""

from __future__ import annotations

from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.conftest import ServerFactory
from tests.servers import Server
from workshop_app.domain.codes import spoken
from workshop_app.services.addresses import Addresses, shown_address


def test_the_code_on_the_projector_leads_to_the_session(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=3) as room:
        page = screens.open("projector", room.url)
        expect(page.get_by_text("3 er med")).to_be_visible()
        address = Addresses(public_url=None, port=room.workshop.server.port).candidates()[0]

        found = zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot())))

        assert [code.text for code in found] == [f"{address}/d/{room.prepared.code}?k={room.prepared.scan_key}"]
        picture = page.locator(".join-picture").bounding_box()
        assert picture is not None
        assert picture["width"] >= 400
        expect(page.get_by_text(f"eller gå til {shown_address(address)} og skriv")).to_be_visible()
        expect(page.get_by_text(spoken(room.prepared.code), exact=True)).to_be_visible()


def test_the_code_and_black_lie_over_the_screen_and_leave_it_as_it_was(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        page = screens.open("projector", room.url)
        room.press()
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("Velkommen")
        room.is_shown_on(page)
        before = heading.bounding_box()

        room.note("code", value=True)
        expect(heading).to_have_text("Skann koden med kameraet")
        room.note("hidden", value=True)
        expect(page.locator(".black")).to_be_visible()
        assert _colours(page) <= 40
        room.note("hidden", value=False)
        room.note("code", value=False)

        expect(heading).to_have_text("Velkommen")
        room.is_shown_on(page)
        assert heading.bounding_box() == before


def test_late_comers_find_the_code_on_every_step(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        page = screens.open("projector", room.url)
        room.go_to("provestemme", "open")
        expect(page.locator(".sheet-code")).to_contain_text(spoken(room.prepared.code))


def test_a_wrong_key_shows_one_kind_sentence(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        page = screens.open("projector", room.url[:-4] + "0000")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".sheet, .join")).to_have_count(0)


def test_without_a_server_the_screen_stays_and_says_so(server: ServerFactory, screens: Screens) -> None:
    screens.forgive("WebSocket|ERR_|Failed to load")
    with StageRoom(server(), phones=1) as room:
        page = screens.open("projector", room.url)
        room.press()
        expect(page.get_by_role("heading", name="Velkommen")).to_be_visible()

        room.workshop.server.kill()

        expect(
            page.get_by_role("status").get_by_text(
                "Skjermen er uten nett. Sjekk nettet på maskinen. Vi prøver igjen av oss selv."
            )
        ).to_be_visible(timeout=60_000)
        expect(page.get_by_role("heading", name="Velkommen")).to_be_visible()
        room.workshop.server.start()
        expect(
            page.get_by_text("Skjermen er uten nett. Sjekk nettet på maskinen. Vi prøver igjen av oss selv.")
        ).to_have_count(0, timeout=60_000)


def _colours(page: Page) -> int:
    """The brightest value in the picture."""
    picture = Image.open(BytesIO(page.screenshot())).convert("L")
    # The mark in the corner is allowed to be seen by those who look for it.
    return int(picture.crop((0, 0, 1800, 1000)).getextrema()[1])
