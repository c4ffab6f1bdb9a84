"""The municipality kept in order in the browser: its units as a tree, with the keyboard as with a finger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import found_by_axe
from tests.browser.desk import PERSON, fits, press, sees, set_up
from tests.browser.screens import Screens
from tests.integration.house import CONTENT
from tests.pictures import SVG
from tests.servers import Server
from tests.unit.test_sheets import xlsx
from workshop_app.domain.access import ADMINISTRATOR, Person
from workshop_app.persistence import accounts, units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.units import Unit
from workshop_app.services.preparation import Preparation


@pytest.fixture(scope="module")
def house(pages: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all of these tests, set up by Kari."""
    server = Server(data_dir=tmp_path_factory.mktemp("administration") / "server").start()
    screens = Screens(browser)
    set_up(screens.open("laptop", "about:blank"), server)
    screens.close()
    yield server
    server.end()


def add_units(house: Server, *names: tuple[str, str | None]) -> None:
    """Units by name, each under another or at the top; ids are names without blanks."""
    database = Database(f"sqlite:///{house.data_dir / 'workshop.db'}")
    with database.unit_of_work() as db:
        for name, parent in names:
            texts = {"leader_role": "avdelingslederen", "agreed_roles": "", "discussed_on": None}
            id_, above = (part and part.replace(" ", "-") for part in (name, parent))
            units.add_unit(db, Unit(id=id_, name=name, parent_id=above, **texts))
    database.close()


def prepare_for(unit: str, house: Server) -> str:
    """A session in draft of a new unit; its code."""
    add_units(house, (unit, None))
    database = Database(f"sqlite:///{house.data_dir / 'workshop.db'}")
    with database.reading() as db:
        (kari,) = accounts.list_accounts(db)
    code = Preparation(database=database, content=CONTENT).create_session(
        Person(id=kari.id, name=kari.name, role=ADMINISTRATOR, units=frozenset()),
        unit_id=unit.replace(" ", "-"),
        agenda_id="90-minutter",
        held_on=date(2026, 3, 2),
        language="nb",
        order=["velkommen"],
        chosen_question=None,
    )
    database.close()
    return code


def open_at(screens: Screens, house: Server, path: str, *, size: str = "laptop") -> Page:
    page = screens.open(size, f"{house.url}/logg-inn?neste={path}")
    page.fill("#email", PERSON["email"])
    page.fill("#password", PERSON["password"])
    press(page, "Logg inn")
    # On a phone one's own account is in the menu.
    expect(page.get_by_role("link", name="Kontoen din: ").or_(page.get_by_role("button", name="Meny"))).to_be_visible()
    return page


def test_units_are_made_renamed_moved_and_closed_from_the_keyboard(house: Server, screens: Screens) -> None:
    add_units(house, ("Helse", None), ("Nord", "Helse"))
    page = open_at(screens, house, "/enheter/ordne")
    sees(page, "Ordne enhetene")

    page.get_by_role("button", name="Endre Nord").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Nordre")
    page.locator("#parent").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Nordre er lagret.")).to_be_visible()
    expect(page.get_by_role("button", name="Endre Nordre")).to_be_focused()
    expect(page.locator(".tree-unit")).to_have_text(["HelseEndre", "NordreEndre"])

    page.fill("#new_name", "helse")
    page.fill("#new_leader_role", "lederen")
    press(page, "Lag enheten")
    expect(page.locator("#new_name-feil")).to_have_text("Ikke lagret. Det finnes allerede en enhet som heter helse.")
    page.fill("#new_name", "Ærfugl")
    page.select_option("#new_parent", label="Helse")
    press(page, "Lag enheten")
    expect(page.get_by_role("status").filter(has_text="Ærfugl er laget.")).to_be_visible()
    expect(page.locator("#new_name")).to_have_value("")

    press(page, "Endre Helse")
    press(page, "Lukk enheten")
    expect(page.get_by_role("alert").first).to_have_text(
        "Ikke lukket. Det ligger åpne enheter under Helse. Flytt eller lukk dem først."
    )
    press(page, "Avbryt")
    expect(page.get_by_role("button", name="Endre Helse")).to_be_focused()
    press(page, "Endre Ærfugl")
    press(page, "Lukk enheten")
    row = page.locator(".tree-unit", has_text="Ærfugl")
    expect(row.locator(".state")).to_contain_text("Lukket")
    assert found_by_axe(page) == []

    page.goto(f"{house.url}/enheter")
    expect(page.locator(".tree-unit", has_text="Ærfugl").locator(".state")).to_contain_text("Lukket")


def test_all_sessions_are_listed_and_narrowed_and_what_lacks_a_discussion_leads_to_its_field(
    house: Server, screens: Screens
) -> None:
    code = prepare_for("Samlingsenheten", house)
    page = open_at(screens, house, "/samlinger")
    sees(page, "Samlinger")
    row = page.locator("tbody tr", has_text="Samlingsenheten")
    expect(row.locator(".state")).to_have_text("Ikke åpnet")
    assert code not in page.content()
    assert found_by_axe(page) == []
    page.select_option("#status", label="Slutt")
    press(page, "Vis")
    expect(page.get_by_text("Ingen samlinger passer.")).to_be_visible()
    expect(page.locator("#status")).to_have_value("ended")

    page.goto(f"{house.url}/drofting")
    sees(page, "Drøfting av pulsen")
    assert found_by_axe(page) == []
    page.locator("tbody tr", has_text="Samlingsenheten").get_by_role("link", name="Legg inn dato").click()
    expect(page.locator("#name")).to_have_value("Samlingsenheten")
    expect(page.locator("#discussed_on")).to_have_value("")


def test_units_are_merged_and_split_and_their_pages_say_so(house: Server, screens: Screens) -> None:
    add_units(house, ("Avdeling A", None), ("Avdeling B", None))
    page = open_at(screens, house, "/enheter/ordne")
    press(page, "Endre Avdeling A")
    page.get_by_text("Slå sammen med en annen enhet").click()
    page.select_option("#merge_into", label="Avdeling B")
    page.fill("#merge_name", "Hele avdelingen")
    press(page, "Slå sammen")
    expect(page.get_by_role("status").filter(has_text="Avdeling A er slått sammen")).to_be_visible()

    press(page, "Endre Hele avdelingen")
    page.locator("summary", has_text="Del enheten").click()
    page.fill("#split_name", "Hele avdelingen")
    page.locator("form", has=page.locator("#split_name")).get_by_role("button", name="Del enheten").click()
    expect(page.locator("#split_name-feil")).to_contain_text("Det finnes allerede en enhet som heter Hele avdelingen.")
    page.fill("#split_name", "Natt\n\nKveld\n")
    page.locator("form", has=page.locator("#split_name")).get_by_role("button", name="Del enheten").click()
    expect(page.get_by_role("status").filter(has_text="Hele avdelingen er delt.")).to_be_visible()
    expect(page.locator(".tree-unit .tile-name").filter(has_text="Natt")).to_have_count(1)

    page.get_by_role("link", name="Hele avdelingen", exact=True).click()
    for said in ("Avdeling A ble slått sammen med enheten", "Natt ble skilt ut fra enheten"):
        expect(page.locator(".about-unit")).to_contain_text(said)


def test_a_table_shows_what_it_would_change_before_it_does(house: Server, screens: Screens) -> None:
    add_units(house, ("Skole", None))
    page = open_at(screens, house, "/enheter/ordne")
    page.get_by_role("link", name="Hent enheter fra en tabell").click()
    sees(page, "Hent enheter fra en tabell")
    press(page, "Se hva som blir endret")
    expect(page.locator("#fil-feil")).to_have_text("Velg en fil først.")

    def upload(*rows: list[object]) -> None:
        table = xlsx(["Enhet", "Under", "Leder"], *rows)
        page.set_input_files("#fil", {"name": "enheter.xlsx", "mimeType": "", "buffer": table})
        press(page, "Se hva som blir endret")

    upload(["Ny skole", "Skole", ""])
    expect(page.locator(".import-lines")).to_have_text("Rad 2Ny skole er ny, og da må det stå hva lederen kalles.")
    expect(page.get_by_role("button", name="Gjør endringene")).to_have_count(0)
    upload(["Ny skole", "Skole", "rektoren"])
    expect(page.locator(".import-lines")).to_have_text("NyNy skole, under Skole")
    assert found_by_axe(page) == []
    press(page, "Gjør endringene")
    expect(page.get_by_role("status").filter(has_text="1 enhet er laget eller endret.")).to_be_visible()
    page.goto(f"{house.url}/enheter/ordne")
    expect(page.locator(".tree-unit", has_text="Ny skole")).to_be_visible()


def test_the_municipality_decides_and_can_only_raise_the_threshold(house: Server, screens: Screens) -> None:
    page = open_at(screens, house, "/enheter")
    page.get_by_role("link", name="Kommunen").click()
    sees(page, "Kommunen")
    names, threshold = (page.locator("form", has=page.locator(f"#{id_}")) for id_ in ("name", "threshold"))
    page.fill("#name", "Søndre Land kommune")
    names.get_by_role("button", name="Lagre").click()
    expect(names.get_by_role("status")).to_have_text("Lagret")

    page.select_option("#threshold", "8")
    threshold.get_by_role("button", name="Lagre").click()
    expect(page.locator("#understood-feil")).to_contain_text("Kryss av for at du vet")
    page.locator("#understood").check()
    threshold.get_by_role("button", name="Lagre").click()
    expect(threshold.get_by_role("status")).to_have_text("Lagret")
    expect(page.locator("#threshold option").first).to_have_text("8")

    page.fill("#months_of_texts", "ett år")
    page.locator("form", has=page.locator("#months_of_texts")).get_by_role("button", name="Lagre").click()
    expect(page.locator("#months_of_texts-feil")).to_have_text("Ikke lagret. Skriv et helt tall fra 3 til 60.")
    press(page, "Se hva som ville blitt slettet nå")
    expect(page.get_by_role("status").filter(has_text="Nå ville dette blitt slettet: ingenting.")).to_be_visible()
    assert found_by_axe(page) == []

    page.goto(f"{house.url}/personvern")
    expect(page.get_by_text("Søndre Land kommune").first).to_be_visible()


def test_a_logo_is_chosen_seen_everywhere_and_removed(house: Server, screens: Screens) -> None:
    page = open_at(screens, house, "/kommunen")
    expect(page.locator("p.letterhead")).to_contain_text("Land kommune")
    press(page, "Bruk logoen")
    expect(page.locator("#fil-feil")).to_have_text("Ikke lagret. Velg en fil først.")
    expect(page.locator("#fil")).to_be_focused()
    page.set_input_files("#fil", {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": SVG})
    press(page, "Bruk logoen")
    expect(page.get_by_role("status").filter(has_text="Logoen er lagret.")).to_be_visible()
    logo = page.locator(".letterhead img")
    expect(logo).to_have_attribute("alt", re.compile("Land kommune$"))
    assert logo.evaluate("one => [one.naturalWidth, one.naturalHeight, one.clientHeight]") == [576, 192, 32]
    assert found_by_axe(page) == []
    page.emulate_media(media="print")
    expect(logo).to_be_visible()
    expect(page.get_by_role("link", name="Kontoen din: ")).to_be_hidden()
    page.emulate_media(media="screen")

    press(page, "Fjern logoen")
    expect(page.get_by_role("status").filter(has_text="Logoen er fjernet.")).to_be_visible()
    expect(logo).to_have_count(0)
    expect(page.locator("p.letterhead")).to_contain_text("Land kommune")


def test_the_tree_fits_a_phone(house: Server, screens: Screens) -> None:
    page = open_at(screens, house, "/enheter/ordne", size="small phone")
    page.locator(".tree-branch button").first.click()
    expect(page.locator("#name")).to_be_visible()
    assert fits(page)
