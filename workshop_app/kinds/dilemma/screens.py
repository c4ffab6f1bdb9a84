"""A dilemma on the three screens."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.kinds.dilemma.rules import DilemmaBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.figures import places
from workshop_app.live.views.frames import BallotView, BarGroup, PhoneFrame, StageFrame
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import closed_stage, open_stage, option_views, phone_vote, result_stage


class DilemmaScreens(Screens[DilemmaBody]):
    """Vote, talk, vote again."""

    def phone(self, scene: Scene, activity: Activity, body: DilemmaBody) -> PhoneFrame:
        """The ballot, the prompts for the talk, the ballot again, and both results."""
        question = scene.text(body.question)
        if scene.phase is Phase.DISCUSSION:
            return PhoneFrame(
                screen="talk",
                question=question,
                lines=[scene.text(prompt) for prompt in body.prompts],
                wait=scene.say("wait.group"),
                notes=True,
            )
        frame = phone_vote(scene, activity, self.stage(scene, activity, body), question=question)
        if frame.screen != "ballot":
            return frame
        first = scene.phase is Phase.FIRST_VOTE
        link_note = [scene.say("dilemma.link_note")] if first else []
        return replace(
            frame,
            lead=scene.say("dilemma.vote1" if first else "dilemma.vote2"),
            explanations=[scene.text(explanation) for explanation in body.explanations] + link_note,
            source=scene.text(body.source),
        )

    def stage(self, scene: Scene, activity: Activity, body: DilemmaBody) -> StageFrame:
        """The question, the talk, the question again, and both results."""
        question, source = scene.text(body.question), scene.text(body.source)
        match scene.phase:
            case Phase.FIRST_VOTE:
                lines = [scene.text(explanation) for explanation in body.explanations]
                return replace(open_stage(scene, question=question), lines=lines, source=source)
            case Phase.DISCUSSION:
                return StageFrame(
                    screen="talk",
                    question=question,
                    mode=scene.say("stage.group"),
                    lines=[scene.text(prompt) for prompt in body.prompts],
                )
            case Phase.SECOND_VOTE:
                frame = replace(open_stage(scene, question=question), source=source, places=_places(scene, activity))
                return frame if scene.snapshot.live.warned_at else replace(frame, hint=scene.say("dilemma.vote2"))
            case Phase.CLOSED:
                frame = closed_stage(scene, question=question)
                return replace(frame, source=source, places=_places(scene, activity))
            case _:
                frame = result_stage(scene, activity, question=question)
                return replace(frame, source=scene.say("dilemma.no_key"))

    def ballot(self, scene: Scene, body: DilemmaBody, round_: str) -> BallotView:
        """The options, both times the same."""
        return BallotView(widget="choice", shape="one", options=option_views(scene, body.options))


def _places(scene: Scene, activity: Activity) -> list[BarGroup]:
    return places(activity, scene.language, sides=("dilemma.before", "dilemma.after"))


SCREENS = DilemmaScreens()
