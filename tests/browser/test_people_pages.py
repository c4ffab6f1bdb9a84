"""Giving people access in the browser: from the invitation to the closed account, at a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import found_by_axe
from tests.browser.desk import PERSON, fits, press, sees, set_up
from tests.browser.screens import Screens
from tests.servers import Server
from workshop_app.persistence import units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.units import Unit

PASSWORD = "noe helt annet enn før"


@pytest.fixture(scope="module")
def house(pages: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all of these tests, set up by Kari, with two units."""
    server = Server(data_dir=tmp_path_factory.mktemp("people") / "server").start()
    screens = Screens(browser)
    set_up(screens.open("laptop", "about:blank"), server)
    screens.close()
    database = Database(f"sqlite:///{server.data_dir / 'workshop.db'}")
    with database.unit_of_work() as db:
        for id_, parent in (("helse", None), ("hjemme", "helse")):
            unit = Unit(
                id=id_,
                name="Helse og mestring" if parent is None else "Hjemmetjenesten sør",
                leader_role="avdelingslederen",
                agreed_roles="tjenestelederen",
                discussed_on=None,
                parent_id=parent,
            )
            units.add_unit(db, unit, member=_only_person(database))
    database.close()
    yield server
    server.end()


def _only_person(database: Database) -> str:
    from workshop_app.persistence.accounts import list_accounts  # noqa: PLC0415 -- only here

    with database.reading() as db:
        return list_accounts(db)[0].id


@pytest.fixture
def page(house: Server, screens: Screens) -> Page:
    """A laptop where Kari is signed in, at the list of people."""
    return sign_in(screens, house, PERSON["email"], PERSON["password"], "/folk")


def sign_in(screens: Screens, house: Server, email: str, password: str, path: str, *, size: str = "laptop") -> Page:
    page = screens.open(size, f"{house.url}/logg-inn?neste={path}")
    page.fill("#email", email)
    page.fill("#password", password)
    press(page, "Logg inn")
    expect(page.get_by_role("link", name="Kontoen din: ")).to_be_visible()
    return page


def invite(page: Page, name: str, *, role: str = "Leder", unit: str = "Med i enheten") -> str:
    """From the list to the link."""
    page.get_by_role("link", name="Gi tilgang").click()
    sees(page, "Gi tilgang")
    page.get_by_label("Navn").fill(name)
    page.get_by_label("E-postadresse").fill(f"{name.lower()}@example.no")
    radio(page, role).check()
    page.get_by_label("Hjemmetjenesten sør").select_option(label=unit)
    expect(page.get_by_label("Leder fra").locator("visible=true")).to_have_count(int(unit == "Leder enheten"))
    press(page, "Lag lenken")
    link = page.get_by_label(f"Lenke til {name}")
    expect(link).to_be_focused()
    return link.input_value()


def radio(page: Page, role: str) -> Locator:
    """The choice of a role; what the role means belongs to its name."""
    return page.get_by_role("radio", name=re.compile(f"^{role}"))


def take(screens: Screens, link: str, *, size: str = "laptop") -> Page:
    """Open a link, choose the password, and be in."""
    page = screens.open(size, link)
    expect(page.get_by_label("Passord")).to_be_focused()
    page.get_by_label("Passord").fill(PASSWORD)
    press(page, "Lagre passordet og logg inn")
    sees(page, "Enheter")
    return page


def here(link: str, house: Server) -> str:
    """The link at the address that this machine finds the server under."""
    return house.url + link[link.index("/lenke") :]


def open_account(page: Page, house: Server, name: str) -> None:
    page.goto(f"{house.url}/folk")
    page.get_by_role("link", name=name, exact=True).click()
    sees(page, f"Tilgangen til {name}")


def test_an_invited_leader_takes_the_link_once_and_finds_the_unit(page: Page, house: Server, screens: Screens) -> None:
    link = invite(page, "Lars", unit="Leder enheten")
    assert re.fullmatch(r"http://[^/]+/lenke#[\w-]{43}", link)
    press(page, "Kopier lenken")
    expect(page.get_by_role("status").get_by_text("kopier")).to_be_visible()

    leader = take(screens, here(link, house), size="phone")
    expect(leader.locator(".tile-name")).to_have_text(["Hjemmetjenesten sør"])
    expect(leader.get_by_role("link", name="Folk")).to_have_count(0)
    sees(screens.open("phone", here(link, house)), "Lenken er brukt eller for gammel. Be om en ny.")

    page.get_by_role("link", name="Til listen over folk").click()
    row = page.locator(".account-row", has_text="Lars")
    expect(row).to_contain_text("Leder")
    expect(row).to_contain_text("Leder Hjemmetjenesten sør")
    leader.goto(f"{house.url}/folk")
    sees(leader, "Siden finnes ikke.")


def test_a_password_that_is_too_short_is_refused_and_the_link_still_works(
    page: Page, house: Server, screens: Screens
) -> None:
    link = here(invite(page, "Siv", role="Fasilitator"), house)
    guest = screens.open("laptop", link)
    sees(guest, "Velkommen, Siv")
    guest.get_by_label("Passord").fill("kort")
    press(guest, "Lagre passordet og logg inn")
    expect(guest.locator("#password-feil")).to_have_text("Ikke lagret. Passordet må ha minst 12 tegn.")
    guest.get_by_label("Passord").fill(PASSWORD)
    press(guest, "Lagre passordet og logg inn")
    sees(guest, "Enheter")


def test_a_refused_invitation_says_why_beside_its_field_and_keeps_the_rest(page: Page, house: Server) -> None:
    page.goto(f"{house.url}/folk/ny")
    sees(page, "Gi tilgang")
    page.get_by_label("Navn").fill("Kari to")
    page.get_by_label("E-postadresse").fill(PERSON["email"])
    press(page, "Lag lenken")
    expect(page.locator("#role-feil")).to_have_text("Ikke lagret. Velg en rolle.")
    expect(radio(page, "Administrator")).to_be_focused()
    radio(page, "Leder").check()
    press(page, "Lag lenken")
    expect(page.locator("#email-feil")).to_have_text("Ikke lagret. Adressen er allerede i bruk.")
    expect(page.get_by_label("E-postadresse")).to_be_focused()
    assert page.get_by_label("Navn").input_value() == "Kari to"


def test_the_last_administrator_stays(page: Page, house: Server) -> None:
    open_account(page, house, "Kari Nordmann")
    radio(page, "Fasilitator").check()
    press(page, "Lagre")
    expect(page.locator("#role-feil")).to_have_text(
        "Ikke lagret. Det må være minst én administrator som kan logge inn."
    )
    page.get_by_text("Lukk kontoen", exact=True).first.click()
    press(page, "Lukk kontoen")
    expect(page.get_by_role("alert")).to_contain_text("Det må være minst én administrator")
    page.reload()
    expect(radio(page, "Administrator")).to_be_checked()


def test_a_role_that_is_changed_and_an_account_that_is_closed_take_effect_at_once(
    page: Page, house: Server, screens: Screens
) -> None:
    member = take(screens, here(invite(page, "Ola", role="Fasilitator"), house))
    member.get_by_role("link", name="Hjemmetjenesten sør").click()
    expect(member.get_by_role("link", name="Endre enheten")).to_be_visible()

    open_account(page, house, "Ola")
    radio(page, "Leder").check()
    press(page, "Lagre")
    expect(page.get_by_role("status").get_by_text("Lagret")).to_be_visible()
    member.get_by_role("link", name="Endre enheten").click()
    sees(member, "Siden finnes ikke.")

    page.get_by_text("Lukk kontoen", exact=True).first.click()
    press(page, "Lukk kontoen")
    sees(page, "Folk")
    expect(page.get_by_role("link", name="Ola", exact=True)).to_have_count(0)
    member.goto(f"{house.url}/enheter")
    sees(member, "Logg inn")


def test_ones_own_password_is_changed_and_every_browser_signed_out(page: Page, house: Server, screens: Screens) -> None:
    member = take(screens, here(invite(page, "Eva"), house), size="phone")
    # On a phone the account is in the menu.
    press(member, "Meny")
    member.get_by_role("link", name="Kontoen din: Eva").click()
    sees(member, "Kontoen din")
    member.get_by_label("Passordet du har nå").fill("ikke det")
    member.get_by_label("Nytt passord").fill("enda et nytt passord")
    press(member, "Bytt passord")
    expect(member.locator("#current-feil")).to_have_text("Ikke byttet. Passordet du har nå, stemmer ikke.")
    member.get_by_label("Passordet du har nå").fill(PASSWORD)
    member.get_by_label("Nytt passord").fill("enda et nytt passord")
    press(member, "Bytt passord")
    expect(member.get_by_role("status").get_by_text("Passordet er byttet.")).to_be_visible()

    elsewhere = sign_in(screens, house, "eva@example.no", "enda et nytt passord", "/konto")
    press(elsewhere, "Logg ut overalt")
    sees(elsewhere, "Logg inn")
    member.goto(f"{house.url}/konto")
    sees(member, "Logg inn")


def test_what_was_done_is_found_again_in_the_log_and_taken_away(page: Page, house: Server) -> None:
    invite(page, "Tor", role="Fasilitator")
    page.get_by_role("link", name="Hendelser", exact=True).click()
    sees(page, "Hendelseslogg")
    line = page.get_by_role("row", name=re.compile("Kari Nordmann.*Ga tilgang.*Tor"))
    expect(line).to_contain_text("Rolle: Fasilitator. Fikk: Hjemmetjenesten sør")
    page.get_by_label("Hvem").select_option(label="Kari Nordmann")
    page.get_by_label("Hva", exact=True).select_option(label="Innlogging")
    press(page, "Vis")
    expect(line).to_have_count(0)
    expect(page.get_by_role("row", name=re.compile("Kari Nordmann.*Logget inn")).first).to_be_visible()
    expect(page.get_by_label("Hvem")).to_have_value(re.compile(".+"))
    path = page.get_by_role("link", name="Last ned som CSV").get_attribute("href")
    taken = page.request.get(f"{house.url}{path}").text()
    assert taken.lstrip("\ufeff").startswith("Når;Hvem;Hva;Gjelder;Mer")
    assert "Ga tilgang" not in taken
    page.goto(f"{house.url}/hendelser?fra=2031-02-02&til=2031-02-01")
    expect(page.locator("#til-feil")).to_have_text("Fra-dagen er etter til-dagen. Bytt dem om.")


def test_pages_about_people_are_clean_for_axe_and_fit_a_phone(page: Page, house: Server, screens: Screens) -> None:
    link = here(invite(page, "Unn"), house)
    _look_at(page, "the link")
    guest = screens.open("laptop", link)
    sees(guest, "Velkommen, Unn")
    _look_at(guest, "the opened link")
    open_account(page, house, "Unn")
    page.get_by_text("Lukk kontoen", exact=True).first.click()
    _look_at(page, "one account")
    for path in ("/folk", "/folk/ny", "/hendelser", "/konto"):
        page.goto(f"{house.url}{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        _look_at(page, path)


def _look_at(page: Page, what: str) -> None:
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert found_by_axe(page) == [], (what, width)
    assert fits(page), what
