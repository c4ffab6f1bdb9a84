"""Units, preparing and looking back: by keyboard, on small screens, and for those who may not."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Page, expect

from tests.browser.axe import found_by_axe
from tests.browser.desk import add_unit, fits, press, sees, set_up
from tests.browser.screens import Screens
from tests.conftest import ServerFactory
from tests.servers import Server
from workshop_app.persistence import people, units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.units import Unit


@pytest.fixture
def house(server: ServerFactory) -> Server:
    return server()


@pytest.fixture
def page(house: Server, screens: Screens) -> Page:
    """A laptop at the form of the first unit."""
    opened = screens.open("laptop", "about:blank")
    set_up(opened, house)
    return opened


def go(page: Page, house: Server, path: str) -> None:
    page.goto(f"{house.url}{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def unit_path(page: Page) -> str:
    return str(page.evaluate("location.pathname")).rstrip("/").removesuffix("/ny-samling")


def test_every_page_is_clean_for_axe_and_fits_a_small_screen(page: Page, house: Server, screens: Screens) -> None:
    add_unit(page, discussed_on="2026-10-01")
    unit = unit_path(page)
    press(page, "Lag samlingen")
    page.wait_for_url("**/styr/*")
    go(page, house, unit)
    session = page.locator(".session-date").get_attribute("href")
    screens.forgive("404")

    pages = ["/enheter", "/enheter/ny", unit, f"{unit}/endre", f"{unit}/ny-samling", session, f"{session}/ark"]
    for path in [*pages, "/personvern", "/tilgjengelighet", "/finnes/ikke", "/enheter/finnes-ikke"]:
        go(page, house, str(path))
        assert found_by_axe(page) == [], path
        assert fits(page), path


def test_on_a_small_screen_the_menu_opens_and_closes_without_a_mouse(page: Page, house: Server) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    go(page, house, "/enheter")
    menu, opener = page.get_by_role("navigation", name="Meny"), page.get_by_role("button", name="Meny", exact=True)
    expect(menu).to_be_hidden()

    opener.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(opener).to_be_focused()

    opener.press("Enter")
    assert found_by_axe(page) == []
    menu.get_by_role("link", name="Folk").press("Enter")
    sees(page, "Folk")
    expect(menu).to_be_hidden()


def test_an_unknown_unit_and_an_unknown_session_say_so(page: Page, house: Server) -> None:
    for path in ("/enheter/finnes-ikke", "/enheter/finnes-ikke/endre", "/enheter/finnes-ikke/ny-samling"):
        go(page, house, path)
        sees(page, "Enheten finnes ikke.")
    go(page, house, "/samlinger/finnes-ikke")
    sees(page, "Siden finnes ikke.")


def test_nobody_sees_a_page_without_signing_in(page: Page, house: Server, screens: Screens) -> None:
    add_unit(page)
    unit = unit_path(page)
    for path in ("/enheter", "/enheter/ny", unit, f"{unit}/endre", f"{unit}/ny-samling", "/samlinger/x"):
        stranger = screens.open("laptop", f"{house.url}{path}")
        sees(stranger, "Logg inn")
        assert f"neste={path}" in stranger.url.replace("%2F", "/")


def test_a_unit_is_put_under_another_and_stays_there_when_it_is_changed(page: Page, house: Server) -> None:
    add_unit(page, "Helse")
    go(page, house, "/enheter/ny")
    page.select_option("#parent", label="Helse")
    add_unit(page, "Nord")
    unit = unit_path(page)
    for _ in range(2):
        go(page, house, f"{unit}/endre")
        expect(page.locator("#parent option:checked")).to_have_text("Helse")
        page.fill("#reorganised_on", "2026-09-01")
        press(page, "Lagre")
        expect(page.get_by_role("heading", name="Nord")).to_be_visible()


def test_the_first_page_says_what_to_do_first(page: Page, house: Server) -> None:
    go(page, house, "/enheter")
    expect(page.get_by_text("Ingen enheter ennå. Lag den første.")).to_be_visible()
    page.get_by_role("link", name="Ny enhet").click()
    sees(page, "Ny enhet")


def test_a_unit_that_cant_be_taken_is_refused_beside_the_field(page: Page) -> None:
    press(page, "Lag enheten og gå videre")
    expect(page.locator("#name")).to_be_focused()
    expect(page.locator("#name")).to_have_accessible_description(
        "For eksempel «Hjemmetjenesten sør» Ikke lagret. Fyll ut feltene som er merket med *."
    )

    page.fill("#name", "x" * 10_000)
    page.fill("#leader_role", "lederen")
    press(page, "Lag enheten og gå videre")
    expect(page.locator("#name-feil")).to_have_text("Teksten er for lang. Du har 9880 tegn for mye.")
    assert page.input_value("#leader_role") == "lederen"


def test_the_pulse_waits_for_the_date_on_the_unit(page: Page) -> None:
    add_unit(page)
    pulse = page.get_by_role("checkbox", name="Tillitspulsen")
    expect(pulse).to_be_disabled()
    expect(page.get_by_text("83 minutter i alt")).to_be_visible()

    page.get_by_role("link", name="Legg inn datoen for enheten").click()
    page.fill("#discussed_on", "2026-10-01")
    press(page, "Lagre")
    expect(page.get_by_text("01.10.2026")).to_be_visible()
    page.get_by_role("link", name="Ny samling").click()

    expect(pulse).to_be_checked()
    expect(page.get_by_text("90 minutter i alt")).to_be_visible()


def test_steps_are_left_out_moved_and_counted_by_keyboard(page: Page) -> None:
    add_unit(page, discussed_on="2026-10-01")
    page.get_by_role("checkbox", name="Prøvestemme").press("Space")
    expect(page.get_by_text("88 minutter i alt")).to_be_visible()
    page.get_by_label("Hvilket spørsmål skal dere ta?").select_option(index=1)
    expect(page.get_by_text("87 minutter i alt")).to_be_visible()

    down = page.get_by_role("button", name="Flytt ned: Velkommen")
    for place in (2, 3):
        down.press("Enter")
        expect(page.get_by_text(f"Velkommen er nå nummer {place} av 18.")).to_be_attached()
        expect(down).to_be_focused()
    up = page.get_by_role("button", name="Flytt opp: Velkommen")
    up.press("Enter")
    expect(up).to_be_focused()
    up.press("Enter")
    # First of all now: there is only one way left.
    expect(down).to_be_focused()


def test_a_session_without_any_step_is_refused_with_a_sentence(page: Page) -> None:
    add_unit(page, discussed_on="2026-10-01")
    for box in page.get_by_role("checkbox").all():
        if box.is_enabled() and box.is_checked():
            box.click()
            expect(box).not_to_be_checked()
    press(page, "Lag samlingen")
    expect(page.get_by_role("alert")).to_have_text("Samlingen er ikke laget. Ta med minst ett steg.")
    assert page.url.rstrip("/").endswith("/ny-samling")


def test_a_made_session_stands_in_the_list_and_leads_to_its_page(page: Page, house: Server) -> None:
    add_unit(page)
    unit = unit_path(page)
    page.fill("#held_on", "2026-02-11")
    press(page, "Lag samlingen")
    page.wait_for_url("**/styr/*")

    go(page, house, unit)
    expect(page.get_by_role("link", name="Styr samlingen 11.02.2026")).to_be_visible()
    page.get_by_role("link", name="11.02.2026", exact=True).click()
    sees(page, "Samling på 90 minutter")
    expect(page.get_by_text("Ingenting å vise ennå.")).to_be_visible()
    expect(page.get_by_text("83 minutter i alt")).to_be_visible()


def test_a_leader_looks_back_and_prepares_nothing(page: Page, house: Server, screens: Screens) -> None:
    password = "et langt passord"
    database = Database(f"sqlite:///{house.data_dir / 'workshop.db'}")
    unit = Unit(id="skole", name="Skole", leader_role="rektor", agreed_roles="", discussed_on=None)
    with database.unit_of_work() as db:
        hashed = PasswordHasher().hash(password)
        people.add_person(db, id_="lars", email="lars@example.no", name="Lars", password_hash=hashed, role="leader")
        units.add_unit(db, unit, member="lars")
    database.close()
    add_unit(page, "Helse")
    helse = unit_path(page)
    go(page, house, "/enheter/skole/ny-samling")
    press(page, "Lag samlingen")
    page.wait_for_url("**/styr/*")

    leader = screens.open("laptop", f"{house.url}/logg-inn")
    leader.fill("#email", "lars@example.no")
    leader.fill("#password", password)
    press(leader, "Logg inn")
    sees(leader, "Enheter")
    expect(leader.locator(".tile-name")).to_have_text(["Skole"])
    for name in ("Ny enhet", "Ny samling", "Endre enheten", "Styr"):
        expect(leader.get_by_role("link", name=name)).to_have_count(0)
    leader.get_by_role("link", name="Skole").click()
    expect(leader.locator(".session")).to_have_count(1)
    for name in ("Ny samling", "Endre enheten", "Styr"):
        expect(leader.get_by_role("link", name=name)).to_have_count(0)
    for path, told in ((helse, "Enheten"), ("/enheter/ny", "Siden"), ("/enheter/skole/ny-samling", "Siden")):
        go(leader, house, path)
        sees(leader, f"{told} finnes ikke.")


def test_the_public_pages_name_the_municipality_and_the_contact(page: Page, house: Server, screens: Screens) -> None:
    stranger = screens.open("small phone", f"{house.url}/personvern")
    sees(stranger, "Slik tar vi vare på svarene")
    expect(stranger.get_by_text("Nordre Land kommune er behandlingsansvarlig.")).to_be_visible()
    stranger.goto(f"{house.url}/tilgjengelighet")
    expect(stranger.get_by_text("personvern@example.no")).to_be_visible()
