"""The typeface that is shipped has the letters of those who read it, and phones can afford it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path("assets/fonts")
_NORWEGIAN = "abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ0123456789 .,:;!?-–«»’()/%+é"
_SAMI = "áčđŋšŧžÁČĐŊŠŦŽ"
#: Of the 175 kB that a phone's first visit may be.
_MOST = 14_000


def letters(*names: str) -> set[str]:
    return {chr(code) for name in names for code in TTFont(FONTS / f"source-sans-3-{name}.woff2").getBestCmap()}


def told(sheet: str, name: str) -> set[str]:
    """The letters for which a sheet fetches that file."""
    face = re.search(
        rf"{name}\.woff2.*?unicode-range:(.*?);", Path(f"assets/styles/{sheet}.css").read_text(), re.DOTALL
    )
    assert face
    spans = (span.split("-") for span in re.findall(r"U\+([0-9A-F-]+)", face[1]))
    return {chr(code) for span in spans for code in range(int(span[0], 16), int(span[-1], 16) + 1)}


def test_one_small_file_has_all_that_norwegian_needs() -> None:
    assert set(_NORWEGIAN) <= letters("norsk")
    assert (FONTS / "source-sans-3-norsk.woff2").stat().st_size <= _MOST


def test_sami_letters_are_there_on_phones_too() -> None:
    assert set(_SAMI) <= letters("norsk", "samisk")


@pytest.mark.parametrize("name", ["norsk", "samisk"])
def test_a_file_is_fetched_for_the_letters_that_it_has_and_no_others(name: str) -> None:
    assert told("tokens", name) == letters(name)


def test_no_letter_is_fetched_twice() -> None:
    faces = [("tokens", "norsk"), ("tokens", "samisk"), ("typeface", "latin"), ("typeface", "latin-ext")]
    found = [letter for face in faces for letter in told(*face)]
    assert len(found) == len(set(found))
