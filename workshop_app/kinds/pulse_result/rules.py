"""The rules of the pulse's result: it stands somewhere after the pulse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Phase, Text
from workshop_app.domain.body import Body
from workshop_app.domain.phases import Course


@dataclass(frozen=True, kw_only=True)
class PulseResultBody(Body):
    """Shows the dimension means of the pulse earlier in the same agenda."""

    kind: Literal["pulse-result"]
    lead: Text
    course: ClassVar = Course(first=Phase.SHOWN)
    needs_pulse: ClassVar = True


FORM = PulseResultBody
