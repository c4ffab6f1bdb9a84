"""Who is here and has answered, in words."""

from __future__ import annotations

from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.counts import Counts


def counts_view(scene: Scene, presence: object, counted: tuple[int, int]) -> Counts:
    """Who is here, in words. `presence` is a `room.Presence`."""
    here, offline = getattr(presence, "here", 0), getattr(presence, "offline", 0)
    done, total = counted
    voting = scene.snapshot.live.open_run(scene.snapshot.agenda) is not None
    stages, stage_seen = getattr(presence, "stages", 0), getattr(presence, "stage_seen", False)
    return Counts(
        here=here,
        done=done,
        total=total,
        offline=offline,
        stages=stages,
        controls=getattr(presence, "controls", 0),
        line=scene.say("control.counts", here=here, done=done, offline=offline)
        if voting
        else scene.say("control.counts_here", here=here, offline=offline),
        here_line=scene.say("stage.here", n=here),
        done_line=scene.say("stage.all_done")
        if total and done == total
        else scene.say("stage.done", n=done, total=total),
        stage_open=scene.say("control.stage_open") if stages else "",
        stage_line="" if stages else scene.say("control.stage_lost" if stage_seen else "control.stage_not_open"),
    )
