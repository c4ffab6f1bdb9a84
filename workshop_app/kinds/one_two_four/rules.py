"""The rules of 1-2-4-All: a question as in IGP, with pairs between the one and the group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Phase
from workshop_app.domain.phases import Move
from workshop_app.kinds.question.rules import QuestionBody

_IGP = QuestionBody.course


@dataclass(frozen=True, kw_only=True)
class OneTwoFourBody(QuestionBody):
    """Work on one of the questions alone, in pairs, in fours, all together. Fours hand in proposals."""

    kind: Literal["one-two-four-all"]  # type: ignore[assignment]  # a kind of its own, worked on and reported alike
    course: ClassVar = replace(
        _IGP,
        ways={
            **_IGP.ways,
            (Phase.ALONE, Move.NEXT): Phase.PAIRS,
            (Phase.PAIRS, Move.NEXT): Phase.GROUPS,
            (Phase.PAIRS, Move.BACK): Phase.ALONE,
            (Phase.GROUPS, Move.BACK): Phase.PAIRS,
        },
    )


FORM = OneTwoFourBody
