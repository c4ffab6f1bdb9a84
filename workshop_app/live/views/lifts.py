"""Lifts (løft) on the screens of a session: those that the room sends today, and what came of earlier ones."""

from __future__ import annotations

from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.control import LiftPanel, SentLiftView
from workshop_app.reports.lift_words import level_name, told
from workshop_app.reports.reading import Reading
from workshop_app.services.lifting import MOST


def lifted(reading: Reading) -> list[str]:
    """What has been lifted in this session, a sentence each."""
    to = level_name(reading.snapshot.level, reading.snapshot.municipality, reading.language.value)
    return [reading.say("lift.lifted", level=to, what=sent.lift.what) for sent in reading.snapshot.lifts]


def brought(scene: Scene) -> list[str]:
    """What the session opens with: answers that have come since the last one, and what is still waited for."""
    return [told(sent, scene.snapshot.municipality, scene.language.value) for sent in scene.snapshot.lifts_before]


def lift_panel(scene: Scene) -> LiftPanel:
    """What the facilitator needs to lift something, in the step where commitments are written."""
    level = level_name(scene.snapshot.level, scene.snapshot.municipality, scene.language.value)
    return LiftPanel(
        title=scene.say("lift.title"),
        explain=scene.say("lift.explain"),
        button=scene.say("lift.button", level=level),
        ask_room=scene.say("lift.ask_room"),
        what_help=scene.say("lift.what.help", level=level),
        is_full=len(scene.snapshot.lifts) >= MOST,
        sent=[
            SentLiftView(
                id=sent.lift.id,
                what=sent.lift.what,
                why=sent.lift.why,
                expected=scene.say("lift.sent", level=level, date=sent.lift.due),
                may_take_back=sent.lift.answer is None,
            )
            for sent in scene.snapshot.lifts
        ],
    )
