"""What the facilitator writes and judges while the room looks on: groups, proposals and commitment cards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import people
from tests.browser.control_room import PATIENCE, big, is_at, settled, take_control
from tests.browser.phones import arrive
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.servers import Server

_FIRST, _SECOND = "Vi bytter vakter selv.", "Vi avgjør bytte av vakter."


@pytest.fixture
def room(shared_server: Server) -> Iterator[StageRoom]:
    with StageRoom(shared_server, phones=6) as opened:
        yield opened


@pytest.fixture
def writing(room: StageRoom, screens: Screens) -> Page:
    """A control screen where the cards are written."""
    _choose_question(room)
    room.go_to("tiltak", "writing")
    page = take_control(screens, room.workshop.server, room.prepared)
    is_at(page, "Tiltak", "Tiltakene skrives")
    return page


def _choose_question(room: StageRoom) -> None:
    room.go_to("hva-na", "chosen")
    room.tell("choose_question", question=room.questions[0]["id"])


def test_groups_are_counted_and_proposals_judged_and_merged(room: StageRoom, screens: Screens) -> None:
    page = take_control(screens, room.workshop.server, room.prepared)
    room.go_to("hva-na", "chosen")
    page.locator(".choice").first.click()
    expect(page.locator(".choice").first).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    room.go_to("hva-na", "groups")
    page.get_by_role("button", name="3", exact=True).click()
    expect(page.locator(".group")).to_have_count(3, timeout=PATIENCE)
    phones = [arrive(screens, room) for _ in range(2)]
    people.write_for_group(phones[0], 1, _FIRST)
    people.write_for_group(phones[1], 2, _SECOND)
    expect(page.locator(".group").nth(0)).to_have_text("Gruppe 1 ✓1 sendt", timeout=PATIENCE)
    expect(page.locator(".group").nth(2)).to_have_text("Gruppe 3mangler en som skriver")
    room.go_to("hva-na", "collecting")
    _send_back_and_not(page, phones[0])
    _judge(page)
    _take_back(page, phones[0])


def _send_back_and_not(page: Page, phone: Page) -> None:
    waiting = page.locator(".judged-one", has_text=_FIRST)
    waiting.locator("summary", has_text="Send tilbake").click()
    waiting.get_by_role("button", name="Vanskelig å forstå. Skriv det med andre ord.").click()
    expect(phone.get_by_text("Forslaget kom tilbake:")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", name="Sendt tilbake eller slått sammen")).to_be_visible(timeout=PATIENCE)
    page.locator(".judged-one", has_text=_FIRST).get_by_role("button", name="Ta tilbake").click()
    expect(phone.get_by_text("Venter på å bli lest gjennom")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", name="Sendt tilbake eller slått sammen")).to_have_count(0)


def _judge(page: Page) -> None:
    for text in (_FIRST, _SECOND):
        page.locator(".judged-one", has_text=text).get_by_role("button", name="Vis på skjermen").click()
        expect(page.locator(".judged-shown .judged-one", has_text=text)).to_be_visible(timeout=PATIENCE)
        # The card that was pressed is gone from here: on to the next, and after the last to where the step begins.
        next_one = page.locator(".judged-one:focus", has_text=_SECOND)
        expect(next_one if text == _FIRST else page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_text("Spør gruppene før du slår sammen.")).to_be_visible()
    page.locator(".judged-one", has_text=_FIRST).get_by_role("button", name="Slå sammen").click()
    page.get_by_role("button", name="Slå sammen med dette").click(timeout=PATIENCE)
    merged = page.locator(".judged-one", has_text="Slått sammen med et forslag fra gruppe 2.")
    expect(merged).to_contain_text(_FIRST, timeout=PATIENCE)
    expect(page.get_by_role("button", name="Ta tilbake")).to_have_count(1)


def _take_back(page: Page, phone: Page) -> None:
    """The merging, and then that it was shown at all."""
    expect(phone.get_by_text("Slått sammen med et annet")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Ta tilbake").click()
    expect(phone.get_by_text("Vises på skjermen", exact=True)).to_be_visible(timeout=PATIENCE)
    page.locator(".judged-one", has_text=_FIRST).get_by_role("button", name="Ta tilbake").click()
    expect(phone.get_by_text("Venter på å bli lest gjennom")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".judged-one", has_text=_FIRST).get_by_role("button", name="Vis på skjermen")).to_be_visible()


def test_the_room_sees_a_card_as_it_is_typed_and_late_frames_take_nothing_away(
    room: StageRoom, writing: Page, screens: Screens
) -> None:
    stage = screens.open("projector", room.url)
    field = writing.get_by_label("Hva gjør vi? *").first
    field.press_sequentially("Bruke fem minutter ved vaktskiftet ", delay=60)
    expect(stage.get_by_role("heading", name="Bruke fem minutter ved vaktskiftet")).to_be_visible(timeout=PATIENCE)
    room.note("hidden", value=True)
    field.press_sequentially("til å spørre", delay=60)
    room.note("hidden", value=False)
    expect(stage.get_by_role("heading", name="Bruke fem minutter ved vaktskiftet til å spørre")).to_be_visible(
        timeout=PATIENCE
    )
    expect(field).to_have_value("Bruke fem minutter ved vaktskiftet til å spørre")
    expect(field).to_be_focused()


def test_two_screens_write_on_the_same_card(room: StageRoom, writing: Page, screens: Screens) -> None:
    other = take_control(screens, room.workshop.server, room.prepared, size="phone")
    writing.get_by_label("Hva gjør vi? *").first.fill("Spørre ved vaktskiftet")
    expect(other.get_by_label("Hva gjør vi? *").first).to_have_value("Spørre ved vaktskiftet", timeout=PATIENCE)
    other.get_by_label("Hvem har ansvaret? *").first.fill("Vaktlederen")
    expect(writing.get_by_label("Hvem har ansvaret? *").first).to_have_value("Vaktlederen", timeout=PATIENCE)
    expect(writing.get_by_label("Hva gjør vi? *").first).to_have_value("Spørre ved vaktskiftet")


def test_a_key_pressed_in_a_field_is_text(writing: Page) -> None:
    field = writing.get_by_label("Hva gjør vi? *").first
    field.press_sequentially("q b t ?")
    field.press("ArrowLeft")
    settled(writing)
    expect(field).to_have_value("q b t ?")
    is_at(writing, "Tiltak", "Tiltakene skrives")
    expect(writing.get_by_role("button", name="Skjul skjermen", exact=True)).to_be_visible()


def test_missing_fields_are_named_and_a_name_is_asked_about(writing: Page) -> None:
    writing.get_by_label("Hva gjør vi? *").first.fill("Spørre ved vaktskiftet")
    writing.get_by_label("Hvem har ansvaret? *").first.fill("Kari Nordmann")
    expect(writing.get_by_text("Dette ser ut som et navn. Har personen sagt ja til å stå her?")).to_be_visible(
        timeout=PATIENCE
    )
    expect(writing.get_by_text("Mangler ennå: Når skal det være gjort? · Hva skjer den første uken?")).to_be_visible()
    big(writing).click()
    expect(writing.get_by_role("alert").filter(has_text="Fyll ut")).to_contain_text(
        "Fyll ut «Når skal det være gjort?», «Hva skjer den første uken?» før dere går videre.", timeout=PATIENCE
    )
    writing.get_by_label("Dato for neste samling").fill("2026-12-10")
    writing.get_by_label("Når skal det være gjort? *").first.fill("2026-12-24")
    expect(writing.get_by_text("Datoen er etter neste samling. Er det meningen?")).to_be_visible(timeout=PATIENCE)
    writing.get_by_label("Hva skjer den første uken? *").first.fill("Vi spør på mandag.")
    settled(writing)
    big(writing).click()
    is_at(writing, "Tiltak", "Tiltakene vises")


def test_no_card_at_all_must_be_meant_and_removing_one_too(writing: Page) -> None:
    question = writing.get_by_role("alertdialog")
    field = writing.get_by_label("Hva gjør vi? *").first
    field.fill("Spørre ved vaktskiftet")
    writing.get_by_role("button", name="Ta bort kortet").click(timeout=PATIENCE)
    question.get_by_role("button", name="Ta bort kortet").click(timeout=PATIENCE)
    expect(field).to_have_value("", timeout=PATIENCE)
    big(writing).click()
    expect(question).to_contain_text("Dere har ikke skrevet noe tiltak.", timeout=PATIENCE)
    question.get_by_role("button", name="Gå videre").click()
    is_at(writing, "Tiltak", "Tiltakene vises")
