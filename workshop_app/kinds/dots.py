"""Dots on what the room has before it, as a part of a larger kind: the groups' proposals, or things of the agenda."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar

from workshop_app.domain.agenda import Phase, Text
from workshop_app.domain.answers import Answer, dots
from workshop_app.domain.body import Body
from workshop_app.domain.disclosure import Sealed, Shown, show_dots
from workshop_app.domain.phases import Course
from workshop_app.domain.tally import Ballot, Standing


@dataclass(frozen=True, kw_only=True)
class DotsBody(Body):
    """So many dots each, and at most so many on one. Without `things` they are given to the room's proposals."""

    kind: str = "dots"
    asked: tuple[Text, ...]
    things: Mapping[str, Text] | None = None
    each: int
    on_one: int
    course: ClassVar = Course(first=Phase.DOTS, rounds={Phase.DOTS: ("dots", "dots")})

    def parse(self, payload: object, *, round_: str, proposals: Collection[str]) -> Answer:
        """The dots on each."""
        return dots(payload, known=self._known(proposals), most=self.each, on_one=self.on_one)

    def is_about_proposals(self, round_: str) -> bool:
        """Unless they are about something else."""
        return self.things is None

    def drawn(self, random: Random, *, round_: str, proposals: Collection[str]) -> Answer:
        """All dots, as far as there is something to take them."""
        places = [one for one in sorted(self._known(proposals)) for _ in range(self.on_one)]
        return dict(Counter(random.sample(places, min(self.each, len(places)))))

    def counted_ballot(self, ballot: Ballot, *, part: str, standing: Standing) -> Ballot:
        """Dots go with the proposals that they were given to; a ballot that has none left is no answer."""
        given = ballot.get("dots")
        if self.things is not None:
            return ballot
        if not isinstance(given, Mapping):
            return {}
        moved: Counter[str] = Counter()
        for proposal, number in given.items():
            moved[standing.target(proposal)] += int(number)
        left: dict[str, int | str] = {one: number for one, number in moved.items() if one in standing.ids}
        return {"dots": left or None}

    def figures(self, given: Sequence[Any], *, part: str, k: int, standing: Standing) -> dict[str, Any]:
        """The dots on each."""
        return {"dots": {one: sum(answer.get(one, 0) for answer in given) for one in sorted(self._known(standing.ids))}}

    def shown(self, sealed: Sealed) -> Shown:
        """The first places."""
        return show_dots(dots=sealed.of("dots"), k=sealed.k)

    def wording(self) -> tuple[Text, ...]:
        """What is weighed."""
        return self.asked

    def option_texts(self) -> Mapping[str, Text]:
        """What dots are given to, but for proposals."""
        return self.things or {}

    def _known(self, proposals: Collection[str]) -> Collection[str]:
        return proposals if self.things is None else self.things
