"""An agenda of one's own: copied, moved about by keyboard and mouse, added to, looked at, taken away and back, used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import found_by_axe
from tests.browser.desk import add_unit, fits, press, sees, set_up
from tests.browser.screens import Screens
from tests.servers import Server

NAME = "Vår samling om vaktene"


@pytest.fixture(scope="module")
def house(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(data_dir=tmp_path_factory.mktemp("editor") / "server").start()
    yield server
    server.end()


@pytest.fixture(scope="module")
def page(browser: Browser, house: Server) -> Iterator[Page]:
    """A laptop with a copy of the 90 minutes open in the editor."""
    screens = Screens(browser)
    opened = screens.open("laptop", "about:blank")
    set_up(opened, house)
    add_unit(opened, discussed_on="2026-10-01")
    opened.get_by_role("link", name="Lag eller endre opplegg").click()
    sees(opened, "Opplegg")
    opened.select_option("#source", label="Samling på 90 minutter")
    opened.fill("#title", NAME)
    press(opened, "Lag kopien")
    sees(opened, NAME)
    yield opened
    complaints = screens.complaints
    screens.close()
    assert complaints == []


def names(page: Page) -> list[str]:
    return page.locator(".agenda-step-name span").all_text_contents()


def comes_first(page: Page, *first: str) -> None:
    for place, name in enumerate(first):
        expect(page.locator(".agenda-step-name span").nth(place)).to_have_text(name)


def test_steps_are_moved_by_keyboard_and_by_mouse_and_it_is_said(page: Page) -> None:
    before = names(page)[:3]
    button = page.get_by_role("button", name="Flytt ned: Velkommen", exact=True)
    button.press("Enter")
    comes_first(page, before[1], before[0], before[2])
    expect(page.get_by_role("button", name="Flytt ned: Velkommen", exact=True)).to_be_focused()
    expect(page.locator("p.saved")).to_contain_text("Velkommen")

    page.locator(".agenda-step").nth(2).drag_to(page.locator(".agenda-step").nth(0))
    comes_first(page, before[2], before[1], before[0])

    page.reload()
    comes_first(page, before[2], before[1], before[0])


def test_a_question_of_ones_own_is_explained_kept_and_seen_on_both_screens(page: Page) -> None:
    page.locator(".agenda-step-name").first.click()
    page.select_option("#wanted", label="Avstemning")
    press(page, "Sett inn")
    expect(page.locator(".agenda-step-chosen")).to_contain_text("Eget steg")
    form = page.locator(".step-form")
    form.locator('[data-path="title.nb"]').fill("Vaktene")
    form.locator('[data-path="question.nb"]').fill("Hvem setter <b>opp</b> vaktene?")
    form.locator('[data-path="options[1].text.nb"]').fill("Vi selv")
    form.get_by_role("button", name="Ta bort nummer 2").first.click()
    press(page, "Lagre steget")
    wrong = page.get_by_role("alert").filter(has_text="Ikke lagret")
    expect(wrong).to_contain_text("Spørsmål: har kode (<b>). Skriv ren tekst")
    expect(wrong).to_contain_text("Svar å velge mellom: har 1, og det må være minst 2")
    expect(wrong).to_be_focused()
    expect(form.locator('[data-path="question.nb"]')).to_have_attribute("aria-invalid", "true")

    form.locator('[data-path="question.nb"]').fill("Hvem setter opp vaktene?")
    form.locator("fieldset", has_text="Svar å velge mellom").get_by_role("button", name="Legg til en til").click()
    form.locator('[data-path="options[2].text.nb"]').fill("Lederen")
    form.locator('[data-path="minutes.open"]').fill("9")
    total = page.locator(".total").text_content()
    press(page, "Lagre steget")
    expect(page.locator("p.saved")).to_have_text("Lagret: Vaktene")
    expect(page.locator(".total")).not_to_have_text(str(total))
    for title in ("Skjermen", "Telefonen"):
        shown = page.frame_locator(f'iframe[title="{title}"]')
        expect(shown.get_by_text("Hvem setter opp vaktene?").first).to_be_visible()
    expect(page.frame_locator('iframe[title="Telefonen"]').get_by_text("Vi selv")).to_be_visible()

    page.select_option("#fase", "revealed")
    expect(page.frame_locator('iframe[title="Skjermen"]').locator(".bar-fill").first).to_be_attached()


def test_a_step_is_swapped_for_another_that_ships_and_keeps_its_place(page: Page) -> None:
    before = names(page)
    place = before.index("Hva nå?")
    page.locator(".agenda-step-name").nth(place).click()
    page.get_by_text("Bytt ut steget", exact=True).click()
    expect(page.locator("#instead option", has_text="Ett ord fra hver gruppe")).to_have_count(1)
    page.select_option("#instead", label="Hva nå? 1–2–4–alle")
    press(page, "Bytt det ut")
    expect(page.locator("p.saved")).to_have_text("«Hva nå?» er byttet ut med «Hva nå? 1–2–4–alle».")
    assert names(page) == [*before[:place], "Hva nå? 1–2–4–alle", *before[place + 1 :]]
    page.select_option("#fase", "pairs")
    expect(page.frame_locator('iframe[title="Skjermen"]').get_by_text("To og to").first).to_be_visible()


def test_the_page_is_clean_for_axe_and_fits_a_small_screen(page: Page) -> None:
    assert found_by_axe(page) == []
    page.set_viewport_size({"width": 320, "height": 568})
    assert fits(page)
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_file_comes_back_as_a_new_agenda_and_a_wrong_one_is_explained(page: Page, house: Server) -> None:
    address = page.get_by_role("link", name="Last ned som fil").get_attribute("href")
    answer = page.request.get(f"{house.url}{address}")
    assert "Var-samling-om-vaktene.toml" in answer.headers["content-disposition"]
    text = answer.text()
    assert "Hvem setter opp vaktene?" in text

    page.goto(f"{house.url}/agendaer")
    sees(page, "Opplegg")
    page.set_input_files("#fil", files=[_file(text.replace("Hvem setter opp vaktene?", "Hvem **setter** opp?"))])
    expect(
        page.get_by_text(re.compile(r"vaktene\.toml: parts\[1\]\.activities\[2\]\.question\.nb: har kode"))
    ).to_be_visible()
    page.set_input_files("#fil", files=[_file(text)])
    expect(page.get_by_text(f"«{NAME} (2)» er hentet inn som et nytt opplegg.")).to_be_visible()
    assert found_by_axe(page) == []


def test_an_own_agenda_is_chosen_for_a_session(page: Page, house: Server) -> None:
    page.goto(f"{house.url}/enheter")
    page.get_by_role("link", name="Helse og mestring").first.click()
    page.get_by_role("link", name="Ny samling").first.click()
    sees(page, "Ny samling")
    page.select_option("#agenda", label=NAME)
    expect(page.locator(".steps")).to_contain_text("Vaktene")
    press(page, "Lag samlingen")
    page.wait_for_url("**/styr/*")
    expect(page.get_by_text("Vaktene").first).to_be_attached()


def _file(text: str) -> dict:
    return {"name": "vaktene.toml", "mimeType": "text/plain", "buffer": text.encode()}
