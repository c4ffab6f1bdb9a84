"""What the projector shows: one thing at a time, large, and of an open vote nothing but counters."""

from __future__ import annotations

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
    Quotation,
    ScaleBody,
    SlideBody,
)
from workshop_app.domain.codes import spoken
from workshop_app.domain.disclosure import Audience, Hidden, ShownDots, ShownPulse
from workshop_app.domain.phases import parts
from workshop_app.domain.session import Stage
from workshop_app.live.views import frames
from workshop_app.live.views.context import Scene, shown_proposals
from workshop_app.live.views.figures import bar_groups, places, pulse_group
from workshop_app.live.views.frames import StageFrame
from workshop_app.live.views.qr import qr_data_uri
from workshop_app.services.addresses import shown_address
from workshop_app.services.participation import proposals_each

#: Seconds that the facilitator gives those who are not done yet; nothing closes by itself.
_WARNING = 20
#: Marks of the three principles, in the deck's order; colours and patterns go by them.
_MARKS = ("hierarki", "marked", "tillit")
_TEXTS = (
    "stage.scan",
    "stage.or_type",
    "stage.nothing_to_install",
    "stage.minutes_left",
    "stage.time_soon",
    "stage.lost",
    "stage.card.who",
    "stage.card.due",
    "stage.card.first_step",
    "stage.code",
)


def stage_frame(scene: Scene) -> StageFrame:
    """The projector's frame."""
    live, activity = scene.snapshot.live, scene.activity
    frame = activity_frame(scene, activity) if activity else _outside(scene)
    address, code = scene.context.address, scene.snapshot.record.code
    return replace(
        frame,
        version=live.version,
        step=scene.step,
        language=scene.language.value,
        hidden=live.screen_hidden,
        look=live.look,
        code_shown=live.code_shown or live.stage is Stage.LOBBY,
        code=spoken(code),
        address=shown_address(address),
        qr=qr_data_uri(f"{address}/d/{code}"),
        timer=scene.timer(),
        texts={
            **{key.rpartition(".")[2]: scene.say(key, address=shown_address(address), n="{n}") for key in _TEXTS},
            "minute_left": scene.say("stage.minutes_left", n=1),
            "blank": scene.say("wait.paused"),
        },
    )


def _outside(scene: Scene) -> StageFrame:
    if scene.snapshot.live.stage is Stage.ENDED:
        date = scene.next_date()
        return StageFrame(
            screen="ended",
            title=scene.say("stage.thanks"),
            commitments=scene.commitments(),
            closing=scene.say("stage.next_date", date=date) if date else "",
        )
    return StageFrame(screen="lobby", title=scene.snapshot.unit.name, part=scene.snapshot.municipality.name)


def activity_frame(scene: Scene, activity: Activity) -> StageFrame:
    """What stands on the projector of the activity at hand, whatever lies over it."""
    frame = _by_kind(scene, activity)
    return replace(frame, part=scene.text(activity.part), title=frame.title or scene.text(activity.title))


def _by_kind(scene: Scene, activity: Activity) -> StageFrame:
    match activity.body:
        case SlideBody() as slide:
            return _slide(scene, slide)
        case ChoiceBody() | ScaleBody() as body:
            return _vote(scene, activity, question=scene.text(body.question), quotes=getattr(body, "quotations", ()))
        case PulseBody():
            return _pulse(scene)
        case PulseResultBody() as body:
            return _pulse_result(scene, body)
        case PointsBody() as body:
            return _points(scene, activity, body)
        case DilemmaBody() as body:
            return _dilemma(scene, activity, body)
        case QuestionBody() as body:
            return _question(scene, activity, body)
        case CommitmentsBody() as body:
            return _commitments(scene, body)
        case ClosingBody() as body:
            date = scene.next_date()
            return StageFrame(
                screen="ended",
                title=scene.text(body.lead),
                commitments=scene.commitments(),
                closing=scene.say("stage.next_date", date=date) if date else "",
            )


def _commitments(scene: Scene, body: CommitmentsBody) -> StageFrame:
    """The cards; until there is one, the proposals in the first places, to make it of."""
    frame = StageFrame(screen="commitments", title=scene.say("stage.commitment"), commitments=scene.commitments())
    if scene.snapshot.cards:
        return frame
    left = scene.snapshot.live.left
    asked = [one for one in scene.snapshot.agenda.activities if isinstance(one.body, QuestionBody)]
    top = [card for one in asked if left.get(one.id) is Phase.REVEALED for card in top_cards(scene, one)]
    return replace(frame, lead=scene.text(body.lead), prompt=scene.say("stage.top") if top else "", cards=top)


def _slide(scene: Scene, slide: SlideBody) -> StageFrame:
    return StageFrame(
        screen="slide",
        lead=scene.text(slide.lead),
        lines=[scene.text(line) for line in slide.lines],
        columns=[
            frames.Column(heading=scene.text(c.heading), lines=[scene.text(line) for line in c.lines], mark=mark)
            for c, mark in zip(slide.columns, _MARKS, strict=False)
        ],
        quotes=[quote_view(scene, quotation) for quotation in slide.quotations],
        source=scene.text(slide.source),
    )


def quote_view(scene: Scene, quotation: Quotation) -> frames.Quote:
    """A quotation with its source, as views carry it."""
    return frames.Quote(
        heading=scene.text(quotation.heading),
        text=quotation.text,
        source=quotation.source,
        note=scene.text(quotation.note),
    )


def _open(scene: Scene, *, question: str, mode: str = "") -> StageFrame:
    """An open vote: the question, how to answer, and a counter. Nothing else exists yet."""
    warned = scene.snapshot.live.warned_at is not None
    return StageFrame(
        screen="vote",
        question=question,
        mode=mode,
        prompt=scene.say("stage.answer_now"),
        hint=scene.say("stage.closing", n=_WARNING) if warned else scene.say("stage.hidden_until_closed"),
        counting="done",
    )


def _closed(scene: Scene, *, question: str) -> StageFrame:
    return StageFrame(screen="vote", question=question, prompt=scene.say("stage.closed"))


def _result(scene: Scene, activity: Activity, *, question: str) -> StageFrame:
    (part,) = parts(activity.kind)
    if scene.is_lost(activity, part):
        return StageFrame(screen="too-few", question=question, sentence=scene.say("stage.vote_lost"))
    shown = scene.shown(activity, part)
    groups, sentence = bar_groups(activity, shown, scene.language)
    has_figures = any(bar.text for group in groups for bar in group.bars)
    return StageFrame(
        screen="too-few" if isinstance(shown, Hidden) else "result",
        question=question,
        groups=groups,
        sentence=sentence,
        caption=scene.say("stage.small_numbers") if has_figures else "",
    )


def _vote(scene: Scene, activity: Activity, *, question: str, quotes: tuple[Quotation, ...]) -> StageFrame:
    promises = scene.promises(activity)
    # Where cards stand above the question, the step's title stands above them, then as now.
    heading = "" if promises else question
    if scene.phase is Phase.REVEALED:
        return _result(scene, activity, question=heading)
    frame = _open(scene, question=heading) if scene.phase is Phase.OPEN else _closed(scene, question=heading)
    return replace(
        frame,
        # Where there is more to read than the question, that has the room.
        places=[] if quotes or promises else places(activity, scene.language),
        quotes=[quote_view(scene, quotation) for quotation in quotes],
        lead=question if promises else "",
        commitments=promises,
    )


def _pulse(scene: Scene) -> StageFrame:
    if scene.phase is Phase.OPEN:
        frame = _open(scene, question=scene.say("pulse.quiet"), mode=scene.say("stage.alone"))
        hint = frame.hint if scene.snapshot.live.warned_at else scene.say("pulse.later")
        return replace(frame, prompt=scene.say("join.more.5"), hint=hint)
    return _closed(scene, question=scene.say("pulse.later"))


def _pulse_result(scene: Scene, body: PulseResultBody) -> StageFrame:
    pulse = next((a for a in scene.snapshot.agenda.activities if isinstance(a.body, PulseBody)), None)
    shown = scene.shown(pulse, "pulse", Audience.ROOM) if pulse else Hidden()
    if pulse is None or not isinstance(pulse.body, PulseBody) or not isinstance(shown, ShownPulse):
        return StageFrame(screen="too-few", sentence=scene.say("stage.too_few"))
    return StageFrame(
        screen="pulse",
        groups=[pulse_group(pulse.body.instrument, shown, scene.language)],
        sentence=scene.say("pulse.scale_ends"),
        caption=scene.text(body.lead),
    )


def _points(scene: Scene, activity: Activity, body: PointsBody) -> StageFrame:
    if scene.phase is Phase.REVEALED:
        return _result(scene, activity, question="")
    stands = places(activity, scene.language)
    if scene.phase is Phase.CLOSED:
        return replace(_closed(scene, question=scene.text(body.desired)), places=stands)
    question = scene.text(body.today if scene.phase is Phase.TODAY else body.desired)
    return replace(_open(scene, question=question), places=stands)


def _dilemma(scene: Scene, activity: Activity, body: DilemmaBody) -> StageFrame:
    question, source = scene.text(body.question), scene.text(body.source)
    match scene.phase:
        case Phase.FIRST_VOTE:
            lines = [scene.text(explanation) for explanation in body.explanations]
            return replace(_open(scene, question=question), lines=lines, source=source)
        case Phase.DISCUSSION:
            return StageFrame(
                screen="talk",
                question=question,
                mode=scene.say("stage.group"),
                lines=[scene.text(prompt) for prompt in body.prompts],
            )
        case Phase.SECOND_VOTE:
            frame = replace(_open(scene, question=question), source=source, places=places(activity, scene.language))
            return frame if scene.snapshot.live.warned_at else replace(frame, hint=scene.say("dilemma.vote2"))
        case Phase.CLOSED:
            return replace(_closed(scene, question=question), source=source, places=places(activity, scene.language))
        case _:
            frame = _result(scene, activity, question=question)
            return replace(frame, source=scene.say("dilemma.no_key"))


def _question(scene: Scene, activity: Activity, body: QuestionBody) -> StageFrame:
    question = scene.question(activity)
    title = scene.text(question.title) if question else scene.text(activity.title)
    match scene.phase:
        case Phase.CHOOSING:
            frame = _open(scene, question=scene.text(body.choose))
            return replace(frame, title=scene.text(activity.title), lines=[scene.text(q.title) for q in body.questions])
        case Phase.CHOSEN:
            return StageFrame(
                screen="chosen",
                question=title if question else scene.text(body.choose),
                lead=scene.text(question.gloss) if question else "",
                lines=[] if question else [scene.text(q.title) for q in body.questions],
                source=scene.text(body.source),
                caption=scene.say("q.rest"),
            )
        case Phase.ALONE:
            lead = scene.text(question.alone) if question else ""
            return StageFrame(
                screen="talk",
                question=title,
                mode=scene.say("stage.alone"),
                lead=lead,
                lines=[scene.say("stage.alone_notes")],
            )
        case Phase.GROUPS | Phase.COLLECTING:
            return _groups(scene, activity, title)
        case Phase.PLENARY:
            return StageFrame(
                screen="cards",
                question=title,
                mode=scene.say("stage.plenary"),
                cards=shown_proposals(scene),
                sentence="" if shown_proposals(scene) else scene.say("empty.no_proposals"),
            )
        case Phase.DOTS:
            return replace(
                _open(scene, question=scene.say("stage.dots")), title=title, screen="dots", cards=shown_proposals(scene)
            )
        case Phase.CLOSED:
            return StageFrame(
                screen="cards", question=title, mode=scene.say("stage.closed"), cards=shown_proposals(scene)
            )
        case _:
            return _top(scene, activity, title)


def _groups(scene: Scene, activity: Activity, title: str) -> StageFrame:
    question, live = scene.question(activity), scene.snapshot.live
    sent = {proposal.group for proposal in scene.snapshot.proposals if proposal.activity_id == activity.id}
    waiting = any(p.state == "waiting" for p in scene.snapshot.proposals if p.activity_id == activity.id)
    prompts = [scene.say("stage.roles"), scene.say("igp.round"), scene.say("stage.one_phone")]
    if question and question.note:
        prompts.append(scene.text(question.note))
    return StageFrame(
        screen="groups",
        question=title,
        mode=scene.say("stage.group"),
        lead=scene.text(question.group) if question else "",
        lines=prompts if scene.phase is Phase.GROUPS else [scene.say("stage.one_phone"), _how_many(scene)],
        groups_ready=scene.say("stage.groups_ready", n=len(sent), total=live.groups) if live.groups else "",
        hint=scene.say("stage.reading") if waiting and scene.phase is Phase.COLLECTING else "",
    )


def _how_many(scene: Scene) -> str:
    each = proposals_each(scene.snapshot.live.groups)
    return scene.say("proposal.how_many_two" if each > 1 else "proposal.how_many_one")


def _top(scene: Scene, activity: Activity, title: str) -> StageFrame:
    cards = top_cards(scene, activity)
    return StageFrame(
        screen="top" if cards else "cards",
        question=title,
        prompt=scene.say("stage.top") if cards else "",
        cards=cards or shown_proposals(scene),
        sentence="" if cards else scene.say("stage.vote_lost" if scene.is_lost(activity, "dots") else "stage.too_few"),
    )


def top_cards(scene: Scene, activity: Activity) -> list[frames.ProposalCard]:
    """The proposals in the first places, as far as `disclosure` shows them; `note` says the rank."""
    shown = scene.shown(activity, "dots")
    if not isinstance(shown, ShownDots):
        return []
    texts = {proposal.id: proposal.text for proposal in scene.snapshot.proposals}
    return [
        frames.ProposalCard(
            id=proposal,
            text=texts.get(proposal, ""),
            note=f"{place.rank}" if len(place.proposals) == 1 else f"{place.rank} · {scene.say('stage.tie')}",
        )
        for place in shown.places
        for proposal in place.proposals
    ]
