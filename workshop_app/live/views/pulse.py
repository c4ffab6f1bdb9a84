"""The pulse of a session's own agenda, for the steps that show it again."""

from __future__ import annotations

from workshop_app.domain.agenda import Instrument
from workshop_app.domain.disclosure import Hidden, ShownPulse
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.reports.sitting_words import in_place_of_pulse


def pulse_of(scene: Scene) -> tuple[Instrument, ShownPulse] | StageFrame:
    """What was asked and what may be shown of it; else the projector's frame that says why there are no figures."""
    pulse = scene.snapshot.agenda.pulse
    later = in_place_of_pulse(scene, pulse) if pulse else ""
    if later:
        return StageFrame(screen="too-few", sentence=later)
    instrument = pulse.body.questionnaire() if pulse else None
    shown = scene.shown(pulse, "pulse") if pulse else Hidden()
    if instrument is None or not isinstance(shown, ShownPulse):
        return StageFrame(screen="too-few", sentence=scene.say("stage.too_few"))
    return instrument, shown
