"""A question on the three screens: chosen, thought over alone, worked on in groups, and brought together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from workshop_app.domain.agenda import Activity, Language, Phase, Question
from workshop_app.kinds.question.rules import QuestionBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames import (
    BallotView,
    ControlFrame,
    OptionView,
    PhoneFrame,
    ProposalCard,
    StageFrame,
)
from workshop_app.live.views.proposals import proposal_card, shown_proposals, top_cards
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import open_stage, phone_result, phone_vote
from workshop_app.services.facilitation import MOST_GROUPS
from workshop_app.services.participation import proposals_each


class QuestionScreens(Screens[QuestionBody]):
    """Work on a question by IGP."""

    def phone(self, scene: Scene, activity: Activity, body: QuestionBody) -> PhoneFrame:
        """What one does oneself in each phase."""
        question = scene.question(activity)
        title = scene.text(question.title) if question else scene.text(activity.title)
        match scene.phase:
            case Phase.CHOOSING:
                return phone_vote(scene, activity, StageFrame(), question=scene.text(body.choose))
            case Phase.DOTS:
                dots = scene.say("dots.help", n=body.dots, max=body.dots_on_one)
                return replace(phone_vote(scene, activity, StageFrame(), question=dots), title=title)
            case Phase.CHOSEN:
                gloss = scene.text(question.gloss) if question else ""
                return PhoneFrame(screen="slide", question=title, lead=gloss, wait=scene.say("wait.next"))
            case Phase.ALONE:
                lead = scene.text(question.alone) if question else ""
                return PhoneFrame(screen="talk", question=title, lead=lead, notes=True, wait=scene.say("stage.alone"))
            case Phase.GROUPS | Phase.COLLECTING:
                return _groups_phone(scene, activity, title)
            case Phase.PLENARY | Phase.CLOSED:
                cards = _by_choice(scene)
                return PhoneFrame(screen="result", question=title, cards=cards, wait=scene.say("wait.plenary"))
            case _:
                return replace(phone_result(scene, _top(scene, activity, title)), question=title)

    def stage(self, scene: Scene, activity: Activity, body: QuestionBody) -> StageFrame:
        """What the room does in each phase."""
        question = scene.question(activity)
        title = scene.text(question.title) if question else scene.text(activity.title)
        match scene.phase:
            case Phase.CHOOSING:
                frame = open_stage(scene, question=scene.text(body.choose))
                lines = [scene.text(q.title) for q in body.questions]
                return replace(frame, title=scene.text(activity.title), lines=lines)
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
                return StageFrame(
                    screen="talk",
                    question=title,
                    mode=scene.say("stage.alone"),
                    lead=scene.text(question.alone) if question else "",
                    lines=[scene.say("stage.alone_notes")],
                )
            case Phase.GROUPS | Phase.COLLECTING:
                return _groups_stage(scene, activity, title)
            case Phase.PLENARY:
                cards = _by_choice(scene)
                none = "" if cards else scene.say("empty.no_proposals")
                mode = scene.say("stage.plenary")
                return StageFrame(screen="cards", question=title, mode=mode, cards=cards, sentence=none)
            case Phase.DOTS:
                frame = open_stage(scene, question=scene.say("stage.dots"))
                return replace(frame, title=title, screen="dots", cards=_by_choice(scene))
            case Phase.CLOSED:
                mode = scene.say("stage.closed")
                return StageFrame(screen="cards", question=title, mode=mode, cards=_by_choice(scene))
            case _:
                return _top(scene, activity, title)

    def ballot(self, scene: Scene, body: QuestionBody, round_: str) -> BallotView:
        """Which question to take, or dots on the proposals."""
        if round_ == "dots":
            options = [OptionView(id=card.id, label=card.text) for card in _by_choice(scene)]
            return BallotView(widget="dots", options=options, most=body.dots_on_one, total=body.dots)
        options = [OptionView(id=q.id, label=scene.text(q.title), help=scene.text(q.gloss)) for q in body.questions]
        return BallotView(widget="choice", shape="one", options=options)

    def control(self, scene: Scene, activity: Activity, body: QuestionBody, frame: ControlFrame) -> ControlFrame:
        """Groups and their proposals, and the questions to settle on."""
        live = scene.snapshot.live
        proposals = [p for p in scene.snapshot.proposals if p.activity_id == activity.id]
        waiting = [p for p in proposals if p.state == "waiting"]
        takes = scene.phase in (Phase.ALONE, Phase.GROUPS, Phase.COLLECTING)
        shows = scene.phase in (Phase.GROUPS, Phase.COLLECTING, Phase.PLENARY)
        claimed = len(scene.snapshot.pens)
        return replace(
            frame,
            say=[*frame.say, *_prompt(scene, scene.question(activity))],
            asks_groups=takes,
            group_choices=list(range(1, MOST_GROUPS + 1)) if takes else [],
            group_states=_group_states(scene, activity) if takes else [],
            writers_line=scene.say("control.writers", n=claimed, total=live.groups) if takes and live.groups else "",
            waiting_line=scene.say("control.proposals_waiting", n=len(waiting)) if waiting else "",
            waiting=[proposal_card(scene, p) for p in waiting],
            shown=[proposal_card(scene, p) for p in proposals if p.state == "shown"] if shows else [],
            may_merge=scene.phase in (Phase.COLLECTING, Phase.PLENARY),
            questions=[OptionView(id=q.id, label=scene.text(q.title)) for q in body.questions]
            if scene.phase is Phase.CHOSEN
            else [],
            chosen=live.chosen.get(activity.id, ""),
        )


def _groups_phone(scene: Scene, activity: Activity, title: str) -> PhoneFrame:
    question, snapshot = scene.question(activity), scene.snapshot
    return PhoneFrame(
        screen="groups",
        question=title,
        lead=scene.text(question.group) if question else "",
        start=scene.text(question.start) if question else "",
        starts=_options(scene, question),
        lines=[scene.text(question.note)] if question and question.note else [],
        claimed=list(snapshot.pens),
        pens=_mark_of(snapshot.pens),
        group_count=snapshot.live.groups or 0,
        proposals_each=proposals_each(snapshot.live.groups),
        takes_proposals=True,
        notes=True,
        audience="shown",
        audience_label=scene.say("audience.shown"),
        wait=scene.say("igp.one_writer"),
    )


def _mark_of(pens: Mapping[int, bytes]) -> str:
    """A text that changes with the pens and tells nothing of them."""
    return hashlib.sha256(repr(sorted(pens.items())).encode()).hexdigest()[:16]


def _groups_stage(scene: Scene, activity: Activity, title: str) -> StageFrame:
    question, live = scene.question(activity), scene.snapshot.live
    sent = {proposal.group for proposal in scene.snapshot.proposals if proposal.activity_id == activity.id}
    waiting = any(p.state == "waiting" for p in scene.snapshot.proposals if p.activity_id == activity.id)
    task = _choices(scene, question)
    prompts = [*task, scene.say("stage.roles"), scene.say("igp.round"), scene.say("stage.one_phone")]
    return StageFrame(
        screen="groups",
        question=title,
        mode=scene.say("stage.group"),
        lead=scene.text(question.group) if question else "",
        lines=prompts if scene.phase is Phase.GROUPS else [*task, scene.say("stage.one_phone"), _how_many(scene)],
        groups_ready=scene.say("stage.groups_ready", n=len(sent), total=live.groups) if live.groups else "",
        hint=scene.say("stage.reading") if waiting and scene.phase is Phase.COLLECTING else "",
    )


def _by_choice(scene: Scene) -> list[ProposalCard]:
    """The approved proposals; where groups choose among a few things, those that begin with the same stand together."""
    question = scene.question(scene.activity) if scene.activity else None
    options = question.options if question else ()
    begins = [tuple(f"{option.in_language(one)}:" for one in Language) for option in options]

    def place(card: ProposalCard) -> int:
        return next((n for n, words in enumerate(begins) if card.text.startswith(words)), len(begins))

    return sorted(shown_proposals(scene), key=place)


def _choices(scene: Scene, question: Question | None) -> list[str]:
    """What the groups choose among, in one line, and what holds whatever they choose."""
    options = " · ".join(_options(scene, question))
    note = scene.text(question.note) if question else ""
    return [line for line in (options, note) if line]


def _options(scene: Scene, question: Question | None) -> list[str]:
    return [scene.text(option) for option in question.options] if question else []


def _prompt(scene: Scene, question: Question | None) -> list[str]:
    """What the facilitator asks of the room in this phase, to be read aloud: in the room's language."""
    if question is None:
        return []
    aloud = replace(scene, language=Language(scene.snapshot.record.language))
    match scene.phase:
        case Phase.ALONE:
            return [aloud.text(question.alone)]
        case Phase.GROUPS:
            return [aloud.text(question.group), *_choices(aloud, question)]
        case _:
            return []


def _how_many(scene: Scene) -> str:
    each = proposals_each(scene.snapshot.live.groups)
    return scene.say("proposal.how_many_two" if each > 1 else "proposal.how_many_one")


def _top(scene: Scene, activity: Activity, title: str) -> StageFrame:
    cards = top_cards(scene, activity)
    nothing = scene.say("stage.vote_lost" if scene.is_lost(activity, "dots") else "stage.too_few")
    return StageFrame(
        screen="top" if cards else "cards",
        question=title,
        prompt=scene.say("stage.top") if cards else "",
        cards=cards or _by_choice(scene),
        sentence="" if cards else nothing,
    )


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


SCREENS = QuestionScreens()
