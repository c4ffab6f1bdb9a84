"""The rules of a scale: one statement on five worded steps. One form of it asks how sure the room is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar, Literal

from workshop_app.domain.agenda import Text
from workshop_app.domain.answers import STEPS, Answer, step_of
from workshop_app.domain.body import Body
from workshop_app.domain.disclosure import Sealed, Shown, ShownVote, show_vote
from workshop_app.domain.sentences import sureness_sentence
from workshop_app.domain.tally import Standing, histogram
from workshop_app.kinds.vote import VOTE

#: What is said aloud in the words that stand on the projector.
_SAID_OF_SURENESS: Mapping[str, tuple[str, ...]] = {
    "stage.sure.most": (),
    "stage.sure.mixed": ("say.confidence_mixed",),
    "stage.sure.few": ("say.confidence_low",),
}


@dataclass(frozen=True, kw_only=True)
class ScaleBody(Body):
    """One statement or question on five worded steps, lowest first.

    `bins` name the lower two, the middle and the upper two where too few answered for five bars.
    `is_confidence`: it asks how sure one is of the commitments, which then stand above it.
    """

    kind: Literal["scale"]
    question: Text
    steps: tuple[Text, Text, Text, Text, Text]
    bins: tuple[Text, Text, Text]
    note: Text | None = None
    is_confidence: bool = False
    course: ClassVar = VOTE

    def parse(self, payload: object, *, round_: str, proposals: Collection[str]) -> Answer:
        """A step from 1 to 5."""
        return step_of(payload)

    def drawn(self, random: Random, *, round_: str, proposals: Collection[str]) -> Answer:
        """Any step."""
        return random.choice(STEPS)

    def figures(self, given: Sequence[Any], *, part: str, k: int, standing: Standing) -> dict[str, Any]:
        """How often each step was chosen."""
        return histogram(map(str, given), [str(step) for step in STEPS])

    def shown(self, sealed: Sealed) -> Shown:
        """A single vote on ordered steps."""
        return show_vote(vote=sealed.of("vote"), k=sealed.k, ordered=True)

    def spoken(self, shown: Shown) -> tuple[str, ...]:
        """What to say where the room is not sure of what it has agreed on."""
        return (
            _SAID_OF_SURENESS[sureness_sentence(shown)] if self.is_confidence and isinstance(shown, ShownVote) else ()
        )

    def sentence(self, shown: Shown) -> str:
        """How sure the room is."""
        return sureness_sentence(shown) if self.is_confidence and isinstance(shown, ShownVote) else ""

    def wording(self) -> tuple[Text, ...]:
        """The question."""
        return (self.question,)

    def option_texts(self) -> Mapping[str, Text]:
        """The steps, by their number."""
        return {str(number): step for number, step in enumerate(self.steps, start=1)}

    def by_hand(self) -> Mapping[str, Text]:
        """The same."""
        return self.option_texts()

    def bin_texts(self) -> tuple[Text, ...]:
        """What the steps are called together."""
        return self.bins


FORM = ScaleBody
