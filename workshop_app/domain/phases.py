"""How an activity goes: the phases of one kind as a table, which each kind has in its `rules`.

Theory of operation. An activity is always in exactly one phase. The facilitator has few moves:
NEXT is the one big button (space), and always the wise thing to do: while a vote is open it
closes and shows; CLOSE closes and keeps hidden; BACK undoes as far as anything can be undone;
REPEAT asks the same once more. A move that the table does not name is refused, except that NEXT
in a kind's last phase leaves for the following activity and BACK in its first for the one before.

Some phases take answers: `rounds` says which round of which *part*. A part is what is counted and
sealed together; the two rounds of a dilemma are one part, since they are compared. `sealing` names
the phases that seal a part on entry. Leaving an activity seals whatever it still has.

Nothing here knows about sessions, time or people. `docs/phases.md` is drawn from these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshop_app.domain.agenda import Phase


class Move(StrEnum):
    """What the facilitator can do with the activity at hand."""

    NEXT = "next"
    CLOSE = "close"
    BACK = "back"
    REPEAT = "repeat"


@dataclass(frozen=True, kw_only=True)
class Course:
    """The phases of one kind, and the ways between them.

    `rounds`: phase → (part, round) that takes answers there. `sealing`: phase → the part that is sealed
    when it begins. `resting`: where an activity stands when one comes back to it after leaving it in
    that phase; phases that take answers must be there, since what is sealed can't take them again.
    """

    first: Phase
    ways: Mapping[tuple[Phase, Move], Phase] = field(default_factory=dict)
    rounds: Mapping[Phase, tuple[str, str]] = field(default_factory=dict)
    sealing: Mapping[Phase, str] = field(default_factory=dict)
    resting: Mapping[Phase, Phase] = field(default_factory=dict)

    @property
    def phases(self) -> tuple[Phase, ...]:
        """All phases in the order in which they are first reached."""
        found = [self.first]
        for source, target in ((source, target) for (source, _), target in self.ways.items()):
            found += [phase for phase in (source, target) if phase not in found]
        return tuple(found)

    @property
    def parts(self) -> tuple[str, ...]:
        """What is counted and sealed together."""
        return tuple(dict.fromkeys(part for part, _ in self.rounds.values()))

    def rounds_of(self, part: str) -> tuple[str, ...]:
        """The rounds of one part, in order."""
        return tuple(round_ for found, round_ in self.rounds.values() if found == part)

    def return_phase(self, left: Phase) -> Phase:
        """Where the activity stands when one comes back to it after leaving it in phase `left`."""
        return self.resting.get(left, left)

    def rest(self, phase: Phase, part: str | None = None) -> Phase:
        """Where the activity stands once what was open or under way in `phase` is over. Only for kinds with rounds.

        `part` is what was under way; left out, it is the last.
        """
        taking = [one for one, (known, _) in self.rounds.items() if part in (None, known)]
        return self.resting.get(phase) or self.resting[taking[-1]]

    def has_come_to(self, phase: Phase, *, now: Phase) -> bool:
        """Whether somebody who is at `now` has been at `phase`, going forward."""
        ahead: set[Phase] = set()
        waiting = [phase]
        while waiting:
            ahead.add(one := waiting.pop())
            onwards = (self.ways.get((one, move)) for move in (Move.NEXT, Move.CLOSE))
            waiting += [target for target in onwards if target is not None and target not in ahead]
        return now in ahead

    def part_at(self, phase: Phase | None) -> str | None:
        """The part that stands in that phase once it is sealed; a kind that seals in no phase has only one."""
        if not self.sealing:
            return next(iter(self.parts), None)
        return self.sealing.get(phase) if phase else None
