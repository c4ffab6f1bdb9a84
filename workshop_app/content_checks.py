"""What must hold for content beyond the shape that its types give. Knows nothing of files.

Each check yields a `Mistake` per thing that is wrong; `refuse_mistakes` raises the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import ClassVar

from workshop_app.content_reading import Mistake
from workshop_app.domain.agenda import (
    Activity,
    ChoiceBody,
    CommitmentsBody,
    DilemmaBody,
    Instrument,
    Phase,
    PointsBody,
    Question,
    QuestionBody,
    Text,
)
from workshop_app.domain.phases import phases
from workshop_app.phrases import slots

#: What a text in `content/` may leave open; whoever shows it fills it in. How many are here, the smallest
#: number of answers that is shown, the unit, its leader's role, the day and date of the next session.
SLOTS = frozenset({"n", "k", "unit", "leader_role", "weekday", "date"})


@dataclass(frozen=True, kw_only=True)
class QuestionSet:
    """Questions that an activity takes from a file of their own, with where they are from."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    source: Text
    questions: tuple[Question, ...]


def refuse_mistakes(subject: object) -> None:
    """Raise the first `Mistake` in an activity, an instrument, or whatever else holds texts."""
    for mistake in _mistakes(subject):
        raise mistake


def _mistakes(subject: object) -> Iterator[Mistake]:
    for key, text in _texts(subject):
        yield from _slots(key.removeprefix("body."), text)
    match subject:
        case Instrument():
            yield from _instrument(subject)
        case QuestionSet():
            yield from _alternatives("questions", [question.id for question in subject.questions], least=1)
        case Activity():
            yield from _phases(subject)
            yield from _body(subject)
        case _:
            pass


def _phases(activity: Activity) -> Iterator[Mistake]:
    own = phases(activity.kind)
    named: tuple[tuple[str, Mapping[Phase, object]], ...] = (
        ("minutes", activity.minutes),
        ("say", activity.say),
        ("later", activity.later),
    )
    for key, mapping in named:
        for phase in mapping:
            if phase not in own:
                yield Mistake(f"{key}.{phase}", f"is not a phase of a {activity.kind} ({', '.join(own)})")
    for phase, planned in activity.minutes.items():
        if planned < 0:
            yield Mistake(f"minutes.{phase}", "is less than 0")


def _body(activity: Activity) -> Iterator[Mistake]:
    match activity.body:
        case ChoiceBody(options=options, most=most):
            yield from _alternatives("options", [option.id for option in options])
            yield from _between("most", most, 1, len(options))
        case PointsBody(options=options, total=total, step=step):
            yield from _alternatives("options", [option.id for option in options])
            yield from _between("step", step, 1, total)
            if step > 0 and total % step:
                yield Mistake("step", f"does not go up in {total}")
        case DilemmaBody(options=options):
            yield from _alternatives("options", [option.id for option in options])
        case QuestionBody():
            yield from _question_body(activity.body)
        case CommitmentsBody(most=most):
            yield from _between("most", most, 1, 5)
        case _:
            pass


def _question_body(body: QuestionBody) -> Iterator[Mistake]:
    ids = [question.id for question in body.questions]
    yield from _alternatives("questions", ids, least=1)
    if body.chosen is not None and body.chosen not in ids:
        yield Mistake("chosen", f"is not one of the questions ({', '.join(ids)})")
    yield from _between("dots", body.dots, 1, 9)
    yield from _between("dots_on_one", body.dots_on_one, 1, body.dots)


def _instrument(instrument: Instrument) -> Iterator[Mistake]:
    yield from _between("version", instrument.version, 1, 999)
    yield from _alternatives("dimensions", [dimension.id for dimension in instrument.dimensions], least=1)
    for place, dimension in enumerate(instrument.dimensions, 1):
        if not dimension.items:
            yield Mistake(f"dimensions[{place}].items", "is empty")
    yield from _repeated("items", [item.id for item in instrument.items()])


def _alternatives(key: str, ids: Sequence[str], *, least: int = 2) -> Iterator[Mistake]:
    if len(ids) < least:
        yield Mistake(key, f"has {len(ids)} where at least {least} must be")
    yield from _repeated(key, ids)


def _repeated(key: str, ids: Sequence[str]) -> Iterator[Mistake]:
    twice = [name for place, name in enumerate(ids) if name in ids[:place]]
    if twice:
        yield Mistake(key, f"the id {twice[0]} is there twice")


def _between(key: str, figure: int, low: int, high: int) -> Iterator[Mistake]:
    if not low <= figure <= high:
        yield Mistake(key, f"is {figure} and must be from {low} to {high}")


def _slots(key: str, text: Text) -> Iterator[Mistake]:
    wanted = slots(text.nb)
    if not wanted <= SLOTS:
        yield Mistake(f"{key}.nb", f"{{{min(wanted - SLOTS)}}} is not one of {', '.join(sorted(SLOTS))}")
    for language, translation in (("nb", text.nb), ("nn", text.nn), ("en", text.en)):
        if translation is not None and _lone_brace(translation):
            yield Mistake(f"{key}.{language}", "has a brace that is not part of a {…}")
        if translation is not None and slots(translation) != wanted:
            yield Mistake(f"{key}.{language}", "has not the same {…} as the bokmål text")


def _lone_brace(text: str) -> bool:
    for slot in slots(text):
        text = text.replace(f"{{{slot}}}", "")
    return "{" in text or "}" in text


def _texts(subject: object, key: str = "") -> Iterator[tuple[str, Text]]:
    """All texts inside, each with its key in the file."""
    if isinstance(subject, Text):
        yield key, subject
        return
    for name, part in _inside(subject):
        yield from _texts(part, f"{key}{name}" if name.startswith("[") or not key else f"{key}.{name}")


def _inside(subject: object) -> Iterable[tuple[str, object]]:
    if is_dataclass(subject):
        return [(field.name, getattr(subject, field.name)) for field in fields(subject)]
    if isinstance(subject, Mapping):
        return [(str(name), part) for name, part in subject.items()]
    if isinstance(subject, tuple):
        return [(f"[{place}]", part) for place, part in enumerate(subject, 1)]
    return []
