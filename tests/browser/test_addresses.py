"""One build at every address: any port, the machine's network address, and behind an https proxy."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.browser.chromium import find_chromium, flags
from tests.browser.https_proxy import https_proxy
from tests.browser.screens import Screens
from tests.conftest import ServerFactory
from workshop_app.services.addresses import Addresses

_EVENT = "42/_event,"


def socket_address(screens: Screens, url: str, **options: object) -> str:
    """Where the page at `url` found its server, once the server has told it something."""
    page = screens.context("phone", **options).new_page()
    with page.expect_websocket(lambda socket: "_event" in socket.url) as opened:
        page.goto(url)
    opened.value.wait_for_event("framereceived", lambda frame: str(frame).startswith(_EVENT))
    # A page left open would complain when its server or proxy ends.
    page.context.close()
    parts = urlsplit(opened.value.url)
    return f"{parts.scheme}://{parts.netloc}"


def test_one_build_serves_two_ports_at_once(server: ServerFactory, screens: Screens) -> None:
    for one in (server(), server()):
        assert socket_address(screens, one.url) == f"ws://localhost:{one.port}"


def test_the_network_address_works_as_printed(server: ServerFactory, screens: Screens) -> None:
    one = server()
    address = Addresses(public_url=None, port=one.port).candidates()[0]

    assert one.printed(r"Participants:.*").endswith(address)
    assert socket_address(screens, address) == address.replace("http", "ws")


def test_behind_an_https_proxy_on_another_port(server: ServerFactory, screens: Screens, tmp_path: Path) -> None:
    with https_proxy(to_port=server().port, folder=tmp_path) as port:
        found = socket_address(screens, f"https://localhost:{port}", ignore_https_errors=True)

        assert found == f"wss://localhost:{port}"


def test_behind_an_https_proxy_at_a_name(server: ServerFactory, browser: Browser, tmp_path: Path) -> None:
    name = "https://tillit.example"
    one = server(settings={"WORKSHOP_PUBLIC_URL": name})
    with https_proxy(to_port=one.port, folder=tmp_path) as port:
        rule = f"--host-resolver-rules=MAP tillit.example:443 127.0.0.1:{port}"
        named = browser.browser_type.launch(executable_path=find_chromium(), args=[*flags(), rule])
        screens = Screens(named)

        assert socket_address(screens, name, ignore_https_errors=True) == "wss://tillit.example"
        assert one.printed(r"Participants:.*").endswith(name)
        assert screens.complaints == []
        named.close()
