"""Links by e-mail in the browser: an invitation, a forgotten password, and a mail server that is down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import found_by_axe
from tests.browser.desk import PERSON, at, fits, press, sees, set_up
from tests.browser.hands import write
from tests.browser.screens import Screens
from tests.mail_server import PostOffice, link_in
from tests.servers import Server, free_port

PASSWORD = "noe helt annet enn før"


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    with PostOffice() as opened:
        yield opened


@pytest.fixture(scope="module")
def house(
    pages: Path, browser: Browser, office: PostOffice, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that sends letters, set up by Kari."""
    port = free_port()
    settings = {
        "WORKSHOP_PUBLIC_URL": f"http://localhost:{port}",
        "WORKSHOP_SMTP_HOST": "localhost",
        "WORKSHOP_SMTP_PORT": str(office.port),
        "WORKSHOP_SMTP_SECURITY": "none",
        "WORKSHOP_SMTP_SENDER": "ikke-svar@example.no",
    }
    server = Server(data_dir=tmp_path_factory.mktemp("mail") / "server", port=port, settings=settings).start()
    screens = Screens(browser)
    set_up(screens.open("laptop", "about:blank"), server)
    screens.close()
    yield server
    server.end()


def test_from_the_invitation_to_the_forgotten_password_and_a_mail_server_that_is_down(
    house: Server, office: PostOffice, screens: Screens
) -> None:
    desk = screens.open("laptop", f"{house.url}/logg-inn?neste=/folk/ny")
    for name in ("email", "password"):
        write(desk.locator(f"#{name}"), PERSON[name])
    press(desk, "Logg inn")
    sees(desk, "Gi tilgang")
    write(desk.get_by_label("Navn"), "Siv")
    write(desk.get_by_label("E-postadresse"), "siv@example.no")
    desk.get_by_role("radio", name=re.compile("^Leder")).check()
    press(desk, "Lag lenken")
    expect(desk.get_by_role("status").get_by_text("E-posten er sendt til siv@example.no.")).to_be_visible()
    link = desk.get_by_label("Lenke til Siv").input_value()
    assert link_in(office.letter()) == link
    assert found_by_axe(desk) == []

    siv = screens.open("phone", link)
    write(siv.get_by_label("Passord"), PASSWORD)
    press(siv, "Lagre passordet og logg inn")
    sees(siv, "Enheter")
    siv.context.clear_cookies()

    siv.goto(f"{house.url}/logg-inn")
    siv.get_by_role("link", name="Glemt passord?").click()
    sees(siv, "Glemt passord")
    assert fits(siv)
    assert found_by_axe(siv) == []
    write(siv.get_by_label("E-postadresse"), "siv")
    press(siv, "Send lenken")
    expect(siv.locator("#email-feil")).not_to_be_empty()
    write(siv.get_by_label("E-postadresse"), "siv@example.no")
    press(siv, "Send lenken")
    at(siv, r"/glemt-passord/?\?sendt=1")
    expect(siv.get_by_role("status").get_by_text("Hører adressen til en konto her")).to_be_visible()
    siv.goto(link_in(office.letter(2)))
    sees(siv, "Velg passord")

    office.end()
    desk.goto(f"{house.url}/folk")
    desk.get_by_role("link", name="Siv", exact=True).click()
    sees(desk, "Tilgangen til Siv")
    press(desk, "Lag lenke")
    expect(desk.get_by_role("status").get_by_text("E-posten ble ikke sendt")).to_be_visible()
    expect(desk.get_by_label("Lenke til Siv")).to_have_value(re.compile(rf"^{house.url}/lenke#[\w-]{{43}}$"))
    assert "siv@" not in house.log
    assert "lenke#" not in house.log
