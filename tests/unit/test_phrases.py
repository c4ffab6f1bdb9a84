"""Every sentence exists in three languages, fits the style rules, and reaches people whole."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

import workshop_app
from workshop_app import phrases
from workshop_app.phrases import MissingSlot, UnknownPhrase, connection_phrases, fill, phrase, phrase_list, slots
from workshop_app.phrases.formatting import enumeration, format_clock, format_decimal, format_percent, weekday_name

PACKAGE = Path(workshop_app.__file__).parent
FILES = phrases.files()
CATALOGUE = {key: entry for file in FILES for key, entry in tomllib.loads(file.read_text(encoding="utf-8")).items()}
KEYS = phrases.keys()
HEADS = {key.partition(".")[0] for key in KEYS}
FORMS = [
    (key, language, text)
    for key, entry in CATALOGUE.items()
    for form in (entry, entry.get("one", {}))
    for language, text in form.items()
    if language in phrases.LANGUAGES
]

#: Words that style rules 4, 5, 8 and 9 replace with others.
FORBIDDEN = {
    "nb": r"vennligst|beklager|anonym\w*|brukeren|respondent\w*|sesjon\w*|workshop\w*|møtet|ingen endring|framgang",
    "nn": r"ver venleg|beklagar|anonym\w*|brukaren|respondent\w*|sesjon\w*|workshop\w*|møtet|inga endring|framgang",
    "en": r"please|sorry|oops|anonym\w*|the user|respondents?|workshops?|meeting|no change|progress made",
}
#: Words of one Norwegian that have slipped into the other.
OTHER_NORWEGIAN = {
    "nb": r"ikkje|kva|korleis|eg|berre|nokon|frå|meir|mykje|sjølv\w*|eining\w*",
    "nn": r"ikke|hva|hvordan|hvem|jeg|bare|noen|fra|mer|mye|selv|enhet\w*|deres|hvis",
    "en": r"og|ikke|ikkje",
}


def test_no_key_is_in_two_files() -> None:
    counted = [key for file in FILES for key in tomllib.loads(file.read_text(encoding="utf-8"))]
    assert sorted(counted) == sorted(KEYS)
    assert len(counted) == len(set(counted))


def test_a_phrase_has_the_same_slots_in_all_three_languages() -> None:
    for key, entry in CATALOGUE.items():
        assert entry.keys() - {"one", "counts"} == set(phrases.LANGUAGES), key
        assert slots(entry["nb"]) == slots(entry["nn"]) == slots(entry["en"]), key


def test_the_form_for_one_adds_no_slot_and_counts_one_that_is_there() -> None:
    for key, entry in CATALOGUE.items():
        if "one" in entry or "counts" in entry:
            assert entry.get("counts", "n") in slots(entry["nb"]), key
            assert all(slots(text) <= slots(entry[language]) for language, text in entry["one"].items()), key


def test_no_phrase_shouts_pads_or_stands_empty() -> None:
    assert [(key, text) for key, _, text in FORMS if "!" in text or not text or text != text.strip()] == []


@pytest.mark.parametrize("words", [FORBIDDEN, OTHER_NORWEGIAN], ids=["forbidden", "other Norwegian"])
def test_a_phrase_keeps_to_the_words_of_the_style_rules(words: dict[str, str]) -> None:
    found = [
        (key, text) for key, language, text in FORMS if re.search(rf"\b(?:{words[language]})\b", text, re.IGNORECASE)
    ]
    assert found == []


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
    assert phrase("say.pulse_leader", "nb", leader_role="avdelingslederen").startswith("Avdelingslederen svarer ikke.")
    assert phrase("say.commitment_leader", "nb", leader_role="avdelingslederen").startswith("Kan avdelingslederen")
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


def test_a_list_is_split_alike_in_all_languages() -> None:
    assert phrase_list("trial.options", "nb") == ("Kaffe", "Te", "Vann", "Noe annet", "Ingenting")
    assert {len(phrase_list("trial.options", language)) for language in phrases.LANGUAGES} == {5}


@pytest.mark.parametrize("language", phrases.LANGUAGES)
def test_what_is_said_without_the_server_needs_nothing_filled_in(language: str) -> None:
    assert connection_phrases(language)["offline.server"] == phrase("offline.server", language)
    assert not any(slots(text) for text in connection_phrases(language).values())


def test_every_key_that_the_code_names_is_there() -> None:
    named = {literal for literal in _literals() if _looks_like_a_key(literal)}
    assert "error.not_saved" in named
    assert named - set(KEYS) - NO_KEYS == set()


def test_every_key_that_the_code_puts_together_begins_like_one_that_is_there() -> None:
    beginnings = {beginning for beginning in _beginnings() if _looks_like_a_key(beginning + "x")}
    assert "phase." in beginnings
    assert [
        beginning for beginning in beginnings if not re.search(rf"^{beginning}", "\n".join(KEYS), re.MULTILINE)
    ] == []


def test_every_phrase_is_said_somewhere_or_known_to_wait() -> None:
    said, beginnings = set(_literals()), tuple(b for b in _beginnings() if _looks_like_a_key(b + "x"))
    unused = {key for key in KEYS if key not in said and not key.startswith(beginnings)}
    waiting = set(WAITING.read_text(encoding="utf-8").split())
    assert unused - waiting == set(), "use it, or delete it"


#: Phrases without a screen, a key to a line. The list may only become shorter.
WAITING = Path(__file__).with_name("phrases_without_a_screen.txt")
#: What is written like a key and is something else.
NO_KEYS = {"setup.key"}


def _looks_like_a_key(literal: str) -> bool:
    return bool(re.fullmatch(r"[a-z_]+(\.[a-z0-9_-]+)+", literal)) and literal.partition(".")[0] in HEADS


def _nodes() -> Iterator[ast.AST]:
    """All code but the storage, where `units.id` is a column."""
    for file in PACKAGE.rglob("*.py"):
        if "persistence" not in file.parts:
            yield from ast.walk(ast.parse(file.read_text(encoding="utf-8")))


def _literals() -> Iterator[str]:
    return (node.value for node in _nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _beginnings() -> Iterator[str]:
    """What stands before the first value in each f-string."""
    firsts = (node.values[0] for node in _nodes() if isinstance(node, ast.JoinedStr) and node.values)
    return (first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str))
