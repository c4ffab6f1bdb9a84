"""What the facilitator sees: now, next, what to say, and what waits for approval. No figure more than the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workshop_app.domain.agenda import Activity, Language, Phase
from workshop_app.domain.body import Body
from workshop_app.domain.codes import spoken
from workshop_app.domain.disclosure import Hidden, Shown
from workshop_app.domain.next_date import time_of_day
from workshop_app.domain.phases import Move
from workshop_app.domain.preparation import pulse_in_other_place
from workshop_app.domain.session import Look, Stage, as_settled
from workshop_app.live.views.cards import card_forms
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.control import AgendaLine, ControlFrame
from workshop_app.live.views.frames.counts import Counts
from workshop_app.live.views.frames.parts import OptionView
from workshop_app.live.views.lifts import brought
from workshop_app.live.views.screens import screens_of
from workshop_app.live.views.stage import activity_frame
from workshop_app.reports.sitting_words import in_place_of_pulse

#: Read aloud from the panel that asks it, so it is in the room's language.
_COUNT_PEOPLE = "say.count_people"
#: Everything the page says by itself, by key.
_TEXTS = (
    "action.close",
    "control.title",
    "control.say",
    "control.later",
    "control.now",
    "control.open_lobby",
    "control.start",
    "control.before_start",
    "control.close_keep_hidden",
    "control.warn_20",
    "control.back",
    "control.skip",
    "control.plus_minute",
    "control.show_code",
    "control.hide_code",
    "control.hide_screen",
    "control.show_screen",
    "control.show_time",
    "control.hide_time",
    "control.look",
    "control.close_doors",
    "control.open_doors",
    "control.end",
    "control.approve",
    "control.return",
    "control.return_why",
    "control.reason.name",
    "control.reason.unclear",
    "control.merge",
    "control.merge_into",
    "control.merge_which",
    "control.merge_ask",
    "control.set_aside",
    "control.take_back",
    "control.shown",
    "control.how_many_groups",
    "control.open_stage_projector",
    "control.open_stage_help",
    "control.picture",
    "control.on_the_wall",
    "control.introduction",
    *(f"control.introduction.{number}{part}" for number in range(1, 4) for part in ("", ".text")),
    "control.introduction.next",
    "control.introduction.done",
    "control.introduction.skip",
    "control.introduction.again",
    "control.network",
    *(f"control.network.{number}" for number in range(1, 5)),
    "control.run_sheet",
    "control.tools",
    "control.keys",
    "control.keys.next",
    "control.keys.back",
    "control.keys.code",
    "control.keys.black",
    "control.keys.time",
    "control.keys.look",
    "control.keys.help",
    "control.keys.letters",
    "control.no",
    "paper.link",
    "pick.title",
    "pick.own",
    "pick.add",
    "hands.title",
    "hands.note",
    "hands.explain",
    "hands.twice",
    "hands.keep",
    "control.address",
    "control.address_help",
    "stage.code",
    "control.http_warning",
    "control.http_accept",
    "control.http_refused",
    "control.room_ok",
    "control.room_lock",
    "control.doors_closed",
    "control.room_question",
    "control.choose_question",
    "control.next_date",
    "control.next_date_help",
    "control.next_time",
    "control.next_time_help",
    "lift.what",
    "lift.why",
    "lift.public",
    "lift.own",
    "lift.take_back",
    "lift.brought",
    "follow.question",
    "follow.done",
    "follow.under_way",
    "follow.not_begun",
    "follow.chosen_away",
    "follow.chosen_away.note",
    "follow.learnt",
    "follow.learnt.help",
    "control.make_card",
    "control.add_card",
    "control.cards",
    "control.cards_help",
    "control.card_sources",
    "control.remove_card",
    "control.results_page",
    "control.minutes_ready",
    "control.other_control",
    "control.time_left",
    "control.time_over",
    "control.time_up",
    "control.sound_on",
    "control.sound_off",
    "control.wait_enough",
    "card.what",
    "card.what.help",
    "card.what.example",
    "card.when",
    "card.when.help",
    "card.who",
    "card.who.help",
    "card.by",
    "card.first_step",
    "card.first_step.help",
    "card.notice",
    "card.notice.help",
    "wifi.title",
    "wifi.help",
    "wifi.name",
    "wifi.password",
    "wifi.password.help",
    "wifi.show",
    "wifi.take_away",
    _COUNT_PEOPLE,
)
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
        code=spoken(snapshot.record.code),
        address=scene.context.address,
        addresses=list(scene.context.addresses),
        stage_path=scene.context.stage_path,
        session_path=f"/samlinger/{snapshot.record.id}",
        step=live.step,
        phase=live.phase.value if live.phase else "",
        agenda=_agenda(scene),
        timer=scene.timer(),
        hidden=live.screen_hidden,
        code_shown=live.code_shown,
        time_shown=live.time_shown,
        look=live.look,
        looks=[OptionView(id=one, label=scene.say(f"control.look.{one}")) for one in Look],
        doors_closed=live.doors_closed,
        http_refused=not scene.context.encrypted and scene.context.require_https,
        ask_http=not scene.context.encrypted
        and not scene.context.require_https
        and not live.plain_http_accepted
        and any(_is_confidential(a.body) for a in snapshot.agenda.activities),
        groups=live.groups or 0,
        next_date=f"{agreed:%Y-%m-%d}" if (agreed := scene.next_date()) else "",
        next_time=time_of_day(live.next_date),
        network=scene.say("wifi.shown", name=network.name) if (network := snapshot.network) else "",
        network_shown=snapshot.live.network_shown,
        brought=brought(scene) if live.stage in (Stage.DRAFT, Stage.LOBBY) else [],
        texts=_texts(scene),
        **_time_lines(scene),
    )
    if activity is None:
        return _outside(scene, frame)
    return screens_of(activity).control(scene, activity, activity.body, _at_hand(scene, activity, frame))


def _outside(scene: Scene, frame: ControlFrame) -> ControlFrame:
    snapshot = scene.snapshot
    if snapshot.live.stage is Stage.ENDED:
        return replace(frame, title=scene.say("control.ended"), cards=card_forms(scene, most=0))
    first, is_open = snapshot.agenda.activities[0], snapshot.live.stage is Stage.LOBBY
    return replace(
        frame,
        title=scene.say("control.lobby" if is_open else "control.draft"),
        say=[_aloud(scene).text(text) for text in snapshot.agenda.lobby_say] if is_open else [],
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
        say=_say(scene, activity, phase),
        later=[_aloud(scene).text(text) for text in activity.later.get(phase, ())],
        hint=_hint(scene, activity),
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


def _texts(scene: Scene) -> dict[str, str]:
    said = {key: scene.say(key, n="{n}") for key in _TEXTS}
    return said | {_COUNT_PEOPLE: _aloud(scene).say(_COUNT_PEOPLE, n="{n}")}


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


def _hint(scene: Scene, activity: Activity) -> str:
    if scene.phase is Phase.CHOSEN and scene.question(activity) is None:
        return scene.say("control.refused.choose_question")
    if _is_lost(scene, activity):
        return scene.say("control.vote_lost")
    if scene.phase is Phase.COLLECTING and activity.body.texts_each(scene.snapshot.live.groups or 0) == 1:
        return scene.say("control.one_proposal_each")
    if _is_too_few(scene, activity):
        return scene.say("control.too_few")
    return ""


def _is_lost(scene: Scene, activity: Activity) -> bool:
    """Whether what stands here can only be asked again. A question to work on is chosen instead."""
    part = activity.body.course.part_at(scene.phase)
    return part is not None and scene.phase is not Phase.CHOSEN and scene.is_lost(activity, part)


def _is_too_few(scene: Scene, activity: Activity) -> bool:
    """Whether the projector has just said that there is nothing to show."""
    return scene.phase is not Phase.CHOSEN and isinstance(_on_the_projector(scene, activity), Hidden)


def _on_the_projector(scene: Scene, activity: Activity) -> Shown | None:
    """What the room has just been shown of a vote. None in every phase that seals nothing."""
    part = activity.body.course.sealing.get(scene.phase) if scene.phase else None
    return scene.shown(activity, part) if part and not scene.is_lost(activity, part) else None


def _say(scene: Scene, activity: Activity, phase: Phase) -> list[str]:
    """What to say: first of what the projector shows, and only what fits it; then what the agenda has."""
    aloud, shown = _aloud(scene), _on_the_projector(scene, activity)
    pulse = scene.snapshot.agenda.pulse
    if activity.body.needs_pulse and pulse is not None and in_place_of_pulse(scene, pulse):
        return [aloud.say("sittings.say")]
    part = activity.body.course.part_at(phase) or ""
    fitting = scene.asked(activity, part).body.spoken(shown) if shown else ()
    return [aloud.say(key) for key in fitting] + [aloud.text(text) for text in activity.say.get(phase, ())]


def _aloud(scene: Scene) -> Scene:
    """What is said aloud is said in the room's language, whatever the control screen speaks."""
    return replace(scene, language=Language(scene.snapshot.record.language))


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


def _agenda(scene: Scene) -> list[AgendaLine]:
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


def _time_lines(scene: Scene) -> Mapping[str, Any]:
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
