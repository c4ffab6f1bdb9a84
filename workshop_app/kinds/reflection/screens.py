"""A reflection on the three screens: everybody for themselves."""

from __future__ import annotations

from workshop_app.domain.agenda import Activity
from workshop_app.kinds.reflection.rules import ReflectionBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.screens import Screens


class ReflectionScreens(Screens[ReflectionBody]):
    """A question to oneself."""

    def phone(self, scene: Scene, activity: Activity, body: ReflectionBody) -> PhoneFrame:
        """The question with room for notes, which never leave the phone."""
        return PhoneFrame(
            screen="talk",
            question=scene.text(body.question),
            lines=[scene.text(prompt) for prompt in body.prompts],
            notes=True,
            wait=scene.say("stage.alone"),
        )

    def stage(self, scene: Scene, activity: Activity, body: ReflectionBody) -> StageFrame:
        """The question, and that nobody else gets to see what is written."""
        return StageFrame(
            screen="talk",
            question=scene.text(body.question),
            mode=scene.say("stage.alone"),
            lead=scene.say("stage.alone_notes"),
            lines=[scene.text(prompt) for prompt in body.prompts],
        )


SCREENS = ReflectionScreens()
