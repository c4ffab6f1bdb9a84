"""The rules of a reflection: something is asked, and no answer is ever taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Phase, Text
from workshop_app.domain.body import Body
from workshop_app.domain.checks import MOST_OPTIONS, Fault, alternatives
from workshop_app.domain.phases import Course


@dataclass(frozen=True, kw_only=True)
class ReflectionBody(Body):
    """A question to oneself, with what one may think of. It has no round, so a phone has nothing to send."""

    kind: Literal["reflection"]
    question: Text
    prompts: tuple[Text, ...]
    course: ClassVar = Course(first=Phase.ALONE)

    def mistakes(self) -> Iterator[Fault]:
        """Something to think of, and no more than can be read."""
        return alternatives("prompts", [prompt.nb for prompt in self.prompts], least=1, most=MOST_OPTIONS)


FORM = ReflectionBody
