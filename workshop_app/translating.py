"""All texts as gettext catalogues, for a translator's own program: out of the files, and back into them.

Bokmål is translated from; where it is to change, change the file. A text is known by its file and key (`msgctxt`), so
that two alike can be translated differently. What has a form of its own for one is a plural in the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from workshop_app.operating import OperatorError
from workshop_app.phrases import slots

#: Bokmål, and what it is translated into.
SOURCE, TRANSLATIONS = "nb", ("nn", "en")
PROJECT = Path(__file__).resolve().parent.parent
_HEADER = "# Tillitsverkstedet. What stands in braces, such as {n}, is filled in and must be in the translation too."
_FOLDERS = ("workshop_app/phrases/texts", "content")


class TranslationError(OperatorError):
    """A catalogue can't be used. The message has a line for each thing that is wrong; nothing was written."""


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A text where it stands. `entry` is the part of the document that holds its languages."""

    context: str
    entry: MutableMapping[str, Any]

    @property
    def has_one(self) -> bool:
        """Whether some language has a form of its own for one."""
        return "one" in self.entry

    def forms(self, language: str) -> tuple[str, ...]:
        """What it says, or its form for one and that for more; empty where it is not translated."""
        general = str(self.entry.get(language, ""))
        return (str(self.entry["one"].get(language, general)), general) if self.has_one else (general,)

    def write(self, language: str, forms: tuple[str, ...]) -> None:
        """Put the translation into the document. A form for one that is like the other is not added."""
        if forms == self.forms(language):
            return
        self.entry[language] = forms[-1]
        if forms[0] != forms[-1] or (self.has_one and language in self.entry["one"]):
            self.entry["one"][language] = forms[0]


def export_catalogue(language: str, file: Path, *, project: Path = PROJECT) -> int:
    """Write all texts with their translation into that language; how many there are."""
    catalogue = Catalog(locale=language, header_comment=_HEADER, charset="utf-8", fuzzy=False)
    for document in _documents(project):
        for place in document.places:
            # A context of its own keeps those apart that say the same in bokmål.
            catalogue.add(_one_or_both(place.forms(SOURCE)), _one_or_both(place.forms(language)), context=place.context)
    try:
        with file.open("wb") as opened:
            write_po(opened, catalogue, width=0)
    except OSError as error:
        raise TranslationError(f"{file} could not be written: {error.strerror}.") from error
    return len(catalogue)


def import_catalogue(file: Path, *, project: Path = PROJECT) -> tuple[str, int]:
    """Take translations over into the files: which language, and how many texts have changed.

    What is marked as uncertain (fuzzy) or not translated is left as it is.
    """
    catalogue = _read(file)
    language = str(catalogue.locale_identifier)
    documents = list(_documents(project))
    places = {place.context: place for document in documents for place in document.places}
    given = [message for message in catalogue if message.id and message.string and not message.fuzzy]
    mistakes = [mistake for message in given if (mistake := _mistake(message, places.get(str(message.context))))]
    if mistakes:
        raise TranslationError("\n".join(mistakes))
    changed = 0
    for message in given:
        place, forms = places[str(message.context)], _forms(message.string)
        changed += forms != place.forms(language)
        place.write(language, forms)
    for document in documents:
        document.save()
    return language, changed


@dataclass(frozen=True, kw_only=True)
class _Document:
    """A file with texts; what is not changed in it stays as it is, comments too."""

    file: Path
    before: str
    parsed: tomlkit.TOMLDocument
    places: tuple[_Place, ...]

    def save(self) -> None:
        """Write it, if something in it is new."""
        after = tomlkit.dumps(self.parsed)
        if after != self.before:
            self.file.write_text(after, encoding="utf-8")


def _documents(project: Path) -> Iterator[_Document]:
    for file in sorted(path for folder in _FOLDERS for path in (project / folder).rglob("*.toml")):
        before = file.read_text(encoding="utf-8")
        parsed = tomlkit.parse(before)
        name = file.relative_to(project).as_posix()
        places = tuple(_Place(context=f"{name}: {key}", entry=entry) for key, entry in _entries(parsed))
        yield _Document(file=file, before=before, parsed=parsed, places=places)


def _entries(node: object, key: str = "") -> Iterator[tuple[str, MutableMapping[str, Any]]]:
    if isinstance(node, MutableMapping):
        if isinstance(node.get(SOURCE), str):
            yield key, node
            return
        for name, part in node.items():
            yield from _entries(part, f"{key}.{name}".removeprefix("."))
    elif isinstance(node, list):
        for number, part in enumerate(node, 1):
            yield from _entries(part, f"{key}[{number}]")


def _read(file: Path) -> Catalog:
    try:
        with file.open("rb") as opened:
            catalogue = read_po(opened, abort_invalid=True)
    except OSError as error:
        raise TranslationError(f"{file} could not be read: {error.strerror}.") from error
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise TranslationError(f"{file} is no gettext catalogue: {error}.") from error
    if str(catalogue.locale_identifier) not in TRANSLATIONS:
        raise TranslationError(f"{file} must name its language in the header: {' or '.join(TRANSLATIONS)}.")
    return catalogue


def _mistake(message: Message, place: _Place | None) -> str:
    if place is None:
        return f"{message.context}: there is no such text."
    if _forms(message.id) != place.forms(SOURCE):
        return f"{place.context}: the text in bokmål has changed since the catalogue was made."
    wanted = slots(place.forms(SOURCE)[-1])
    forms = _forms(message.string)
    if slots(forms[-1]) != wanted or not slots(forms[0]) <= wanted:
        return f"{place.context}: the translation has not the same {{…}} as the text in bokmål."
    return ""


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _one_or_both(forms: tuple[str, ...]) -> str | tuple[str, ...]:
    return forms if len(forms) > 1 else forms[0]
