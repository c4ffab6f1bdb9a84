"""From the printed link to a session that can be shown, by a newcomer and by one who makes mistakes."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.desk import PERSON, add_unit, at, press, sees, set_up
from tests.browser.screens import Screens
from tests.conftest import ServerFactory


def test_from_the_printed_link_to_the_control_screen(server: ServerFactory, screens: Screens) -> None:
    one = server()
    page = screens.open("laptop", "about:blank")
    set_up(page, one)
    add_unit(page)
    press(page, "Lag samlingen")
    page.wait_for_url("**/styr/*")


def test_a_refused_form_comes_back_filled_in_with_the_focus_where_it_is_wrong(
    server: ServerFactory, screens: Screens
) -> None:
    one = server()
    page = screens.open("phone", one.set_up_url.replace("127.0.0.1", "localhost"))
    for name, value in {**PERSON, "password": "kort"}.items():
        page.fill(f"#{name}", value)
    press(page, "Lag kontoen")

    expect(page.locator("#password-feil")).to_have_text("Ikke lagret. Passordet må ha minst 12 tegn.")
    expect(page.locator("#password")).to_be_focused()
    expect(page.locator("#municipality")).to_have_value(PERSON["municipality"])
    expect(page.locator("#password")).to_have_value("")
    assert "Nordre" not in page.url
    assert "kari" not in page.url


def test_the_link_works_once(server: ServerFactory, screens: Screens) -> None:
    one = server()
    page = screens.open("laptop", "about:blank")
    link = f"{one.url}/oppsett{one.set_up_url.partition('/oppsett')[2]}"
    set_up(page, one)

    for address in (link, f"{one.url}/oppsett?nokkel=gjettet", f"{one.url}/oppsett"):
        page.goto(address)
        sees(page, "Lenken er brukt eller for gammel. Be om en ny.")


def test_signing_out_and_in_leads_back_to_where_one_was(server: ServerFactory, screens: Screens) -> None:
    one = server()
    page = screens.open("laptop", "about:blank")
    set_up(page, one)
    add_unit(page)
    where = page.evaluate("location.pathname").rstrip("/").removesuffix("/ny-samling")

    press(page, "Logg ut")
    expect(page.get_by_text("Du er logget ut.")).to_be_visible()
    page.goto(f"{one.url}{where}")
    sees(page, "Logg inn")
    expect(page.get_by_text("Helse og mestring")).to_have_count(0)

    page.fill("#email", PERSON["email"])
    page.fill("#password", "ikke dette passordet")
    press(page, "Logg inn")
    expect(page.get_by_role("alert")).to_have_text("Adressen eller passordet stemmer ikke.")
    expect(page.locator("#email")).to_have_value(PERSON["email"])
    page.fill("#password", PERSON["password"])
    press(page, "Logg inn")

    at(page, where)
    sees(page, "Helse og mestring")


def test_a_tab_keeps_nothing_of_the_one_who_signed_out(server: ServerFactory, screens: Screens) -> None:
    one = server()
    page = screens.open("laptop", "about:blank")
    set_up(page, one)
    add_unit(page, "Hemmelig enhet")
    page.goto(f"{one.url}/enheter")
    expect(page.get_by_text("Hemmelig enhet")).to_be_visible()

    received: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(str(frame))))
    press(page, "Logg ut")
    sees(page, "Logg inn")
    page.goto(f"{one.url}/enheter")
    sees(page, "Logg inn")

    assert received
    assert not any("Hemmelig" in frame for frame in received)
