"""Reads `content/` into the domain's agendas, and freezes an agenda into the text a session keeps.

Whatever is wrong with a file is told in one sentence that names file, key and reason: the files are
written by people who do not program. Numbers in square brackets in such a key count from 1. Must
not know who uses the agendas.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from workshop_app.content_checks import PublicPage, QuestionSet, refuse_mistakes
from workshop_app.content_parsing import (
    ID,
    Files,
    Known,
    Raw,
    parsed,
    read_activity,
    read_agenda,
    read_instrument,
    read_page,
    read_question_set,
)
from workshop_app.content_reading import Mistake, Mistakes, adapter, plain, shaped
from workshop_app.domain.agenda import Activity, Agenda, Instrument
from workshop_app.domain.body import Body
from workshop_app.kinds.catalogue import forms

T = TypeVar("T")

#: The pages that there must be: their addresses are in every footer.
PUBLIC_PAGES = ("personvern", "tilgjengelighet")
#: What ships with the program, wherever a municipality keeps its own.
_SHIPPED = Path(__file__).resolve().parents[1] / "content"


@dataclass(frozen=True, kw_only=True)
class FileMistake:
    """A mistake, with the file that it is in: `content/activities/velkommen.toml`, wherever that directory lies."""

    path: Path
    file: str
    mistake: Mistake

    def told(self, language: str) -> str:
        """File, key and reason in one sentence."""
        return f"{self.file}: {self.mistake.told(language)}"


class ContentError(Exception):
    """Files in `content/` can't be used. The message names file, key and reason of the first mistake."""

    def __init__(self, mistakes: Sequence[FileMistake]) -> None:
        super().__init__(mistakes[0].told("en"))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything in `content/` by id. An id is the name of the file, without `.toml`."""

    agendas: Mapping[str, Agenda]
    activities: Mapping[str, Activity]
    instruments: Mapping[str, Instrument]
    questions: Mapping[str, QuestionSet]
    pages: Mapping[str, PublicPage]

    def known(self) -> Known:
        """All of it, for a file that names some of it."""
        return Known(
            activities=Files(self.activities), instruments=Files(self.instruments), questions=Files(self.questions)
        )


def load_content(directory: Path) -> Content:
    """All of `content/`, checked. Raises `ContentError` with every mistake that is found."""
    content, mistakes = read_content(directory)
    if mistakes:
        raise ContentError(mistakes)
    return content


def read_content(directory: Path) -> tuple[Content, Sequence[FileMistake]]:
    """What of `content/` is whole, and what is wrong with the rest."""
    reading = _Reading(directory)
    instruments = reading.each("instruments", read_instrument)
    questions = reading.each("questions", read_question_set)
    known = Known(instruments=instruments, questions=questions)
    activities = reading.each("activities", lambda name, raw: read_activity(name, raw, known))
    known = replace(known, activities=activities)
    agendas = reading.each("agendas", lambda name, raw: read_agenda(name, raw, known))
    shipped = [_SHIPPED / "pages" / f"{name}.toml" for name in PUBLIC_PAGES]
    pages = reading.each("pages", read_page, otherwise=shipped)
    content = Content(
        agendas=agendas.read,
        activities=activities.read,
        instruments=instruments.read,
        questions=questions.read,
        pages=pages.read,
    )
    return content, reading.mistakes


def read_file(text: str, content: Content, *, name: str) -> Agenda | None:
    """Check a file that does not lie in `content/`; what it names is looked for there.

    The agenda with that name if it is one, else None. Raises `Mistakes`.
    """
    raw, known = parsed(text), content.known()
    if "parts" in raw or "lobby_say" in raw:
        return read_agenda(name, raw, known)
    if "kind" in raw:
        read_activity(name, raw, known)
    elif "dimensions" in raw:
        refuse_mistakes(shaped(raw, Instrument))
    elif "questions" in raw:
        read_question_set(name, raw)
    elif "sections" in raw:
        read_page(name, raw)
    else:
        raise Mistakes(Mistake("", "mistake.no_content"))
    return None


def freeze(agenda: Agenda) -> str:
    """The whole agenda as JSON. A session keeps it, so that later edits of `content/` can't reach it."""
    raw = adapter(Agenda).dump_python(agenda, mode="json", exclude={"activities"}, exclude_none=True)
    return json.dumps({**raw, "activities": [plain(one) for one in agenda.activities]}, ensure_ascii=False)


def thaw(text: str) -> Agenda:
    """The agenda that `freeze` wrote."""
    raw = json.loads(text)
    activities = [{**one, "body": _body(one["body"])} for one in raw["activities"]]
    return adapter(Agenda).validate_python({**raw, "activities": activities})


def _body(raw: Raw) -> Body:
    return adapter(forms()[raw["kind"]]).validate_python(raw)


@dataclass
class _Reading:
    """One reading of the whole directory, and what was wrong so far."""

    directory: Path
    mistakes: list[FileMistake] = field(default_factory=list)

    def each(self, folder: str, read: Callable[[str, Raw], T], *, otherwise: Sequence[Path] = ()) -> Files[T]:
        """What `read` makes of each file in the folder, and of those of `otherwise` whose names are not there."""
        own = sorted((self.directory / folder).glob("*.toml"))
        files = own + [file for file in otherwise if file.stem not in {one.stem for one in own}]
        if not files:
            self._note(self.directory / folder, [Mistake("", "mistake.no_files")])
        whole: dict[str, T] = {}
        for file in files:
            try:
                whole[file.stem] = _one(file, read)
            except Mistakes as mistakes:
                self._note(file, mistakes.all)
        return Files(MappingProxyType(whole), frozenset(file.stem for file in files) - whole.keys())

    def _note(self, path: Path, mistakes: Sequence[Mistake]) -> None:
        self.mistakes += [FileMistake(path=path.absolute(), file=_told(path), mistake=mistake) for mistake in mistakes]


def _one(file: Path, read: Callable[[str, Raw], T]) -> T:
    if not ID.fullmatch(file.stem):
        raise Mistakes(Mistake("", "mistake.file_name"))
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Mistakes(Mistake("", "mistake.not_utf8")) from None
    return read(file.stem, parsed(text))


def _told(path: Path) -> str:
    """`content/activities/velkommen.toml`, wherever the directory lies."""
    levels = 3 if path.suffix else 2
    return "/".join(path.parts[-levels:])
