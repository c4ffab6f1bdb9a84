"""A rehearsal on real screens: begun where a session is made, marked on every screen, and gone when it is ended."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.axe import found_by_axe
from tests.browser.desk import add_unit, press, sees, set_up
from tests.browser.screens import Screens
from tests.conftest import ServerFactory


def test_a_rehearsal_is_marked_on_every_screen_and_leaves_nothing(server: ServerFactory, screens: Screens) -> None:
    house = server()
    laptop = screens.open("laptop", "about:blank")
    set_up(laptop, house)
    add_unit(laptop, discussed_on="2026-10-01")
    laptop.fill("#people", "4")
    press(laptop, "Start generalprøven")
    expect(laptop.locator("#people-feil")).to_have_text("Skriv et helt tall fra 5 til 200.")
    laptop.fill("#people", "5")
    press(laptop, "Start generalprøven")
    laptop.wait_for_url("**/styr/*")
    expect(laptop.get_by_text("5 er med").first).to_be_visible()
    code = laptop.url.rstrip("/").rpartition("/")[2]

    phone = screens.open("phone", f"{house.url}/d/{code}")
    expect(phone.locator(".rehearsal-badge")).to_have_text("Generalprøve")
    press(phone, "Bli med")
    expect(laptop.get_by_text("6 er med").first).to_be_visible()
    stage = screens.open("projector", f"{house.url}{laptop.locator('a[target=_blank]').first.get_attribute('href')}")
    for screen in (phone, stage, laptop):
        expect(screen.locator(".rehearsal-badge").first).to_be_visible()
    assert found_by_axe(phone) == []

    press(laptop, "Mørke")
    expect(stage.locator("[data-look]")).to_have_attribute("data-look", "dark")

    press(laptop, "Avslutt samlingen")
    laptop.get_by_role("alertdialog").get_by_role("button", name="Avslutt samlingen").click()
    sees(laptop, "Generalprøven er slettet.")
    for screen in (phone, stage):
        expect(screen.get_by_text("Generalprøven er slettet.").first).to_be_visible()
    assert list((house.data_dir / "rehearsals").iterdir()) == []
    laptop.goto(f"{house.url}/enheter")
    laptop.get_by_role("link", name="Helse og mestring").first.click()
    sees(laptop, "Helse og mestring")
    expect(laptop.locator(".session-date")).to_have_count(0)
