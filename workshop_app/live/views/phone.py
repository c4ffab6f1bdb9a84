"""What phones show: the same frame for everybody who reads the same language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from workshop_app.domain.agenda import (
    Activity,
    ChoiceBody,
    ClosingBody,
    CommitmentsBody,
    DilemmaBody,
    Phase,
    PointsBody,
    PulseBody,
    PulseResultBody,
    QuestionBody,
    ScaleBody,
    SlideBody,
)
from workshop_app.domain.phases import ROUNDS, first_phase
from workshop_app.domain.session import Stage
from workshop_app.domain.thresholds import for_leader
from workshop_app.live.views import frames, stage
from workshop_app.live.views.ballots import ballot_view
from workshop_app.live.views.context import Scene, shown_proposals
from workshop_app.live.views.frames import PhoneFrame
from workshop_app.services.participation import proposals_each

#: The page's own words, by key. Where a number goes in, the phone fills it in.
_TEXTS = (
    "join.title",
    "join.voluntary",
    "join.more",
    "join.button",
    "join.language",
    "join.code_label",
    "join.code_help",
    "join.code_short",
    "start.button",
    "button.leave",
    "leave.explain",
    "button.write_for_group",
    "button.stop_writing_for_group",
    "button.send_proposal",
    "button.clear_notes",
    "notes.label",
    "notes.help",
    "proposal.label",
    "proposal.warning",
    "proposal.kept",
    "proposal.sent",
    "proposal.closed",
    "proposal.placeholder",
    "proposal.state.waiting",
    "proposal.state.shown",
    "proposal.state.merged",
    "proposal.returned",
    "proposal.rewrite",
    "proposal.left",
    "audience.private",
    "igp.roles",
    "igp.chair",
    "igp.chair.help",
    "igp.secretary",
    "igp.secretary.help",
    "igp.guard",
    "igp.guard.help",
    "phone.which_group",
    "phone.group",
    "group.none_yet",
    "group.taken",
    "group.take_over",
    "group.mine",
    "group.lost",
    "group.proposals_left",
    "group.all_sent",
    "wait.sending",
    "empty.no_proposals",
    "error.empty_text",
    "error.too_long",
    "error.vote_closed",
    "offline.server",
    "offline.long",
    "offline.too_late",
    "offline.text_kept",
    "end.agreed",
    "end.cleaned",
    "end.kept",
    "end.keep_notes",
    "stage.card.who",
    "stage.card.due",
    "stage.card.first_step",
)
#: Those that have a form of their own for one.
_COUNTED = ("proposal.left", "error.too_long", "group.proposals_left")
_MORE = tuple(f"join.more.{n}" for n in range(1, 7))


def phone_frame(scene: Scene) -> PhoneFrame:
    """The phones' frame."""
    live, activity = scene.snapshot.live, scene.activity
    frame = _by_kind(scene, activity) if activity else _outside(scene)
    step = scene.text(activity.title) if activity else ""
    return replace(
        frame,
        version=live.version,
        language=scene.language.value,
        step=scene.step,
        announcement=_announcement(scene, activity) if activity else "",
        part=_part(scene, activity) if activity else "",
        title=frame.title or step,
        activity=activity.id if activity else "",
        ballot=ballot_view(scene, activity) if activity else frames.BallotView(),
        welcome=_welcome(scene),
        texts=_texts(scene),
    )


def _part(scene: Scene, activity: Activity) -> str:
    """The part's heading, unless the step is called the same."""
    part = scene.text(activity.part)
    return "" if part == scene.text(activity.title) else part


def _texts(scene: Scene) -> dict[str, str]:
    texts = {key: scene.say(key, n="{n}", reason="{reason}") for key in _TEXTS}
    return texts | {f"{key}.one": scene.say(key, n=1) for key in _COUNTED}


def _announcement(scene: Scene, activity: Activity) -> str:
    """What is read out when the step or its phase is new."""
    step = scene.say("wait.new_step", step=scene.text(activity.title))
    if scene.phase is None or scene.phase is first_phase(activity):
        return step
    return f"{step}. {scene.say(f'phase.{scene.phase.value}')}."


def _welcome(scene: Scene) -> frames.Welcome:
    snapshot, context = scene.snapshot, scene.context
    slots = {
        "k": scene.text_slot("k"),
        "controller": snapshot.municipality.name,
        "dpo_contact": snapshot.municipality.privacy_contact,
    }
    activity = scene.activity
    is_late = activity is not None and snapshot.live.step > 0
    return frames.Welcome(
        session=scene.say("join.session", unit=snapshot.unit.name, date=snapshot.record.held_on),
        late=scene.say("join.late", step=scene.text(activity.title)) if activity and is_late else "",
        promises=[scene.say("join.promise.1"), scene.say("join.promise.2", **slots)],
        more=[scene.say(key, **slots) for key in _MORE],
        warning="" if context.encrypted else scene.say("join.unencrypted"),
    )


def _outside(scene: Scene) -> PhoneFrame:
    live = scene.snapshot.live
    if live.stage is Stage.ENDED:
        return _ended(scene)
    if live.stage is Stage.DRAFT:
        return PhoneFrame(screen="not-open", wait=scene.say("error.code_not_open"))
    return PhoneFrame(screen="wait", title=scene.snapshot.unit.name, wait=scene.say("wait.lobby"))


def _ended(scene: Scene) -> PhoneFrame:
    date = scene.next_date()
    return PhoneFrame(
        screen="ended",
        title=scene.say("end.thanks"),
        commitments=scene.commitments(),
        closing=scene.say("end.next_date", date=date) if date else "",
        calendar=scene.calendar(),
        calendar_path=f"{scene.context.calendar_path}&sprak={scene.language.value}",
    )


def _by_kind(scene: Scene, activity: Activity) -> PhoneFrame:
    match activity.body:
        case SlideBody() as slide:
            return _slide(scene, slide)
        case PulseBody() as body:
            return _pulse(scene, activity, body)
        case ChoiceBody() | ScaleBody() as body:
            return _vote(scene, activity, question=scene.text(body.question), lead=scene.text(body.note))
        case PointsBody() as body:
            today = scene.phase is Phase.TODAY
            return _vote(scene, activity, question=scene.text(body.today if today else body.desired))
        case DilemmaBody() as body:
            return _dilemma(scene, activity, body)
        case QuestionBody() as body:
            return _question(scene, activity, body)
        case PulseResultBody():
            return _same_as_stage(scene)
        case CommitmentsBody():
            wait = "wait.writing_cards" if scene.phase is Phase.WRITING else "wait.plenary"
            return PhoneFrame(screen="commitments", wait=scene.say(wait), commitments=scene.commitments())
        case ClosingBody():
            return _ended(scene)


def _slide(scene: Scene, slide: SlideBody) -> PhoneFrame:
    return PhoneFrame(
        screen="slide",
        lead=scene.text(slide.lead),
        lines=[scene.text(line) for line in slide.lines],
        quotes=[stage.quote_view(scene, quotation) for quotation in slide.quotations],
        explanations=[
            f"{scene.text(column.heading)}: {', '.join(scene.text(line).lower() for line in column.lines)}"
            for column in slide.columns
        ],
        source=scene.text(slide.source),
        wait=scene.say("wait.next"),
    )


def _same_as_stage(scene: Scene) -> PhoneFrame:
    """A result on the phone is what the projector shows: the same figures in the same words."""
    shown = stage.stage_frame(scene)
    return PhoneFrame(
        screen="result",
        question=shown.question,
        groups=shown.groups,
        scale=shown.screen == "pulse",
        sentence=shown.sentence,
        cards=shown.cards,
        lead=shown.prompt,
        source=shown.caption,
        wait=scene.say("wait.next"),
    )


def _vote(scene: Scene, activity: Activity, *, question: str, lead: str = "") -> PhoneFrame:
    promises = scene.promises(activity)
    if scene.phase is Phase.REVEALED:
        result = _same_as_stage(scene)
        return replace(result, question=question) if promises else result
    if (activity.kind, scene.phase) not in ROUNDS:
        return PhoneFrame(screen="wait", question=question, wait=scene.say("wait.closed"), commitments=promises)
    return PhoneFrame(
        screen="ballot",
        question=question,
        lead=lead,
        audience="counted",
        audience_label=scene.say("audience.counted"),
        commitments=promises,
    )


def _pulse(scene: Scene, activity: Activity, body: PulseBody) -> PhoneFrame:
    if scene.phase is not Phase.OPEN:
        return PhoneFrame(screen="wait", wait=scene.say("wait.pulse_closed"))
    unit = scene.snapshot.unit
    frame = _vote(scene, activity, question=scene.text(body.instrument.instruction))
    agreed = unit.agreed_roles or scene.say("unit.nobody_else")
    k_leader = for_leader(scene.context.minimum)
    leader = scene.say("pulse.who_sees", agreed_roles=agreed, k_leader=k_leader)
    return replace(frame, explanations=[leader, scene.say("result.purpose"), scene.text(body.instrument.note)])


def _dilemma(scene: Scene, activity: Activity, body: DilemmaBody) -> PhoneFrame:
    question = scene.text(body.question)
    if scene.phase is Phase.DISCUSSION:
        return PhoneFrame(
            screen="talk",
            question=question,
            lines=[scene.text(prompt) for prompt in body.prompts],
            wait=scene.say("wait.group"),
            notes=True,
        )
    frame = _vote(scene, activity, question=question)
    if frame.screen != "ballot":
        return frame
    first = scene.phase is Phase.FIRST_VOTE
    return replace(
        frame,
        lead=scene.say("dilemma.vote1" if first else "dilemma.vote2"),
        explanations=[scene.text(e) for e in body.explanations] + ([scene.say("dilemma.link_note")] if first else []),
        source=scene.text(body.source),
    )


def _question(scene: Scene, activity: Activity, body: QuestionBody) -> PhoneFrame:
    question = scene.question(activity)
    title = scene.text(question.title) if question else scene.text(activity.title)
    match scene.phase:
        case Phase.CHOOSING:
            return _vote(scene, activity, question=scene.text(body.choose))
        case Phase.DOTS:
            dots = scene.say("dots.help", n=body.dots, max=body.dots_on_one)
            return replace(_vote(scene, activity, question=dots), title=title)
        case Phase.CHOSEN:
            gloss = scene.text(question.gloss) if question else ""
            return PhoneFrame(screen="slide", question=title, lead=gloss, wait=scene.say("wait.next"))
        case Phase.ALONE:
            lead = scene.text(question.alone) if question else ""
            return PhoneFrame(screen="talk", question=title, lead=lead, notes=True, wait=scene.say("stage.alone"))
        case Phase.GROUPS | Phase.COLLECTING:
            return PhoneFrame(
                screen="groups",
                question=title,
                lead=scene.text(question.group) if question else "",
                start=scene.text(question.start) if question else "",
                claimed=list(scene.snapshot.pens),
                pens=_mark_of(scene.snapshot.pens),
                group_count=scene.snapshot.live.groups or 0,
                proposals_each=proposals_each(scene.snapshot.live.groups),
                takes_proposals=True,
                notes=True,
                audience="shown",
                audience_label=scene.say("audience.shown"),
                wait=scene.say("igp.one_writer"),
            )
        case Phase.PLENARY | Phase.CLOSED:
            return PhoneFrame(
                screen="result", question=title, cards=shown_proposals(scene), wait=scene.say("wait.plenary")
            )
        case _:
            return replace(_same_as_stage(scene), question=title)


def _mark_of(pens: Mapping[int, bytes]) -> str:
    """A text that changes with the pens and tells nothing of them."""
    return hashlib.sha256(repr(sorted(pens.items())).encode()).hexdigest()[:16]
