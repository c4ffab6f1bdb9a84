"""One parsed file → one agenda, activity, instrument or set of questions, with what it names put in its place.

Reads nothing itself: whoever calls hands over the text and what other files hold.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from workshop_app.content_checks import PublicPage, QuestionSet, refuse_mistakes, refuse_unfit_order
from workshop_app.content_reading import Mistake, Mistakes, inside, shaped
from workshop_app.domain.agenda import Activity, Agenda, Instrument, Phase, Text
from workshop_app.domain.body import Body
from workshop_app.kinds.catalogue import forms

T = TypeVar("T")
Raw = dict[str, Any]

#: What files, and steps that are written into an agenda, may be called.
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 60
_MARK, _NO_LETTER = "\ufeff", "\ufffd"
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
#: How pydantic is to look at what a file holds.
_STRICT = {"extra": "forbid", "str_min_length": 1, "str_strip_whitespace": True}


@dataclass(frozen=True)
class Files(Generic[T]):
    """What could be read of the files of one folder, by name; `broken` are the names of the others."""

    read: Mapping[str, T]
    broken: frozenset[str] = frozenset()

    def named(self, key: str, name: str) -> T:
        """What is in that file, which something under `key` speaks of. Raises `Mistakes`."""
        if name not in self.read:
            reason = "mistake.broken_file" if name in self.broken else "mistake.no_file"
            raise Mistakes(Mistake(key, reason, name=name))
        return self.read[name]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What other files hold."""

    activities: Files[Activity] = Files({})
    instruments: Files[Instrument] = Files({})
    questions: Files[QuestionSet] = Files({})


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
    activities: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class _Programme:
    __pydantic_config__: ClassVar = _STRICT
    title: Text
    lobby_say: tuple[Text, ...]
    parts: tuple[_Part, ...]


def parsed(text: str) -> Raw:
    """A file's text as TOML, be it with Windows' mark in front or without. Raises `Mistakes`."""
    text = text.removeprefix(_MARK)
    if not text.strip():
        raise Mistakes(Mistake("", "mistake.empty"))
    # What a browser puts in place of bytes that are not UTF-8.
    if _NO_LETTER in text:
        raise Mistakes(Mistake("", "mistake.not_utf8"))
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Mistakes(_not_toml(str(error))) from None


def _not_toml(found: str) -> Mistake:
    """Where it can't be read, in the reader's language; what exactly was expected there, in TOML's own."""
    place = _PLACE.search(found)
    if place is None:
        return Mistake("", "mistake.not_toml", why=found)
    line, column = place.groups()
    return Mistake("", "mistake.not_toml_there", line=line, column=column, why=found[: place.start()])


def read_instrument(name: str, raw: Raw) -> Instrument:
    """A questionnaire, which must be in the file that its id and version name. Raises `Mistakes`."""
    instrument = shaped(raw, Instrument)
    own = f"{instrument.id}-{instrument.version}"
    if name != own:
        raise Mistakes(Mistake("id", "mistake.other_name", name=own))
    refuse_mistakes(instrument)
    return instrument


def read_question_set(_name: str, raw: Raw) -> QuestionSet:
    """Questions that activities take from here. Raises `Mistakes`."""
    questions = shaped(raw, QuestionSet)
    refuse_mistakes(questions)
    return questions


def read_page(_name: str, raw: Raw) -> PublicPage:
    """A page that anybody may read. Raises `Mistakes`."""
    page = shaped(raw, PublicPage)
    refuse_mistakes(page)
    return page


def read_activity(name: str, raw: Raw, known: Known) -> Activity:
    """One activity. The file is flat; what only its kind has, goes into the body. Raises `Mistakes`."""
    common = {"minutes": {}, "say": {}} | {key: raw[key] for key in raw if key in _Step.__dataclass_fields__}
    special = {key: value for key, value in raw.items() if key not in common}
    wrong: list[Mistake] = []
    step = tried(wrong, lambda: shaped(common, _Step))
    body = tried(wrong, lambda: shaped(_with_references(special, known), body_form(raw)))
    if step is None or body is None:
        raise Mistakes(*wrong)
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


def tried(wrong: list[Mistake], make: Callable[[], T]) -> T | None:
    """What `make` makes. What is wrong goes to the list, so that the next thing can be looked at too."""
    try:
        return make()
    except Mistakes as mistakes:
        wrong += mistakes.all
        return None


def body_form(raw: Raw) -> type[Body]:
    """The type of what only a step's own kind has. Raises `Mistakes` for a kind that there is not."""
    if "kind" not in raw:
        raise Mistakes(Mistake("kind", "mistake.missing"))
    kind = str(raw["kind"])
    if kind not in forms():
        raise Mistakes(Mistake("kind", "mistake.unknown_kind", names=", ".join(forms())))
    return forms()[kind]


def _with_references(special: Raw, known: Known) -> Raw:
    """The body with the files that it names put in their places."""
    found = dict(special)
    if "instrument" in special:
        found["instrument"] = known.instruments.named("instrument", str(special["instrument"]))
    if isinstance(special.get("questions"), str):
        chosen = known.questions.named("questions", special["questions"])
        found |= {"questions": chosen.questions, "source": chosen.source}
    return found


def read_agenda(name: str, raw: Raw, known: Known) -> Agenda:
    """One agenda. What stands under its headings is named, or written there whole. Raises `Mistakes`."""
    programme = shaped(raw, _Programme)
    wrong: list[Mistake] = []
    tried(wrong, lambda: refuse_mistakes(programme))
    steps = [
        tried(wrong, partial(_step, entry, f"parts[{p}].activities[{n}]", part.heading, known))
        for p, part in enumerate(programme.parts, 1)
        for n, entry in enumerate(part.activities, 1)
    ]
    whole = tuple(step for step in steps if step is not None)
    if len(whole) == len(steps):
        tried(wrong, lambda: refuse_unfit_order(whole))
    if wrong:
        raise Mistakes(*wrong)
    return Agenda(id=name, title=programme.title, lobby_say=programme.lobby_say, activities=whole)


def _step(entry: object, key: str, heading: Text, known: Known) -> Activity:
    """One step of an agenda: `"velkommen"`, a table with its own minutes, or an activity written there whole."""
    with inside(key):
        if isinstance(entry, dict) and "kind" in entry:
            return replace(_written_there(entry, known), part=heading)
        named = shaped({"minutes": {}, **entry} if isinstance(entry, dict) else {"id": entry, "minutes": {}}, _Entry)
        activity = known.activities.named("", named.id)
        placed = replace(activity, part=heading, minutes={**activity.minutes, **named.minutes})
        refuse_mistakes(placed)
        return placed


def _written_there(entry: Raw, known: Known) -> Activity:
    name = entry.get("id")
    if not isinstance(name, str) or len(name) > _LONGEST_ID or not ID.fullmatch(name):
        raise Mistakes(Mistake("id", "mistake.step_name"))
    return read_activity(name, {key: value for key, value in entry.items() if key != "id"}, known)
