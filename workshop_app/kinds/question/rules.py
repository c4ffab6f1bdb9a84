"""The rules of a question: the room chooses one, works on it by IGP, and gives dots to what the groups propose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, ClassVar, Literal

from workshop_app.domain.agenda import Phase, Question, Text
from workshop_app.domain.answers import Answer, dots, ids, one_of
from workshop_app.domain.body import Body
from workshop_app.domain.checks import MOST_OPTIONS, Fault, alternatives, between
from workshop_app.domain.disclosure import Sealed, Shown, show_dots, show_vote
from workshop_app.domain.phases import Course, Move
from workshop_app.domain.tally import Ballot, Standing, histogram

#: Up to this many groups, each may hand in two proposals; more groups, one each.
FEW_GROUPS = 6


@dataclass(frozen=True, kw_only=True)
class QuestionBody(Body):
    """Work on one of the questions by IGP: alone, in groups, all together. `chosen` is a question's id."""

    kind: Literal["question"]
    choose: Text
    questions: tuple[Question, ...]
    source: Text
    chosen: str | None = None
    dots: int = 3
    dots_on_one: int = 2
    course: ClassVar = Course(
        first=Phase.CHOOSING,
        ways={
            (Phase.CHOOSING, Move.NEXT): Phase.CHOSEN,
            (Phase.CHOSEN, Move.NEXT): Phase.ALONE,
            (Phase.ALONE, Move.NEXT): Phase.GROUPS,
            (Phase.GROUPS, Move.NEXT): Phase.COLLECTING,
            (Phase.GROUPS, Move.BACK): Phase.ALONE,
            (Phase.COLLECTING, Move.NEXT): Phase.PLENARY,
            (Phase.COLLECTING, Move.BACK): Phase.GROUPS,
            (Phase.PLENARY, Move.NEXT): Phase.DOTS,
            (Phase.PLENARY, Move.BACK): Phase.COLLECTING,
            (Phase.DOTS, Move.NEXT): Phase.REVEALED,
            (Phase.DOTS, Move.CLOSE): Phase.CLOSED,
            (Phase.DOTS, Move.BACK): Phase.PLENARY,
            (Phase.CLOSED, Move.NEXT): Phase.REVEALED,
            (Phase.CLOSED, Move.BACK): Phase.DOTS,
            (Phase.REVEALED, Move.REPEAT): Phase.DOTS,
        },
        rounds={Phase.CHOOSING: ("choose", "choose"), Phase.DOTS: ("dots", "dots")},
        sealing={Phase.CHOSEN: "choose", Phase.REVEALED: "dots"},
        resting={
            Phase.CHOOSING: Phase.CHOSEN,
            Phase.DOTS: Phase.REVEALED,
            Phase.CLOSED: Phase.REVEALED,
        },
    )

    def mistakes(self) -> Iterator[Fault]:
        """At least one question, and dots that can be given."""
        known = ids(self.questions)
        yield from alternatives("questions", known, least=1, most=MOST_OPTIONS)
        if self.chosen is not None and self.chosen not in known:
            yield Fault("chosen", "mistake.not_offered", {"names": ", ".join(known)})
        yield from between("dots", self.dots, 1, 9)
        yield from between("dots_on_one", self.dots_on_one, 1, self.dots)

    def first_phase(self) -> Phase:
        """A question chosen beforehand needs no vote on which one to take."""
        return Phase.ALONE if self.chosen else self.course.first

    def offered_questions(self) -> tuple[Question, ...]:
        """The questions."""
        return self.questions

    def collecting(self) -> Collection[Phase]:
        """From when the groups sit together until the plenary."""
        return (Phase.GROUPS, Phase.COLLECTING)

    def texts_each(self, groups: int) -> int:
        """Two, or one where there are many groups."""
        return 2 if groups <= FEW_GROUPS else 1

    def settled_question(self) -> str | None:
        """The one chosen beforehand."""
        return self.chosen

    def with_question(self, question: str | None) -> QuestionBody:
        """With that question chosen, if it is one of these."""
        return replace(self, chosen=question if question in ids(self.questions) else None)

    def parse(self, payload: object, *, round_: str, proposals: Collection[str]) -> Answer:
        """The id of a question, or dots on proposals."""
        if round_ == "choose":
            return one_of(payload, ids(self.questions))
        return dots(payload, known=proposals, most=self.dots, on_one=self.dots_on_one)

    def is_about_proposals(self, round_: str) -> bool:
        """The dots are."""
        return round_ == "dots"

    def drawn(self, random: Random, *, round_: str, proposals: Collection[str]) -> Answer:
        """Any question; or all dots, as far as there are proposals to take them."""
        if round_ == "choose":
            return random.choice(ids(self.questions))
        places = [proposal for proposal in sorted(proposals) for _ in range(self.dots_on_one)]
        return dict(Counter(random.sample(places, min(self.dots, len(places)))))

    def counted_ballot(self, ballot: Ballot, *, part: str, standing: Standing) -> Ballot:
        """Dots go with the proposals that they were given to; a ballot that has none left is no answer."""
        if part != "dots":
            return ballot
        given = ballot.get("dots")
        if not isinstance(given, Mapping):
            return {}
        moved: Counter[str] = Counter()
        for proposal, number in given.items():
            moved[standing.target(proposal)] += int(number)
        left: dict[str, int | str] = {one: number for one, number in moved.items() if one in standing.ids}
        return {"dots": left or None}

    def figures(self, given: Sequence[Any], *, part: str, k: int, standing: Standing) -> dict[str, Any]:
        """How often each question was chosen, or the dots on each proposal."""
        if part == "choose":
            return histogram(given, ids(self.questions))
        return {"dots": {one: sum(answer.get(one, 0) for answer in given) for one in sorted(standing.ids)}}

    def shown(self, sealed: Sealed) -> Shown:
        """A single vote, or the first places."""
        if sealed.part == "choose":
            return show_vote(vote=sealed.of("choose"), k=sealed.k)
        return show_dots(dots=sealed.of("dots"), k=sealed.k)

    def wording(self) -> tuple[Text, ...]:
        """What was asked in the vote on which question to take."""
        return (self.choose,)

    def option_texts(self) -> Mapping[str, Text]:
        """The questions."""
        return {question.id: question.title for question in self.questions}


FORM = QuestionBody
