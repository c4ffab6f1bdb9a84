"""A unit over time, as leaders read it: by keyboard, on small screens, on paper, and never by those who may not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import found_by_axe
from tests.browser.desk import fits, sees
from tests.browser.history_house import DAYS, STRANGER, HistoryHouse, furnish
from tests.browser.screens import Screens
from tests.browser.squeezed import cut_off
from tests.conftest import ServerFactory
from tests.servers import Server

LEARNT = "Teamet fant en bedre løsning selv."


@pytest.fixture(scope="module")
def furnished(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(data_dir=tmp_path_factory.mktemp("history") / "server").start()
    furnish(server)
    yield server
    server.end()


@pytest.fixture
def house(furnished: Server, screens: Screens) -> HistoryHouse:
    """For looking: all tests of this file see the same."""
    return HistoryHouse(furnished, screens)


@pytest.fixture
def own_house(server: ServerFactory, screens: Screens) -> HistoryHouse:
    """For writing."""
    started = server()
    furnish(started)
    return HistoryHouse(started, screens)


def test_the_page_is_clean_for_axe_and_fits_small_screens_and_large_text(house: HistoryHouse) -> None:
    page = house.open(house.path)
    for path in ("/enheter", "/enheter/hjemme", "/enheter/aase", "/enheter/aktiv", "/enheter/helse", "/samlinger/s7"):
        page.goto(f"{house.server.url}{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        _unfold(page)
        assert found_by_axe(page) == [], path
        assert fits(page), path


def test_words_stand_before_the_figures_and_commitments_before_both(house: HistoryHouse) -> None:
    page = house.open(house.path)
    sees(page, "Hjemmetjenesten sør")

    expect(page.locator(".page-section > h2")).to_have_text(
        [
            "Tiltakene, og hva vi har lært",
            "Rom for selvledelse",
            "Kunnskap eller kultur?",
            "Hundre poeng",
            "Hva nå?",
            "Samlinger",
        ]
    )
    line = page.get_by_role("img", name="Rom for selvledelse")
    expect(line).to_have_accessible_description(f"Siden endringen: fra 3,4 ({_shown(4)}) til 3,8 ({_shown(7)}).")
    table = page.get_by_role("table", name="Rom for selvledelse")
    expect(table).to_be_hidden()
    page.locator(".chart-main summary").press("Enter")
    expect(table.get_by_role("row")).to_have_count(9)
    expect(page.get_by_text("Støtte fra lederen")).to_have_count(0)


def test_what_became_of_a_commitment_is_written_by_keyboard(own_house: HistoryHouse) -> None:
    page = own_house.open(own_house.path)
    card = page.locator("#tiltak-s7-1")
    card.get_by_text("Skriv hvordan det gikk").press("Enter")
    begun = card.get_by_role("radio", name="Ikke begynt")
    begun.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(card.get_by_role("radio", name="Gjort")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type(LEARNT)
    page.keyboard.press("Enter")

    expect(card.get_by_role("status")).to_have_text("Lagret")
    expect(card.locator(".state")).to_have_text("Gjort")
    expect(page.locator(".lessons")).to_contain_text(LEARNT)
    expect(page.get_by_text(f"8 av 16 tiltak er gjort siden {_shown(0)}.")).to_be_visible()
    page.reload()
    expect(card.locator(".learnt")).to_contain_text(LEARNT)


def test_a_sentence_that_is_too_long_is_refused_beside_its_field(house: HistoryHouse) -> None:
    page = house.open(house.path)
    card = page.locator("#tiltak-s7-2")
    card.get_by_text("Skriv hvordan det gikk").click()
    field = card.get_by_role("textbox")
    field.fill("x" * 310)
    card.get_by_role("button", name="Lagre").click()

    expect(card.get_by_role("alert")).to_have_text("Teksten er for lang. Du har 10 tegn for mye.")
    assert field.input_value() == "x" * 310
    expect(page.locator("#laert-feil-s7-1")).to_be_empty()


def test_a_stranger_finds_no_unit_and_no_trace_of_it(house: HistoryHouse) -> None:
    page = house.open(house.path, email=STRANGER)
    sees(page, "Enheten finnes ikke.")
    expect(page.get_by_text("Hjemmetjenesten")).to_have_count(0)
    page.goto(f"{house.server.url}/enheter")
    expect(page.locator(".tile-name")).to_have_text(["Skolen"])


def test_units_with_little_behind_them_say_something_useful(house: HistoryHouse) -> None:
    page = house.open("/enheter/aase")
    expect(page.get_by_text("Dette er startpunktet.")).to_be_visible()
    page.goto(f"{house.server.url}/enheter/aktiv")
    expect(page.locator(".nothing-shown").first).to_have_text("Ingen tall å vise her.")
    page.goto(f"{house.server.url}/enheter/helse")
    expect(page.get_by_text("Ingen samlinger ennå.")).to_be_visible()


def test_units_are_a_tree_in_alphabetical_order(house: HistoryHouse) -> None:
    page = house.open("/enheter")
    expect(page.locator(".tile-name")).to_have_text(
        ["Helse og mestring", "Aktivitetssenteret", "Hjemmetjenesten sør", "Åsen bofellesskap"]
    )
    expect(page.get_by_text("3 enheter har hatt samling. 7 av 17 tiltak er gjort.")).to_be_visible()
    expect(page.get_by_text("Med alle under: 7 av 17 tiltak gjort")).to_be_visible()
    latest = page.get_by_text("Rom for selvledelse: 3,8 (").first
    expect(latest).to_contain_text("). Ligger trolig mellom 3,3 og 4,3. Sett i lys av de andre enhetene: 3,")
    expect(page.get_by_text("er trukket mot snittet av alle enhetene")).to_be_visible()


def test_files_to_take_away_are_plain_links(house: HistoryHouse) -> None:
    page = house.open(house.path)
    links = page.locator(".take-away a")
    expect(links).to_have_count(3)
    assert [link.get_attribute("href") for link in links.all()] == [
        f"/enheter/hjemme/eksport/{kind}" for kind in ("xlsx", "csv", "json")
    ]
    minutes = page.get_by_role("link", name=f"Referat (PDF) fra {_shown(7)}")
    expect(minutes).to_have_attribute("href", "/samlinger/s7/referat.pdf")


def test_on_paper_tables_are_unfolded_and_nothing_is_there_to_press(house: HistoryHouse, tmp_path: Path) -> None:
    page = house.open(house.path)
    expect(page.locator(".chart").first).to_be_visible()
    page.set_viewport_size({"width": 680, "height": 960})
    page.emulate_media(media="print", color_scheme="dark")

    # Whoever reads in the dark prints dark words on white all the same.
    ink = page.locator(".chart-date").first.evaluate("one => getComputedStyle(one).fill")
    assert max(int(part) for part in re.findall(r"\d+", ink)) < 128, ink
    expect(page.get_by_role("table", name="Rom for selvledelse")).to_be_visible()
    expect(page.get_by_role("table", name="Tiltak gjort, samling for samling")).to_be_visible()
    expect(page.get_by_text("Nordre Land kommune").first).to_be_visible()
    for hidden in (".desk-header a", ".desk-header button", ".settle", ".contents-card", ".take-away", ".button"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert cut_off(page) == []
    page.screenshot(path=tmp_path / "paper.png", full_page=True)


def _shown(number: int) -> str:
    """The day of the session with that number, as pages write it."""
    return DAYS[number].strftime("%d.%m.%Y")


def _unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
