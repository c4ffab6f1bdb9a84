"""The rules of the pulse's change: first the figures of today in silence, then how sure one can be of a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Phase, Text
from workshop_app.domain.body import Body
from workshop_app.domain.phases import Course, Move


@dataclass(frozen=True, kw_only=True)
class PulseChangeBody(Body):
    """Shows the pulse earlier in the same agenda, and each dimension beside the unit's pulse before. `ask` is asked."""

    kind: Literal["pulse-change"]
    lead: Text
    ask: Text
    course: ClassVar = Course(
        first=Phase.ALONE,
        ways={(Phase.ALONE, Move.NEXT): Phase.SHOWN, (Phase.SHOWN, Move.BACK): Phase.ALONE},
    )
    needs_pulse: ClassVar = True
    looks_back: ClassVar = True


FORM = PulseChangeBody
