"""One word per group on the three screens: the words stand on the wall as they are approved."""

from __future__ import annotations

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.kinds.words.rules import WordsBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.group_work import groups_control, groups_phone, ready_line
from workshop_app.live.views.proposals import shown_proposals
from workshop_app.live.views.screens import Screens


class WordsScreens(Screens[WordsBody]):
    """One word from each group."""

    def phone(self, scene: Scene, activity: Activity, body: WordsBody) -> PhoneFrame:
        """The group's word, and then all of them."""
        question = scene.text(body.question)
        if scene.phase is Phase.GROUPS:
            return groups_phone(scene, activity, question=question, lead=scene.say("words.one"), called="words.word.")
        return PhoneFrame(screen="result", question=question, cards=shown_proposals(scene), wait=scene.say("words.why"))

    def stage(self, scene: Scene, activity: Activity, body: WordsBody) -> StageFrame:
        """The question, and each word as soon as it is approved."""
        question, cards = scene.text(body.question), shown_proposals(scene)
        if scene.phase is Phase.GROUPS and not cards:
            return StageFrame(
                screen="groups",
                question=question,
                mode=scene.say("stage.group"),
                lead=scene.say("words.one"),
                lines=[scene.say("stage.one_phone")],
                groups_ready=ready_line(scene, activity),
            )
        return StageFrame(
            screen="cards",
            question=question,
            mode=scene.say("stage.group" if scene.phase is Phase.GROUPS else "stage.plenary"),
            cards=cards,
            sentence="" if cards else scene.say("words.none"),
        )

    def control(self, scene: Scene, activity: Activity, body: WordsBody, frame: ControlFrame) -> ControlFrame:
        """Groups, and their words to read through."""
        return groups_control(scene, activity, frame, asks=scene.phase is Phase.GROUPS, shows=True)


SCREENS = WordsScreens()
