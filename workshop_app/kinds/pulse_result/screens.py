"""The pulse's result on the three screens."""

from __future__ import annotations

from workshop_app.domain.agenda import Activity
from workshop_app.domain.disclosure import Hidden, ShownPulse
from workshop_app.kinds.pulse_result.rules import PulseResultBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.figures import pulse_group
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import phone_result
from workshop_app.reports.sitting_words import in_place_of_pulse


class PulseResultScreens(Screens[PulseResultBody]):
    """The dimension means of the pulse earlier in the same agenda."""

    def phone(self, scene: Scene, activity: Activity, body: PulseResultBody) -> PhoneFrame:
        """The same as on the projector."""
        return phone_result(scene, self.stage(scene, activity, body))

    def stage(self, scene: Scene, activity: Activity, body: PulseResultBody) -> StageFrame:
        """What the room may see of it."""
        pulse = scene.snapshot.agenda.pulse
        later = in_place_of_pulse(scene, pulse) if pulse else ""
        if later:
            return StageFrame(screen="too-few", sentence=later)
        instrument = pulse.body.questionnaire() if pulse else None
        shown = scene.shown(pulse, "pulse") if pulse else Hidden()
        if instrument is None or not isinstance(shown, ShownPulse):
            return StageFrame(screen="too-few", sentence=scene.say("stage.too_few"))
        return StageFrame(
            screen="pulse",
            groups=[pulse_group(instrument, shown, scene.language)],
            sentence=scene.say("pulse.scale_ends"),
            caption=scene.text(body.lead),
        )


SCREENS = PulseResultScreens()
