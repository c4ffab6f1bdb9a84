"""The rules of the closing: nothing is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Phase, Text
from workshop_app.domain.body import Body
from workshop_app.domain.phases import Course


@dataclass(frozen=True, kw_only=True)
class ClosingBody(Body):
    """The commitments once more, and the date of the next session."""

    kind: Literal["closing"]
    lead: Text
    course: ClassVar = Course(first=Phase.SHOWN)


FORM = ClosingBody
