"""The closing on the three screens."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity
from workshop_app.kinds.closing.rules import ClosingBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.endings import ended_phone, ended_stage
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.screens import Screens


class ClosingScreens(Screens[ClosingBody]):
    """The commitments once more, and the date of the next session."""

    names_phase = False

    def phone(self, scene: Scene, activity: Activity, body: ClosingBody) -> PhoneFrame:
        """As when the session has ended."""
        return ended_phone(scene)

    def stage(self, scene: Scene, activity: Activity, body: ClosingBody) -> StageFrame:
        """The cards and the date."""
        return ended_stage(scene, title=scene.text(body.lead))

    def control(self, scene: Scene, activity: Activity, body: ClosingBody, frame: ControlFrame) -> ControlFrame:
        """The date to settle before people leave."""
        return replace(frame, asks_date=True)


SCREENS = ClosingScreens()
