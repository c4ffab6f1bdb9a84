"""Pictures of every page, phase, size and theme, compared with those that are kept; what axe finds; what is read out.

    python -m tests.visual [--only phone projector control desk] [--accept] [--folder test-results/screens]

Ends with 1 if something differs or axe finds something. `--accept` keeps what is there now, once somebody has looked
at it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_chromium, flags
from tests.browser.screens import Screens
from tests.servers import Server, free_port
from tests.visual.camera import Camera
from tests.visual.contact_sheet import lay_out
from tests.visual.desk import photograph_desk
from tests.visual.desk_house import settings
from tests.visual.further import unpictured
from tests.visual.keeping import accept, changes
from tests.visual.session import HOST, photograph_further, photograph_session
from workshop_app.building import built_pages

_FOR_DESK, _FOR_SESSION = {"desk"}, {"phone", "projector", "control"}
Photographed = Callable[[Camera, Screens, Server], None]


def photograph(camera: Camera) -> None:
    """Walk through everything that the camera has screens for."""
    built_pages(print)
    kinds = {screen.kind for screen in camera.screens.values()}
    if kinds & _FOR_DESK:
        _served(camera, photograph_desk, settings)
    if kinds & _FOR_SESSION:
        for photographed in (photograph_session, photograph_further):
            _served(camera, photographed, lambda _: {"WORKSHOP_PUBLIC_URL": f"http://{HOST}"})
        for screen in sorted(kinds & _FOR_SESSION):
            camera.complain_of(f"{screen}: {gap}" for gap in unpictured(camera.places()[screen]))


def _served(camera: Camera, photographed: Photographed, chosen: Callable[[int], dict[str, str]]) -> None:
    """One server, with the settings for its port, and one browser in which it has the name of the pictures."""
    port = free_port()
    with TemporaryDirectory() as directory, sync_playwright() as playwright:
        server = Server(data_dir=Path(directory) / "server", port=port, settings=chosen(port))
        there = f"--host-resolver-rules=MAP {HOST} 127.0.0.1:{server.port}"
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*flags(), there])
        screens = Screens(browser)
        try:
            photographed(camera, screens, server.start())
            screens.close()
        finally:
            browser.close()
            server.end()
        camera.complain_of(screens.complaints)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Pictures of every page, phase, size and theme.")
    parser.add_argument("--accept", action="store_true", help="keep what is there now")
    parser.add_argument("--folder", type=Path, default=Path("test-results/screens"), help="where full pictures go")
    kinds = sorted(_FOR_DESK | _FOR_SESSION)
    parser.add_argument("--only", nargs="+", choices=kinds, default=kinds, help="only screens of these kinds")
    chosen = parser.parse_args()
    shutil.rmtree(chosen.folder, ignore_errors=True)
    chosen.folder.mkdir(parents=True)
    camera = Camera(chosen.folder, chosen.only)
    photograph(camera)
    if chosen.accept:
        accept(camera)
    changed = list(changes(camera, chosen.folder / "differences"))
    found = [*camera.complaints, *changed]
    first = lay_out(chosen.folder, camera.places(), found)
    print("\n".join(changed))
    print(f"{sum(map(len, camera.pictures.values()))} pictures, {len(found)} findings. Look at {first}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
