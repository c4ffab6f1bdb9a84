"""1-2-4-All on the three screens: as a question by IGP, with the pairs, and how many one is with in each phase."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.kinds.question.rules import QuestionBody
from workshop_app.kinds.question.screens import QuestionScreens
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame

_MODES = {
    Phase.ALONE: "one_two_four.alone",
    Phase.PAIRS: "one_two_four.pairs",
    Phase.GROUPS: "one_two_four.fours",
    Phase.COLLECTING: "one_two_four.fours",
    Phase.PLENARY: "one_two_four.all",
}
#: What is done in a phase beside the question's own task.
_STEPS = {Phase.PAIRS: ("one_two_four.share", "one_two_four.alike"), Phase.GROUPS: ("one_two_four.build",)}


class OneTwoFourScreens(QuestionScreens):
    """Work on a question by 1-2-4-All."""

    def phone(self, scene: Scene, activity: Activity, body: QuestionBody) -> PhoneFrame:
        """The pairs' talk with one's own notes at hand; else as by IGP."""
        if scene.phase is Phase.PAIRS:
            shown = self.stage(scene, activity, body)
            return PhoneFrame(
                screen="talk",
                question=shown.question,
                lead=shown.lead,
                lines=shown.lines,
                notes=True,
                wait=shown.mode,
            )
        frame = super().phone(scene, activity, body)
        return replace(frame, wait=_mode(scene)) if scene.phase is Phase.ALONE else frame

    def stage(self, scene: Scene, activity: Activity, body: QuestionBody) -> StageFrame:
        """The pairs' talk; else as by IGP, with how many one is with."""
        question = scene.question(activity)
        steps = [scene.say(key) for key in _STEPS.get(scene.phase, ())] if scene.phase else []
        if scene.phase is Phase.PAIRS:
            return StageFrame(
                screen="talk",
                question=scene.text(question.title if question else activity.title),
                mode=_mode(scene),
                lead=scene.text(question.group) if question else "",
                lines=steps,
            )
        frame = super().stage(scene, activity, body)
        if scene.phase not in _MODES:
            return frame
        return replace(frame, mode=_mode(scene), lines=[*steps, *frame.lines])


def _mode(scene: Scene) -> str:
    return scene.say(_MODES[scene.phase]) if scene.phase else ""


SCREENS = OneTwoFourScreens()
