"""The leader's guess: made on the leader's own page, kept in that tab, laid beside the pulse, and shown by choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from benchmarks.prepared import Prepared, prepare
from tests.browser.axe import found_by_axe, found_in_each_theme
from tests.browser.desk import fits, press, sees
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.servers import Server
from workshop_app.content_loader import load_content
from workshop_app.domain.preparation import with_selection
from workshop_app.persistence import people, sessions
from workshop_app.services import clock
from workshop_app.services.tokens import token_hash

_COOKIE = "cookie-of-lars"
_PULSE, _RESULT = "tillitspulsen", "pulsen-i-dag"
#: Socket.io's own: are you there, I am.
_HEARTBEAT = re.compile(r"^[23]$")


@pytest.fixture
def room(shared_server: Server) -> Iterator[StageRoom]:
    content = load_content(Path("content"))
    short = with_selection(content.agendas["90-minutter"], order=[_PULSE, _RESULT], chosen_question=None)
    prepared = prepare(shared_server.data_dir, content=replace(content, agendas={short.id: short}))
    _give_leader(prepared)
    with StageRoom(shared_server, phones=8, prepared=prepared) as opened:
        yield opened


@pytest.fixture
def browser_of_leader(screens: Screens, shared_server: Server) -> BrowserContext:
    context = screens.context("phone")
    context.add_cookies([{"name": "workshop_sign_in", "value": _COOKIE, "url": shared_server.url}])
    return context


def _give_leader(prepared: Prepared) -> None:
    now = clock.now()
    with prepared.database.unit_of_work() as db:
        record = sessions.find_session(db, prepared.session_id)
        assert record is not None
        people.add_person(db, id_="lars", email="lars@example.no", name="Lars", password_hash="-", role="leader")
        people.add_membership(db, person_id="lars", unit_id=record.unit_id, leads=True, leads_since=record.held_on)
        people.remember_sign_in(
            db, person_id="lars", token_hash=token_hash(_COOKIE), expires_at=now + timedelta(hours=1), now=now
        )


def test_a_guess_stays_in_its_tab_and_is_laid_beside_what_the_unit_answered(
    room: StageRoom, browser_of_leader: BrowserContext, shared_server: Server
) -> None:
    page = browser_of_leader.new_page()
    sent = _sent_by(page)
    _find(page, shared_server)
    _look_at(page)
    sent.clear()
    _guess(page, "Rom for selvledelse", "4,5: Mellom")
    _guess(page, "Tillit, rammer og retning", "2: Ganske uenig")
    expect(page.get_by_text("4,5: Mellom «Ganske enig» og «Helt enig»")).to_be_visible()
    _is_in_this_tab_alone(page, sent)

    _ask_the_room(room)
    press(page, "Se om resultatet er kommet")

    _says(page, "Rom for selvledelse", "Enheten svarte lavere enn du trodde.")
    _says(page, "Rom for selvledelse", re.compile("Du trodde 4,5. Enheten svarte 2,0, trolig mellom 1,"))
    _says(page, "Tillit, rammer og retning", "Omtrent likt.")
    _says(page, "Støtte fra lederen", "Tall om deg som leder kommer først når samlingen er avsluttet.")
    _look_at(page)
    _show(page)

    elsewhere = browser_of_leader.new_page()
    elsewhere.goto(page.url)
    expect(elsewhere.get_by_text("i denne fanen er ingenting gjettet")).to_be_visible()
    # On a phone the way out is in the menu.
    press(page, "Meny")
    press(page, "Logg ut")
    sees(page, "Logg inn")
    page.wait_for_function("() => !Object.keys(sessionStorage).some((name) => name.startsWith('guess'))")


def _sent_by(page: Page) -> list[str]:
    """All that the page sends over its websocket from now on."""
    sent: list[str] = []

    def hear(frame: str | bytes) -> None:
        sent.append(str(frame))

    page.on("websocket", lambda socket: socket.on("framesent", hear))
    return sent


def _find(page: Page, server: Server) -> None:
    """From the unit's page, as a leader would."""
    page.goto(f"{server.url}/enheter")
    page.locator(".tile-name").click()
    page.get_by_role("link", name=re.compile("^Gjett før pulsen vises")).click()
    sees(page, "Hva tror du enheten svarer?")
    expect(page.get_by_role("status").get_by_text("Resultatet er ikke vist ennå.")).to_be_visible()


def _look_at(page: Page) -> None:
    assert found_in_each_theme(page) == {}
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert fits(page), width


def _guess(page: Page, dimension: str, step: str) -> None:
    page.get_by_role("group", name=dimension).get_by_role("radio", name=re.compile(f"^{step}")).check()


def _says(page: Page, dimension: str, text: str | re.Pattern[str]) -> None:
    expect(page.locator("section.guess").filter(has_text=dimension)).to_contain_text(text)


def _is_in_this_tab_alone(page: Page, sent: list[str]) -> None:
    assert [frame for frame in sent if not _HEARTBEAT.match(frame)] == []
    assert {cookie["name"] for cookie in page.context.cookies()} == {"workshop_sign_in"}
    assert not page.evaluate("Object.keys(localStorage).some((name) => name.startsWith('guess'))")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_role("radio").first).to_be_visible()
    expect(other.get_by_role("radio", checked=True)).to_have_count(0)
    other.close()
    page.reload()
    expect(page.get_by_role("radio", checked=True)).to_have_count(2)


def _ask_the_room(room: StageRoom) -> None:
    answers = {f"{dimension}{item}": 2 for dimension in "abcd" for item in (1, 2, 3)} | {"anchor": 2}
    room.go_to(_PULSE, "open")
    room.answer([answers] * 8)
    room.go_to(_RESULT, "shown")


def _show(page: Page) -> None:
    press(page, "Vis det til rommet")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Ingenting blir sendt eller lagret.")
    expect(dialog.get_by_role("button", name="Ikke vis noe")).to_be_focused()
    press(page, "Vis setningene")
    expect(dialog.get_by_role("listitem")).to_have_text(
        [
            "Rom for selvledelse: Dere svarte lavere enn jeg trodde.",
            "Tillit, rammer og retning: Dere svarte omtrent som jeg trodde.",
        ]
    )
    assert not re.search(r"\d", dialog.inner_text())
    assert found_by_axe(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
