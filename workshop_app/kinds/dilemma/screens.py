"""A dilemma on the three screens."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.kinds.dilemma.rules import DilemmaBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.figures import places
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.parts import BarGroup, Column
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.group_work import groups_control, groups_phone
from workshop_app.live.views.proposals import shown_proposals
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import closed_stage, open_stage, option_views, phone_vote, result_stage


class DilemmaScreens(Screens[DilemmaBody]):
    """Vote, talk, vote again."""

    def phone(self, scene: Scene, activity: Activity, body: DilemmaBody) -> PhoneFrame:
        """The ballot, the prompts for the talk, the ballot again, and both results."""
        question = scene.text(body.question)
        if scene.phase in body.collecting():
            return replace(
                groups_phone(
                    scene,
                    activity,
                    question=question,
                    lead=scene.say("dilemma.arguments.ask"),
                    starts=[scene.text(side) for side in body.sides()],
                    lines=[scene.text(prompt) for prompt in body.prompts],
                    called="dilemma.argument.",
                ),
                must_choose=True,
            )
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
            case Phase.DISCUSSION if body.arguments and (columns := _arguments(scene, body)):
                mode = scene.say("stage.group")
                return StageFrame(screen="arguments", question=question, mode=mode, columns=columns)
            case Phase.DISCUSSION:
                asked = [scene.say("dilemma.arguments.ask")] if body.arguments else []
                return StageFrame(
                    screen="talk",
                    question=question,
                    mode=scene.say("stage.group"),
                    lines=[*(scene.text(prompt) for prompt in body.prompts), *asked],
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

    def control(self, scene: Scene, activity: Activity, body: DilemmaBody, frame: ControlFrame) -> ControlFrame:
        """While arguments come in: groups, and what they write, to be read through."""
        takes = scene.phase in body.collecting()
        return groups_control(scene, activity, frame, asks=True, shows=True) if takes else frame


def _arguments(scene: Scene, body: DilemmaBody) -> list[Column]:
    """The approved arguments under the side that each is for; nothing before there is one."""
    texts = [card.text for card in shown_proposals(scene)]
    columns = [
        Column(
            heading=scene.text(side),
            lines=[text.partition(": ")[2] for text in texts if body.side_of(text) == number],
        )
        for number, side in enumerate(body.sides())
    ]
    return columns if texts else []


def _places(scene: Scene, activity: Activity) -> list[BarGroup]:
    titles = (scene.say("dilemma.before"), scene.say("dilemma.after"))
    return places(activity, scene.language, titles=titles)


SCREENS = DilemmaScreens()
