"""The pulse's result on the three screens."""

from __future__ import annotations

from workshop_app.domain.agenda import Activity
from workshop_app.kinds.pulse_result.rules import PulseResultBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.figures import pulse_group
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.pulse import pulse_of
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import phone_result


class PulseResultScreens(Screens[PulseResultBody]):
    """The dimension means of the pulse earlier in the same agenda."""

    def phone(self, scene: Scene, activity: Activity, body: PulseResultBody) -> PhoneFrame:
        """The same as on the projector."""
        return phone_result(scene, self.stage(scene, activity, body))

    def stage(self, scene: Scene, activity: Activity, body: PulseResultBody) -> StageFrame:
        """What the room may see of it."""
        pulse = pulse_of(scene)
        if isinstance(pulse, StageFrame):
            return pulse
        instrument, shown = pulse
        return StageFrame(
            screen="pulse",
            groups=[pulse_group(instrument, shown, scene.language)],
            sentence=scene.say("pulse.scale_ends"),
            caption=scene.text(body.lead),
        )


SCREENS = PulseResultScreens()
