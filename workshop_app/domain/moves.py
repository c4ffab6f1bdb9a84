"""What follows from a press: every decision about a live session, as pure functions.

Each takes the state and what was asked, and returns the events to append to the log (none when
there is nothing to do) or raises `RefusedMove` or `NeedsConfirmation`, and then nothing changes.
The ways themselves stand in the tables of each kind (`phases.Course`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from workshop_app.domain.agenda import Activity, Agenda, Phase
from workshop_app.domain.errors import NeedsConfirmation, RefusedMove
from workshop_app.domain.opening import Surroundings, demand_open, is_shut
from workshop_app.domain.phases import Move
from workshop_app.domain.session import Event, EventKind, LiveSession, RunKey, Stage, as_settled, chosen_question

#: What can be noted: something said, counted, or true.
Value = str | int | bool | None

#: A closed vote that nobody comes back to is sealed after this long (architecture rule 3).
SEAL_AFTER = timedelta(minutes=30)
#: A session that nobody has moved for this long is ended, so that no ballot outlives its day.
ABANDONED_AFTER = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class Position:
    """The step and phase that a button was pressed on: a second press from elsewhere finds it changed."""

    step: int
    phase: Phase | None


def open_lobby(session: LiveSession, *, now: datetime) -> list[Event]:
    """Let people in. Raises `RefusedMove` for a session that has ended; again is harmless."""
    if session.stage is Stage.ENDED:
        raise RefusedMove("error.code_ended")
    return [Event(EventKind.OPENED, now)] if session.stage is Stage.DRAFT else []


def move(
    session: LiveSession, agenda: Agenda, *, move: Move, pressed_on: Position, around: Surroundings
) -> list[Event]:
    """What follows from a press on next, close, back or repeat.

    A press from a position that the session has already left gives no events: two facilitators
    who press together move one step. Raises `RefusedMove` or `NeedsConfirmation`.
    """
    if pressed_on != Position(step=session.step, phase=session.phase):
        return []
    if session.stage is Stage.LOBBY and move is Move.NEXT:
        return _enter(session, agenda, step=0, around=around)
    activity = session.current(agenda)
    if activity is None or session.phase is None:
        raise RefusedMove("control.refused.not_running")
    target = _target(session, activity, session.phase, move)
    if target is None:
        return _leave(session, agenda, move=move, around=around, past_refused=move is Move.BACK)
    if target in activity.body.course.rounds:
        demand_open(session, activity, around, phase=target)
    _confirm_few(session, agenda, move=move, around=around)
    return _within(session, activity, target=target, move=move, around=around)


def skip(session: LiveSession, agenda: Agenda, *, pressed_on: Position, around: Surroundings) -> list[Event]:
    """Go straight to the next activity, whatever phase this one is in. Its votes are sealed.

    What is shut for good is passed by (`opening.is_shut`): there is no other way around it.
    """
    if pressed_on != Position(step=session.step, phase=session.phase):
        return []
    if session.current(agenda) is None:
        raise RefusedMove("control.refused.not_running")
    _confirm_open(session, agenda, around=around)
    return _leave(session, agenda, move=Move.NEXT, around=around, past_refused=True)


def end(session: LiveSession, agenda: Agenda, *, around: Surroundings) -> list[Event]:
    """End for everybody: seal what is left, and no way back. Again is harmless."""
    if session.stage is Stage.ENDED:
        return []
    if not around.confirmed:
        raise NeedsConfirmation("control.end_confirm")
    sealing = [event for activity in agenda.activities for event in _seal_all(session, activity, around.now)]
    return [*sealing, Event(EventKind.ENDED, around.now)]


def note(session: LiveSession, kind: EventKind, value: Value, *, now: datetime) -> list[Event]:
    """Set what has no rules of its own, such as a hidden screen or closed doors.

    Raises `RefusedMove` once the session has ended.
    """
    if session.stage is Stage.ENDED:
        raise RefusedMove("error.code_ended")
    return [Event(kind, now, {"value": value})]


def choose_question(session: LiveSession, agenda: Agenda, *, question: str, now: datetime) -> list[Event]:
    """The facilitator settles which question to take, after the room's vote or instead of it."""
    activity = session.current(agenda)
    if activity is None or session.phase is not Phase.CHOSEN:
        raise RefusedMove("control.refused.not_here")
    if question not in {candidate.id for candidate in activity.body.offered_questions()}:
        raise RefusedMove("control.refused.not_here")
    return [Event(EventKind.QUESTION_CHOSEN, now, {"activity": activity.id, "question": question})]


def seal_overdue(session: LiveSession, *, now: datetime) -> list[Event]:
    """Seal what has stood closed for `SEAL_AFTER`; a pause between two votes of one part is not that."""
    if session.phase is not Phase.CLOSED or session.phase_since is None or now - session.phase_since < SEAL_AFTER:
        return []
    return [_run_event(EventKind.RUN_SEALED, key, now) for key, run in session.runs.items() if not run.sealed]


def take_again(session: LiveSession, agenda: Agenda, *, lost: Collection[RunKey], now: datetime) -> list[Event]:
    """After a restore: give up the votes whose answers no backup holds, and stand where they can be asked again."""
    gone = [key for key in lost if _is_unsealed(session, key)]
    events = [_run_event(EventKind.RUN_LOST, key, now) for key in gone]
    activity = session.current(agenda)
    parts_here = {part for activity_id, part in gone if activity and activity_id == activity.id}
    if activity is None or session.phase is None or not parts_here:
        return events
    target = activity.body.course.rest(session.phase, min(parts_here))
    return [*events, _moved(activity, session.step, target, now)]


def end_abandoned(session: LiveSession, agenda: Agenda, *, now: datetime) -> list[Event]:
    """End a session that has stood in the same phase for `ABANDONED_AFTER`."""
    if session.phase_since is None or now - session.phase_since < ABANDONED_AFTER:
        return []
    return end(session, agenda, around=Surroundings(now=now, confirmed=True))


def _target(session: LiveSession, activity: Activity, phase: Phase, move: Move) -> Phase | None:
    """The phase that the table gives; None to leave the activity. Raises where there is no way.

    What is sealed can't take answers again: next and back pass it by, only repeat starts anew.
    """
    body = as_settled(session, activity).body
    target = body.way(phase, move)
    if target is None and move not in (Move.NEXT, Move.BACK):
        raise RefusedMove("control.refused.not_here")
    if move is Move.NEXT and target is not None and _is_sealed(session, activity, target):
        return body.course.rest(target)
    while move is Move.BACK and target is not None and _is_sealed(session, activity, target):
        target = body.way(target, move)
    return target


def _is_sealed(session: LiveSession, activity: Activity, phase: Phase) -> bool:
    """Whether `phase` takes answers for a part that has been sealed."""
    part, _ = activity.body.course.rounds.get(phase, ("", ""))
    run = session.run(activity.id, part)
    return run is not None and run.sealed


def _within(
    session: LiveSession, activity: Activity, *, target: Phase, move: Move, around: Surroundings
) -> list[Event]:
    if move is Move.REPEAT and not _is_lost(session, activity, target):
        _confirm("control.repeat_confirm", around)
    if session.phase is Phase.CHOSEN and chosen_question(session, activity) is None:
        raise RefusedMove("control.refused.choose_question")
    if target == activity.body.demands_cards:
        _demand_whole_cards(around)
    events = _close_open(session, activity, around.now)
    part = activity.body.course.sealing.get(target)
    if part is not None and _is_unsealed(session, (activity.id, part)):
        events.append(_run_event(EventKind.RUN_SEALED, (activity.id, part), around.now))
    return [*events, *_open(session, activity, target, around.now), _moved(activity, session.step, target, around.now)]


def _leave(
    session: LiveSession, agenda: Agenda, *, move: Move, around: Surroundings, past_refused: bool
) -> list[Event]:
    activity = session.current(agenda)
    assert activity is not None
    stride = 1 if move is Move.NEXT else -1
    step = session.step + stride
    while past_refused and 0 <= step < len(agenda.activities):
        target = agenda.activities[step]
        if not is_shut(session, target, around, phase=_entered_in(session, target)):
            break
        step += stride
    if step < 0 or step >= len(agenda.activities):
        raise RefusedMove("control.refused.first" if step < 0 else "control.refused.last")
    if move is Move.BACK:
        _confirm_open(session, agenda, around=around)
    entering = _enter(session, agenda, step=step, around=around)
    return [*_close_open(session, activity, around.now), *_seal_all(session, activity, around.now), *entering]


def _enter(session: LiveSession, agenda: Agenda, *, step: int, around: Surroundings) -> list[Event]:
    activity, phase = agenda.activities[step], _entered_in(session, agenda.activities[step])
    demand_open(session, activity, around, phase=phase)
    return [*_open(session, activity, phase, around.now), _moved(activity, step, phase, around.now)]


def _entered_in(session: LiveSession, activity: Activity) -> Phase:
    left = session.left.get(activity.id)
    return activity.body.first_phase() if left is None else activity.body.course.return_phase(left)


def _open(session: LiveSession, activity: Activity, phase: Phase, now: datetime) -> list[Event]:
    """Open the round that `phase` takes answers for. A sealed part gets a new run, never its old one."""
    if phase not in activity.body.course.rounds:
        return []
    part, round_ = activity.body.course.rounds[phase]
    run = session.run(activity.id, part)
    repetition = 1 if run is None else run.repetition + run.sealed
    return [_run_event(EventKind.RUN_OPENED, (activity.id, part), now, round=round_, repetition=repetition)]


def _close_open(session: LiveSession, activity: Activity, now: datetime) -> list[Event]:
    return [
        _run_event(EventKind.RUN_CLOSED, (activity.id, part), now)
        for part in activity.body.course.parts
        if (run := session.run(activity.id, part)) and run.open_round
    ]


def _seal_all(session: LiveSession, activity: Activity, now: datetime) -> list[Event]:
    return [
        _run_event(EventKind.RUN_SEALED, (activity.id, part), now)
        for part in activity.body.course.parts
        if _is_unsealed(session, (activity.id, part))
    ]


def _is_unsealed(session: LiveSession, key: RunKey) -> bool:
    run = session.runs.get(key)
    return run is not None and not run.sealed


def _is_lost(session: LiveSession, activity: Activity, phase: Phase) -> bool:
    """Whether the answers that `phase` took before are in no backup, so that there is nothing to delete."""
    part, _ = activity.body.course.rounds.get(phase, ("", ""))
    run = session.run(activity.id, part)
    return run is not None and run.lost


def _confirm_few(session: LiveSession, agenda: Agenda, *, move: Move, around: Surroundings) -> None:
    """Closing a vote with fewer than half of the answers in should be meant."""
    closing = move in (Move.NEXT, Move.CLOSE) and session.open_run(agenda) is not None
    if closing and around.answered * 2 < around.expected:
        _confirm("control.few_confirm", around, done=around.answered, total=around.expected)


def _confirm_open(session: LiveSession, agenda: Agenda, *, around: Surroundings) -> None:
    """Leaving an open vote seals it for good, so that should be meant too."""
    if session.open_run(agenda) is not None:
        _confirm("control.leave_confirm", around)


def _demand_whole_cards(around: Surroundings) -> None:
    """A commitment without anybody to see to it or a date is none; to agree on none should be meant."""
    if around.missing:
        raise RefusedMove("card.missing", missing=tuple(around.missing))
    if not around.cards:
        _confirm("control.no_cards_confirm", around)


def _confirm(key: str, around: Surroundings, **slots: object) -> None:
    if not around.confirmed:
        raise NeedsConfirmation(key, **slots)


def _moved(activity: Activity, step: int, phase: Phase, now: datetime) -> Event:
    return Event(EventKind.MOVED, now, {"step": step, "activity": activity.id, "phase": phase.value})


def _run_event(kind: EventKind, key: RunKey, now: datetime, **more: str | int) -> Event:
    return Event(kind, now, {"activity": key[0], "part": key[1], **more})
