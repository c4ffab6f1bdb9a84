"""The rules of a question: the room chooses one, works on it by IGP, and gives dots to what the groups propose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Option, Phase, Question, Text
from workshop_app.domain.answers import ids
from workshop_app.domain.body import Body
from workshop_app.domain.checks import MOST_OPTIONS, Fault, alternatives, between
from workshop_app.domain.disclosure import Shown, ShownVote
from workshop_app.domain.phases import Course, Move
from workshop_app.kinds.dilemma.rules import DilemmaBody
from workshop_app.kinds.dots import DotsBody
from workshop_app.kinds.one_of import OneOfBody
from workshop_app.kinds.parts import PartsBody

#: Up to this many groups, each may hand in two proposals; more groups, one each.
FEW_GROUPS = 6


def _always(_: Question) -> bool:
    return True


def _is_voted_on(question: Question) -> bool:
    return question.vote is not None


def _is_choice(question: Question) -> bool:
    return question.is_choice


#: Which questions have the parts that not all have, and the phases that belong to them.
_ONLY_IN: Mapping[str, Callable[[Question], bool]] = {"dilemma": _is_voted_on, "choice": _is_choice}
_ONLY_WITH: Mapping[Phase, Callable[[Question], bool]] = {
    Phase.FIRST_VOTE: _is_voted_on,
    Phase.SECOND_VOTE: _is_voted_on,
    Phase.COMPARED: _is_voted_on,
    Phase.OPEN: _is_choice,
    Phase.COUNTED: _is_choice,
}


@dataclass(frozen=True, kw_only=True)
class QuestionBody(PartsBody):
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
            (Phase.CHOSEN, Move.NEXT): Phase.FIRST_VOTE,
            (Phase.FIRST_VOTE, Move.NEXT): Phase.ALONE,
            (Phase.ALONE, Move.NEXT): Phase.GROUPS,
            (Phase.ALONE, Move.BACK): Phase.FIRST_VOTE,
            (Phase.GROUPS, Move.NEXT): Phase.SECOND_VOTE,
            (Phase.GROUPS, Move.BACK): Phase.ALONE,
            (Phase.SECOND_VOTE, Move.NEXT): Phase.COMPARED,
            (Phase.SECOND_VOTE, Move.BACK): Phase.GROUPS,
            (Phase.COMPARED, Move.NEXT): Phase.OPEN,
            (Phase.COMPARED, Move.BACK): Phase.SECOND_VOTE,
            (Phase.COMPARED, Move.REPEAT): Phase.FIRST_VOTE,
            (Phase.OPEN, Move.NEXT): Phase.COUNTED,
            (Phase.OPEN, Move.BACK): Phase.COMPARED,
            (Phase.COUNTED, Move.NEXT): Phase.COLLECTING,
            (Phase.COUNTED, Move.BACK): Phase.OPEN,
            (Phase.COUNTED, Move.REPEAT): Phase.OPEN,
            (Phase.COLLECTING, Move.NEXT): Phase.PLENARY,
            (Phase.COLLECTING, Move.BACK): Phase.COUNTED,
            (Phase.PLENARY, Move.NEXT): Phase.DOTS,
            (Phase.PLENARY, Move.BACK): Phase.COLLECTING,
            (Phase.DOTS, Move.NEXT): Phase.REVEALED,
            (Phase.DOTS, Move.CLOSE): Phase.CLOSED,
            (Phase.DOTS, Move.BACK): Phase.PLENARY,
            (Phase.CLOSED, Move.NEXT): Phase.REVEALED,
            (Phase.CLOSED, Move.BACK): Phase.DOTS,
            (Phase.REVEALED, Move.REPEAT): Phase.DOTS,
        },
        rounds={
            Phase.CHOOSING: ("choose", "choose"),
            Phase.FIRST_VOTE: ("dilemma", "first"),
            Phase.SECOND_VOTE: ("dilemma", "second"),
            Phase.OPEN: ("choice", "choice"),
            Phase.DOTS: ("dots", "dots"),
        },
        sealing={
            Phase.CHOSEN: "choose",
            Phase.COMPARED: "dilemma",
            Phase.COUNTED: "choice",
            Phase.REVEALED: "dots",
        },
        resting={
            Phase.CHOOSING: Phase.CHOSEN,
            Phase.FIRST_VOTE: Phase.COMPARED,
            Phase.SECOND_VOTE: Phase.COMPARED,
            Phase.OPEN: Phase.COUNTED,
            Phase.DOTS: Phase.REVEALED,
            Phase.CLOSED: Phase.REVEALED,
        },
    )

    def mistakes(self) -> Iterator[Fault]:
        """At least one question, options where they are voted on, and dots that can be given."""
        known = ids(self.questions)
        yield from alternatives("questions", known, least=1, most=MOST_OPTIONS)
        for place, question in enumerate(self.questions, 1):
            if question.is_choice:
                options = [text.nb for text in question.options]
                yield from alternatives(f"questions[{place}].options", options, most=MOST_OPTIONS)
        if self.chosen is not None and self.chosen not in known:
            yield Fault("chosen", "mistake.not_offered", {"names": ", ".join(known)})
        yield from between("dots", self.dots, 1, 9)
        yield from between("dots_on_one", self.dots_on_one, 1, self.dots)

    def first_phase(self) -> Phase:
        """A question chosen beforehand needs no vote on which one to take."""
        if self.chosen is None:
            return self.course.first
        return self.way(Phase.CHOSEN, Move.NEXT) or self.course.first

    def offered_questions(self) -> tuple[Question, ...]:
        """The questions."""
        return self.questions

    def collecting(self) -> Collection[Phase]:
        """From when the groups sit together until the plenary, but for the votes between."""
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

    def taken(self, shown: Shown, *, part: str) -> str | None:
        """The one question that leads as far as figures are shown; None for a tie or too few answers."""
        if part != "choose" or not isinstance(shown, ShownVote):
            return None
        best = max((bar.share.value if bar.share else 0 for bar in shown.bars), default=0)
        ahead = [bar for bar in shown.bars if (bar.share.value if bar.share else 0) == best]
        return ahead[0].options[0] if len(ahead) == 1 and len(ahead[0].options) == 1 else None

    def passes_by(self, phase: Phase) -> bool:
        """The votes that only some questions have."""
        has = _ONLY_WITH.get(phase)
        return has is not None and not any(has(question) for question in self._in_question)

    def may_pass_by(self, phase: Phase) -> bool:
        """The same votes, until a question that has them is chosen."""
        has = _ONLY_WITH.get(phase)
        return has is not None and not all(has(question) for question in self._in_question)

    def asked_in(self, part: str) -> Body:
        """The choice of a question, what is voted on in it, and the dots."""
        match part:
            case "choose":
                options = tuple(Option(id=one.id, text=one.title, help=one.gloss) for one in self.questions)
                return OneOfBody(kind="choice", question=self.choose, options=options, course=self.course)
            case "dilemma":
                return self._vote()
            case "choice":
                asked = next(one for one in self._in_question if one.is_choice)
                options = tuple(Option(id=str(n), text=text) for n, text in enumerate(asked.options, 1))
                return OneOfBody(
                    kind="choice", question=asked.group, options=options, note=asked.note, course=self.course
                )
            case _:
                return DotsBody(asked=self.wording(), each=self.dots, on_one=self.dots_on_one)

    def heading(self, part: str) -> Text | None:
        """The question, once it has been chosen; of a vote that only some have, whose it is."""
        if part == "choose" or (self.chosen is None and part not in _ONLY_IN):
            return None
        return next(one.title for one in self._in_question if _ONLY_IN.get(part, _always)(one))

    def wording(self) -> tuple[Text, ...]:
        """What the question means; of those to choose among, which to take."""
        return (self.choose,) if self.chosen is None else (self._in_question[0].gloss,)

    def option_texts(self) -> Mapping[str, Text]:
        """The questions."""
        return {question.id: question.title for question in self.questions}

    @property
    def _in_question(self) -> tuple[Question, ...]:
        """The one that has been chosen; before that, all that can be."""
        return tuple(one for one in self.questions if self.chosen in (None, one.id))

    def _vote(self) -> DilemmaBody:
        """What is voted on before and after the talk, as a dilemma that the groups talk about."""
        asked = next(one for one in self._in_question if one.vote)
        assert asked.vote is not None
        one, two, three, four, five = (Option(id=str(n), text=step) for n, step in enumerate(asked.vote.steps, 1))
        return DilemmaBody(
            kind="dilemma",
            question=asked.vote.text,
            source=self.source,
            explanations=(asked.gloss,),
            options=(one, two, three, four, five),
            bins=asked.vote.bins,
            prompts=(),
        )


FORM = QuestionBody
