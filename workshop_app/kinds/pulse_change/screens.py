"""The pulse's change on the three screens: the figures first, in silence; then in words what may have changed."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Instrument, Phase
from workshop_app.domain.disclosure import ShownLine
from workshop_app.domain.thresholds import for_leader
from workshop_app.kinds.pulse_change.rules import PulseChangeBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.figures import pulse_group
from workshop_app.live.views.frames.parts import BarGroup
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.pulse import pulse_of
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import phone_result
from workshop_app.reports.figure_words import tenths_text
from workshop_app.reports.worded_bars import leading


class PulseChangeScreens(Screens[PulseChangeBody]):
    """The pulse beside the one before."""

    def phone(self, scene: Scene, activity: Activity, body: PulseChangeBody) -> PhoneFrame:
        """The same as on the projector."""
        shown = self.stage(scene, activity, body)
        return replace(phone_result(scene, shown), lines=shown.lines)

    def stage(self, scene: Scene, activity: Activity, body: PulseChangeBody) -> StageFrame:
        """What the room may see of it."""
        pulse = pulse_of(scene)
        if isinstance(pulse, StageFrame):
            return pulse
        instrument, shown = pulse
        is_quiet = scene.phase is Phase.ALONE
        group = pulse_group(instrument, shown, scene.language)
        return StageFrame(
            screen="pulse",
            mode=scene.say("stage.alone" if is_quiet else "stage.pairs"),
            groups=[_with_changes(group, _changes(scene, instrument), is_quiet=is_quiet)],
            sentence=scene.say("pulse.scale_ends"),
            prompt=scene.text(body.ask),
            lines=_left_out(scene, instrument),
            caption=scene.text(body.lead),
        )


def _changes(scene: Scene, instrument: Instrument) -> dict[str, str]:
    """By the dimension's title: its change in words, with how sure one can be of the figure."""
    history = scene.history()
    titles = {dimension.id: scene.text(dimension.title) for dimension in instrument.dimensions}
    return {titles[line.dimension]: _change(scene, line) for line in (history.lines if history else ())}


def _change(scene: Scene, line: ShownLine) -> str:
    point = line.points[-1]
    if point.mean is None or point.verdict is None:
        return ""
    verdict = scene.say("verdict.break_here" if point.after_break else f"verdict.{point.verdict}")
    low, high = (tenths_text(end or 0, scene.language.value) for end in (point.low, point.high))
    return scene.say("pulse.change", verdict=verdict.removesuffix("."), low=low, high=high)


def _with_changes(group: BarGroup, changes: dict[str, str], *, is_quiet: bool) -> BarGroup:
    """Each bar with its change under it, which the ear is told after all figures; in silence only its room."""
    bars = [replace(bar, note=changes.get(bar.label, "")) for bar in group.bars]
    spoken = [f"{leading(bar.label)} {bar.note}" for bar in bars if bar.note]
    if is_quiet:
        return replace(group, bars=bars, holds_notes=True)
    return replace(group, bars=bars, sentence=" ".join([f"{group.sentence}.", *spoken]))


def _left_out(scene: Scene, instrument: Instrument) -> list[str]:
    """Why a dimension is missing."""
    if not any(dimension.about_leader for dimension in instrument.dimensions):
        return []
    roles = scene.snapshot.unit.agreed_roles or scene.say("unit.nobody_else")
    return [scene.say("result.leader_hidden", k_leader=for_leader(scene.context.minimum), agreed_roles=roles)]


SCREENS = PulseChangeScreens()
