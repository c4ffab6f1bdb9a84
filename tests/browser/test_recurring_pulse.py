"""What a unit lifts and promises comes back: answered at the level above, told and followed up in the next session."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from benchmarks.prepared import Prepared, prepare
from tests.browser import people as at_the_table
from tests.browser.axe import found_by_axe
from tests.browser.control_room import take_control
from tests.browser.phones import arrive, sees
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.servers import Server
from workshop_app.content_loader import load_content
from workshop_app.domain.preparation import with_selection
from workshop_app.persistence import people, sessions, units
from workshop_app.persistence.units import Unit
from workshop_app.services import clock
from workshop_app.services.tokens import token_hash

PROMISE, LIFTED = "Spørre ved hvert vaktskifte", "Slutte med skjema 7"
LEVEL = "kommunalsjefen i Helse og mestring"
COOKIE = "cookie-of-the-level-above"
PULSE = {f"{dimension}{item}": 4 for dimension in "abcd" for item in (1, 2, 3)} | {"anchor": 4}


def test_what_was_lifted_and_promised_is_answered_and_followed_up(shared_server: Server, screens: Screens) -> None:
    content = load_content(Path("content"))
    short = with_selection(content.agendas["90-minutter"], order=["velkommen", "tiltak"], chosen_question=None)
    first = prepare(shared_server.data_dir, content=replace(content, agendas={short.id: short}))
    unit = _put_under_a_leader(first)
    with StageRoom(shared_server, phones=5, prepared=first) as room:
        room.go_to("tiltak", "writing")
        _promise_and_lift(take_control(screens, shared_server, first), screens.open("projector", room.url))
        room.press("end")
    above = _answer(screens, shared_server)

    again = prepare(shared_server.data_dir, agenda_id="puls-30-minutter", unit_id=unit)
    with StageRoom(shared_server, phones=8, prepared=again) as room:
        stage, phone = screens.open("projector", room.url), arrive(screens, room)
        control = take_control(screens, shared_server, again)
        for page in (stage, phone, control):
            sees(page, re.compile(f"«{LIFTED}».*{LEVEL}: Ja"))
        _pulse(room, stage)
        _follow_up(room, stage, phone, control)
        _change(room, stage, phone)
        room.press("end")
    above.goto(f"{shared_server.url}/enheter/{unit}")
    expect(above.locator("#tiltak").locator("..")).to_contain_text("Gjort")
    expect(above.locator("#loft").locator("..")).to_contain_text("Ja")


def _put_under_a_leader(prepared: Prepared) -> str:
    """The unit lies under another, whose leader is signed in by a cookie; its id."""
    with prepared.database.unit_of_work() as db:
        record = sessions.find_session(db, prepared.session_id)
        assert record is not None
        own = units.find_unit(db, record.unit_id)
        assert own is not None
        people.add_person(db, id_="siv", email="siv@example.no", name="Siv", password_hash="-", role="leader")
        level = Unit(
            id="level", name="Helse og mestring", leader_role="kommunalsjefen", agreed_roles="", discussed_on=None
        )
        units.add_unit(db, level)
        people.add_membership(db, person_id="siv", unit_id="level", leads=True)
        units.change_unit(db, replace(own, parent_id="level"))
        now = clock.now()
        people.remember_sign_in(
            db, person_id="siv", token_hash=token_hash(COOKIE), expires_at=now + timedelta(hours=1), now=now
        )
    return own.id


def _promise_and_lift(control: Page, stage: Page) -> None:
    control.get_by_label("Hva gjør vi? *").first.fill(PROMISE)
    expect(stage.get_by_text(PROMISE).first).to_be_visible()
    control.get_by_text("Noe annet", exact=True).click()
    lifting = control.locator(".lifting form").last
    lifting.get_by_label("Hva ber vi om?").fill(LIFTED)
    lifting.get_by_label("Hva hindrer det oss i?").fill("Vi fyller ut det samme to ganger")
    lifting.get_by_role("button", name=f"Løft dette til {LEVEL}").click()
    expect(control.locator(".lifting")).to_contain_text(f"Løftet er sendt til {LEVEL}.")
    expect(stage.get_by_text(re.compile(f"Løftet til {LEVEL}: {LIFTED}"))).to_be_visible()
    assert found_by_axe(control) == []


def _answer(screens: Screens, server: Server) -> Page:
    context = screens.context("laptop")
    context.add_cookies([{"name": "workshop_sign_in", "value": COOKIE, "url": server.url}])
    page = context.new_page()
    page.goto(f"{server.url}/enheter")
    page.get_by_role("link", name="Ett løft venter på svar fra deg").click()
    page.get_by_role("radio", name="Ja", exact=True).check()
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("alert").filter(has_text="Skriv én setning")).to_be_visible()
    page.get_by_label("Begrunn med én setning").fill("Vi fjerner det fra nyttår")
    page.get_by_label("Dato").fill((date.today() + timedelta(days=30)).isoformat())  # noqa: DTZ011 -- any day to come
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Ingen løft venter på svar fra deg.")).to_be_visible()
    expect(page.locator(".promise")).to_contain_text("Vi fjerner det fra nyttår")
    assert found_by_axe(page) == []
    return page


def _pulse(room: StageRoom, stage: Page) -> None:
    room.go_to("tillitspulsen-igjen", "open")
    room.answer([PULSE] * 8)
    room.is_shown_on(stage)
    assert "%" not in stage.inner_text("main")


def _follow_up(room: StageRoom, stage: Page, phone: Page, control: Page) -> None:
    room.go_to("tiltak-fra-sist", "open")
    sees(stage, PROMISE)
    sees(phone, PROMISE)
    expect(control.locator(".following-up")).to_have_count(0)
    at_the_table.choose(phone, 0)
    room.answer(["a-little"] * 8)
    room.press()
    control.get_by_role("button", name="Gjort", exact=True).click()
    expect(control.get_by_role("button", name="Gjort", exact=True)).to_have_attribute("aria-pressed", "true")
    control.locator(".following-up").get_by_role("textbox").fill("Det tok fem minutter")
    for page in (stage, phone):
        sees(page, "Gjort")
        sees(page, "Det tok fem minutter")
    assert found_by_axe(control) == []


def _change(room: StageRoom, stage: Page, phone: Page) -> None:
    room.go_to("tiltak-fra-sist-2", "open")
    sees(stage, "Dere har ikke flere tiltak fra sist.")
    room.go_to("pulsen-siden-sist", "alone")
    sees(stage, "Hva overrasker deg?")
    sees(stage, "Rom for selvledelse")
    quiet = _tracks(stage)
    room.press()
    sees(stage, re.compile("Rom for selvledelse: .*Trolig mellom"))
    assert _tracks(stage) == quiet
    sees(phone, re.compile("Rom for selvledelse: .*Trolig mellom"))


def _tracks(stage: Page) -> list[dict[str, float] | None]:
    return [track.bounding_box() for track in stage.locator(".scale-track").all()]
