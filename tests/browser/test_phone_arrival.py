"""The first seconds of a phone: a press is carried out once, whatever becomes of the connection and the page."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.browser.network import Silence
from tests.browser.phones import PATIENCE, address, is_in, sees
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.servers import Server

#: Presses in the very moment at which the button is drawn, as a hasty thumb does, and once more.
_AT_ONCE = """() => new Promise((done) => {
  const look = () => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Bli med');
    if (!button) return void requestAnimationFrame(look);
    button.click();
    button.click();
    done();
  };
  look();
})"""
#: Loads the page again in the very moment at which it shows that one is in.
_AND_AGAIN = """() => {
  const isIn = () => document.querySelector('main:not([data-screen=door])');
  const again = (_, watching) => {
    if (!isIn()) return;
    watching.disconnect();
    window.location.reload();
  };
  new MutationObserver(again).observe(document, { attributes: true, childList: true, subtree: true });
}"""


def seats(room: StageRoom) -> int:
    """How many have one, the room's own phone included."""
    query = text("SELECT count(*) FROM seats WHERE session_id = :id")
    with room.prepared.database.reading() as db:
        return int(db.execute(query, {"id": room.prepared.session_id}).scalar_one())


def door(phone: Page) -> None:
    """Wait until one can press."""
    expect(phone.get_by_role("button", name="Bli med")).to_be_visible(timeout=PATIENCE)


def test_whoever_loads_the_page_again_at_once_is_still_in(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        phone = screens.context("phone").new_page()
        phone.goto(address(room))
        phone.evaluate(_AND_AGAIN)
        with phone.expect_navigation():
            phone.evaluate(_AT_ONCE)
        sees(phone, "Du er med. Vi starter straks.")
        assert seats(room) == 2


def test_what_a_dead_connection_swallows_is_carried_out_by_the_next(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        context = screens.context("phone")
        silence = Silence(context)
        phone = context.new_page()
        phone.goto(address(room))
        door(phone)
        with silence():
            phone.get_by_text("Nynorsk", exact=True).click()
            expect(phone.get_by_role("radio", name="Nynorsk")).to_be_checked()
            box = phone.get_by_role("button", name="Bli med").bounding_box()
            phone.get_by_role("button", name="Bli med").click()
            expect(phone.get_by_role("button", name="Kobler til …")).to_be_visible()
            assert phone.get_by_role("button", name="Kobler til …").bounding_box() == box
        phone.reload()
        sees(phone, "Du er med. Vi startar straks.")
        assert seats(room) == 2


def test_two_tabs_of_one_browser_are_one_person(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        context = screens.context("phone")
        tabs = [context.new_page(), context.new_page()]
        for tab in tabs:
            tab.goto(address(room))
            door(tab)
        for tab in tabs:
            tab.get_by_role("button", name="Bli med").click()
            is_in(tab)
        assert seats(room) == 2
