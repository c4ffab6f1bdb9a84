"""What the facilitator works on while the room talks: groups, proposals and commitment cards."""

from __future__ import annotations

from dataclasses import asdict, replace

from workshop_app.domain.agenda import Activity, ClosingBody, CommitmentsBody, Phase, QuestionBody, SlideBody
from workshop_app.domain.commitments import looks_like_name
from workshop_app.live.views import frames
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames import ControlFrame
from workshop_app.live.views.stage import top_cards
from workshop_app.phrases.formatting import format_date
from workshop_app.services.facilitation import MOST_GROUPS

#: From this many steps before the end the date of the next session is asked for.
_LAST_STEPS = 2


def with_groups(scene: Scene, activity: Activity, frame: ControlFrame) -> ControlFrame:
    """The frame with groups and proposals, where the activity has them."""
    if not isinstance(activity.body, QuestionBody):
        return frame
    body, live = activity.body, scene.snapshot.live
    proposals = [p for p in scene.snapshot.proposals if p.activity_id == activity.id]
    waiting = [p for p in proposals if p.state == "waiting"]
    takes = scene.phase in (Phase.ALONE, Phase.GROUPS, Phase.COLLECTING)
    shows = scene.phase in (Phase.GROUPS, Phase.COLLECTING, Phase.PLENARY)
    claimed = len(scene.snapshot.pens)
    return replace(
        frame,
        asks_groups=takes,
        group_choices=list(range(1, MOST_GROUPS + 1)) if takes else [],
        group_states=_group_states(scene, activity) if takes else [],
        writers_line=scene.say("control.writers", n=claimed, total=live.groups) if takes and live.groups else "",
        waiting_line=scene.say("control.proposals_waiting", n=len(waiting)) if waiting else "",
        waiting=[_proposal(scene, p.id, p.text, p.group) for p in waiting],
        shown=[_proposal(scene, p.id, p.text, p.group) for p in proposals if p.state == "shown"] if shows else [],
        may_merge=scene.phase in (Phase.COLLECTING, Phase.PLENARY),
        questions=[frames.OptionView(id=q.id, label=scene.text(q.title)) for q in body.questions]
        if scene.phase is Phase.CHOSEN
        else [],
        chosen=live.chosen.get(activity.id, ""),
    )


def _proposal(scene: Scene, id_: str, text: str, group: int) -> frames.ProposalCard:
    return frames.ProposalCard(id=id_, text=text, group=group, note=scene.say("phone.group", n=group))


def _group_states(scene: Scene, activity: Activity) -> list[frames.OptionView]:
    """Each group, and whether it has somebody writing or has already sent something."""
    sent = [p.group for p in scene.snapshot.proposals if p.activity_id == activity.id]
    return [
        frames.OptionView(
            id=str(group),
            label=scene.say("phone.group", n=group),
            help=scene.say("control.group.sent", n=sent.count(group))
            if group in sent
            else scene.say("control.group.writes" if group in scene.snapshot.pens else "control.group.nobody"),
            mark="claimed" if group in sent or group in scene.snapshot.pens else "",
        )
        for group in range(1, (scene.snapshot.live.groups or 0) + 1)
    ]


def with_cards(scene: Scene, activity: Activity, frame: ControlFrame) -> ControlFrame:
    """The frame with the cards to write on, and the date to settle before people leave."""
    body = activity.body
    if isinstance(body, CommitmentsBody):
        writes = scene.phase is Phase.WRITING
        return replace(
            frame,
            cards=card_forms(scene, most=body.most if writes else 0),
            writes_cards=writes,
            may_make_card=writes and sum(bool(card.what) for card in scene.snapshot.cards) < body.most,
            shown=_proposals_for_cards(scene) if writes else [],
            asks_date=True,
        )
    last = scene.snapshot.live.step >= len(scene.snapshot.agenda.activities) - _LAST_STEPS
    return replace(frame, asks_date=isinstance(body, ClosingBody) or (isinstance(body, SlideBody) and last))


def card_forms(scene: Scene, *, most: int) -> list[frames.CardForm]:
    """The cards that are written, and empty ones up to `most`."""
    written = {view.position: view for view in scene.commitments()}
    positions = sorted({*written, *range(1, most + 1)})
    return [
        _form(scene, written[position])
        if position in written
        else frames.CardForm(position=position, title=scene.say("card.title", n=position), due_help=_due_help(scene))
        for position in positions
    ]


def _form(scene: Scene, view: frames.CommitmentView) -> frames.CardForm:
    next_date = scene.next_date()
    is_late = bool(next_date and view.due_iso and view.due_iso > next_date.isoformat())
    missing = " · ".join(label.removesuffix(" *") for label in view.missing)
    return frames.CardForm(
        **asdict(view),
        is_written=True,
        due_help=_due_help(scene),
        missing_line=scene.say("control.card_missing", fields=missing) if missing else "",
        named=scene.say("card.who.named") if looks_like_name(view.who) else "",
        late=scene.say("card.late_date") if is_late else "",
    )


def _due_help(scene: Scene) -> str:
    day = scene.next_date()
    return scene.say("card.by.help", date=format_date(day)) if day else scene.say("card.by.help_any")


def _proposals_for_cards(scene: Scene) -> list[frames.ProposalCard]:
    """The room's first places, to make cards of; all approved proposals where there are no places."""
    for activity in scene.snapshot.agenda.activities:
        if isinstance(activity.body, QuestionBody):
            approved = [
                _proposal(scene, p.id, p.text, p.group)
                for p in scene.snapshot.proposals
                if p.activity_id == activity.id and p.state == "shown"
            ]
            return top_cards(scene, activity) or approved
    return []
