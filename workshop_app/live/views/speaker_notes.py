"""What the facilitator is given to say, in the room's language, and hinted at."""

from __future__ import annotations

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.domain.disclosure import Hidden, Shown
from workshop_app.live.views.context import Scene
from workshop_app.reports.sitting_words import in_place_of_pulse


def to_say(scene: Scene, activity: Activity, phase: Phase) -> list[str]:
    """What to say: first of what the projector shows, and only what fits it; then what the agenda has."""
    aloud, shown = scene.aloud, _on_the_projector(scene, activity)
    pulse = scene.snapshot.agenda.pulse
    if activity.body.needs_pulse and pulse is not None and in_place_of_pulse(scene, pulse):
        return [aloud.say("sittings.say")]
    part = activity.body.course.part_at(phase) or ""
    fitting = scene.asked(activity, part).body.spoken(shown) if shown else ()
    return [aloud.say(key) for key in fitting] + [aloud.text(text) for text in activity.say.get(phase, ())]


def hint(scene: Scene, activity: Activity) -> str:
    """What is amiss or out of the ordinary in this phase. Empty: nothing."""
    if scene.phase is Phase.CHOSEN and scene.question(activity) is None:
        return scene.say("control.refused.choose_question")
    if _is_lost(scene, activity):
        return scene.say("control.vote_lost")
    if scene.phase is Phase.COLLECTING and activity.body.texts_each(scene.snapshot.live.groups or 0) == 1:
        return scene.say("control.one_proposal_each")
    if _is_too_few(scene, activity):
        return scene.say("control.too_few")
    return ""


def _is_lost(scene: Scene, activity: Activity) -> bool:
    """Whether what stands here can only be asked again. A question to work on is chosen instead."""
    part = activity.body.course.part_at(scene.phase)
    return part is not None and scene.phase is not Phase.CHOSEN and scene.is_lost(activity, part)


def _is_too_few(scene: Scene, activity: Activity) -> bool:
    """Whether the projector has just said that there is nothing to show."""
    return scene.phase is not Phase.CHOSEN and isinstance(_on_the_projector(scene, activity), Hidden)


def _on_the_projector(scene: Scene, activity: Activity) -> Shown | None:
    """What the room has just been shown of a vote. None in every phase that seals nothing."""
    part = activity.body.course.sealing.get(scene.phase) if scene.phase else None
    return scene.shown(activity, part) if part and not scene.is_lost(activity, part) else None
