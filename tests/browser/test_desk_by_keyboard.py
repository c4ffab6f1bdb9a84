"""A leader and an administrator at the desk without a mouse, and what axe finds on each page that they come by.

The facilitator and a participant have theirs in `test_whole_workshop.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Page, expect

from tests.browser import hands, keyboard
from tests.browser.axe import found_by_axe
from tests.browser.desk import press, sees
from tests.browser.history_house import DAYS, LEADER, PASSWORD, furnish
from tests.browser.screens import Screens
from tests.pictures import SVG
from tests.servers import Server
from workshop_app.domain.lifts import Lift
from workshop_app.persistence import lifts, people
from workshop_app.persistence.engine import Database

_ADMINISTRATOR = "anna@example.no"
_WHAT = "Egen nøkkelboks hos hver bruker"


@pytest.fixture(scope="module")
def furnished(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A municipality with a past, an administrator, and a lift that waits for the leader."""
    server = Server(data_dir=tmp_path_factory.mktemp("keyboard") / "server").start()
    furnish(server)
    database = Database(f"sqlite:///{server.data_dir / 'workshop.db'}")
    hashed = PasswordHasher().hash(PASSWORD)
    with database.unit_of_work() as db:
        people.add_person(db, id_="anna", email=_ADMINISTRATOR, name="Anna", password_hash=hashed, role="administrator")
        lifts.add_lift(
            db,
            Lift(
                id="boks",
                session_id="s7",
                unit_id="hjemme",
                level_id="helse",
                position=1,
                what=_WHAT,
                why="Vi leter etter nøkler.",
                sent_on=DAYS[-1],
                due=DAYS[-1] + timedelta(days=14),
            ),
        )
    database.close()
    yield server
    server.end()


def sign_in(screens: Screens, server: Server, email: str) -> Page:
    page = hands.without_a_mouse(screens.open("laptop", f"{server.url}/logg-inn"))
    hands.write(page.locator("#email"), email)
    hands.write(page.locator("#password"), PASSWORD)
    press(page, "Logg inn")
    comes_to(page, "Enheter")
    return page


def comes_to(page: Page, heading: str) -> None:
    sees(page, heading)
    expect(page.locator("main")).not_to_contain_text("Henter")
    assert found_by_axe(page) == [], page.url


def follow(page: Page, name: str | re.Pattern[str], heading: str) -> None:
    """A link, and the page that it leads to."""
    hands.press(page.get_by_role("link", name=name, exact=isinstance(name, str)).first)
    comes_to(page, heading)


def sign_out(page: Page) -> None:
    press(page, "Logg ut")
    comes_to(page, "Logg inn")


def test_a_leader_reads_answers_and_follows_up(furnished: Server, screens: Screens) -> None:
    page = sign_in(screens, furnished, LEADER)
    follow(page, "Ett løft venter på svar fra deg", "Løft til deg")
    _answer_the_lift(page)
    follow(page, "Enheter", "Enheter")
    follow(page, "Hjemmetjenesten sør", "Hjemmetjenesten sør")
    _say_what_became_of_it(page)
    hands.press(page.get_by_role("link", name="Rom for selvledelse"))
    hands.press(page.locator(".chart-main summary"))
    expect(page.get_by_role("table", name="Rom for selvledelse")).to_be_visible()
    for name in ("Regneark", r"Referat \(PDF\) fra"):
        keyboard.reach(page.get_by_role("link", name=re.compile(name)).first)
    hands.press(page.locator(".session-date").first)
    comes_to(page, "Samling på 90 minutter")
    follow(page, "Kontoen din: Lars", "Kontoen din")
    hands.write(page.get_by_label("Passordet du har nå"), "ikke det")
    hands.write(page.get_by_label("Nytt passord"), "enda et nytt passord")
    press(page, "Bytt passord")
    expect(page.locator("#current-feil")).to_contain_text("Ikke byttet.")
    expect(page.locator("#current")).to_be_focused()
    follow(page, "Personvern", "Slik tar vi vare på svarene")
    page.go_back()
    sign_out(page)


def _answer_the_lift(page: Page) -> None:
    lift = page.locator(".promise", has_text=_WHAT)
    hands.choose(lift.get_by_role("radio"), 0)
    hands.write(lift.get_by_label("Begrunn med én setning"), "Vi bestiller dem nå.")
    save = lift.get_by_role("button", name="Lagre")
    hands.press(save)
    expect(lift.get_by_role("alert")).to_contain_text("Sett en dato")
    keyboard.reach(lift.get_by_label("Dato"))
    page.keyboard.type("01012030")
    hands.press(save)
    expect(page.get_by_text("Ingen løft venter på svar fra deg.")).to_be_visible()


def _say_what_became_of_it(page: Page) -> None:
    card = page.locator("#tiltak-s7-1")
    hands.press(card.get_by_text("Skriv hvordan det gikk"))
    keyboard.reach(card.get_by_role("radio", name="Ikke begynt"))
    page.keyboard.press("ArrowUp")
    hands.write(card.get_by_role("textbox"), "Det tar tid.")
    hands.press(card.get_by_role("button", name="Lagre"))
    expect(card.get_by_role("status")).to_have_text("Lagret")
    expect(card.locator(".state")).to_have_text("I gang")


def test_an_administrator_keeps_the_municipality_in_order(furnished: Server, screens: Screens) -> None:
    page = sign_in(screens, furnished, _ADMINISTRATOR)
    follow(page, "Ordne enhetene", "Ordne enhetene")
    _arrange(page)
    follow(page, "Hent enheter fra en tabell", "Hent enheter fra en tabell")
    press(page, "Se hva som blir endret")
    expect(page.locator("#fil-feil")).to_have_text("Velg en fil først.")
    follow(page, "Samlinger", "Samlinger")
    keyboard.pick(page.get_by_label("Enhet", exact=True), "Åsen bofellesskap")
    press(page, "Vis")
    expect(page.get_by_role("row")).to_have_count(2)
    follow(page, "Drøfting av pulsen", "Drøfting av pulsen")
    follow(page, "Folk", "Folk")
    _give_access(page)
    follow(page, "Kommunen", "Kommunen")
    _decide(page)
    follow(page, "Hendelser", "Hendelseslogg")
    keyboard.pick(page.get_by_label("Hva", exact=True), "Folk og roller")
    press(page, "Vis")
    expect(page.get_by_role("row", name=re.compile("Anna.*Ga tilgang.*Berit"))).to_be_visible()
    keyboard.reach(page.get_by_role("link", name="Last ned som CSV"))
    follow(page, "Enheter", "Enheter")
    follow(page, "Opplegg", "Opplegg")
    sign_out(page)


def _arrange(page: Page) -> None:
    hands.write(page.locator("#new_name"), "Natt")
    hands.write(page.locator("#new_leader_role"), "nattlederen")
    keyboard.pick(page.locator("#new_parent"), "Helse og mestring")
    press(page, "Lag enheten")
    expect(page.get_by_role("status").filter(has_text="Natt er laget.")).to_be_visible()
    press(page, "Endre Natt")
    expect(page.locator("#name")).to_be_focused()
    press(page, "Lukk enheten")
    expect(page.get_by_role("status").filter(has_text="Natt er lukket.")).to_be_visible()
    expect(page.get_by_role("button", name="Endre Natt")).to_be_focused()


def _give_access(page: Page) -> None:
    follow(page, "Gi tilgang", "Gi tilgang")
    hands.write(page.get_by_label("Navn"), "Berit")
    hands.write(page.get_by_label("E-postadresse"), "berit@example.no")
    keyboard.reach(page.get_by_role("radio").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    keyboard.pick(page.get_by_label("Skolen"), "Med i enheten")
    press(page, "Lag lenken")
    expect(page.get_by_label("Lenke til Berit")).to_be_focused()
    press(page, "Kopier lenken")
    follow(page, "Til listen over folk", "Folk")
    follow(page, "Berit", "Tilgangen til Berit")
    hands.press(page.locator("summary", has_text="Lukk kontoen"))
    keyboard.reach(page.get_by_role("button", name="Lukk kontoen"))


def _decide(page: Page) -> None:
    names = page.locator("form", has=page.locator("#name"))
    hands.write(page.locator("#name"), "Søndre Land kommune")
    hands.press(names.get_by_role("button", name="Lagre"))
    expect(names.get_by_role("status")).to_have_text("Lagret")
    keyboard.reach(page.locator("#fil"))
    # What the system's own dialog would give.
    page.set_input_files("#fil", {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": SVG})
    press(page, "Bruk logoen")
    expect(page.get_by_role("status").filter(has_text="Logoen er lagret.")).to_be_visible()
    press(page, "Fjern logoen")
    expect(page.get_by_role("status").filter(has_text="Logoen er fjernet.")).to_be_visible()
    expect(page.locator("#fil")).to_be_focused()
    press(page, "Se hva som ville blitt slettet nå")
    expect(page.get_by_role("status").filter(has_text="Nå ville dette blitt slettet")).to_be_visible()
