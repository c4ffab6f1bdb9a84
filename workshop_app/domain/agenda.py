"""What a session is made of: agendas, activities and the texts on them, as `content/` describes them.

Plain frozen dataclasses. `content_loader` checks files against them and freezes a resolved
`Agenda` into each session as JSON, so nothing here may know where it came from. What only one kind
of activity has, stands in `workshop_app.kinds`: each has a `Body` of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from workshop_app.domain.body import STRICT, Body


class Language(StrEnum):
    """A language that people read the workshop in."""

    BOKMAL = "nb"
    NYNORSK = "nn"
    ENGLISH = "en"


class Phase(StrEnum):
    """Where an activity stands. One vocabulary for all kinds, so that a log line reads by itself."""

    SHOWN = "shown"
    OPEN = "open"
    CLOSED = "closed"
    REVEALED = "revealed"
    FIRST_VOTE = "first-vote"
    DISCUSSION = "discussion"
    SECOND_VOTE = "second-vote"
    PICKING = "picking"
    TODAY = "today"
    DESIRED = "desired"
    CHOOSING = "choosing"
    CHOSEN = "chosen"
    ALONE = "alone"
    PAIRS = "pairs"
    GROUPS = "groups"
    COLLECTING = "collecting"
    PLENARY = "plenary"
    DOTS = "dots"
    COMPARED = "compared"
    COUNTED = "counted"
    WRITING = "writing"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text in up to three languages; bokmål is always there and stands in for the others."""

    __pydantic_config__: ClassVar = STRICT
    nb: str
    nn: str | None = None
    en: str | None = None

    def in_language(self, language: Language) -> str:
        """The text in `language`, or in bokmål where it has not been translated."""
        return getattr(self, language.value) or self.nb


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer to choose. `id` is what ballots store; texts may be corrected, ids may not."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    text: Text
    help: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Column:
    """A heading with a few words under it (the three principles)."""

    __pydantic_config__: ClassVar = STRICT
    heading: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """Words that are not ours. They keep their language; `source` is shown with them, always.

    `heading` is ours: what the quotation is called where one chooses between several.
    """

    __pydantic_config__: ClassVar = STRICT
    text: str
    source: str
    note: Text | None = None
    heading: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One statement of an instrument."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    text: Text
    reverse: bool = False


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """Items that are summed up together. `about_leader` makes its figures class L (domain.md §2.6).

    `formative` items are conditions of their own, which need not go together: they are read side by
    side, and nothing is shown of the dimension before its single items may be.
    """

    __pydantic_config__: ClassVar = STRICT
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

    __pydantic_config__: ClassVar = STRICT
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
class Statement:
    """Something to agree with more or less, on five worded steps; `bins` as for a scale."""

    __pydantic_config__: ClassVar = STRICT
    text: Text
    steps: tuple[Text, Text, Text, Text, Text]
    bins: tuple[Text, Text, Text]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One «Hva nå?» question. `title` is verbatim from the deck and never translated away.

    `vote`: what the room votes on before and after the groups have talked. `is_choice`: once they have talked,
    everybody chooses one of `options`.
    """

    __pydantic_config__: ClassVar = STRICT
    id: str
    title: Text
    gloss: Text
    alone: Text
    group: Text
    start: Text
    options: tuple[Text, ...] = ()
    note: Text | None = None
    vote: Statement | None = None
    is_choice: bool = False


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One step of an agenda.

    `minutes` and `say` (what the facilitator may read aloud) are given per phase; a phase that is
    not mentioned takes no planned time and has nothing to say. `later` is what to say before the
    phase is over, but not at its start. `may_skip` marks the buffer: what to leave out first when
    time is short.
    """

    __pydantic_config__: ClassVar = STRICT
    id: str
    title: Text
    body: Body
    minutes: Mapping[Phase, int]
    say: Mapping[Phase, tuple[Text, ...]]
    later: Mapping[Phase, tuple[Text, ...]] = field(default_factory=dict)
    may_skip: bool = False
    part: Text | None = None

    @property
    def kind(self) -> str:
        """Which kind of activity this is."""
        return self.body.kind

    @property
    def total_minutes(self) -> int:
        """Planned minutes over all phases, without those that it may yet pass by."""
        return sum(planned for phase, planned in self.minutes.items() if not self.body.may_pass_by(phase))


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The steps of a session in order."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    title: Text
    lobby_say: tuple[Text, ...]
    activities: tuple[Activity, ...]

    @property
    def total_minutes(self) -> int:
        """Planned minutes over all activities."""
        return sum(activity.total_minutes for activity in self.activities)

    @property
    def pulse(self) -> Activity | None:
        """The step that asks the questionnaire."""
        return next((activity for activity in self.activities if activity.body.questionnaire()), None)

    def activity(self, activity_id: str) -> Activity:
        """The activity with that id. Raises `KeyError` when there is none."""
        for activity in self.activities:
            if activity.id == activity_id:
                return activity
        raise KeyError(activity_id)
