"""One phone for a whole table: a seat of its own for each person, and nothing of the one before."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.axe import found_in_each_theme
from tests.browser.phones import address, arrive, sees
from tests.browser.screens import Screens
from tests.browser.squeezed import cut_off
from tests.browser.stage_room import StageRoom
from tests.servers import Server

_KEPT = """() => Object.keys(localStorage)
    .filter((key) => /^workshop_(answer|notes|leads)/.test(key)).map((key) => `${key}=${localStorage[key]}`)"""
_NO_SEAT = "() => Object.keys(JSON.parse(localStorage.workshop_seats ?? '{}')).length === 0"
_SEAT = "() => Object.values(JSON.parse(localStorage.workshop_seats ?? '{}')).join()"


def _share(screens: Screens, room: StageRoom) -> Page:
    """A phone that says at the door that several use it."""
    phone = screens.context("phone").new_page()
    phone.goto(address(room))
    phone.get_by_label("Vi er flere om denne telefonen").check()
    sees(phone, "Du er med. Vi starter straks.")
    return phone


def _next(phone: Page) -> None:
    phone.get_by_role("button", name="Jeg er neste").click()
    expect(phone.get_by_role("button", name="Jeg er neste")).to_be_hidden()


def _answer(phone: Page, label: str) -> None:
    """Answer as the next one; returns when the phone asks for the one after."""
    _next(phone)
    expect(phone.locator(".ballot input:checked")).to_have_count(0)
    phone.locator(".ballot .option", has_text=label).click()
    phone.get_by_role("button", name="Send svaret", exact=True).click()
    sees(phone, "Takk. Svaret er levert.")


def test_each_answers_on_a_seat_of_their_own_and_leaves_nothing(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = arrive(screens, room)
        room.go_to("provestemme", "open")
        phone.locator(".ballot .option", has_text="Kaffe").click()
        phone.get_by_role("button", name="Send svaret", exact=True).click()
        sees(phone, "Svaret er mottatt.")
        owners = phone.evaluate(_SEAT)

        # Its owner lets the others at the table use it.
        phone.locator(".screen-foot summary").click()
        phone.get_by_label("Vi er flere om denne telefonen").check()
        sees(phone, "Denne skjermen tar imot ett svar om gangen.")
        assert found_in_each_theme(phone) == {}
        assert cut_off(phone) == []
        for n, label in enumerate(("Te", "Vann"), start=1):
            _answer(phone, label)
            sees(phone, f"{n} svar levert herfra")
            expect(phone.locator(".ballot, .fate")).to_have_count(0)
            phone.wait_for_function(_NO_SEAT)
            assert phone.evaluate(_KEPT) == []
        assert room.prepared.stored_ballots() == 3

        # Whoever loads the page anew meets the same: nobody's answer.
        phone.reload()
        _next(phone)
        expect(phone.locator(".ballot input:checked")).to_have_count(0)
        assert phone.evaluate(_SEAT) not in ("", owners)


def test_what_was_begun_and_not_handed_in_is_gone_for_the_next_one(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = _share(screens, room)
        room.go_to("tillitspulsen", "open")
        _next(phone)
        phone.get_by_role("button", name="Start pulsen").click()
        phone.locator(".statement .option", has_text="Ganske enig").click()
        phone.wait_for_function("() => Object.keys(localStorage).some((key) => key.startsWith('workshop_answer'))")
        begun = phone.evaluate(_SEAT)

        # As if the phone had been switched off in the middle of it.
        phone.reload()
        phone.wait_for_function(_NO_SEAT)
        _next(phone)
        expect(phone.get_by_role("button", name="Start pulsen")).to_be_visible()
        assert phone.evaluate(_SEAT) not in ("", begun)
        assert [line for line in phone.evaluate(_KEPT) if '"part"' in line] == []
