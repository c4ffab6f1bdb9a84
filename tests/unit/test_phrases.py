"""Every sentence exists in three languages, fits the style rules as far as a program can see, and is said somewhere.

The rules for words and typing hold for what ships in `content/` too. What a program can't see is in docs/content.md.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import workshop_app
from workshop_app import phrases
from workshop_app.phrases import connection_phrases, phrase, slots

ROOT = Path(__file__).parents[2]
PACKAGE = Path(workshop_app.__file__).parent
FILES = phrases.files()
CATALOGUE = {key: entry for file in FILES for key, entry in tomllib.loads(file.read_text(encoding="utf-8")).items()}
KEYS = phrases.keys()
HEADS = {key.partition(".")[0] for key in KEYS}

#: Words that style rules 4, 5, 8 and 9 replace with others.
FORBIDDEN = {
    "nb": r"vennligst|beklager|anonym\w*|brukeren|respondent\w*|sesjon\w*|workshop\w*|verksted|møtet|"
    r"ingen endring|framgang",
    "nn": r"ver venleg|beklagar|anonym\w*|brukaren|respondent\w*|sesjon\w*|workshop\w*|verkstad|møtet|"
    r"inga endring|framgang",
    "en": r"please|sorry|oops|anonym\w*|the user|respondents?|workshops?|meeting|no change|progress made",
}
#: Words of one language that have slipped into another.
OF_ANOTHER_LANGUAGE = {
    "nb": r"ikkje|kva|korleis|eg|berre|nokon|frå|meir|mykje|sjølv\w*|eining\w*",
    "nn": r"ikke|hva|hvem|hvor\w*|hvilke\w*|hvis|jeg|dere|deres|bare|noen?|fra|mer|mye|selv|nå|da|ble|være|vært|"
    r"gjøre?|sier|svarer|svarte|skriver|snakker|venter|leser|lagrer|herfra|enhet\w*|avstem[mn]ing\w*|vises|slettes|brukes|lagres|sendes|finnes",
    "en": r"og|ikke|ikkje|skal",
}
#: Right, and not the forms that the style rules chose: nb gruppen, fram; nn også, blei, skilnad; en organise.
OTHER_FORMS = {
    "nb": r"\w+inga|\w*(?:linja|lista|klokka|sida|tida|uka|gruppa|fila|døra)|frem|fremme",
    "nn": r"òg|vart|korkje|forskjell\w*|tenar(?:en|ar|ane)?|samd\w*",
    "en": r"organiz\w*|color\w*|center\w*",
}
#: What is typed otherwise than the language writes it.
TYPED = {
    "an exclamation mark": r"!",
    "two blanks": r"\s\s",
    "typewriter quotation marks or apostrophes": r"[\"']",
    "three full stops": r"\.\.\.",
    "a hyphen for a dash": r"\s-\s|\d-\d",
    "per cent without a space": r"\d%",
    "a blank before a comma, a colon or a semicolon": r"\s[,;:]",
}
TYPED_IN_NORWEGIAN = {"English quotation marks": r"[“”]", "a colon in a time of day": r"\b\d\d:\d\d\b"}
#: No sentence of a phrase has more words. The style rules aim at 12 on phones and 20 in speech.
MOST_WORDS = 22
#: Texts of six words or more that bokmål and nynorsk share. Each was read word by word; add only what is right in both.
SAME_IN_BOTH = {
    "Ansvar slik vi vil ha det",
    "Det du rakk å svare på, er med.",
    "Dimensjonen, påstanden eller spørsmålet, som kode",
    "Du har brukt {sum}. Ta bort {n}.",
    "Du kan hoppe over alt. Ingen får vite det.",
    "Målet vårt er standarden WCAG 2.2 på nivå AA, for alle sidene.",
    "Poeng i snitt, slik det er i dag",
    "Poeng i snitt, slik vi vil ha det",
    "Samling for samling, før og etter samtalen",
    "Slik er det hos oss i dag",
    "Slik er det hos oss i dag. Fordel 100 poeng.",
    "Slik vil vi ha det. Fordel 100 poeng.",
    "Takk for at du var med.",
    "Takk for praten. Tiltaket og datoen står på telefonen din.",
    "Tiltak som kom ut av det",
    "Vi er delte. Kan tiltaket bli mindre?",
    "Vi kan forenkle eller slutte med …, fordi …",
    "Vi viser samhandling ved å …",
    "eller gå til {address} og skriv",
    "{name} står også i rad {n}.",
    "{n} av {total} gruppe har sendt inn",
    "{n} av {total} grupper har sendt inn",
}


def _entries(inside: object, where: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each text as where it stands and its words by language. A plain string is a quotation or an id: left alone."""
    if isinstance(inside, list):
        for value in inside:
            yield from _entries(value, where)
    if isinstance(inside, dict):
        if words := {key: inside[key] for key in phrases.LANGUAGES if isinstance(inside.get(key), str)}:
            yield where, words
        for key, value in inside.items():
            yield from _entries(value, f"{where} {key}")


def _read(files: Iterable[Path]) -> list[tuple[str, dict[str, str]]]:
    return [entry for file in files for entry in _entries(tomllib.loads(file.read_text(encoding="utf-8")), file.name)]


PHRASES = _read(phrases.files())
ENTRIES = PHRASES + _read(sorted((ROOT / "content").rglob("*.toml")))
TEXTS = [(where, language, text) for where, words in ENTRIES for language, text in words.items()]


def _with(pattern: str, *languages: str) -> list[tuple[str, str]]:
    """The texts in one of the languages that have something of the pattern."""
    return [(where, text) for where, language, text in TEXTS if language in languages and re.search(pattern, text)]


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


def test_both_phrases_and_content_are_read() -> None:
    assert any(where.startswith("interface.toml") for where, _, _ in TEXTS)
    assert any(where.startswith("tillitspulsen-1.toml") for where, _, _ in TEXTS)
    assert {language for _, language, _ in TEXTS} == set(phrases.LANGUAGES)


@pytest.mark.parametrize("language", phrases.LANGUAGES)
@pytest.mark.parametrize(
    "words", [FORBIDDEN, OF_ANOTHER_LANGUAGE, OTHER_FORMS], ids=["forbidden", "other language", "other form"]
)
def test_texts_keep_to_the_words_of_the_style_rules(words: dict[str, str], language: str) -> None:
    assert _with(rf"(?i)\b(?:{words[language]})\b", language) == []


@pytest.mark.parametrize("pattern", TYPED.values(), ids=TYPED)
def test_texts_are_typed_as_texts(pattern: str) -> None:
    assert _with(pattern, *phrases.LANGUAGES) == []


@pytest.mark.parametrize("pattern", TYPED_IN_NORWEGIAN.values(), ids=TYPED_IN_NORWEGIAN)
def test_norwegian_is_typed_as_norwegian(pattern: str) -> None:
    assert _with(pattern, "nb", "nn") == []


def test_english_has_english_quotation_marks() -> None:
    assert _with(r"[«»]", "en") == []


def test_no_text_begins_or_ends_with_a_blank_or_is_empty() -> None:
    assert [(where, text) for where, _, text in TEXTS if not text or text != text.strip()] == []


def test_no_sentence_of_a_phrase_is_long() -> None:
    sentences = [
        (where, one) for where, words in PHRASES for text in words.values() for one in re.split(r"(?<=[.?:;])\s", text)
    ]
    assert [(where, one) for where, one in sentences if len(one.split()) > MOST_WORDS] == []


def test_nynorsk_is_written_and_not_left_as_bokmaal() -> None:
    """Short texts are often the same in both. With six words or more one differs, or somebody has read it for both."""
    same = {words["nb"] for _, words in ENTRIES if "nb" in words and words["nb"] == words.get("nn")}
    assert {text for text in same if len(text.split()) > 5} - SAME_IN_BOTH == set()


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
    """What stands before the first value in each f-string, and what tables hold to put before one: `export.form.`."""
    firsts = (node.values[0] for node in _nodes() if isinstance(node, ast.JoinedStr) and node.values)
    yield from (first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str))
    yield from (literal for literal in _literals() if re.fullmatch(r"([a-z_]+\.){2,}", literal))
