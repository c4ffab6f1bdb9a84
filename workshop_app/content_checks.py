"""What must hold for content beyond the shape that its types give. Knows nothing of files.

The same checks for files, the agenda editor and what is imported there. Each check yields a `Mistake` per thing
that is wrong; `refuse_mistakes` raises them all. `advice` is what may be meant and is worth saying.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import ClassVar, TypeVar

from workshop_app.content_reading import Mistake, Mistakes
from workshop_app.domain.agenda import Activity, Agenda, Instrument, Option, Phase, Question, Quotation, Text
from workshop_app.domain.answers import ids
from workshop_app.domain.checks import MOST_OPTIONS, Fault, alternatives, between, repeated
from workshop_app.domain.errors import BadInput
from workshop_app.domain.plain_text import one_line
from workshop_app.domain.preparation import refuse_incoherent
from workshop_app.phrases import slots

T = TypeVar("T")

#: What a text in `content/` may leave open; whoever shows it fills it in. How many are here, the smallest
#: number of answers that is shown, the unit, its leader's role, the day and date of the next session.
SLOTS = frozenset({"n", "k", "unit", "leader_role", "weekday", "date"})
#: The same for pages that anybody may read: the municipality, whom to ask, the smallest numbers of answers that are
#: shown of a unit and of its leader, and how long texts and totals are kept.
PAGE_SLOTS = frozenset({"municipality", "contact", "k", "k_leader", "months", "years"})

#: More characters than these fit on no screen: of a text, and of what stands as a heading or on a button.
LONGEST_TEXT, LONGEST_HEADING = 600, 140
#: Bytes. Far more than any agenda has; what is larger is not read at all.
LARGEST_FILE = 1_000_000
#: Minutes that a session may be planned for, and how long one phase of one step may be.
LONGEST_SESSION = 240
LONGEST_PHASE = 120
#: Steps in one agenda.
MOST_STEPS = 60

_HEADINGS = re.compile(r"(?:^|\.)(?:title|heading|part|(?:options|items|rows)\[\d+\]\.text)$")
#: What would be code elsewhere: HTML tags and entities, the emphasis and links of Markdown.
_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]*>|&(?:#\d+|[a-zA-Z]+);|\*\*|__|\]\(|`|^#{1,6} ")

_INCOHERENT = {
    "prepare.refused.empty": "mistake.no_steps",
    "prepare.refused.twice": "mistake.step_twice",
    "prepare.refused.two_pulses": "mistake.two_pulses",
    "prepare.refused.pulse_first": "mistake.no_pulse_before",
}


@dataclass(frozen=True, kw_only=True)
class QuestionSet:
    """Questions that an activity takes from a file of their own, with where they are from."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    source: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class PageSection:
    """A heading and the sentences under it."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    heading: Text
    sentences: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """What anybody may read, such as how answers are looked after."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    title: Text
    sections: tuple[PageSection, ...]
    lead: Text | None = None


def refuse_mistakes(subject: object) -> None:
    """Raise `Mistakes` for all that is wrong in an activity, an instrument, or whatever else holds texts."""
    found = tuple(_mistakes(subject))
    if found:
        raise Mistakes(*found)


def refuse_unfit_order(activities: Sequence[Activity]) -> None:
    """Raise `Mistakes` for steps that make no session: none, too many, in a wrong order, or too long."""
    found = tuple(_order(activities))
    if found:
        raise Mistakes(*found)


def refuse_unfit_agenda(agenda: Agenda) -> None:
    """Raise `Mistakes` for all that is wrong with an agenda; `activities[3]` is its third step."""
    found = [*_mistakes(replace(agenda, activities=()))]
    for place, activity in enumerate(agenda.activities, 1):
        found += [mistake.within(f"activities[{place}]") for mistake in _mistakes(activity)]
    found += _order(agenda.activities)
    if found:
        raise Mistakes(*found)


def advice(activities: Sequence[Activity]) -> tuple[Mistake, ...]:
    """What is allowed and should be known before the session: so far, that there is no pulse."""
    has_pulse = any(activity.body.questionnaire() for activity in activities)
    return () if has_pulse else (Mistake("parts", "mistake.advice.no_pulse"),)


def _order(activities: Sequence[Activity]) -> Iterator[Mistake]:
    try:
        refuse_incoherent(activities)
    except BadInput as error:
        twice = [fault.slots for fault in repeated("parts", ids(activities))] or [{}]
        yield Mistake("parts", _INCOHERENT[error.key], **twice[0])
    if len(activities) > MOST_STEPS:
        yield Mistake("parts", "mistake.too_many", n=len(activities), most=MOST_STEPS)
    minutes = sum(activity.total_minutes for activity in activities)
    if minutes > LONGEST_SESSION:
        yield Mistake("parts", "mistake.too_long_session", n=minutes, most=LONGEST_SESSION)


def _mistakes(subject: object) -> Iterator[Mistake]:
    for key, text in _strings(subject):
        yield from _written(key.removeprefix("body."), text)
    known = PAGE_SLOTS if isinstance(subject, PublicPage) else SLOTS
    for key, translated in _found(subject, Text):
        yield from _slots(key.removeprefix("body."), translated, known)
    match subject:
        case Instrument():
            yield from _told(_instrument(subject))
        case QuestionSet():
            yield from _told(alternatives("questions", ids(subject.questions), least=1))
        case Activity():
            yield from _phases(subject)
            yield from _told(_options(subject))
            yield from _told(subject.body.mistakes())
        case _:
            pass


def _phases(activity: Activity) -> Iterator[Mistake]:
    own = activity.body.course.phases
    named: tuple[tuple[str, Mapping[Phase, object]], ...] = (
        ("minutes", activity.minutes),
        ("say", activity.say),
        ("later", activity.later),
    )
    for key, mapping in named:
        for phase in mapping:
            if phase not in own:
                yield Mistake(f"{key}.{phase}", "mistake.other_phase", kind=activity.kind, phases=", ".join(own))
    for phase, planned in activity.minutes.items():
        yield from _told(between(f"minutes.{phase}", planned, 0, LONGEST_PHASE))


def _options(activity: Activity) -> Iterator[Fault]:
    """Whatever the kind, answers to choose between are at least two, and no more than can be told apart."""
    for field in fields(activity.body):
        given = getattr(activity.body, field.name)
        if isinstance(given, tuple) and (field.name == "options" or any(isinstance(one, Option) for one in given)):
            yield from alternatives(field.name, ids(given), most=MOST_OPTIONS)


def _instrument(instrument: Instrument) -> Iterator[Fault]:
    yield from between("version", instrument.version, 1, 999)
    yield from alternatives("dimensions", ids(instrument.dimensions), least=1)
    for place, dimension in enumerate(instrument.dimensions, 1):
        if not dimension.items:
            yield Fault(f"dimensions[{place}].items", "mistake.empty")
    yield from repeated("items", ids(instrument.items()))


def _told(faults: Iterable[Fault]) -> Iterator[Mistake]:
    return (Mistake(fault.key, fault.reason, **fault.slots) for fault in faults)


def _written(key: str, text: str) -> Iterator[Mistake]:
    """What no text may be, whatever it is for."""
    heading, _, language = key.rpartition(".")
    longest = LONGEST_HEADING if _HEADINGS.search(heading if language in ("nb", "nn", "en") else key) else LONGEST_TEXT
    if len(text) > longest:
        yield Mistake(key, "mistake.too_long", n=len(text), most=longest)
    markup = _MARKUP.search(text)
    if markup:
        yield Mistake(key, "mistake.markup", found=markup[0][:20])
    elif one_line(text) != " ".join(text.split()):
        yield Mistake(key, "mistake.unseen")


def _slots(key: str, text: Text, known: frozenset[str]) -> Iterator[Mistake]:
    wanted = slots(text.nb)
    if not wanted <= known:
        yield Mistake(
            f"{key}.nb", "mistake.unknown_slot", slot=f"{{{min(wanted - known)}}}", names=", ".join(sorted(known))
        )
    for language, translation in (("nb", text.nb), ("nn", text.nn), ("en", text.en)):
        if translation is not None and _lone_brace(translation):
            yield Mistake(f"{key}.{language}", "mistake.lone_brace")
        if translation is not None and slots(translation) != wanted:
            yield Mistake(f"{key}.{language}", "mistake.other_slots")


def _lone_brace(text: str) -> bool:
    for slot in slots(text):
        text = text.replace(f"{{{slot}}}", "")
    return "{" in text or "}" in text


def _strings(subject: object) -> Iterator[tuple[str, str]]:
    """All that people read, each with its key in the file."""
    for key, text in _found(subject, Text):
        for language in ("nb", "nn", "en"):
            if getattr(text, language) is not None:
                yield f"{key}.{language}", getattr(text, language)
    for key, quotation in _found(subject, Quotation):
        yield from ((f"{key}.text", quotation.text), (f"{key}.source", quotation.source))


def _found(subject: object, form: type[T], key: str = "") -> Iterator[tuple[str, T]]:
    """Everything of that type inside, each with its key in the file."""
    if isinstance(subject, form):
        yield key, subject
        return
    for name, part in _inside(subject):
        yield from _found(part, form, f"{key}{name}" if name.startswith("[") or not key else f"{key}.{name}")


def _inside(subject: object) -> Iterable[tuple[str, object]]:
    if is_dataclass(subject):
        return [(field.name, getattr(subject, field.name)) for field in fields(subject)]
    if isinstance(subject, Mapping):
        return [(str(name), part) for name, part in subject.items()]
    if isinstance(subject, tuple):
        return [(f"[{place}]", part) for place, part in enumerate(subject, 1)]
    return []
