"""A question on the three screens: chosen, thought over alone, worked on in groups, and brought together."""

from __future__ import annotations

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
from workshop_app.live.views.group_work import groups_control, groups_phone, ready_line
from workshop_app.live.views.proposals import shown_proposals, top_cards
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import open_stage, phone_result, phone_vote


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
        takes = scene.phase in (Phase.ALONE, *body.collecting())
        shows = scene.phase in (*body.collecting(), Phase.PLENARY)
        may_merge = scene.phase in (Phase.COLLECTING, Phase.PLENARY)
        return replace(
            groups_control(scene, activity, frame, asks=takes, shows=shows, may_merge=may_merge),
            say=[*frame.say, *_prompt(scene, scene.question(activity))],
            questions=[OptionView(id=q.id, label=scene.text(q.title)) for q in body.questions]
            if scene.phase is Phase.CHOSEN
            else [],
            chosen=scene.snapshot.live.chosen.get(activity.id, ""),
        )


def _groups_phone(scene: Scene, activity: Activity, title: str) -> PhoneFrame:
    question = scene.question(activity)
    return groups_phone(
        scene,
        activity,
        question=title,
        lead=scene.text(question.group) if question else "",
        start=scene.text(question.start) if question else "",
        starts=_options(scene, question),
        lines=[scene.text(question.note)] if question and question.note else [],
    )


def _groups_stage(scene: Scene, activity: Activity, title: str) -> StageFrame:
    question = scene.question(activity)
    waiting = any(p.state == "waiting" for p in scene.snapshot.proposals if p.activity_id == activity.id)
    task = _choices(scene, question)
    one_phone = scene.say("stage.one_phone")
    prompts = [scene.say("stage.roles"), scene.say("igp.round"), one_phone]
    if scene.phase is Phase.COLLECTING:
        prompts = [one_phone, _how_many(scene, activity)]
    return StageFrame(
        screen="groups",
        question=title,
        mode=scene.say("stage.group"),
        lead=scene.text(question.group) if question else "",
        lines=[*task, *prompts],
        groups_ready=ready_line(scene, activity),
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


def _how_many(scene: Scene, activity: Activity) -> str:
    each = activity.body.texts_each(scene.snapshot.live.groups or 0)
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


SCREENS = QuestionScreens()
