"""How a session ends on projector and phones: the commitments once more, and the next date."""

from __future__ import annotations

from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.lifts import lifted
from workshop_app.live.views.logo import logo_view


def ended_phone(scene: Scene) -> PhoneFrame:
    """What a phone keeps showing."""
    date = scene.next_date()
    return PhoneFrame(
        screen="ended",
        title=scene.say("end.thanks"),
        commitments=scene.commitments(),
        lifted=lifted(scene),
        closing=scene.say("end.next_date", date=date) if date else "",
        calendar=scene.calendar(),
        calendar_path=f"{scene.context.calendar_path}&sprak={scene.language.value}",
    )


def ended_stage(scene: Scene, *, title: str) -> StageFrame:
    """The projector's last picture."""
    date = scene.next_date()
    return StageFrame(
        screen="ended",
        title=title,
        commitments=scene.commitments(),
        lifted=lifted(scene),
        closing=scene.say("stage.next_date", date=date) if date else "",
        logo=logo_view(scene.snapshot.municipality),
    )
