"""Everything can be read, everywhere and by everybody: measured on the tokens, which are all that sheets may use."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from docs.measure_colours import ACCENTS, FILE, GREY, WAYS_OF_SEEING, contrast, distance, pairs, themes, with_tables

THEMES = themes()
_TEXT, _GRAPHICS, _PROJECTED_TEXT = 4.5, 3.0, 7.0
#: Far above the 2 that can just be seen. In grey there is less to tell apart by; patterns and shapes say the rest.
_APART, _APART_IN_GREY = 15, 10
_SHEETS = ("elements", "phone", "stage", "control", "desk")


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_can_be_read(theme: str) -> None:
    text = _PROJECTED_TEXT if theme.startswith("projector") else _TEXT
    colours = THEMES[theme]
    ratios = {
        f"{what} on {ground}": (contrast(colours[what], colours[ground]), text if is_text else _GRAPHICS)
        for what, ground, is_text in pairs(theme)
    }
    assert {pair: ratio for pair, (ratio, least) in ratios.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("seeing", WAYS_OF_SEEING)
def test_accents_stay_apart_for_everybody(theme: str, seeing: str) -> None:
    least = _APART_IN_GREY if seeing == GREY else _APART
    for one, other in combinations(ACCENTS, 2):
        assert distance(THEMES[theme][one], THEMES[theme][other], seeing) >= least, (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_what_stands_on_a_ground_of_its_own_is_seen_to_end_somewhere(theme: str) -> None:
    colours = THEMES[theme]
    # Where nothing is tinted, an edge says where an empty bar ends.
    edge = colours.get("ground-edge", colours["paper"])
    assert colours["sunken"] != colours["paper"] or contrast(edge, colours["paper"]) >= _GRAPHICS


def test_forced_colours_take_the_place_of_every_colour() -> None:
    forced = re.findall(
        r"forced-colors: active\) {\s*:root,\s*:root \.stage\[data-look\] {([^}]*)}",
        Path("assets/styles/tokens.css").read_text(encoding="utf-8"),
    )[0]
    assert THEMES["light"].keys() - set(re.findall(r"--([\w-]+):", forced)) == set()


def test_words_on_a_fill_keep_it_in_forced_colours() -> None:
    # Else the browser puts a plate of the page's colour behind them, which is the words' own colour then.
    on_fills, kept = set(), set()
    for sheet in ("tokens", *_SHEETS):
        css = Path(f"assets/styles/{sheet}.css").read_text(encoding="utf-8")
        for selectors, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
            named = {selector.strip() for selector in selectors.split(",\n")}
            if re.search(r"^\s*color: var\(--(on-fjord|surface|paper)\)", rules, re.MULTILINE):
                on_fills |= named
            if "forced-color-adjust: none" in rules:
                kept |= named
    assert on_fills
    assert on_fills - kept == set()


def test_contrast_and_distance_are_those_of_the_books() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert distance("#000000", "#ffffff", "all colours") == pytest.approx(100, abs=0.1)
    # Red and green of equal luminance are one colour in grey, and far apart in colour.
    assert distance("#b30000", "#1a6b1a", GREY) < 5 < distance("#b30000", "#1a6b1a", "all colours")


@pytest.mark.parametrize("sheet", _SHEETS)
def test_sheets_use_the_tokens_and_no_colours_of_their_own(sheet: str) -> None:
    css = Path(f"assets/styles/{sheet}.css").read_text(encoding="utf-8")
    # A code to be scanned is black on white in every theme, a logo stands on white, and a black screen is black.
    allowed = {"stage": {"#fff", "#000", "#3a3a3a"}, "desk": {"#fff"}}.get(sheet, set())
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", css)) - allowed == set()


def test_the_page_about_the_design_has_the_figures_measured_now() -> None:
    page = FILE.read_text(encoding="utf-8")
    assert page == with_tables(page), "run: python -m docs.measure_colours"
