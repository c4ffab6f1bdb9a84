"""Passkeys in Chromium, with an authenticator that its developer tools pretend to have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.axe import found_by_axe
from tests.browser.desk import PERSON, at, fits, press, sees, set_up
from tests.browser.hands import write
from tests.browser.screens import Screens
from tests.servers import Server, free_port


@pytest.fixture(scope="module")
def house(pages: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a public address, set up by Kari."""
    port = free_port()
    settings = {"WORKSHOP_PUBLIC_URL": f"http://localhost:{port}"}
    server = Server(data_dir=tmp_path_factory.mktemp("passkeys") / "server", port=port, settings=settings).start()
    screens = Screens(browser)
    set_up(screens.open("laptop", "about:blank"), server)
    screens.close()
    yield server
    server.end()


def finger(page: Page) -> tuple[CDPSession, str]:
    """A machine that knows whose finger it is."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return tools, tools.send("WebAuthn.addVirtualAuthenticator", {"options": kind})["authenticatorId"]


def sign_in(page: Page, house: Server) -> None:
    page.goto(f"{house.url}/logg-inn?neste=/konto")
    for name in ("email", "password"):
        write(page.locator(f"#{name}"), PERSON[name])
    press(page, "Logg inn")
    sees(page, "Kontoen din")


def test_a_passkey_is_added_signs_in_is_renamed_and_removed(house: Server, screens: Screens) -> None:
    screens.forgive("status of 400")  # the wrong password, told to the page
    page = screens.open("phone", "about:blank")
    tools, authenticator = finger(page)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(house.url)
    expect(page.get_by_role("textbox")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert fetched
    assert not [url for url in fetched if "passkey" in url], "participants download nothing of it"
    page.goto(f"{house.url}/logg-inn")
    expect(page.get_by_role("button", name="Logg inn", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Logg inn med passnøkkel")).to_have_count(0)

    sign_in(page, house)
    page.get_by_text("Legg til en passnøkkel").click()
    write(page.get_by_label("Navn på passnøkkelen"), "Mobilen")
    write(page.locator("#passkey-password"), "noe annet enn det")
    press(page, "Lag passnøkkelen")
    expect(page.get_by_role("alert").get_by_text("Passordet stemmer ikke.")).to_be_visible()
    write(page.locator("#passkey-password"), PERSON["password"])
    press(page, "Lag passnøkkelen")
    expect(page.get_by_role("status").get_by_text("Passnøkkelen er lagt til.")).to_be_visible()
    expect(page.get_by_text("Ikke brukt ennå.")).to_be_visible()
    assert fits(page)
    assert found_by_axe(page) == []

    page.context.clear_cookies()
    page.goto(f"{house.url}/logg-inn?neste=/folk")
    # Somebody else's finger; then the right one.
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    press(page, "Logg inn med passnøkkel")
    expect(page.get_by_role("alert").get_by_text("Det ble avbrutt")).to_be_visible()
    assert found_by_axe(page) == []
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": True})
    press(page, "Logg inn med passnøkkel")
    at(page, "/folk")

    page.goto(f"{house.url}/hendelser")
    expect(page.get_by_text("Passnøkkel: Mobilen").first).to_be_visible()
    page.goto(f"{house.url}/konto")
    expect(page.get_by_text(re.compile("Sist brukt"))).to_be_visible()
    expect(page.get_by_text("Passnøkkelen din virker fortsatt.")).to_be_visible()
    page.locator("summary", has_text="Endre").click()
    write(page.locator(".passkeys").get_by_label("Navn på passnøkkelen"), "Jobb-PC")
    press(page, "Lagre navnet")
    expect(page.locator(".passkeys strong")).to_have_text("Jobb-PC")
    page.locator("summary", has_text="Endre").click()
    press(page, "Fjern passnøkkelen")
    expect(page.get_by_role("status").get_by_text("Passnøkkelen er fjernet.")).to_be_visible()
    expect(page.locator(".passkeys")).to_have_count(0)
