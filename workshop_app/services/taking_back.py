"""Taking back what was decided about a proposal, for as long as nothing else has been built on it.

Approved waits again, returned waits again as it was written, merged stands by itself again. One rule says whether it
can be done, to the control screen, which then offers it, and to the change itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from workshop_app.domain.agenda import Activity
from workshop_app.domain.errors import RefusedMove
from workshop_app.domain.session import Event, LiveSession
from workshop_app.persistence import commitments as cards
from workshop_app.persistence import lifts, proposals
from workshop_app.persistence.proposals import Proposal
from workshop_app.services.changes import Standing
from workshop_app.services.group_work import MOST_SHOWN, texts_changed

#: What a proposal was before it was judged.
_BEFORE = {"shown": "waiting", "returned": "waiting", "merged": "shown"}


def take_back(at: Standing, proposal: str, state: str) -> Sequence[Event]:
    """Let the proposal be what it was before it became `state`. Raises `RefusedMove` when it is too late.

    Nothing happens where it is not in that state any more: the press was meant for what stood there.
    """
    activity = at.live.current(at.agenda)
    if activity is None:
        raise RefusedMove("control.refused.not_here")
    among = proposals.list_proposals(at.db, at.record.id, activity_id=activity.id)
    found = next((one for one in among if (one.id, one.state) == (proposal, state)), None)
    if found is None:
        return []
    used = [card.proposal_id for card in cards.list_cards(at.db, at.record.id)]
    used += [sent.lift.proposal_id for sent in lifts.of_unit(at.db, at.record.unit_id)]
    if refused := why_not(found, among=among, activity=activity, live=at.live, used=used):
        raise RefusedMove(refused, most=MOST_SHOWN)
    proposals.judge_proposal(at.db, found.id, state=_BEFORE[found.state])
    return texts_changed()


def why_not(
    proposal: Proposal,
    *,
    among: Collection[Proposal],
    activity: Activity,
    live: LiveSession,
    used: Collection[str | None],
) -> str:
    """The phrase that says why a proposal can't be taken back; empty where it can.

    `among` are all of its activity, `used` the ids of those that cards and lifts were made of.
    """
    if proposal.state not in _BEFORE:
        return "control.refused.not_here"
    if _dots_were_given(activity, live):
        return "control.refused.dots_given"
    if any(other.merged_into == proposal.id for other in among):
        return "control.refused.holds_others"
    if proposal.id in used:
        return "control.refused.used"
    is_full = sum(other.state == "shown" for other in among) >= MOST_SHOWN
    return "control.refused.screen_full" if is_full and proposal.state == "merged" else ""


def _dots_were_given(activity: Activity, live: LiveSession) -> bool:
    """Whether the room has begun to answer about the proposals."""
    body = activity.body
    about = {part for part, round_ in body.course.rounds.values() if body.is_about_proposals(round_)}
    return any(live.run(activity.id, part) for part in about)
