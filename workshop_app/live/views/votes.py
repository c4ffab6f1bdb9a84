"""A vote on projector and phones, as all kinds that take votes show it: open, closed, and sealed."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_app.domain.agenda import Activity, Option, Phase
from workshop_app.live.views.context import Scene
from workshop_app.live.views.figures import bar_groups
from workshop_app.live.views.frames.parts import CommitmentView, OptionView
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame

#: The phases in which figures stand on the projector.
RESULTS = (Phase.REVEALED, Phase.COMPARED, Phase.COUNTED)
#: Seconds that the facilitator gives those who are not done yet; nothing closes by itself.
_WARNING = 20


def open_stage(scene: Scene, *, question: str, mode: str = "") -> StageFrame:
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


def closed_stage(scene: Scene, *, question: str) -> StageFrame:
    """A vote that takes no answers and has shown none."""
    return StageFrame(screen="vote", question=question, prompt=scene.say("stage.closed"))


def result_stage(scene: Scene, activity: Activity, *, question: str) -> StageFrame:
    """The figures of the part that is sealed in the phase at hand, or why there are none."""
    course = activity.body.course
    part = course.part_at(scene.phase) or course.parts[0]
    if scene.is_lost(activity, part):
        return StageFrame(screen="too-few", question=question, sentence=scene.say("stage.vote_lost"))
    shown = scene.shown(activity, part)
    asked = scene.asked(activity, part)
    groups, sentence = bar_groups(asked, shown, scene.language, scene.hands(activity, part))
    has_figures = any(bar.text for group in groups for bar in group.bars)
    return StageFrame(
        screen="result" if groups else "too-few",
        question=question,
        groups=groups,
        sentence=" ".join(filter(None, (sentence, scene.not_compared(activity, part)))) if groups else sentence,
        caption=scene.say("stage.small_numbers") if has_figures else "",
    )


def phone_result(scene: Scene, shown: StageFrame) -> PhoneFrame:
    """A result on the phone is what the projector shows: the same figures in the same words."""
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


def phone_vote(
    scene: Scene,
    activity: Activity,
    shown: StageFrame,
    *,
    question: str,
    lead: str = "",
    commitments: Sequence[CommitmentView] = (),
) -> PhoneFrame:
    """A vote on the phone: the ballot, a moment's wait, and the result that the projector has `shown`."""
    if scene.phase in RESULTS:
        return phone_result(scene, shown)
    cards = list(commitments)
    if scene.phase not in activity.body.course.rounds:
        return PhoneFrame(screen="wait", question=question, wait=scene.say("wait.closed"), commitments=cards)
    return PhoneFrame(
        screen="ballot",
        question=question,
        lead=lead,
        audience="counted",
        audience_label=scene.say("audience.counted"),
        commitments=cards,
    )


def option_views(scene: Scene, options: Sequence[Option]) -> list[OptionView]:
    """Options as phones choose them."""
    return [OptionView(id=o.id, label=scene.text(o.text), help=scene.text(o.help), mark=o.id) for o in options]
