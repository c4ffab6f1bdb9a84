"""«Logg inn med jobbkontoen» in the browser: to a real provider, back, and what an administrator sees then."""

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
from tests.oidc_provider import OidcProvider
from tests.servers import Server, free_port


@pytest.fixture(scope="module")
def provider() -> Iterator[OidcProvider]:
    with OidcProvider() as running:
        yield running


@pytest.fixture(scope="module")
def house(
    pages: Path, browser: Browser, provider: OidcProvider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One server for all of these tests, set up by Kari."""
    port = free_port()
    settings = {
        "WORKSHOP_PUBLIC_URL": f"http://localhost:{port}",
        "WORKSHOP_OIDC_ISSUER": provider.issuer,
        "WORKSHOP_OIDC_CLIENT_ID": "verkstedet",
        "WORKSHOP_OIDC_CLIENT_SECRET": "hemmelig",
        "WORKSHOP_OIDC_LEADERS": "ledere",
    }
    server = Server(data_dir=tmp_path_factory.mktemp("municipal") / "server", port=port, settings=settings).start()
    screens = Screens(browser)
    set_up(screens.open("laptop", "about:blank"), server)
    screens.close()
    yield server
    server.end()


def test_there_and_back_and_units_from_an_administrator(
    house: Server, provider: OidcProvider, screens: Screens
) -> None:
    provider.know("siri", {"name": "Siri Ås", "email": "siri@example.no", "groups": ["ledere"]})
    page = screens.open("phone", f"{house.url}/logg-inn")
    expect(page.get_by_role("heading", name="Eller med passord")).to_be_visible()
    assert fits(page)
    assert found_by_axe(page) == []
    # The provider's own page would fetch its looks from elsewhere; none of ours fetches anything.
    page.context.route(re.compile("^https:"), lambda asked: asked.fulfill(content_type="text/css", body=""))
    page.get_by_role("link", name="Logg inn med jobbkontoen").click()
    page.wait_for_url(f"{provider.issuer}/**")
    write(page.locator("input[name=sub]"), "siri")
    page.locator("button:not([name=action])").first.click()
    at(page, "/enheter")
    expect(page.get_by_text("Du har ingen enheter ennå.")).to_be_visible()
    page.goto(f"{house.url}/konto")
    expect(page.get_by_text("Logger inn med jobbkontoen")).to_be_visible()
    expect(page.get_by_role("button", name="Bytt passord")).to_have_count(0)

    desk = screens.open("laptop", f"{house.url}/logg-inn?neste=/folk")
    for name in ("email", "password"):
        write(desk.locator(f"#{name}"), PERSON[name])
    press(desk, "Logg inn")
    at(desk, "/folk")
    expect(desk.locator(".account-row", has_text="Siri Ås")).to_contain_text("Ingen enheter")
    desk.get_by_role("link", name="Siri Ås").click()
    sees(desk, "Tilgangen til Siri Ås")
    expect(desk.get_by_text("Rollen følger gruppene i kommunens katalog")).to_be_visible()


def test_a_refusal_is_told_on_the_sign_in_page(house: Server, provider: OidcProvider, screens: Screens) -> None:
    page = screens.open("laptop", f"{house.url}/konto/kommune/tilbake?code=gjettet&state=gjettet")
    expect(page.get_by_role("alert")).to_have_text(
        "Innloggingen tok for lang tid, eller ble startet et annet sted. Prøv igjen herfra."
    )
