"""What all kinds have in common that ask several things in a row: each part is answered, counted and shown by itself.

What a part is like, another kind knows already: a kind of several parts only says which.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from workshop_app.domain.answers import Answer
from workshop_app.domain.body import Body
from workshop_app.domain.disclosure import Sealed, Shown
from workshop_app.domain.errors import InvalidAnswer
from workshop_app.domain.tally import Aggregate, Ballot, Standing


@dataclass(frozen=True, kw_only=True)
class PartsBody(Body):
    """Several parts, each with a body of its own: `asked_in`."""

    def asked_in(self, part: str) -> Body:
        """That part by itself. Every kind of several parts answers this."""
        raise NotImplementedError

    def parse(self, payload: object, *, round_: str, proposals: Collection[str]) -> Answer:
        """As in its part."""
        return self._in_round(round_).parse(payload, round_=round_, proposals=proposals)

    def is_complete(self, answer: Answer, *, round_: str) -> bool:
        """As in its part."""
        return self._in_round(round_).is_complete(answer, round_=round_)

    def is_about_proposals(self, round_: str) -> bool:
        """As in its part."""
        return self._in_round(round_).is_about_proposals(round_)

    def drawn(self, random: Random, *, round_: str, proposals: Collection[str]) -> Answer:
        """As in its part."""
        return self._in_round(round_).drawn(random, round_=round_, proposals=proposals)

    def counted_ballot(self, ballot: Ballot, *, part: str, standing: Standing) -> Ballot:
        """As in its part."""
        return self.asked_in(part).counted_ballot(ballot, part=part, standing=standing)

    def figures(self, given: Sequence[Any], *, part: str, k: int, standing: Standing) -> dict[str, Any]:
        """As in its part."""
        counting = self.asked_in(part)
        return counting.figures(given, part=part, k=k, standing=standing)

    def kept_beside(self, ballots: Sequence[Ballot], *, part: str) -> tuple[Aggregate, ...]:
        """As in its part."""
        return self.asked_in(part).kept_beside(ballots, part=part)

    def shown(self, sealed: Sealed) -> Shown:
        """As in its part."""
        return self.asked_in(sealed.part).shown(sealed)

    def _in_round(self, round_: str) -> Body:
        for part, known in self.course.rounds.values():
            if known == round_:
                return self.asked_in(part)
        raise InvalidAnswer("error.other_step")
