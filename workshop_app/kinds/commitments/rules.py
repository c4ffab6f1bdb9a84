"""The rules of the commitments: at most so many cards, and only whole ones are confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Phase, Text
from workshop_app.domain.body import Body
from workshop_app.domain.checks import Fault, between
from workshop_app.domain.phases import Course, Move


@dataclass(frozen=True, kw_only=True)
class CommitmentsBody(Body):
    """Write down what the unit will do, at most `most` cards."""

    kind: Literal["commitments"]
    lead: Text
    most: int = 2
    course: ClassVar = Course(
        first=Phase.WRITING,
        ways={(Phase.WRITING, Move.NEXT): Phase.CONFIRMED, (Phase.CONFIRMED, Move.BACK): Phase.WRITING},
    )
    demands_cards: ClassVar = Phase.CONFIRMED

    def mistakes(self) -> Iterator[Fault]:
        """At least one card, and no more than a unit can keep."""
        return between("most", self.most, 1, 5)

    def most_cards(self) -> int:
        """How many cards can be written."""
        return self.most


FORM = CommitmentsBody
