"""What the facilitator sees: now, next, what to say, and what waits for approval. No figure more than the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.domain.body import Body
from workshop_app.domain.codes import spoken
from workshop_app.domain.next_date import time_of_day
from workshop_app.domain.phases import Move
from workshop_app.domain.preparation import pulse_in_other_place
from workshop_app.domain.session import Look, Stage, as_settled
from workshop_app.live.views.cards import card_forms
from workshop_app.live.views.context import Scene
from workshop_app.live.views.control_texts import page_texts
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.parts import OptionView
from workshop_app.live.views.lifts import brought
from workshop_app.live.views.run_sheet import run_sheet, time_lines
from workshop_app.live.views.screens import screens_of
from workshop_app.live.views.speaker_notes import hint, to_say
from workshop_app.live.views.stage import activity_frame

#: What is to be seen to before the lobby is opened, and what can only be tried once it is.
_CHECKS = ("tables", "spare", "leader", "ten_faktor")
_CHECKS_IN_LOBBY = ("projector", "phone", "seen")


def control_frame(scene: Scene) -> ControlFrame:
    """The control screen's frame."""
    snapshot, live, activity = scene.snapshot, scene.snapshot.live, scene.activity
    frame = ControlFrame(
        version=live.version,
        stage=live.stage.value,
        badge=scene.badge,
        language=scene.language.value,
        say_language=snapshot.record.language,
        unit=snapshot.unit.name,
        held_on=scene.say("date.plain", date=snapshot.record.held_on),
        session_path=f"/samlinger/{snapshot.record.id}",
        step=live.step,
        phase=live.phase.value if live.phase else "",
        agenda=run_sheet(scene),
        timer=scene.timer(),
        groups=live.groups or 0,
        next_date=f"{agreed:%Y-%m-%d}" if (agreed := scene.next_date()) else "",
        next_time=time_of_day(live.next_date),
        brought=brought(scene) if live.stage in (Stage.DRAFT, Stage.LOBBY) else [],
        texts=page_texts(scene),
        **time_lines(scene),
        **_way_in(scene),
        **_projector(scene),
    )
    if activity is None:
        return _outside(scene, frame)
    return screens_of(activity).control(scene, activity, activity.body, _at_hand(scene, activity, frame))


def _way_in(scene: Scene) -> Mapping[str, Any]:
    """How phones come in, and what may keep them out."""
    snapshot, context = scene.snapshot, scene.context
    is_http_settled = context.encrypted or context.require_https or snapshot.live.plain_http_accepted
    return {
        "code": spoken(snapshot.record.code),
        "address": context.address,
        "addresses": list(context.addresses),
        "doors_closed": snapshot.live.doors_closed,
        "http_refused": not context.encrypted and context.require_https,
        "ask_http": not is_http_settled and any(_is_confidential(one.body) for one in snapshot.agenda.activities),
        "network": scene.say("wifi.shown", name=network.name) if (network := snapshot.network) else "",
        "network_shown": snapshot.live.network_shown,
    }


def _projector(scene: Scene) -> Mapping[str, Any]:
    """How the projector has been set."""
    live = scene.snapshot.live
    return {
        "stage_path": scene.context.stage_path,
        "hidden": live.screen_hidden,
        "code_shown": live.code_shown,
        "time_shown": live.time_shown,
        "look": live.look,
        "looks": [OptionView(id=one, label=scene.say(f"control.look.{one}")) for one in Look],
    }


def _outside(scene: Scene, frame: ControlFrame) -> ControlFrame:
    snapshot = scene.snapshot
    if snapshot.live.stage is Stage.ENDED:
        return replace(frame, title=scene.say("control.ended"), cards=card_forms(scene, most=0))
    first, is_open = snapshot.agenda.activities[0], snapshot.live.stage is Stage.LOBBY
    return replace(
        frame,
        title=scene.say("control.lobby" if is_open else "control.draft"),
        say=[scene.aloud.text(text) for text in snapshot.agenda.lobby_say] if is_open else [],
        next_label=scene.say("control.start"),
        following=scene.say("control.first", step=scene.text(first.title)),
        checklist=[scene.say(f"control.check.{check}") for check in _CHECKS_IN_LOBBY] if is_open else _checklist(scene),
        hint="" if is_open else scene.say("control.small_unit"),
    )


def _checklist(scene: Scene) -> list[str]:
    checks = [scene.say(f"control.check.{check}") for check in _CHECKS]
    is_moved = pulse_in_other_place(scene.snapshot.agenda.activities)
    moved = [scene.say("pulse.other_place")] if is_moved else []
    several = [scene.say("sittings.check")] if scene.snapshot.workshop else []
    return [*checks, *several, *moved]


def _at_hand(scene: Scene, activity: Activity, frame: ControlFrame) -> ControlFrame:
    live, phase = scene.snapshot.live, scene.phase
    assert phase is not None
    ways, opened = activity.body.course.ways, live.open_run(scene.snapshot.agenda)
    voting = opened is not None
    question = scene.question(activity)
    return replace(
        frame,
        part=scene.text(activity.part),
        title=scene.text(question.title if question else activity.title),
        phase_label=scene.say(f"phase.{phase}") if screens_of(activity).names_phase else "",
        say=to_say(scene, activity, phase),
        later=[scene.aloud.text(text) for text in activity.later.get(phase, ())],
        hint=hint(scene, activity),
        next_label=_next_label(scene, activity, phase),
        following=_after_next(scene, activity, phase),
        may_close=voting
        and (phase, Move.CLOSE) in ways
        and ways.get((phase, Move.NEXT)) not in (None, ways[phase, Move.CLOSE]),
        may_back=live.step > 0 or as_settled(live, activity).body.way(phase, Move.BACK) is not None,
        may_skip=live.step + 1 < len(scene.snapshot.agenda.activities),
        repeat_label=scene.say("control.repeat") if _may_repeat(scene, activity, phase) else "",
        is_voting=voting,
        hands=_hands(scene, activity, opened[0][1]) if opened else [],
        **_on_the_wall(scene, activity),
        ask_room=voting and bool(activity.body.course.sealing) and not live.room_counted and not _has_revealed(scene),
    )


def _is_confidential(body: Body) -> bool:
    return body.is_confidential or any(map(body.confides, body.course.rounds))


def _hands(scene: Scene, activity: Activity, part: str) -> list[OptionView]:
    """What hands can be raised for, and how many there were."""
    counted = scene.snapshot.hands
    return [
        OptionView(id=option, label=scene.text(text), help=str(counted.get(option, 0)))
        for option, text in scene.asked(activity, part).body.by_hand().items()
    ]


def _on_the_wall(scene: Scene, activity: Activity) -> Mapping[str, Any]:
    """The figures that the room looks at, to be read without turning round: those of the projector's own frame."""
    shown = activity_frame(scene, activity)
    return {
        "wall": shown.groups,
        "scale": shown.screen == "pulse",
        "sentence": shown.sentence if shown.groups else "",
    }


def _has_revealed(scene: Scene) -> bool:
    """Whether the room has been shown figures: then it is too late to ask who they are from."""
    live = scene.snapshot.live
    revealing = [one for one in scene.snapshot.agenda.activities if one.body.course.sealing]
    again = {activity_id for (activity_id, _), run in live.runs.items() if run.repetition > 1}
    return any(one.id in again or live.left.get(one.id) in one.body.course.sealing for one in revealing)


def _may_repeat(scene: Scene, activity: Activity, phase: Phase) -> bool:
    """A vote may be asked again once it has been sealed; before that, going back is the way."""
    if (phase, Move.REPEAT) not in activity.body.course.ways:
        return False
    runs = [run for (activity_id, _), run in scene.snapshot.live.runs.items() if activity_id == activity.id]
    if scene.snapshot.workshop is not None and activity.body.questionnaire():
        # What has been added to the other sittings can't be taken out again.
        return any(run.lost for run in runs)
    return any(run.sealed for run in runs)


def _next_label(scene: Scene, activity: Activity, phase: Phase) -> str:
    """What the one big button does: the step it leads to, or that it closes and shows."""
    course = activity.body.course
    target = as_settled(scene.snapshot.live, activity).body.way(phase, Move.NEXT)
    if target is None:
        following = _following(scene)
        return scene.say("control.next", step=following) if following else ""
    if label := screens_of(activity).next_labels.get(phase):
        return scene.say(label)
    if target in course.sealing:
        return scene.say("control.close_and_show" if phase in course.rounds else "control.show")
    return scene.say("control.next", step=scene.say(f"phase.{target}"))


def _after_next(scene: Scene, activity: Activity, phase: Phase) -> str:
    """What comes after what the big button leads to. Empty where that is the next step already."""
    body = as_settled(scene.snapshot.live, activity).body
    target = body.way(phase, Move.NEXT)
    if target is None:
        return ""
    beyond = body.way(target, Move.NEXT)
    step = scene.say(f"phase.{beyond}") if beyond else _following(scene)
    return scene.say("control.following", step=step) if step else ""


def _following(scene: Scene) -> str:
    activities, step = scene.snapshot.agenda.activities, scene.snapshot.live.step + 1
    return scene.text(activities[step].title) if step < len(activities) else ""
