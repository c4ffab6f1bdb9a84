"""The transition table: for every kind of activity, its phases and the ways between them.

Two rules. Everything that decides where an activity can go stands in this file, as tables that
`docs/phases.md` is drawn from. And nothing here knows about sessions, time or people.

Theory of operation. An activity is always in exactly one phase. The facilitator has few moves:
NEXT is the one big button (space), and always the wise thing to do: while a vote is open it
closes and shows; CLOSE closes and keeps hidden; BACK undoes as far as anything can be undone;
REPEAT asks the same once more. A move that the table does not name is refused, except that NEXT
in a kind's last phase leaves for the following activity and BACK in its first for the one before.

Some phases take answers: `ROUNDS` says which round of which *part*. A part is what is counted and
sealed together; the two rounds of a dilemma are one part, since they are compared. `SEALING` names
the phases that seal a part on entry. Leaving an activity seals whatever it still has.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from workshop_app.domain.agenda import Activity, Kind, Phase, QuestionBody


class Move(StrEnum):
    """What the facilitator can do with the activity at hand."""

    NEXT = "next"
    CLOSE = "close"
    BACK = "back"
    REPEAT = "repeat"


Table = Mapping[tuple[Phase, Move], Phase]

_VOTE: Table = MappingProxyType(
    {
        (Phase.OPEN, Move.NEXT): Phase.REVEALED,
        (Phase.OPEN, Move.CLOSE): Phase.CLOSED,
        (Phase.CLOSED, Move.NEXT): Phase.REVEALED,
        (Phase.CLOSED, Move.BACK): Phase.OPEN,
        (Phase.REVEALED, Move.REPEAT): Phase.OPEN,
    }
)

TRANSITIONS: Mapping[Kind, Table] = MappingProxyType(
    {
        Kind.SLIDE: MappingProxyType({}),
        Kind.PULSE_RESULT: MappingProxyType({}),
        Kind.CLOSING: MappingProxyType({}),
        Kind.CHOICE: _VOTE,
        Kind.SCALE: _VOTE,
        Kind.PULSE: MappingProxyType(
            {
                (Phase.OPEN, Move.NEXT): Phase.CLOSED,
                (Phase.OPEN, Move.CLOSE): Phase.CLOSED,
                (Phase.CLOSED, Move.BACK): Phase.OPEN,
                (Phase.CLOSED, Move.REPEAT): Phase.OPEN,
            }
        ),
        Kind.POINTS: MappingProxyType(
            {
                (Phase.TODAY, Move.NEXT): Phase.DESIRED,
                (Phase.DESIRED, Move.NEXT): Phase.REVEALED,
                (Phase.DESIRED, Move.CLOSE): Phase.CLOSED,
                (Phase.DESIRED, Move.BACK): Phase.TODAY,
                (Phase.CLOSED, Move.NEXT): Phase.REVEALED,
                (Phase.CLOSED, Move.BACK): Phase.DESIRED,
                (Phase.REVEALED, Move.REPEAT): Phase.TODAY,
            }
        ),
        Kind.DILEMMA: MappingProxyType(
            {
                (Phase.FIRST_VOTE, Move.NEXT): Phase.DISCUSSION,
                (Phase.DISCUSSION, Move.NEXT): Phase.SECOND_VOTE,
                (Phase.DISCUSSION, Move.BACK): Phase.FIRST_VOTE,
                (Phase.SECOND_VOTE, Move.NEXT): Phase.REVEALED,
                (Phase.SECOND_VOTE, Move.CLOSE): Phase.CLOSED,
                (Phase.SECOND_VOTE, Move.BACK): Phase.DISCUSSION,
                (Phase.CLOSED, Move.NEXT): Phase.REVEALED,
                (Phase.CLOSED, Move.BACK): Phase.SECOND_VOTE,
                (Phase.REVEALED, Move.REPEAT): Phase.FIRST_VOTE,
            }
        ),
        Kind.QUESTION: MappingProxyType(
            {
                (Phase.CHOOSING, Move.NEXT): Phase.CHOSEN,
                (Phase.CHOSEN, Move.NEXT): Phase.ALONE,
                (Phase.ALONE, Move.NEXT): Phase.GROUPS,
                (Phase.GROUPS, Move.NEXT): Phase.COLLECTING,
                (Phase.GROUPS, Move.BACK): Phase.ALONE,
                (Phase.COLLECTING, Move.NEXT): Phase.PLENARY,
                (Phase.COLLECTING, Move.BACK): Phase.GROUPS,
                (Phase.PLENARY, Move.NEXT): Phase.DOTS,
                (Phase.PLENARY, Move.BACK): Phase.COLLECTING,
                (Phase.DOTS, Move.NEXT): Phase.REVEALED,
                (Phase.DOTS, Move.CLOSE): Phase.CLOSED,
                (Phase.DOTS, Move.BACK): Phase.PLENARY,
                (Phase.CLOSED, Move.NEXT): Phase.REVEALED,
                (Phase.CLOSED, Move.BACK): Phase.DOTS,
                (Phase.REVEALED, Move.REPEAT): Phase.DOTS,
            }
        ),
        Kind.COMMITMENTS: MappingProxyType(
            {
                (Phase.WRITING, Move.NEXT): Phase.CONFIRMED,
                (Phase.CONFIRMED, Move.BACK): Phase.WRITING,
            }
        ),
    }
)

#: (kind, phase) → (part, round) that takes answers there.
ROUNDS: Mapping[tuple[Kind, Phase], tuple[str, str]] = MappingProxyType(
    {
        (Kind.CHOICE, Phase.OPEN): ("vote", "vote"),
        (Kind.SCALE, Phase.OPEN): ("vote", "vote"),
        (Kind.PULSE, Phase.OPEN): ("pulse", "pulse"),
        (Kind.POINTS, Phase.TODAY): ("points", "today"),
        (Kind.POINTS, Phase.DESIRED): ("points", "desired"),
        (Kind.DILEMMA, Phase.FIRST_VOTE): ("dilemma", "first"),
        (Kind.DILEMMA, Phase.SECOND_VOTE): ("dilemma", "second"),
        (Kind.QUESTION, Phase.CHOOSING): ("choose", "choose"),
        (Kind.QUESTION, Phase.DOTS): ("dots", "dots"),
    }
)

#: (kind, phase) → the part that is sealed when that phase begins.
SEALING: Mapping[tuple[Kind, Phase], str] = MappingProxyType(
    {
        (Kind.CHOICE, Phase.REVEALED): "vote",
        (Kind.SCALE, Phase.REVEALED): "vote",
        (Kind.POINTS, Phase.REVEALED): "points",
        (Kind.DILEMMA, Phase.REVEALED): "dilemma",
        (Kind.QUESTION, Phase.CHOSEN): "choose",
        (Kind.QUESTION, Phase.REVEALED): "dots",
    }
)

FIRST: Mapping[Kind, Phase] = MappingProxyType(
    {
        Kind.SLIDE: Phase.SHOWN,
        Kind.PULSE_RESULT: Phase.SHOWN,
        Kind.CLOSING: Phase.SHOWN,
        Kind.CHOICE: Phase.OPEN,
        Kind.SCALE: Phase.OPEN,
        Kind.PULSE: Phase.OPEN,
        Kind.POINTS: Phase.TODAY,
        Kind.DILEMMA: Phase.FIRST_VOTE,
        Kind.QUESTION: Phase.CHOOSING,
        Kind.COMMITMENTS: Phase.WRITING,
    }
)

#: Where an activity stands when one comes back to it after its votes were sealed.
RESTING: Mapping[Kind, Phase] = MappingProxyType(
    {
        Kind.CHOICE: Phase.REVEALED,
        Kind.SCALE: Phase.REVEALED,
        Kind.PULSE: Phase.CLOSED,
        Kind.POINTS: Phase.REVEALED,
        Kind.DILEMMA: Phase.REVEALED,
        Kind.QUESTION: Phase.REVEALED,
    }
)

#: Kinds that people may only answer over an encrypted connection, or after the facilitator's word.
CONFIDENTIAL = frozenset({Kind.PULSE, Kind.DILEMMA})

_PARTS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {kind: tuple(dict.fromkeys(part for (k, _), (part, _) in ROUNDS.items() if k is kind)) for kind in Kind}
)


def first_phase(activity: Activity) -> Phase:
    """Where the activity begins. A question chosen beforehand needs no vote on which one to take."""
    if isinstance(activity.body, QuestionBody) and activity.body.chosen:
        return Phase.ALONE
    return FIRST[activity.kind]


def phases(kind: Kind) -> tuple[Phase, ...]:
    """All phases of a kind in the order in which they are first reached."""
    found = [FIRST[kind]]
    for source, target in ((source, target) for (source, _), target in TRANSITIONS[kind].items()):
        found += [phase for phase in (source, target) if phase not in found]
    return tuple(found)


def parts(kind: Kind) -> tuple[str, ...]:
    """The parts of a kind: what is counted and sealed together."""
    return _PARTS[kind]


def rounds(kind: Kind, part: str) -> tuple[str, ...]:
    """The rounds of one part, in order."""
    return tuple(round_ for (k, _), (p, round_) in ROUNDS.items() if k is kind and p == part)


def return_phase(activity: Activity, left: Phase) -> Phase:
    """Where an activity stands when one comes back to it after leaving it in phase `left`."""
    votes = (activity.kind, left) in ROUNDS or left is Phase.CLOSED
    if votes and left is not Phase.CHOOSING:
        return RESTING[activity.kind]
    return Phase.CHOSEN if left is Phase.CHOOSING else left
