"""The rules of a choice: one of the options, or some of them, counted by option."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar, Literal

from workshop_app.domain.agenda import Option, Quotation, Text
from workshop_app.domain.answers import Answer, ids, some_of
from workshop_app.domain.body import Body
from workshop_app.domain.checks import Fault, between
from workshop_app.domain.disclosure import Sealed, Shown, show_vote
from workshop_app.domain.tally import Standing, histogram
from workshop_app.kinds.vote import VOTE


@dataclass(frozen=True, kw_only=True)
class ChoiceBody(Body):
    """Choose one of the options (`most` = 1), or up to `most` of them."""

    kind: Literal["choice"]
    question: Text
    options: tuple[Option, ...]
    most: int = 1
    note: Text | None = None
    quotations: tuple[Quotation, ...] = ()
    course: ClassVar = VOTE

    def mistakes(self) -> Iterator[Fault]:
        """No more to choose than there is."""
        return between("most", self.most, 1, len(self.options))

    def parse(self, payload: object, *, round_: str, proposals: Collection[str]) -> Answer:
        """The ids chosen, in the options' order."""
        return some_of(payload, options=ids(self.options), most=self.most)

    def drawn(self, random: Random, *, round_: str, proposals: Collection[str]) -> Answer:
        """As many as may be chosen."""
        picked = random.sample(ids(self.options), self.most)
        return [option for option in ids(self.options) if option in picked]

    def figures(self, given: Sequence[Any], *, part: str, k: int, standing: Standing) -> dict[str, Any]:
        """How often each option was chosen."""
        return histogram((option for answer in given for option in answer), ids(self.options))

    def shown(self, sealed: Sealed) -> Shown:
        """A single vote."""
        return show_vote(vote=sealed.of("vote"), k=sealed.k)

    def wording(self) -> tuple[Text, ...]:
        """The question."""
        return (self.question,)

    def option_texts(self) -> Mapping[str, Text]:
        """The options."""
        return {option.id: option.text for option in self.options}


FORM = ChoiceBody
