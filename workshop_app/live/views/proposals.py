"""Groups' proposals as the screens show them."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.parts import ProposalCard
from workshop_app.persistence.proposals import Proposal


def proposal_card(scene: Scene, proposal: Proposal) -> ProposalCard:
    """A proposal with its group, as only the facilitator sees it."""
    note = scene.say("phone.group", n=proposal.group)
    return ProposalCard(id=proposal.id, text=proposal.text, group=proposal.group, note=note)


def set_aside(scene: Scene, proposal: Proposal) -> ProposalCard:
    """A proposal that was sent back or merged, with what became of it; `state` is there to be taken back."""
    card = replace(proposal_card(scene, proposal), state=proposal.state)
    if proposal.state == "returned":
        became = scene.say("control.became.returned", reason=scene.say(str(proposal.reason)))
    else:
        target = next(one for one in scene.snapshot.proposals if one.id == proposal.merged_into)
        became = scene.say("control.became.merged", n=target.group)
    return replace(card, note=f"{card.note}. {became}")


def shown_proposals(scene: Scene) -> list[ProposalCard]:
    """The approved proposals of the activity at hand, in the order they came; never with a group's name."""
    activity = scene.activity
    return [
        ProposalCard(id=proposal.id, text=proposal.text, state=proposal.state)
        for proposal in scene.snapshot.proposals
        if activity is not None and proposal.activity_id == activity.id and proposal.state == "shown"
    ]
