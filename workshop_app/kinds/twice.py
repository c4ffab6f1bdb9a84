"""The course of what is asked twice: as it is today, then as it should be, and both shown beside each other."""

from __future__ import annotations

from workshop_app.domain.agenda import Phase
from workshop_app.domain.phases import Course, Move


def twice(part: str) -> Course:
    """Its phases. Both rounds are one part, called `part`, since they are compared."""
    return Course(
        first=Phase.TODAY,
        ways={
            (Phase.TODAY, Move.NEXT): Phase.DESIRED,
            (Phase.DESIRED, Move.NEXT): Phase.REVEALED,
            (Phase.DESIRED, Move.CLOSE): Phase.CLOSED,
            (Phase.DESIRED, Move.BACK): Phase.TODAY,
            (Phase.CLOSED, Move.NEXT): Phase.REVEALED,
            (Phase.CLOSED, Move.BACK): Phase.DESIRED,
            (Phase.REVEALED, Move.REPEAT): Phase.TODAY,
        },
        rounds={Phase.TODAY: (part, "today"), Phase.DESIRED: (part, "desired")},
        sealing={Phase.REVEALED: part},
        resting={
            Phase.TODAY: Phase.REVEALED,
            Phase.DESIRED: Phase.REVEALED,
            Phase.CLOSED: Phase.REVEALED,
        },
    )
