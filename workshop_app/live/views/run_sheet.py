"""The run-sheet: every step of the session, and the time it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop_app.domain.session import Stage
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.control import AgendaLine


def run_sheet(scene: Scene) -> list[AgendaLine]:
    """All steps, with which is behind, which is now and which comes."""
    step, ended = scene.snapshot.live.step, scene.snapshot.live.stage is Stage.ENDED
    lines, above = [], None
    for number, activity in enumerate(scene.snapshot.agenda.activities):
        state = "done" if ended or number < step else "now" if number == step else "coming"
        lines.append(
            AgendaLine(
                title=scene.text(activity.title),
                heading=scene.text(activity.part) if activity.part != above else "",
                time=scene.say("control.minutes", n=activity.total_minutes),
                state=state,
                label=scene.say(f"control.step.{state}"),
            )
        )
        above = activity.part
    return lines


def time_lines(scene: Scene) -> Mapping[str, Any]:
    """Minutes used against minutes planned, and which step to leave out when it is late."""
    live, agenda = scene.snapshot.live, scene.snapshot.agenda
    line = scene.say("control.time", used="{used}", planned=agenda.total_minutes)
    if live.started_at is None or live.stage is not Stage.RUNNING:
        return {"time_line": line}
    skippable = next((a for a in agenda.activities[live.step + 1 :] if a.may_skip), None)
    return {
        "time_line": line,
        "is_timed": True,
        "seconds_used": int((scene.context.now - live.started_at).total_seconds()),
        "minutes_due": sum(activity.total_minutes for activity in agenda.activities[: live.step + 1]),
        "late_line": scene.say("control.late", n="{n}", step=scene.text(skippable.title)) if skippable else "",
    }
