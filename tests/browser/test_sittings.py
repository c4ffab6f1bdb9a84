"""Two short sittings of one workshop, as the facilitator makes them, people answer in them, and the unit reads them."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from benchmarks.prepared import Prepared
from tests.browser.axe import found_by_axe
from tests.browser.desk import add_unit, fits, press, sees, set_up
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.conftest import ServerFactory
from tests.servers import Server
from workshop_app.persistence import sessions
from workshop_app.persistence.engine import Database
from workshop_app.services.session_keys import stage_key

PULSE, CHANGE = "tillitspulsen-igjen", "pulsen-siden-sist"
ITEMS = (*(f"{dimension}{n}" for dimension in "abcd" for n in (1, 2, 3)), "anchor")
PHONES = 4
LATER = re.compile(r"Resultatet fra pulsen kommer når alle øktene er holdt, senest .*\. Ingen økt vises for seg\.")


def prepared(server: Server, laptop: Page, code: str) -> Prepared:
    """A sitting, to be run by whoever is signed in on the laptop."""
    database = Database(f"sqlite:///{server.data_dir}/workshop.db")
    with database.reading() as db:
        record = sessions.find_by_code(db, code)
    assert record is not None
    (cookie,) = (one for one in laptop.context.cookies() if one["name"] == "workshop_sign_in")
    secret = (server.data_dir / "secret.key").read_bytes().strip()
    return Prepared(
        code=code,
        cookie=cookie["value"],
        stage_path=f"/skjerm/{code}?nokkel={stage_key(secret, record.id)}",
        session_id=record.id,
        database=database,
    )


def codes(laptop: Page) -> list[str]:
    return laptop.locator(".sittings .code").all_inner_texts()


def test_two_sittings_give_one_result(server: ServerFactory, screens: Screens) -> None:
    house = server()
    laptop = screens.open("laptop", "about:blank")
    set_up(laptop, house)
    add_unit(laptop, discussed_on="2026-10-01")
    laptop.select_option("#agenda", "puls-30-minutter")
    laptop.select_option("#sittings", "2")
    press(laptop, "Lag samlingen")
    expect(laptop.get_by_role("heading", name="Økter")).to_be_visible()
    expect(laptop.get_by_text("Holdt til nå: 0 av 2.")).to_be_visible()

    laptop.get_by_text("Ny økt av samme samling").click()
    laptop.fill("#sitting_held_on", "")
    press(laptop, "Lag økten")
    expect(laptop.locator("#sitting_held_on-feil")).to_have_text("Ikke lagret. Skriv datoen slik: 11.02.2026.")
    laptop.fill("#sitting_held_on", "2026-12-01")
    press(laptop, "Lag økten")
    expect(laptop.get_by_text("Økten er laget.")).to_be_visible()
    expect(laptop.locator(".sittings li")).to_have_count(2)
    assert found_by_axe(laptop) == []

    first, second = codes(laptop)
    hold(screens, house, prepared(house, laptop, first), step=4, watched=True)
    laptop.reload()
    expect(laptop.get_by_text("Holdt til nå: 1 av 2.")).to_be_visible()
    expect(laptop.locator("#okter ~ p").get_by_text(LATER)).to_be_visible()
    expect(laptop.get_by_text("Dette var siste økt")).to_be_visible()

    hold(screens, house, prepared(house, laptop, second), step=2, watched=False)
    laptop.reload()
    expect(laptop.get_by_text("Pulsen er talt. Resultatet står på siden til enheten")).to_be_visible()
    laptop.get_by_role("link", name="Helse og mestring").first.click()
    sees(laptop, "Helse og mestring")
    expect(laptop.get_by_text("Tallene gjelder alle øktene under ett.").first).to_be_visible()
    expect(laptop.get_by_text(re.compile("8 svarte")).first).to_be_visible()
    assert fits(laptop)


def hold(screens: Screens, house: Server, sitting: Prepared, *, step: int, watched: bool) -> None:
    """Run a sitting to its end: everybody answers the pulse with that step."""
    with StageRoom(house, phones=PHONES, prepared=sitting) as room:
        room.go_to(PULSE, "open")
        room.answer([dict.fromkeys(ITEMS, step)] * PHONES)
        if watched:
            phone, projector = (
                screens.open("phone", f"{house.url}/d/{sitting.code}"),
                screens.open("projector", room.url),
            )
            press(phone, "Bli med")
            expect(phone.get_by_text("Svarene blir lagt sammen med svarene fra de andre øktene.")).to_be_visible()
            expect(projector.get_by_text("Resultatet kommer når alle øktene er holdt")).to_be_visible()
        room.go_to(CHANGE, "alone")
        if watched:
            for screen in (phone, projector):
                room.is_shown_on(screen)
                expect(screen.get_by_text(LATER).first).to_be_visible()
                assert fits(screen)
            assert found_by_axe(phone) == []
        room.press("end")
