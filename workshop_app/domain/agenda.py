"""What a session is made of: agendas, activities and the texts on them, as `content/` describes them.

Plain frozen dataclasses. `content_loader` checks files against them and freezes a resolved
`Agenda` into each session as JSON, so nothing here may know where it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Literal


class Language(StrEnum):
    """A language that people read the workshop in."""

    BOKMAL = "nb"
    NYNORSK = "nn"
    ENGLISH = "en"


class Kind(StrEnum):
    """What happens in an activity; each kind has its own phases (see `session`)."""

    SLIDE = "slide"
    CHOICE = "choice"
    SCALE = "scale"
    PULSE = "pulse"
    POINTS = "points"
    DILEMMA = "dilemma"
    QUESTION = "question"
    PULSE_RESULT = "pulse-result"
    COMMITMENTS = "commitments"
    CLOSING = "closing"


class Phase(StrEnum):
    """Where an activity stands. One vocabulary for all kinds, so that a log line reads by itself."""

    SHOWN = "shown"
    OPEN = "open"
    CLOSED = "closed"
    REVEALED = "revealed"
    FIRST_VOTE = "first-vote"
    DISCUSSION = "discussion"
    SECOND_VOTE = "second-vote"
    TODAY = "today"
    DESIRED = "desired"
    CHOOSING = "choosing"
    CHOSEN = "chosen"
    ALONE = "alone"
    GROUPS = "groups"
    COLLECTING = "collecting"
    PLENARY = "plenary"
    DOTS = "dots"
    WRITING = "writing"
    CONFIRMED = "confirmed"


_STRICT = {"extra": "forbid", "str_min_length": 1, "str_strip_whitespace": True}


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text in up to three languages; bokmål is always there and stands in for the others."""

    __pydantic_config__: ClassVar = _STRICT
    nb: str
    nn: str | None = None
    en: str | None = None

    def in_language(self, language: Language) -> str:
        """The text in `language`, or in bokmål where it has not been translated."""
        return getattr(self, language.value) or self.nb


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer to choose. `id` is what ballots store; texts may be corrected, ids may not."""

    __pydantic_config__: ClassVar = _STRICT
    id: str
    text: Text
    help: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Column:
    """A heading with a few words under it (the three principles)."""

    __pydantic_config__: ClassVar = _STRICT
    heading: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """Words that are not ours. They keep their language; `source` is shown with them, always.

    `heading` is ours: what the quotation is called where one chooses between several.
    """

    __pydantic_config__: ClassVar = _STRICT
    text: str
    source: str
    note: Text | None = None
    heading: Text | None = None


@dataclass(frozen=True, kw_only=True)
class SlideBody:
    """Something to look at together."""

    __pydantic_config__: ClassVar = _STRICT
    kind: Literal[Kind.SLIDE]
    lead: Text | None = None
    lines: tuple[Text, ...] = ()
    columns: tuple[Column, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    source: Text | None = None


@dataclass(frozen=True, kw_only=True)
class ChoiceBody:
    """Choose one of the options (`most` = 1), or up to `most` of them."""

    __pydantic_config__: ClassVar = _STRICT
    kind: Literal[Kind.CHOICE]
    question: Text
    options: tuple[Option, ...]
    most: int = 1
    note: Text | None = None
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScaleBody:
    """One statement or question on five worded steps, lowest first.

    `bins` name the lower two, the middle and the upper two where too few answered for five bars.
    """

    __pydantic_config__: ClassVar = _STRICT
    kind: Literal[Kind.SCALE]
    question: Text
    steps: tuple[Text, Text, Text, Text, Text]
    bins: tuple[Text, Text, Text]
    note: Text | None = None
    is_confidence: bool = False


@dataclass(frozen=True, kw_only=True)
class Item:
    """One statement of an instrument."""

    __pydantic_config__: ClassVar = _STRICT
    id: str
    text: Text
    reverse: bool = False


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """Items that are summed up together. `about_leader` makes its figures class L (domain.md §2.6).

    `formative` items are conditions of their own, which need not go together: they are read side by
    side, and nothing is shown of the dimension before its single items may be.
    """

    __pydantic_config__: ClassVar = _STRICT
    id: str
    title: Text
    items: tuple[Item, ...]
    headline: bool = False
    about_leader: bool = False
    formative: bool = False
    introduction: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A versioned questionnaire. A changed wording is a new `version`, never an edit."""

    __pydantic_config__: ClassVar = _STRICT
    id: str
    version: int
    title: Text
    instruction: Text
    steps: tuple[Text, Text, Text, Text, Text]
    dont_know: Text
    dimensions: tuple[Dimension, ...]
    anchor: Item
    note: Text

    def items(self) -> tuple[Item, ...]:
        """All statements in the order they are asked; the anchor comes last."""
        return (*(item for dimension in self.dimensions for item in dimension.items), self.anchor)


@dataclass(frozen=True, kw_only=True)
class PulseBody:
    """The recurring questionnaire, one statement to a screen."""

    __pydantic_config__: ClassVar = _STRICT
    kind: Literal[Kind.PULSE]
    instrument: Instrument


@dataclass(frozen=True, kw_only=True)
class PulseResultBody:
    """Shows the dimension means of the pulse earlier in the same agenda."""

    __pydantic_config__: ClassVar = _STRICT
    kind: Literal[Kind.PULSE_RESULT]
    lead: Text


@dataclass(frozen=True, kw_only=True)
class PointsBody:
    """One hundred points over the options: as it is today, then as we want it."""

    __pydantic_config__: ClassVar = _STRICT
    kind: Literal[Kind.POINTS]
    today: Text
    desired: Text
    options: tuple[Option, ...]
    total: int = 100
    step: int = 10


@dataclass(frozen=True, kw_only=True)
class DilemmaBody:
    """Vote, talk, vote again. The same question and options both times; `bins` as for a scale."""

    __pydantic_config__: ClassVar = _STRICT
    kind: Literal[Kind.DILEMMA]
    question: Text
    source: Text
    explanations: tuple[Text, ...]
    options: tuple[Option, Option, Option, Option, Option]
    bins: tuple[Text, Text, Text]
    prompts: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One «Hva nå?» question. `title` is verbatim from the deck and never translated away."""

    __pydantic_config__: ClassVar = _STRICT
    id: str
    title: Text
    gloss: Text
    alone: Text
    group: Text
    start: Text
    options: tuple[Text, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionBody:
    """Work on one of the questions by IGP: alone, in groups, all together. `chosen` is a question's id."""

    __pydantic_config__: ClassVar = _STRICT
    kind: Literal[Kind.QUESTION]
    choose: Text
    questions: tuple[Question, ...]
    source: Text
    chosen: str | None = None
    dots: int = 3
    dots_on_one: int = 2


@dataclass(frozen=True, kw_only=True)
class CommitmentsBody:
    """Write down what the unit will do, at most `most` cards."""

    __pydantic_config__: ClassVar = _STRICT
    kind: Literal[Kind.COMMITMENTS]
    lead: Text
    most: int = 2


@dataclass(frozen=True, kw_only=True)
class ClosingBody:
    """The commitments once more, and the date of the next session."""

    __pydantic_config__: ClassVar = _STRICT
    kind: Literal[Kind.CLOSING]
    lead: Text


Body = (
    SlideBody
    | ChoiceBody
    | ScaleBody
    | PulseBody
    | PulseResultBody
    | PointsBody
    | DilemmaBody
    | QuestionBody
    | CommitmentsBody
    | ClosingBody
)


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One step of an agenda.

    `minutes` and `say` (what the facilitator may read aloud) are given per phase; a phase that is
    not mentioned takes no planned time and has nothing to say. `later` is what to say before the
    phase is over, but not at its start. `may_skip` marks the buffer: what to leave out first when
    time is short.
    """

    __pydantic_config__: ClassVar = _STRICT
    id: str
    title: Text
    body: Body = field(metadata={"discriminator": "kind"})
    minutes: Mapping[Phase, int]
    say: Mapping[Phase, tuple[Text, ...]]
    later: Mapping[Phase, tuple[Text, ...]] = field(default_factory=dict)
    may_skip: bool = False
    part: Text | None = None

    @property
    def kind(self) -> Kind:
        """Which kind of activity this is."""
        return self.body.kind

    @property
    def total_minutes(self) -> int:
        """Planned minutes over all phases."""
        return sum(self.minutes.values())


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The steps of a session in order."""

    __pydantic_config__: ClassVar = _STRICT
    id: str
    title: Text
    lobby_say: tuple[Text, ...]
    activities: tuple[Activity, ...]

    @property
    def total_minutes(self) -> int:
        """Planned minutes over all activities."""
        return sum(activity.total_minutes for activity in self.activities)

    def activity(self, activity_id: str) -> Activity:
        """The activity with that id. Raises `KeyError` when there is none."""
        for activity in self.activities:
            if activity.id == activity_id:
                return activity
        raise KeyError(activity_id)
