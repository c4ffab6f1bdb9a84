"""A question on the three screens: chosen, thought over alone, worked on in groups, and brought together."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Language, Phase, Question
from workshop_app.kinds.dilemma.rules import DilemmaBody
from workshop_app.kinds.dilemma.screens import DilemmaScreens
from workshop_app.kinds.one_of import OneOfBody
from workshop_app.kinds.question.rules import QuestionBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.dots import dots_ballot, dots_phone, dots_stage, top_stage
from workshop_app.live.views.figures import places
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.parts import BarGroup, OptionView, ProposalCard
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.group_work import groups_control, groups_phone, ready_line
from workshop_app.live.views.proposals import shown_proposals
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import open_stage, option_views, phone_result, phone_vote, result_stage


class QuestionScreens(Screens[QuestionBody]):
    """Work on a question by IGP."""

    def phone(self, scene: Scene, activity: Activity, body: QuestionBody) -> PhoneFrame:
        """What one does oneself in each phase."""
        question = scene.question(activity)
        title = scene.text(question.title) if question else scene.text(activity.title)
        match scene.phase:
            case Phase.CHOOSING:
                return phone_vote(scene, activity, StageFrame(), question=scene.text(body.choose))
            case Phase.FIRST_VOTE | Phase.SECOND_VOTE | Phase.COMPARED:
                asked = scene.asked(activity, "dilemma")
                return replace(_VOTED_TWICE.phone(scene, asked, _dilemma(asked)), title=title)
            case Phase.OPEN | Phase.COUNTED:
                shown = self.stage(scene, activity, body)
                note = scene.text(question.note) if question else ""
                return replace(phone_vote(scene, activity, shown, question=shown.question, lead=note), title=title)
            case Phase.DOTS:
                return dots_phone(scene, activity, title=title)
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
                shown = top_stage(scene, activity, _by_choice(scene), title=title)
                return replace(phone_result(scene, shown), question=title)

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
            case Phase.FIRST_VOTE | Phase.SECOND_VOTE | Phase.COMPARED | Phase.OPEN | Phase.COUNTED:
                return replace(_vote_stage(scene, activity, question), title=title)
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
                return dots_stage(scene, activity, _by_choice(scene), title=title)
            case Phase.CLOSED:
                mode = scene.say("stage.closed")
                return StageFrame(screen="cards", question=title, mode=mode, cards=_by_choice(scene))
            case _:
                return top_stage(scene, activity, _by_choice(scene), title=title)

    def ballot(self, scene: Scene, body: QuestionBody, round_: str) -> BallotView:
        """Dots on the proposals; else one of some options, whether of questions, steps or what to do."""
        part = next(part for part, known in body.course.rounds.values() if known == round_)
        asked = body.asked_in(part)
        if part == "dots":
            return dots_ballot(asked, _by_choice(scene))
        assert isinstance(asked, DilemmaBody | OneOfBody)
        return BallotView(widget="choice", shape="one", options=option_views(scene, asked.options))

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


#: How the two votes of a question look that has any.
_VOTED_TWICE = DilemmaScreens()


def _vote_stage(scene: Scene, activity: Activity, question: Question | None) -> StageFrame:
    """The votes that only some questions have: twice on a statement, or once on what to do."""
    if scene.phase not in (Phase.OPEN, Phase.COUNTED):
        asked = scene.asked(activity, "dilemma")
        return _VOTED_TWICE.stage(scene, asked, _dilemma(asked))
    task, note = (scene.text(text) for text in ((question.group, question.note) if question else (None, None)))
    if scene.phase is Phase.COUNTED:
        return replace(result_stage(scene, activity, question=task), source=note)
    frame = open_stage(scene, question=task)
    # Where there is more to read than the question, that has the room.
    return replace(frame, lines=[note]) if note else replace(frame, places=_stands(scene, activity))


def _stands(scene: Scene, activity: Activity) -> list[BarGroup]:
    return places(scene.asked(activity, "choice"), scene.language)


def _dilemma(asked: Activity) -> DilemmaBody:
    assert isinstance(asked.body, DilemmaBody)
    return asked.body


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


SCREENS = QuestionScreens()
