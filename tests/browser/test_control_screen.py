"""The control screen in all its states: readable, in reach, clean for axe, on a laptop and on a phone."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from benchmarks.prepared import prepare
from tests.browser import keyboard
from tests.browser.axe import found_by_axe
from tests.browser.control_room import PATIENCE, STEP_IS_SEEN, big, is_at, settled, take_control
from tests.browser.screens import Screens, land
from tests.browser.squeezed import lost_when_squeezed
from tests.browser.stage_room import StageRoom
from tests.servers import Server

#: A step of every kind, and every phase in which the facilitator has something to do.
_STOPS = (
    ("provestemme", "open"),
    ("provestemme", "revealed"),
    ("tillitspulsen", "open"),
    ("hva-na", "chosen"),
    ("hva-na", "groups"),
    ("tiltak", "writing"),
    ("avslutning", "shown"),
)


def test_a_draft_is_looked_over_and_opened(shared_server: Server, screens: Screens) -> None:
    prepared = prepare(shared_server.data_dir)
    page = take_control(screens, shared_server, prepared)
    is_at(page, "Samlingen er ikke åpnet")
    expect(page.get_by_role("checkbox")).to_have_count(4)
    assert found_by_axe(page) == []
    big(page).dblclick()
    is_at(page, "Deltakerne kan komme inn")
    settled(page)
    is_at(page, "Deltakerne kan komme inn")
    expect(page.get_by_role("checkbox", name="Er projektoren koblet til?")).to_be_visible()
    page.locator("summary", has_text="Vis på skjermen").press("Enter")
    assert found_by_axe(page) == []
    _the_network_is_shown(page, screens, f"{shared_server.url}{prepared.stage_path}")


def _the_network_is_shown(page: Page, screens: Screens, projector: str) -> None:
    """Typed by keyboard, read by a camera from the wall, and taken away again."""
    page.get_by_label("Navnet på nettet").fill("Gjest; kommunen")
    page.keyboard.press("Tab")
    page.keyboard.type("kort")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Passordet må ha fra 8 til 63 tegn")).to_be_visible()
    page.get_by_label("Passord").fill("sommer;2026")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nettet «Gjest; kommunen» står på skjermen")).to_be_visible()

    wall = screens.open("projector", projector)
    expect(wall.get_by_text("Passord: sommer;2026")).to_be_visible()
    land(wall)
    join, network = sorted(code.text for code in zxingcpp.read_barcodes(Image.open(BytesIO(wall.screenshot()))))[::-1]
    assert join.startswith("http")
    assert network == r"WIFI:T:WPA;S:Gjest\; kommunen;P:sommer\;2026;;"
    page.get_by_role("button", name="Ta bort wifi-koden").click()
    expect(wall.get_by_text("Passord: sommer;2026")).to_be_hidden()


def test_space_lets_people_in(shared_server: Server, screens: Screens) -> None:
    page = take_control(screens, shared_server, prepare(shared_server.data_dir))
    page.keyboard.press("Space")
    is_at(page, "Deltakerne kan komme inn")


def test_a_code_that_is_not_there_leads_home(shared_server: Server, screens: Screens) -> None:
    prepared = prepare(shared_server.data_dir)
    context = screens.context("laptop")
    context.add_cookies([{"name": "workshop_sign_in", "value": prepared.cookie, "url": shared_server.url}])
    page = context.new_page()
    page.goto(f"{shared_server.url}/styr/ZZZZZZ")
    is_at(page, "Siden finnes ikke.")
    expect(page.get_by_role("link", name="Til forsiden")).to_have_attribute("href", "/")


def test_the_picture_is_no_projector_and_a_lost_one_is_told(shared_server: Server, screens: Screens) -> None:
    prepared = prepare(shared_server.data_dir)
    page = take_control(screens, shared_server, prepared)
    picture = page.frame_locator(".picture-frame iframe")
    big(page).click()
    expect(picture.locator(".stage").get_by_text("Skann koden").first).to_be_visible(timeout=PATIENCE)
    warning = page.get_by_text("Skjermen er ikke åpnet. Åpne den på projektoren.")
    expect(warning).to_be_visible()
    projector = screens.open("projector", f"{shared_server.url}{prepared.stage_path}")
    expect(warning).to_be_hidden(timeout=PATIENCE)
    expect(page.get_by_text("Skjermen er åpen")).to_be_visible()
    expect(page.get_by_role("link", name="Åpne skjermen på projektoren")).to_have_class("button button-quiet")
    projector.close()
    expect(page.get_by_text("Skjermen har mistet nettet. Telefonene virker.")).to_be_visible(timeout=PATIENCE)


def test_the_room_is_counted_before_the_first_figures(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=4) as room:
        room.go_to("provestemme", "open")
        page = take_control(screens, room.workshop.server, room.prepared)
        panel = page.locator(".room-check")
        expect(panel).to_contain_text("Skjermen sier at vi er 4. Stemmer det med rommet?", timeout=PATIENCE)
        panel.get_by_role("button", name="Ikke ta inn flere").click()
        expect(panel).to_be_hidden(timeout=PATIENCE)
        expect(page.get_by_text("Ingen nye kommer inn nå.")).to_be_visible()


def test_every_state_is_clean_for_axe_and_keeps_the_big_button_in_reach(
    shared_server: Server, screens: Screens, tmp_path: Path
) -> None:
    with StageRoom(shared_server, phones=3) as room:
        laptop = take_control(screens, room.workshop.server, room.prepared)
        phones = [take_control(screens, room.workshop.server, room.prepared, size=s) for s in ("phone", "small phone")]
        for activity, phase in _STOPS:
            if (activity, phase) == ("hva-na", "groups"):
                room.tell("choose_question", question=room.questions[0]["id"])
            room.go_to(activity, phase)
            room.is_shown_on(laptop)
            assert found_by_axe(laptop) == [], room.place
            assert laptop.evaluate(STEP_IS_SEEN), room.place
            for phone in phones:
                room.is_shown_on(phone)
                _fits(phone, room.place)
                if phone.get_by_role("timer").count():
                    time = _place(phone.get_by_role("timer"))
                    assert time["y"] + time["height"] <= _place(phone.locator(".press-bar"))["y"], room.place
            assert lost_when_squeezed(phones[-1]) == {}, room.place


def test_a_question_is_answered_by_keyboard_at_four_times_zoom(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1) as room:
        room.press()
        page = take_control(screens, room.workshop.server, room.prepared)
        page.set_viewport_size({"width": 320, "height": 256})
        keyboard.press(page.get_by_role("button", name="Avslutt samlingen"))
        keyboard.press(page.get_by_role("alertdialog").locator(".button-danger"))
        is_at(page, "Samlingen er slutt.")


def test_the_run_sheet_shows_the_step_above_the_bar_and_moves_nothing_else(
    shared_server: Server, screens: Screens
) -> None:
    with StageRoom(shared_server, phones=2) as room:
        low = take_control(screens, room.workshop.server, room.prepared)
        low.set_viewport_size({"width": 1280, "height": 620})
        for activity, phase in (("velkommen", "shown"), ("hva-na", "alone"), ("avslutning", "shown")):
            if phase == "alone":
                room.go_to("hva-na", "chosen")
                room.tell("choose_question", question=room.questions[0]["id"])
            room.go_to(activity, phase)
            room.is_shown_on(low)
            assert low.evaluate(STEP_IS_SEEN), room.place
            assert low.evaluate("[scrollY, document.activeElement === document.body]") == [0, True]


def _place(element: Locator) -> dict[str, float]:
    box = element.bounding_box()
    assert box is not None
    return dict(box)


def _fits(page: Page, place: str) -> None:
    """No scrolling sideways, and the big button where a thumb is."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
    box = big(page).bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    assert box["y"] + box["height"] <= size["height"], place
    assert box["x"] >= 0, place
    assert box["x"] + box["width"] <= size["width"], place


def _let_pass(room: StageRoom, *, seconds: int) -> None:
    """As if the step had begun earlier, and everybody is told."""
    with room.prepared.database.unit_of_work() as db:
        of_session = {"session": room.prepared.session_id}
        moved = "SELECT version, at FROM session_events WHERE kind = 'moved' AND session_id = :session"
        version, at = max(db.execute(text(moved), of_session).all())
        earlier = datetime.fromisoformat(str(at)) - timedelta(seconds=seconds)
        db.execute(
            text("UPDATE session_events SET at = :at WHERE version = :version AND session_id = :session"),
            {"at": earlier.strftime("%Y-%m-%d %H:%M:%S.%f"), "version": version} | of_session,
        )
    room.note("time", value=True)


def test_a_phase_that_runs_out_says_so_and_moves_nothing(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=2) as room:
        room.go_to("provestemme", "open")
        page = take_control(screens, room.workshop.server, room.prepared)
        expect(page.get_by_role("timer")).to_contain_text("Tid igjen")
        _let_pass(room, seconds=50)
        expect(page.get_by_text("Tiden er ute. Ingenting skjer før du trykker.")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_role("timer")).to_contain_text("Over tiden")
        is_at(page, "Prøvestemme", "Åpen for svar")
        page.get_by_role("button", name="Slå av lyden").click()
        page.reload()
        expect(page.get_by_role("button", name="Slå på lyden")).to_be_visible(timeout=PATIENCE)
