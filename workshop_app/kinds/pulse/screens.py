"""The pulse on the three screens: answered in quiet, and no figure before its own step."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.domain.thresholds import for_leader
from workshop_app.kinds.pulse.rules import PulseBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.phone import BallotView, ItemView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import closed_stage, open_stage, phone_vote


class PulseScreens(Screens[PulseBody]):
    """The recurring questionnaire."""

    next_labels = {Phase.OPEN: "control.close_pulse"}  # noqa: RUF012 -- nobody writes to it

    def phone(self, scene: Scene, activity: Activity, body: PulseBody) -> PhoneFrame:
        """The statements, with who sees what."""
        if scene.phase is not Phase.OPEN:
            closed = "sittings.pulse_closed" if scene.snapshot.workshop else "wait.pulse_closed"
            return PhoneFrame(screen="wait", wait=scene.say(closed))
        unit, shown = scene.snapshot.unit, self.stage(scene, activity, body)
        frame = phone_vote(scene, activity, shown, question=scene.text(body.instrument.instruction))
        agreed = unit.agreed_roles or scene.say("unit.nobody_else")
        k_leader = for_leader(scene.context.minimum)
        is_sitting = scene.snapshot.workshop is not None
        who_sees = "sittings.who_sees" if is_sitting else "pulse.who_sees"
        leader = scene.say(who_sees, agreed_roles=agreed, k_leader=k_leader)
        with_others = [scene.say("sittings.explain")] if is_sitting else []
        told = [leader, scene.say("result.purpose"), scene.text(body.instrument.note)]
        return replace(frame, explanations=[*with_others, *told])

    def stage(self, scene: Scene, activity: Activity, body: PulseBody) -> StageFrame:
        """That everybody answers for themselves, and that the figures come later."""
        later = scene.say("sittings.pulse_later" if scene.snapshot.workshop else "pulse.later")
        if scene.phase is Phase.OPEN:
            frame = open_stage(scene, question=scene.say("pulse.quiet"), mode=scene.say("stage.alone"))
            hint = frame.hint if scene.snapshot.live.warned_at else later
            return replace(frame, prompt=scene.say("join.more.5"), hint=hint)
        return closed_stage(scene, question=later)

    def ballot(self, scene: Scene, body: PulseBody, round_: str) -> BallotView:
        """The statements in the instrument's order, the anchor last."""
        instrument = body.instrument
        items = [
            ItemView(
                id=item.id,
                text=scene.text(item.text),
                introduction=scene.text(dimension.introduction) if dimension.introduction else "",
            )
            for dimension in instrument.dimensions
            for item in dimension.items
        ]
        items.append(ItemView(id=instrument.anchor.id, text=scene.text(instrument.anchor.text)))
        steps = [scene.text(step) for step in instrument.steps]
        return BallotView(widget="pulse", items=items, steps=[*steps, scene.text(instrument.dont_know)])


SCREENS = PulseScreens()
