"""The rules of one word per group: groups agree on a word, and the facilitator shows it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Phase, Text
from workshop_app.domain.body import Body
from workshop_app.domain.phases import Course, Move


@dataclass(frozen=True, kw_only=True)
class WordsBody(Body):
    """A question that each group answers with one word."""

    kind: Literal["words"]
    question: Text
    course: ClassVar = Course(
        first=Phase.GROUPS,
        ways={(Phase.GROUPS, Move.NEXT): Phase.PLENARY, (Phase.PLENARY, Move.BACK): Phase.GROUPS},
    )
    longest_text: ClassVar = 30
    one_word: ClassVar = True
    texts_title: ClassVar = "words.given"

    def collecting(self) -> Collection[Phase]:
        """While the groups talk."""
        return (Phase.GROUPS,)

    def texts_each(self, groups: int) -> int:
        """One."""
        return 1

    def text_mistake(self, text: str) -> str:
        """One word has no space in it."""
        return "error.one_word" if " " in text else ""

    def wording(self) -> tuple[Text, ...]:
        """The question."""
        return (self.question,)


FORM = WordsBody
