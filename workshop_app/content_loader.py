"""Reads `content/` into the domain's agendas, and freezes an agenda into the text a session keeps.

Whatever is wrong with a file is told in one sentence, a `ContentError`, that names file, key and
reason: the files are written by people who do not program. Numbers in square brackets in such a
key count from 1. Must not know who uses the agendas.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar, get_args, get_type_hints

from workshop_app.content_checks import QuestionSet, refuse_mistakes
from workshop_app.content_reading import Mistake, adapter, shaped
from workshop_app.domain.agenda import Activity, Agenda, Body, Instrument, Phase, Text
from workshop_app.domain.errors import BadInput
from workshop_app.domain.preparation import refuse_incoherent

T = TypeVar("T")
Raw = dict[str, Any]

_STRICT = {"extra": "forbid", "str_min_length": 1, "str_strip_whitespace": True}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BODIES: Mapping[str, type[Body]] = {str(get_args(get_type_hints(body)["kind"])[0]): body for body in get_args(Body)}
_INCOHERENT = {
    "prepare.refused.empty": "has no activities",
    "prepare.refused.twice": "has an activity twice",
    "prepare.refused.two_pulses": "has two pulses",
    "prepare.refused.pulse_first": "has a pulse-result without a pulse before it",
}


class ContentError(Exception):
    """A file in `content/` can't be used. The message names file, key and reason."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}" if key else f"{file}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything in `content/` by id. An id is the name of the file, without `.toml`."""

    agendas: Mapping[str, Agenda]
    activities: Mapping[str, Activity]
    instruments: Mapping[str, Instrument]


@dataclass(frozen=True, kw_only=True)
class _Step:
    """What the files of all kinds of activities have in common."""

    __pydantic_config__: ClassVar = _STRICT
    title: Text
    minutes: Mapping[Phase, int]
    say: Mapping[Phase, tuple[Text, ...]]
    later: Mapping[Phase, tuple[Text, ...]] = field(default_factory=dict)
    may_skip: bool = False


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """An activity in an agenda, perhaps with other minutes than its own file has."""

    __pydantic_config__: ClassVar = _STRICT
    id: str
    minutes: Mapping[Phase, int]


@dataclass(frozen=True, kw_only=True)
class _Part:
    __pydantic_config__: ClassVar = _STRICT
    heading: Text
    activities: tuple[_Entry, ...]


@dataclass(frozen=True, kw_only=True)
class _Programme:
    __pydantic_config__: ClassVar = _STRICT
    title: Text
    lobby_say: tuple[Text, ...]
    parts: tuple[_Part, ...]


def load_content(directory: Path) -> Content:
    """All of `content/`, checked. Raises `ContentError` at the first mistake."""
    instruments = _each(directory / "instruments", _instrument)
    questions = _each(directory / "questions", _question_set)
    activities = _each(directory / "activities", lambda name, raw: _activity(name, raw, instruments, questions))
    agendas = _each(directory / "agendas", lambda name, raw: _agenda(name, raw, activities))
    return Content(agendas=agendas, activities=activities, instruments=instruments)


def freeze(agenda: Agenda) -> str:
    """The whole agenda as JSON. A session keeps it, so that later edits of `content/` can't reach it."""
    return adapter(Agenda).dump_json(agenda, exclude_none=True).decode()


def thaw(text: str) -> Agenda:
    """The agenda that `freeze` wrote."""
    return adapter(Agenda).validate_json(text)


def _each(directory: Path, read: Callable[[str, Raw], T]) -> Mapping[str, T]:
    """What `read` makes of each file, by the file's name."""
    files = sorted(directory.glob("*.toml"))
    if not files:
        raise ContentError(_told(directory), "", "has no files")
    return MappingProxyType({file.stem: _one(file, read) for file in files})


def _one(file: Path, read: Callable[[str, Raw], T]) -> T:
    try:
        if not _ID.fullmatch(file.stem):
            raise Mistake("", "the name of a file is small letters from a to z, figures and hyphens")  # noqa: TRY301 -- told like all the others
        return read(file.stem, _parsed(file))
    except Mistake as mistake:
        raise ContentError(_told(file), mistake.key, mistake.reason) from None


def _parsed(file: Path) -> Raw:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Mistake("", f"is not readable as TOML: {error}") from None


def _told(path: Path) -> str:
    """`content/activities/velkommen.toml`, wherever the directory lies."""
    levels = 3 if path.suffix else 2
    return "/".join(path.parts[-levels:])


def _instrument(name: str, raw: Raw) -> Instrument:
    instrument = shaped(raw, Instrument)
    if name != f"{instrument.id}-{instrument.version}":
        raise Mistake("id", f"with the version it makes {instrument.id}-{instrument.version}, which is not the file")
    refuse_mistakes(instrument)
    return instrument


def _question_set(_name: str, raw: Raw) -> QuestionSet:
    questions = shaped(raw, QuestionSet)
    refuse_mistakes(questions)
    return questions


def _activity(
    name: str, raw: Raw, instruments: Mapping[str, Instrument], questions: Mapping[str, QuestionSet]
) -> Activity:
    """One activity. The file is flat; what only its kind has, goes into the body."""
    common = {"minutes": {}, "say": {}} | {key: raw[key] for key in raw if key in _Step.__dataclass_fields__}
    step = shaped(common, _Step)
    special = {key: value for key, value in raw.items() if key not in common}
    body = shaped(_with_references(special, instruments, questions), _body_form(raw))
    activity = Activity(
        id=name,
        title=step.title,
        body=body,
        minutes=step.minutes,
        say=step.say,
        later=step.later,
        may_skip=step.may_skip,
    )
    refuse_mistakes(activity)
    return activity


def _body_form(raw: Raw) -> type[Body]:
    if "kind" not in raw:
        raise Mistake("kind", "is missing")
    kind = str(raw["kind"])
    if kind not in _BODIES:
        raise Mistake("kind", f"is not one of {', '.join(_BODIES)}")
    return _BODIES[kind]


def _with_references(special: Raw, instruments: Mapping[str, Instrument], questions: Mapping[str, QuestionSet]) -> Raw:
    """The body with the files that it names put in their places."""
    found = dict(special)
    if "instrument" in special:
        found["instrument"] = _named("instrument", str(special["instrument"]), instruments)
    if isinstance(special.get("questions"), str):
        chosen = _named("questions", special["questions"], questions)
        found |= {"questions": chosen.questions, "source": chosen.source}
    return found


def _agenda(name: str, raw: Raw, activities: Mapping[str, Activity]) -> Agenda:
    programme = shaped(_with_whole_entries(raw), _Programme)
    refuse_mistakes(programme)
    steps = tuple(
        _placed(entry, f"parts[{p}].activities[{e}]", part.heading, activities)
        for p, part in enumerate(programme.parts, 1)
        for e, entry in enumerate(part.activities, 1)
    )
    try:
        refuse_incoherent(steps)
    except BadInput as error:
        raise Mistake("parts", _INCOHERENT[error.key]) from None
    return Agenda(id=name, title=programme.title, lobby_say=programme.lobby_say, activities=steps)


def _with_whole_entries(raw: Raw) -> Raw:
    """The agenda with each activity that is only named, `"velkommen"`, made a table without minutes."""

    def whole(entry: object) -> object:
        if isinstance(entry, str):
            return {"id": entry, "minutes": {}}
        return {"minutes": {}, **entry} if isinstance(entry, dict) else entry

    def part(found: object) -> object:
        if isinstance(found, dict) and isinstance(found.get("activities"), list):
            return {**found, "activities": [whole(entry) for entry in found["activities"]]}
        return found

    parts = raw.get("parts")
    return {**raw, "parts": [part(found) for found in parts]} if isinstance(parts, list) else raw


def _placed(entry: _Entry, key: str, heading: Text, activities: Mapping[str, Activity]) -> Activity:
    """The activity as this agenda has it: under a heading, perhaps with other minutes."""
    activity = _named(key, entry.id, activities)
    placed = replace(activity, part=heading, minutes={**activity.minutes, **entry.minutes})
    try:
        refuse_mistakes(placed)
    except Mistake as mistake:
        raise Mistake(f"{key}.{mistake.key}", mistake.reason) from None
    return placed


def _named(key: str, name: str, known: Mapping[str, T]) -> T:
    if name not in known:
        raise Mistake(key, f"there is no file {name}.toml")
    return known[name]
