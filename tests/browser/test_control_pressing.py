"""One press, one step: by the big button, by the keyboard, by two people at once, and never by mistake."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import keyboard
from tests.browser.control_room import PATIENCE, REST, big, is_at, settled, take_control
from tests.browser.network import Late
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.servers import Server

_FIRST, _SECOND = "Velkommen", "Slik gjør vi det i dag"
_TRIAL = "Prøvestemme"
_ARROW = "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}))"
_OPEN, _SHOWN = "Åpen for svar", "Resultatet vises"


@pytest.fixture
def room(shared_server: Server) -> Iterator[StageRoom]:
    with StageRoom(shared_server, phones=6) as opened:
        opened.press()
        yield opened


@pytest.fixture
def voting(room: StageRoom, screens: Screens) -> Page:
    """A control screen while the trial vote is open."""
    room.go_to("provestemme", "open")
    page = take_control(screens, room.workshop.server, room.prepared)
    is_at(page, _TRIAL, _OPEN)
    return page


def test_close_and_show_is_one_press_once_half_have_answered(room: StageRoom, voting: Page) -> None:
    room.answer([["kaffe"], ["te"], ["kaffe"]])
    expect(voting.locator(".top-counts")).to_have_text("6 er med · 3 er ferdige · 0 er uten nett", timeout=PATIENCE)
    expect(voting.get_by_role("button", name="Lukk uten å vise")).to_be_visible()
    voting.get_by_role("button", name="Lukk og vis").click()
    is_at(voting, _TRIAL, _SHOWN)


def test_closing_early_asks_once_and_escape_gives_the_focus_back(voting: Page) -> None:
    big(voting).focus()
    voting.keyboard.press("Enter")
    question = voting.get_by_role("alertdialog")
    expect(question).to_contain_text("0 av 6 er ferdige.", timeout=PATIENCE)
    expect(question.get_by_role("button", name="La det være")).to_be_focused()
    voting.keyboard.press("Escape")
    expect(question).to_be_hidden(timeout=PATIENCE)
    expect(big(voting)).to_be_focused()
    is_at(voting, _TRIAL, _OPEN)
    settled(voting)
    big(voting).click()
    question.get_by_role("button", name="Lukk likevel").click(timeout=PATIENCE)
    is_at(voting, _TRIAL, _SHOWN)
    expect(question).to_be_hidden()


def test_closing_without_showing_keeps_it_hidden(room: StageRoom, voting: Page) -> None:
    room.answer([["kaffe"]] * 6)
    expect(voting.locator(".answers-line")).to_have_text("Alle er ferdige", timeout=PATIENCE)
    voting.get_by_role("button", name="Lukk uten å vise").click()
    is_at(voting, _TRIAL, "Lukket, ikke vist")
    expect(big(voting)).to_contain_text("Vis resultatet")


def test_two_who_press_together_move_one_step(room: StageRoom, screens: Screens) -> None:
    first = take_control(screens, room.workshop.server, room.prepared)
    context = screens.context("phone")
    late = Late(context)
    second = take_control(screens, room.workshop.server, room.prepared, context=context)
    expect(first.get_by_text("Samlingen styres også fra en annen maskin. Begge virker.")).to_be_visible(
        timeout=PATIENCE
    )
    is_at(first, _FIRST)
    is_at(second, _FIRST)
    with late():
        big(first).click()
        is_at(first, _SECOND)
        is_at(second, _FIRST)
        big(second).click()
        settled(second)
    is_at(second, _SECOND)
    settled(first)
    is_at(first, _SECOND)


@pytest.mark.parametrize("press", ["document.querySelector('.big-button').click()", _ARROW])
def test_a_press_that_lands_just_after_somebody_elses_is_not_taken(
    room: StageRoom, screens: Screens, press: str
) -> None:
    page = take_control(screens, room.workshop.server, room.prepared)
    is_at(page, _FIRST)
    page.evaluate(
        f"""new MutationObserver((_, watching) => {{
            watching.disconnect();
            setTimeout(() => {press});
        }}).observe(document.querySelector("h1"), {{characterData: true, childList: true, subtree: true}})"""
    )
    room.press()
    is_at(page, _SECOND)
    settled(page)
    is_at(page, _SECOND)
    page.wait_for_timeout(REST)
    page.evaluate(press)
    is_at(page, "Slik tar vi vare på svarene")


def test_a_double_click_is_one_press(room: StageRoom, screens: Screens) -> None:
    page = take_control(screens, room.workshop.server, room.prepared)
    is_at(page, _FIRST)
    big(page).dblclick()
    settled(page)
    is_at(page, _SECOND)


def test_the_keyboard_moves_both_ways(room: StageRoom, screens: Screens) -> None:
    page = take_control(screens, room.workshop.server, room.prepared)
    is_at(page, _FIRST)
    page.keyboard.press("Space")
    is_at(page, _SECOND)
    page.keyboard.press("ArrowRight")
    is_at(page, "Slik tar vi vare på svarene")
    page.keyboard.press("ArrowLeft")
    is_at(page, _SECOND)


def test_keys_set_the_screen_and_list_themselves(room: StageRoom, screens: Screens) -> None:
    page = take_control(screens, room.workshop.server, room.prepared)
    is_at(page, _FIRST)
    for key, before, after in (
        ("q", "Vis koden", "Skjul koden"),
        ("b", "Skjul skjermen", "Vis skjermen igjen"),
        ("t", "Skjul tiden på skjermen", "Vis tiden på skjermen"),
    ):
        expect(page.get_by_role("button", name=before, exact=True)).to_be_visible()
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=after, exact=True)).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Shift+?")
    expect(page.get_by_role("dialog", name="Hurtigtaster")).to_contain_text("Mellomrom eller høyrepil")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Hurtigtaster")).to_be_hidden()
    is_at(page, _FIRST)


def test_letters_can_be_turned_off_and_stay_so(room: StageRoom, screens: Screens) -> None:
    page = take_control(screens, room.workshop.server, room.prepared)
    is_at(page, _FIRST)
    keyboard.press(page.get_by_role("button", name="Hurtigtaster"))
    letters = page.get_by_role("checkbox", name="Bruk Q, B, T og ? som hurtigtaster")
    keyboard.press(letters, "Space")
    expect(letters).not_to_be_checked()
    page.keyboard.press("Escape")
    page.reload()
    is_at(page, _FIRST)
    for key in ("q", "b", "t", "Shift+?", "ArrowRight"):
        page.keyboard.press(key)
    is_at(page, _SECOND)
    for name in ("Vis koden", "Skjul skjermen", "Skjul tiden på skjermen"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("dialog", name="Hurtigtaster")).to_be_hidden()


def test_a_key_held_down_or_with_another_one_is_not_a_press(room: StageRoom, screens: Screens) -> None:
    page = take_control(screens, room.workshop.server, room.prepared)
    is_at(page, _FIRST)
    page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("Meta+ArrowRight")
    settled(page)
    is_at(page, _FIRST)
    page.keyboard.down("ArrowRight")
    is_at(page, _SECOND)
    for _ in range(3):
        page.keyboard.down("ArrowRight")
    page.keyboard.up("ArrowRight")
    settled(page)
    is_at(page, _SECOND)


def test_space_goes_on_after_the_mouse_has_used_another_button(room: StageRoom, screens: Screens) -> None:
    page = take_control(screens, room.workshop.server, room.prepared)
    page.get_by_role("button", name="Ikke ta inn flere").click()
    expect(page.get_by_role("button", name="Ta inn flere igjen")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Space")
    is_at(page, _SECOND)
    expect(page.get_by_role("button", name="Ta inn flere igjen")).to_be_visible()


def test_skipping_an_open_vote_and_ending_ask_first(room: StageRoom, voting: Page) -> None:
    question = voting.get_by_role("alertdialog")
    voting.get_by_role("button", name="Hopp over dette steget").click()
    expect(question).to_contain_text("Avstemningen er åpen.", timeout=PATIENCE)
    question.get_by_role("button", name="La det være").click()
    voting.get_by_role("button", name="Avslutt samlingen").click()
    expect(question).to_contain_text("Samlingen avsluttes for alle.", timeout=PATIENCE)
    # Another machine ends it meanwhile, and there is nothing left to ask.
    room.press("end")
    is_at(voting, "Samlingen er slutt.")
    expect(question).to_have_count(0)
    expect(voting.get_by_role("link", name="Se hva dere kom fram til")).to_be_visible()
