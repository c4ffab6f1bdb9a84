"""The rules of a choice: one of the options, or some of them, counted by option or by what the options stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar, Literal

from workshop_app.domain.agenda import Option, Quotation, Text
from workshop_app.domain.answers import Answer, ids, some_of
from workshop_app.domain.body import STRICT, Body
from workshop_app.domain.checks import Fault, alternatives, between
from workshop_app.domain.disclosure import Form, Sealed, Shown, ShownVote, show_choices, show_vote
from workshop_app.domain.tally import Standing, histogram
from workshop_app.kinds.vote import VOTE


@dataclass(frozen=True, kw_only=True)
class OptionGroup:
    """What several options stand for; `options` are their ids."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    text: Text
    options: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChoiceBody(Body):
    """Choose one of the options (`most` = 1), or up to `most` of them.

    With `groups` nobody is told which options were chosen, only how the choices fall on the groups.
    """

    kind: Literal["choice"]
    question: Text
    options: tuple[Option, ...]
    most: int = 1
    note: Text | None = None
    quotations: tuple[Quotation, ...] = ()
    groups: tuple[OptionGroup, ...] = ()
    course: ClassVar = VOTE

    def mistakes(self) -> Iterator[Fault]:
        """No more to choose than there is, and each option in one group, where there are any."""
        yield from between("most", self.most, 1, len(self.options))
        if not self.groups:
            return
        yield from alternatives("groups", ids(self.groups))
        placed = Counter(option for group in self.groups for option in group.options)
        for option in dict.fromkeys((*ids(self.options), *placed)):
            if placed[option] != 1 or option not in ids(self.options):
                yield Fault("groups", "mistake.not_in_one_group", {"id": option})

    def parse(self, payload: object, *, round_: str, proposals: Collection[str]) -> Answer:
        """The ids chosen, in the options' order."""
        return some_of(payload, options=ids(self.options), most=self.most)

    def drawn(self, random: Random, *, round_: str, proposals: Collection[str]) -> Answer:
        """As many as may be chosen."""
        picked = random.sample(ids(self.options), self.most)
        return [option for option in ids(self.options) if option in picked]

    def figures(self, given: Sequence[Any], *, part: str, k: int, standing: Standing) -> dict[str, Any]:
        """How often each option was chosen; with groups, how often one of theirs."""
        chosen = [option for answer in given for option in answer]
        if not self.groups:
            return histogram(chosen, ids(self.options))
        of = {option: group.id for group in self.groups for option in group.options}
        return histogram((of[option] for option in chosen), ids(self.groups))

    def shown(self, sealed: Sealed) -> Shown:
        """A single vote."""
        show = show_choices if self.groups else show_vote
        return show(vote=sealed.of("vote"), k=sealed.k)

    def sentence(self, shown: Shown) -> str:
        """What the bars are shares of, where that is not people."""
        return "choice.of_all" if self.groups and isinstance(shown, ShownVote) and shown.form is Form.BARS else ""

    def wording(self) -> tuple[Text, ...]:
        """The question."""
        return (self.question,)

    def option_texts(self) -> Mapping[str, Text]:
        """The options, or what they stand for: whatever the figures are of."""
        return {one.id: one.text for one in (self.groups or self.options)}

    def by_hand(self) -> Mapping[str, Text]:
        """The options, where everybody has one."""
        return self.option_texts() if self.most == 1 and not self.groups else {}


FORM = ChoiceBody
