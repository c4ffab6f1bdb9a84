"""What the facilitator sees: now, next, what to say, and what waits for approval. No figure more than the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from workshop_app.domain.agenda import (
    Activity,
    ClosingBody,
    CommitmentsBody,
    Kind,
    Phase,
    QuestionBody,
    SlideBody,
)
from workshop_app.domain.codes import spoken
from workshop_app.domain.phases import CONFIDENTIAL, ROUNDS, SEALING, TRANSITIONS, Move, first_phase
from workshop_app.domain.session import Stage
from workshop_app.live.views import frames
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames import ControlFrame
from workshop_app.live.views.stage import top_cards

#: Everything the page says by itself, by key.
_TEXTS = (
    "control.say",
    "control.now",
    "control.open_lobby",
    "control.start",
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
    "control.close_doors",
    "control.open_doors",
    "control.end",
    "control.approve",
    "control.return",
    "control.reason.name",
    "control.reason.unclear",
    "control.merge",
    "control.merge_with",
    "control.merge_ask",
    "control.how_many_groups",
    "control.open_stage",
    "control.picture",
    "control.run_sheet",
    "control.keys",
    "control.keys.next",
    "control.keys.back",
    "control.keys.code",
    "control.keys.black",
    "control.keys.time",
    "control.keys.help",
    "control.yes",
    "control.no",
    "control.address",
    "control.address_help",
    "control.http_warning",
    "control.http_accept",
    "control.http_refused",
    "control.room_ok",
    "control.room_lock",
    "control.choose_question",
    "control.next_date",
    "control.make_card",
    "control.add_card",
    "control.remove_card",
    "control.results_page",
    "control.other_control",
    "control.offline",
    "control.time_up",
    "control.wait_enough",
    "control.saved",
    "card.what",
    "card.what.help",
    "card.what.example",
    "card.when",
    "card.when.help",
    "card.who",
    "card.who.help",
    "card.by",
    "card.by.help_any",
    "card.first_step",
    "card.first_step.help",
    "card.notice",
    "card.notice.help",
    "say.count_people",
)
_CHECKS = ("projector", "phone", "tables", "spare", "leader", "ten_faktor")


def control_frame(scene: Scene) -> ControlFrame:
    """The control screen's frame."""
    snapshot, live, activity = scene.snapshot, scene.snapshot.live, scene.activity
    frame = ControlFrame(
        version=live.version,
        stage=live.stage.value,
        language=scene.language.value,
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
        doors_closed=live.doors_closed,
        http_refused=not scene.context.encrypted and scene.context.require_https,
        ask_http=not scene.context.encrypted
        and not scene.context.require_https
        and not live.plain_http_accepted
        and any(a.kind in CONFIDENTIAL for a in snapshot.agenda.activities),
        groups=live.groups or 0,
        next_date=live.next_date or "",
        texts={key: scene.say(key, n="{n}") for key in _TEXTS},
        **_time_lines(scene),
    )
    if activity is None:
        return _outside(scene, frame)
    return _writing(scene, activity, _groups(scene, activity, _at_hand(scene, activity, frame)))


def _outside(scene: Scene, frame: ControlFrame) -> ControlFrame:
    snapshot = scene.snapshot
    if snapshot.live.stage is Stage.ENDED:
        return replace(frame, title=scene.say("stage.thanks"), cards=scene.commitments())
    first = snapshot.agenda.activities[0]
    return replace(
        frame,
        title=scene.say("control.lobby" if snapshot.live.stage is Stage.LOBBY else "control.draft"),
        say=[scene.text(text) for text in snapshot.agenda.lobby_say],
        next_label=scene.say("control.next", step=scene.text(first.title)),
        checklist=[scene.say(f"control.check.{check}") for check in _CHECKS],
        hint=scene.say("control.small_unit"),
    )


def _at_hand(scene: Scene, activity: Activity, frame: ControlFrame) -> ControlFrame:
    live, phase = scene.snapshot.live, scene.phase
    assert phase is not None
    table = TRANSITIONS[activity.kind]
    voting = live.open_run(scene.snapshot.agenda) is not None
    return replace(
        frame,
        part=scene.text(activity.part),
        title=scene.text(activity.title),
        phase_label="" if activity.kind in (Kind.SLIDE, Kind.CLOSING) else scene.say(f"phase.{phase}"),
        say=[scene.text(text) for text in activity.say.get(phase, ())],
        hint=_hint(scene, activity),
        next_label=_next_label(scene, activity, phase),
        following=_following(scene),
        may_close=voting and (phase, Move.CLOSE) in table and (phase, Move.NEXT) in table and activity.kind != Kind.PULSE,
        may_back=live.step > 0 or (phase, Move.BACK) in table,
        may_skip=live.step + 1 < len(scene.snapshot.agenda.activities),
        repeat_label=scene.say("control.repeat") if _may_repeat(scene, activity, phase) else "",
        is_voting=voting,
        ask_room=not live.room_counted and voting and activity.kind is not Kind.PULSE,
    )


def _may_repeat(scene: Scene, activity: Activity, phase: Phase) -> bool:
    """A vote may be asked again once it has been sealed; before that, going back is the way."""
    if (phase, Move.REPEAT) not in TRANSITIONS[activity.kind]:
        return False
    runs = scene.snapshot.live.runs
    return any(run.sealed for (activity_id, _), run in runs.items() if activity_id == activity.id)


def _hint(scene: Scene, activity: Activity) -> str:
    if scene.phase is Phase.CHOSEN and scene.question(activity) is None:
        return scene.say("control.refused.choose_question")
    if scene.phase is Phase.COLLECTING and (scene.snapshot.live.groups or 0) > 6:
        return scene.say("control.one_proposal_each")
    return ""


def _next_label(scene: Scene, activity: Activity, phase: Phase) -> str:
    """What the one big button does: the step it leads to, or that it closes and shows."""
    target = TRANSITIONS[activity.kind].get((phase, Move.NEXT))
    if target is None:
        following = _following(scene)
        return scene.say("control.next", step=following) if following else ""
    if (activity.kind, target) in SEALING:
        voting = (activity.kind, phase) in ROUNDS
        return scene.say("control.close_and_show" if voting else "control.show")
    if activity.kind is Kind.PULSE:
        return scene.say("control.close_pulse")
    return scene.say("control.next", step=scene.say(f"phase.{target}"))


def _following(scene: Scene) -> str:
    activities, step = scene.snapshot.agenda.activities, scene.snapshot.live.step + 1
    return scene.text(activities[step].title) if step < len(activities) else ""


def _agenda(scene: Scene) -> list[frames.AgendaLine]:
    step, ended = scene.snapshot.live.step, scene.snapshot.live.stage is Stage.ENDED
    return [
        frames.AgendaLine(
            title=scene.text(activity.title),
            part=scene.text(activity.part),
            minutes=activity.total_minutes,
            state="done" if ended or number < step else "now" if number == step else "coming",
        )
        for number, activity in enumerate(scene.snapshot.agenda.activities)
    ]


def _time_lines(scene: Scene) -> Mapping[str, str]:
    """Minutes used against minutes planned, and which step to leave out when it is late."""
    live, agenda = scene.snapshot.live, scene.snapshot.agenda
    if live.started_at is None or live.stage is not Stage.RUNNING:
        return {"time_line": scene.say("control.time", used=0, planned=agenda.total_minutes)}
    used = int((scene.context.now - live.started_at) / timedelta(minutes=1))
    lines = {"time_line": scene.say("control.time", used=used, planned=agenda.total_minutes)}
    behind = used - sum(activity.total_minutes for activity in agenda.activities[: live.step + 1])
    skippable = next((a for a in agenda.activities[live.step + 1 :] if a.may_skip), None)
    if behind > 1 and skippable is not None:
        lines["late_line"] = scene.say("control.late", n=behind, step=scene.text(skippable.title))
    return lines


def _groups(scene: Scene, activity: Activity, frame: ControlFrame) -> ControlFrame:
    if not isinstance(activity.body, QuestionBody):
        return frame
    body, live = activity.body, scene.snapshot.live
    proposals = [p for p in scene.snapshot.proposals if p.activity_id == activity.id]
    waiting = [p for p in proposals if p.state == "waiting"]
    claimed = scene.snapshot.claimed_groups
    takes = scene.phase in (Phase.ALONE, Phase.GROUPS, Phase.COLLECTING)
    return replace(
        frame,
        asks_groups=takes,
        claimed=list(claimed),
        writers_line=scene.say("control.writers", n=len(claimed), total=live.groups) if takes and live.groups else "",
        waiting_line=scene.say("control.proposals_waiting", n=len(waiting)) if waiting else "",
        waiting=[frames.ProposalCard(id=p.id, text=p.text, state=p.state, group=p.group) for p in waiting],
        shown=[
            frames.ProposalCard(id=p.id, text=p.text, state=p.state, group=p.group)
            for p in proposals
            if p.state == "shown"
        ],
        may_merge=scene.phase in (Phase.COLLECTING, Phase.PLENARY),
        questions=[frames.OptionView(id=q.id, label=scene.text(q.title)) for q in body.questions]
        if scene.phase is Phase.CHOSEN
        else [],
        chosen=live.chosen.get(activity.id, ""),
    )


def _writing(scene: Scene, activity: Activity, frame: ControlFrame) -> ControlFrame:
    body = activity.body
    if isinstance(body, CommitmentsBody):
        cards = scene.commitments()
        return replace(
            frame,
            cards=cards,
            writes_cards=True,
            may_add_card=len(cards) < body.most,
            shown=_proposals_for_cards(scene),
            asks_date=True,
        )
    asks_date = isinstance(body, ClosingBody) or (
        isinstance(body, SlideBody) and scene.snapshot.live.step >= len(scene.snapshot.agenda.activities) - 2
    )
    return replace(frame, asks_date=asks_date)


def _proposals_for_cards(scene: Scene) -> list[frames.ProposalCard]:
    """The room's first places, to make cards of; all approved proposals where there are no places."""
    for activity in scene.snapshot.agenda.activities:
        if isinstance(activity.body, QuestionBody):
            approved = [
                frames.ProposalCard(id=p.id, text=p.text, state=p.state, group=p.group)
                for p in scene.snapshot.proposals
                if p.activity_id == activity.id and p.state == "shown"
            ]
            return top_cards(scene, activity) or approved
    return []


def counts_view(scene: Scene, presence: object, counted: tuple[int, int]) -> frames.Counts:
    """Who is here, in words. `presence` is a `room.Presence`."""
    here, offline = getattr(presence, "here", 0), getattr(presence, "offline", 0)
    done, total = counted
    stages = getattr(presence, "stages", 0)
    return frames.Counts(
        here=here,
        done=done,
        total=total,
        offline=offline,
        stages=stages,
        controls=getattr(presence, "controls", 0),
        line=scene.say("control.counts", here=here, done=done, offline=offline),
        here_line=scene.say("stage.here", n=here),
        done_line=scene.say("stage.all_done") if total and done == total else scene.say("stage.done", n=done, total=total),
        stage_line="" if stages else scene.say("control.stage_not_open"),
    )
