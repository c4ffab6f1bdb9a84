"""The rules of following up: the room says whether it has noticed anything, and only then is said how it went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Option, Text
from workshop_app.domain.answers import ids
from workshop_app.domain.checks import Fault, alternatives, between
from workshop_app.domain.disclosure import Sealed, Shown, show_vote
from workshop_app.kinds.one_of import OneOf
from workshop_app.kinds.vote import VOTE


@dataclass(frozen=True, kw_only=True)
class FollowUpBody(OneOf):
    """One commitment of the session before: `number` counts from 1.

    The vote comes before the answer of whoever had the task, so that nobody says what is expected. It is about the
    commitment, and `note` says so.
    """

    kind: Literal["follow-up"]
    number: int
    question: Text
    note: Text
    options: tuple[Option, ...]
    course: ClassVar = VOTE
    looks_back: ClassVar = True

    def mistakes(self) -> Iterator[Fault]:
        """A commitment that there can be, and answers to choose between."""
        yield from between("number", self.number, 1, 5)
        yield from alternatives("options", ids(self.options))

    def followed_up(self) -> int:
        """Which commitment."""
        return self.number

    def following_up(self, number: int) -> FollowUpBody:
        """About another one."""
        return replace(self, number=number)

    def shown(self, sealed: Sealed) -> Shown:
        """A single vote on options in no order."""
        return show_vote(vote=sealed.of("vote"), k=sealed.k)

    def wording(self) -> tuple[Text, ...]:
        """The question."""
        return (self.question,)


FORM = FollowUpBody
