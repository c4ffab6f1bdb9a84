"""A phrase is found, filled in, and written as its language writes numbers, dates and names in a row."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from workshop_app.phrases import MissingSlot, UnknownPhrase, fill, phrase
from workshop_app.phrases.formatting import enumeration, format_clock, format_decimal, format_percent, weekday_name


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(UnknownPhrase, match=r"button\.sned"):
        phrase("button.sned", "nb")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="da"):
        phrase("button.send", "da")


def test_a_missing_slot_is_named_with_its_sentence() -> None:
    with pytest.raises(MissingSlot, match=r"\{n\} av \{total\}.*needs the slot total"):
        phrase("stage.done", "nb", n=17)


def test_slots_that_the_sentence_does_not_have_are_ignored() -> None:
    assert phrase("button.send", "nb", n=1) == "Send svaret"


def test_what_is_put_in_is_never_searched_for_slots() -> None:
    assert phrase("dots.add", "nb", text="{n} {text}") == "Gi en prikk til: {n} {text}"


@pytest.mark.parametrize(
    ("key", "language", "n", "told"),
    [
        ("stage.minutes_left", "nb", 1, "1 minutt igjen"),
        ("stage.minutes_left", "nb", 2, "2 minutter igjen"),
        ("stage.minutes_left", "nb", 0, "0 minutter igjen"),
        ("stage.minutes_left", "nn", 1, "Eitt minutt att"),
        ("stage.minutes_left", "nn", 2, "2 minutt att"),
        ("stage.minutes_left", "en", 1, "1 minute left"),
        ("wait.closing", "nn", 1, "Vi lukkar om 1 sekund."),
    ],
)
def test_one_has_its_own_form(key: str, language: str, n: int, told: str) -> None:
    assert phrase(key, language, n=n) == told


def test_the_form_for_one_may_count_another_slot() -> None:
    assert phrase("stage.groups_ready", "nb", n=1, total=1) == "1 av 1 gruppe har sendt inn"
    assert phrase("stage.groups_ready", "nb", n=1, total=5) == "1 av 5 grupper har sendt inn"


def test_a_slot_that_begins_a_sentence_gets_a_capital() -> None:
    spoken = "{leader_role} svarer ikke. Kan {leader_role} støtte dette?"
    told = fill(spoken, "nb", leader_role="avdelingslederen")
    assert told == "Avdelingslederen svarer ikke. Kan avdelingslederen støtte dette?"
    assert fill("Takk. {name} er neste.", "nb", name="vi") == "Takk. Vi er neste."


def test_dates_times_and_figures_are_written_as_the_language_has_them() -> None:
    assert phrase("stage.next_date", "nn", date=date(2026, 2, 11)) == "Vi møtest igjen 11.02.2026"
    assert phrase("stage.break", "nb", time=time(14, 30)) == "Pause til kl. 14.30"
    assert phrase("stage.break", "en", time=time(14, 30)) == "Break until 14:30"
    assert (
        phrase("result.interval", "nb", low=3.1, high=3.94)
        == "Tallet er usikkert. Det ligger trolig mellom 3,1 og 3,9."
    )
    assert format_decimal(3.125, "nb", places=2) == "3,12"
    assert format_decimal(3.14, "en") == "3.1"
    assert format_percent(0.404) == "40\N{NO-BREAK SPACE}%"
    assert format_clock(datetime(2026, 2, 11, 9, 5), "nb") == "kl.\N{NO-BREAK SPACE}09.05"  # noqa: DTZ001 -- a time on a wall


def test_names_in_a_row_end_with_and() -> None:
    assert enumeration(["Tillit"], "nb") == "Tillit"
    assert enumeration(["Marked", "Tillit"], "nn") == "Marked og Tillit"
    assert enumeration(["A", "B", "C"], "en") == "A, B and C"


@pytest.mark.parametrize(("language", "name"), [("nb", "onsdag"), ("nn", "onsdag"), ("en", "Wednesday")])
def test_a_day_of_the_week_is_named(language: str, name: str) -> None:
    assert weekday_name(date(2026, 2, 11), language) == name
    assert weekday_name(date(2026, 2, 14), "nn") == "laurdag"
