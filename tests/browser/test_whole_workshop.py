"""The main job, end to end: from the set-up link to the finished session, by people in real browsers.

A facilitator at a laptop, a projector, eight phones, the whole agenda of 90 minutes; the server is
killed in the middle of a vote. The facilitator and one of the participants have a keyboard and no mouse.
One long test, since each part is only true after those before it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import hands, people
from tests.browser.desk import add_unit, press, set_up
from tests.browser.hands import without_a_mouse
from tests.browser.screens import Screens
from tests.conftest import ServerFactory
from tests.servers import Server

PHONES = 8
#: The phone of somebody who has a keyboard and no pointer; it writes for a group too.
_BY_KEYBOARD = 1
_PATIENCE = 30_000
_REST = 450


class Room:
    """The facilitator's browser, the projector and the phones."""

    def __init__(self, server: Server, screens: Screens) -> None:
        self.server = server
        self.screens = screens
        self.control = without_a_mouse(screens.open("laptop", "about:blank"))
        set_up(self.control, server)
        add_unit(self.control, "Hjemmetjenesten nord", discussed_on="2026-10-01")
        press(self.control, "Lag samlingen")
        self.control.wait_for_url("**/styr/*")
        self.code = self.control.url.rstrip("/").rpartition("/")[2]
        self.onward()
        # At the network address nothing is encrypted, and the facilitator is asked to accept that.
        press(self.control, "Vi øver likevel")
        key = self.control.get_by_role("link", name=re.compile("skjermen")).first.get_attribute("href")
        self.stage = screens.open("projector", f"{server.url}{key}")
        self.phones = [self._phone(number) for number in range(PHONES)]

    def onward(self) -> None:
        """The one big button, and a yes where it asks."""
        # A second press at once would be taken for a double click.
        self.control.wait_for_timeout(_REST)
        before = self._version()
        hands.press(self.control.locator(".big-button"))
        self._agree(before)

    def arrive(self, title: str) -> None:
        """Press until the control screen's heading is `title`."""
        for _ in range(12):
            if self.control.get_by_role("heading", level=1).inner_text() == title:
                return
            self.onward()
        raise AssertionError(f"never came to {title}")

    def shows(self, text: str | re.Pattern[str]) -> None:
        """Wait until the projector shows it."""
        expect(self.stage.get_by_text(text).first).to_be_visible(timeout=_PATIENCE)

    def shows_on(self, phone: Page) -> None:
        """Wait until the phone is where the facilitator is."""
        expect(phone.locator(".phone")).to_have_attribute("data-version", self._version(), timeout=_PATIENCE)

    def _phone(self, number: int) -> Page:
        size = "small phone" if number == 0 else "phone"
        phone = self.screens.open(size, f"{self.server.url}/d/{self.code.lower()}")
        if number == _BY_KEYBOARD:
            without_a_mouse(phone)
        hands.press(phone.get_by_role("button", name="Bli med"))
        expect(phone.get_by_text("Du er med. Vi starter straks.")).to_be_visible(timeout=_PATIENCE)
        return phone

    def _version(self) -> str:
        return str(self.control.locator(".control").get_attribute("data-version"))

    def _agree(self, before: str) -> None:
        deadline = time.monotonic() + _PATIENCE / 1000
        while time.monotonic() < deadline:
            self.control.wait_for_timeout(50)
            asked = self.control.get_by_role("alertdialog")
            if asked.count():
                hands.press(asked.locator(".button-danger"))
                expect(asked).to_be_hidden()
            elif self._version() != before:
                return
        raise AssertionError(f"nothing happened: {self.control.locator('.notices').inner_text()}")


@pytest.fixture
def room(server: ServerFactory, screens: Screens) -> Iterator[Room]:
    # A killed server makes every page complain about its connection.
    screens.forgive("WebSocket|ERR_CONNECTION_REFUSED")
    return Room(server(), screens)


def test_a_whole_workshop(room: Room) -> None:
    _welcome(room)
    _pulse(room)
    _principles(room)
    _definition(room)
    _dilemma_with_a_crash(room)
    _question(room)
    _commitment(room)
    _close(room)
    _afterwards(room)


def _welcome(room: Room) -> None:
    room.shows(re.compile(r"^8 er med"))
    room.arrive("Prøvestemme")
    for number, phone in enumerate(room.phones):
        people.choose(phone, number % 2)
    room.shows("Alle er ferdige")
    assert "%" not in room.stage.locator("main").inner_text()
    room.onward()
    room.shows("Kaffe")
    room.shows(re.compile("50"))


def _pulse(room: Room) -> None:
    room.arrive("Tillitspulsen")
    people.lead_the_unit(room.phones[0])
    for number, phone in enumerate(room.phones[1:]):
        people.answer_pulse(phone, 2 + number % 3)
    room.onward()
    room.shows("Lukket")


def _principles(room: Room) -> None:
    room.arrive("Styringsprinsipper")
    room.shows("Verdifellesskap")
    room.arrive("Hundre poeng")
    for phone in room.phones:
        people.share_out(phone, 6, 2, 2)
    room.onward()
    for phone in room.phones:
        people.share_out(phone, 3, 1, 6)
    room.onward()
    room.shows(re.compile("Størst avstand: Tillit"))


def _definition(room: Room) -> None:
    room.arrive("Hva er tillit?")
    for phone in room.phones:
        people.choose(phone, 1)
    room.onward()
    room.shows("Vilje")


def _dilemma_with_a_crash(room: Room) -> None:
    room.arrive("Kunnskap eller kultur?")
    for phone in room.phones[:4]:
        people.choose(phone, 1)
    room.server.kill()
    room.server.start()
    for phone in room.phones[4:]:
        people.choose(phone, 3)
    expect(room.phones[0].get_by_role("radio").nth(1)).to_be_checked(timeout=_PATIENCE)
    room.shows("Alle er ferdige")
    room.onward()
    room.shows(re.compile("^Begynn med det beste argumentet"))
    room.onward()
    for phone in room.phones:
        people.choose(phone, 4)
    room.onward()
    room.shows("Før samtalen")
    room.shows("Tyngden har flyttet seg mot «Mest kulturen».")


def _question(room: Room) -> None:
    room.arrive("Hva nå?")
    for phone in room.phones:
        people.choose(phone, 2)
    room.onward()
    room.shows("Hva gjør vi hvis prosedyrer/regler kommer i veien for gode løsninger?")
    room.onward()
    hands.press(room.control.get_by_role("button", name="2", exact=True))
    room.onward()
    people.write_for_group(room.phones[1], 1, "Vi spør før vi gjør unntak", "Vi lager en liste over egne rutiner")
    people.write_for_group(room.phones[2], 2, "Vi melder fra samme dag")
    waiting = room.control.get_by_role("button", name="Vis på skjermen")
    expect(waiting).to_have_count(3, timeout=_PATIENCE)
    for left in (2, 1, 0):
        hands.press(waiting.first)
        expect(waiting).to_have_count(left, timeout=_PATIENCE)
    room.onward()
    room.shows("Lov og forskrift må vi følge.")
    for phone in room.phones:
        people.choose(phone, 1)
    room.onward()
    room.shows("Spørre først")
    room.onward()
    room.onward()
    room.shows("Vi melder fra samme dag")
    room.onward()
    for phone in room.phones:
        people.give_dots(phone, 0, 0, 1)
    room.onward()
    room.shows("Vi spør før vi gjør unntak")


def _commitment(room: Room) -> None:
    room.arrive("Pulsen i dag")
    room.shows("Rom for selvledelse")
    assert "Støtte fra lederen" not in room.stage.locator("main").inner_text()
    room.arrive("Tiltak")
    hands.press(room.control.get_by_role("button", name="Gjør det til et tiltak").first)
    room.shows("Vi spør før vi gjør unntak")
    hands.write(room.control.get_by_label(re.compile("^Hvem har ansvaret")).first, "Fagansvarlig")
    room.control.get_by_label(re.compile("^Når skal det være gjort")).first.fill("2099-01-15")
    hands.write(
        room.control.get_by_label(re.compile("^Hva skjer den første uken")).first, "Henge opp en liste på mandag"
    )
    room.shows("Henge opp en liste på mandag")
    room.control.get_by_label("Dato for neste samling").first.fill("2099-01-20")
    room.control.get_by_label("Klokkeslett").first.fill("09:30")
    room.onward()


def _close(room: Room) -> None:
    room.arrive("Hvor sikre er vi?")
    for phone in room.phones:
        people.choose(phone, 3)
    room.onward()
    room.shows("De fleste er ganske eller helt sikre")
    room.arrive("Avslutning")
    room.shows(re.compile("20.01.2099 kl.\\s09.30"))
    room.onward()
    for phone in room.phones:
        expect(phone.get_by_text("Henge opp en liste på mandag")).to_be_visible(timeout=_PATIENCE)
    _take_dates(room.phones[0])
    room.phones[3].reload()
    expect(room.phones[3].get_by_text("Henge opp en liste på mandag")).to_be_visible(timeout=_PATIENCE)


def _take_dates(phone: Page) -> None:
    link = phone.get_by_role("link", name="Legg datoen og fristene i kalenderen")
    answer = phone.request.get(link.evaluate("(found) => found.href"))
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "DTSTART;TZID=Europe/Oslo:20990120T093000" in answer.text()
    assert "DTSTART;VALUE=DATE:20990115" in answer.text()


def _afterwards(room: Room) -> None:
    hands.press(room.control.locator("a.big-button"))
    page = room.control.locator("main")
    for text in (
        "Hva står mest i veien for tillitsbasert ledelse hos oss",
        "Vi melder fra samme dag",
        "Henge opp en liste på mandag",
        "Fagansvarlig",
    ):
        expect(page.get_by_text(text).first).to_be_visible(timeout=_PATIENCE)
    assert "Støtte fra lederen" not in page.inner_text()
