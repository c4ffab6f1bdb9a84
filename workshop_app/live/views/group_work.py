"""Groups at work on a text, as all kinds show it that take any: the phone that writes, and what waits to be judged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workshop_app.domain.agenda import Activity
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.parts import OptionView, ProposalCard
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.proposals import proposal_card, set_aside
from workshop_app.persistence.proposals import Proposal
from workshop_app.services.facilitation import MOST_GROUPS
from workshop_app.services.taking_back import why_not

#: What the form says of a text by the name that it has in its kind.
_OWN_WORDS = ("label", "placeholder", "kept", "returned", "rewrite", "send")
#: What stands neither on the screen nor in the list to be read.
_SET_ASIDE = ("returned", "merged")


def groups_phone(
    scene: Scene,
    activity: Activity,
    *,
    question: str,
    lead: str = "",
    start: str = "",
    starts: Sequence[str] = (),
    lines: Sequence[str] = (),
    called: str = "proposal.",
) -> PhoneFrame:
    """The task, and the form for the one who writes for a group; `called` begins the phrases for what is written."""
    snapshot, body = scene.snapshot, activity.body
    return PhoneFrame(
        screen="groups",
        question=question,
        lead=lead,
        start=start,
        starts=list(starts),
        lines=list(lines),
        claimed=list(snapshot.pens),
        pens=_mark_of(snapshot.pens),
        group_count=snapshot.live.groups or 0,
        proposals_each=body.texts_each(snapshot.live.groups or 0),
        longest=body.longest_text,
        one_word=body.one_word,
        takes_proposals=True,
        notes=True,
        audience="shown",
        audience_label=scene.say("audience.shown"),
        wait=scene.say("igp.one_writer"),
        texts={f"proposal.{one}": scene.say(f"{called}{one}", reason="{reason}") for one in _OWN_WORDS},
    )


def groups_control(
    scene: Scene, activity: Activity, frame: ControlFrame, *, asks: bool, shows: bool, may_merge: bool = False
) -> ControlFrame:
    """How many groups there are (`asks`), what waits to be read through, and what has been approved (`shows`).

    What was sent back or merged stands there for as long as that can be taken back.
    """
    live, claimed = scene.snapshot.live, len(scene.snapshot.pens)
    texts = [p for p in scene.snapshot.proposals if p.activity_id == activity.id]
    waiting = [p for p in texts if p.state == "waiting"]
    return replace(
        frame,
        asks_groups=asks,
        group_choices=list(range(1, MOST_GROUPS + 1)) if asks else [],
        group_states=_group_states(scene, activity) if asks else [],
        writers_line=scene.say("control.writers", n=claimed, total=live.groups) if asks and live.groups else "",
        waiting_line=scene.say("control.proposals_waiting", n=len(waiting)) if waiting else "",
        waiting=[proposal_card(scene, p) for p in waiting],
        shown=[_with_way_back(scene, activity, p) for p in texts if p.state == "shown"] if shows else [],
        set_aside=[set_aside(scene, p) for p in texts if p.state in _SET_ASIDE and _may_go_back(scene, activity, p)],
        may_merge=may_merge,
    )


def _with_way_back(scene: Scene, activity: Activity, proposal: Proposal) -> ProposalCard:
    """`state` only where it can be taken back."""
    can = _may_go_back(scene, activity, proposal)
    return replace(proposal_card(scene, proposal), state=proposal.state if can else "")


def _may_go_back(scene: Scene, activity: Activity, proposal: Proposal) -> bool:
    snapshot = scene.snapshot
    used = [card.proposal_id for card in snapshot.cards] + [sent.lift.proposal_id for sent in snapshot.lifts]
    among = [one for one in snapshot.proposals if one.activity_id == activity.id]
    return not why_not(proposal, among=among, activity=activity, live=snapshot.live, used=used)


def ready_line(scene: Scene, activity: Activity) -> str:
    """How many groups have sent something in; empty before it is said how many there are."""
    live = scene.snapshot.live
    sent = {proposal.group for proposal in scene.snapshot.proposals if proposal.activity_id == activity.id}
    return scene.say("stage.groups_ready", n=len(sent), total=live.groups) if live.groups else ""


def _mark_of(pens: Mapping[int, bytes]) -> str:
    """A text that changes with the pens and tells nothing of them."""
    return hashlib.sha256(repr(sorted(pens.items())).encode()).hexdigest()[:16]


def _group_states(scene: Scene, activity: Activity) -> list[OptionView]:
    """Each group, and whether it has somebody writing or has already sent something."""
    sent = [p.group for p in scene.snapshot.proposals if p.activity_id == activity.id]
    return [
        OptionView(
            id=str(group),
            label=scene.say("phone.group", n=group),
            help=scene.say("control.group.sent", n=sent.count(group))
            if group in sent
            else scene.say("control.group.writes" if group in scene.snapshot.pens else "control.group.nobody"),
            mark="claimed" if group in sent or group in scene.snapshot.pens else "",
        )
        for group in range(1, (scene.snapshot.live.groups or 0) + 1)
    ]
