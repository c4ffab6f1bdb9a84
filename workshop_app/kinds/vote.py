"""The course that every single vote takes: open, perhaps closed for a while, revealed."""

from __future__ import annotations

from workshop_app.domain.agenda import Phase
from workshop_app.domain.phases import Course, Move

VOTE = Course(
    first=Phase.OPEN,
    ways={
        (Phase.OPEN, Move.NEXT): Phase.REVEALED,
        (Phase.OPEN, Move.CLOSE): Phase.CLOSED,
        (Phase.CLOSED, Move.NEXT): Phase.REVEALED,
        (Phase.CLOSED, Move.BACK): Phase.OPEN,
        (Phase.REVEALED, Move.REPEAT): Phase.OPEN,
    },
    rounds={Phase.OPEN: ("vote", "vote")},
    sealing={Phase.REVEALED: "vote"},
    resting={Phase.OPEN: Phase.REVEALED, Phase.CLOSED: Phase.REVEALED},
)
