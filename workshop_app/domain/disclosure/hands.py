"""Raised hands: counted by whoever leads the session, seen by the whole room, and never added to secret answers.

Secret answers are shown as if no hand had been raised, from k of them: were hands part of their n, whoever saw the
hands could take them away again. Hands stand beside, under the same threshold and as coarsely, since pages and
minutes are read by people who were not in the room.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workshop_app.domain.disclosure.shown import ShownVote
from workshop_app.domain.disclosure.votes import show_vote
from workshop_app.domain.tally import HANDS, Aggregate


@dataclass(frozen=True, kw_only=True)
class ShownHands:
    """What hands said in one round."""

    round: str
    vote: ShownVote


def show_hands(aggregates: Iterable[Aggregate], *, k: int, ordered: bool) -> tuple[ShownHands, ...]:
    """The hands of a sealed part, round by round. `ordered`: on five steps, which may be put into bins.

    Two rounds are shown in the same form, that of the smaller; where one has too few, neither is.
    """
    hands = {one.round.removeprefix(HANDS): one for one in aggregates if one.round.startswith(HANDS)}
    fewest = min((one.n for one in hands.values()), default=0)
    shown = {round_: show_vote(vote=one, k=k, ordered=ordered, beside=fewest) for round_, one in hands.items()}
    votes = [ShownHands(round=round_, vote=vote) for round_, vote in shown.items() if isinstance(vote, ShownVote)]
    return tuple(votes) if len(votes) == len(hands) else ()
