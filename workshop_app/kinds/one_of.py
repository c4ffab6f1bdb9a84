"""One of several things to choose: what all kinds have in common that ask so, and a vote as a part of a larger kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from workshop_app.domain.agenda import Option, Text
from workshop_app.domain.answers import Answer, ids, one_of
from workshop_app.domain.body import Body
from workshop_app.domain.disclosure import Sealed, Shown, show_vote
from workshop_app.domain.phases import Course
from workshop_app.domain.tally import Standing, histogram


class OneOf(Body):
    """A ballot holds the id of one of `options`, and what is kept is how often each was chosen."""

    # No field of its own: each kind says where in its form the options come, and how many there are.
    options: tuple[Option, ...]

    def parse(self, payload: object, *, round_: str, proposals: Collection[str]) -> Answer:
        """The id of one option."""
        return one_of(payload, ids(self.options))

    def drawn(self, random: Random, *, round_: str, proposals: Collection[str]) -> Answer:
        """Any option."""
        return random.choice(ids(self.options))

    def figures(self, given: Sequence[Any], *, part: str, k: int, standing: Standing) -> dict[str, Any]:
        """How often each option was chosen."""
        return histogram(given, ids(self.options))

    def option_texts(self) -> Mapping[str, Text]:
        """The options."""
        return {option.id: option.text for option in self.options}


@dataclass(frozen=True, kw_only=True)
class OneOfBody(OneOf):
    """Choose one. The part's only round is called as the part."""

    question: Text
    options: tuple[Option, ...]
    note: Text | None = None
    course: Course  # type: ignore[misc]  # that of the kind which this is a part of

    def shown(self, sealed: Sealed) -> Shown:
        """A single vote."""
        return show_vote(vote=sealed.of(sealed.part), k=sealed.k)

    def wording(self) -> tuple[Text, ...]:
        """The question, and what holds whatever one chooses."""
        return (self.question, self.note) if self.note else (self.question,)
