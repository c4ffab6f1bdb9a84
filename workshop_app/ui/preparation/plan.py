"""The steps of a session being prepared, as rows to tick and move. Pure: an agenda in, rows out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workshop_app.domain.agenda import Activity, Agenda, Language
from workshop_app.domain.preparation import settled


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One step. `block` is set where a new part of the agenda begins; a `blocked` step can't be taken."""

    id: str = ""
    title: str = ""
    kind: str = ""
    is_pulse: bool = False
    minutes: int = 0
    block: str = ""
    taken: bool = True
    blocked: bool = False
    may_skip: bool = False
    is_first: bool = False
    is_last: bool = False
    #: Non-empty, and new each time, for the button that shall have the focus after a move.
    focus_up: str = ""
    focus_down: str = ""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What has been chosen so far. `left_out` are ids; `question` empty lets the room choose."""

    order: tuple[str, ...]
    left_out: frozenset[str] = frozenset()
    question: str = ""


def taken_steps(agenda: Agenda, choices: Choices, *, discussed: bool) -> list[str]:
    """The ids that the session will have, in order. Without its pulse there is no result of it."""
    blocked = _blocked(agenda, choices, discussed=discussed)
    return [step for step in choices.order if step not in choices.left_out | blocked]


def settled_question(agenda: Agenda, choices: Choices, *, discussed: bool) -> str | None:
    """The question chosen beforehand, if a step that asks it is taken."""
    taken = [agenda.activity(step) for step in taken_steps(agenda, choices, discussed=discussed)]
    return choices.question if choices.question in dict(_questions(taken)) else None


def rows(agenda: Agenda, choices: Choices, *, discussed: bool) -> list[StepRow]:
    """All steps in the chosen order."""
    blocked = _blocked(agenda, choices, discussed=discussed)
    made: list[StepRow] = []
    before = ""
    for position, step in enumerate(choices.order):
        activity = agenda.activity(step)
        part = activity.part.in_language(Language.BOKMAL) if activity.part else ""
        made.append(
            StepRow(
                id=step,
                title=activity.title.in_language(Language.BOKMAL),
                kind=activity.kind,
                is_pulse=activity.body.questionnaire() is not None,
                minutes=settled(activity, choices.question or None).total_minutes,
                block=part if part != before else "",
                taken=step not in choices.left_out | blocked,
                blocked=step in blocked,
                may_skip=activity.may_skip,
                is_first=position == 0,
                is_last=position == len(choices.order) - 1,
            )
        )
        before = part
    return made


def moved(order: Sequence[str], step: str, *, up: bool) -> tuple[str, ...]:
    """The order with `step` one place earlier or later; the same where there is no such place."""
    changed = list(order)
    if step not in changed:
        return tuple(changed)
    here = changed.index(step)
    there = here - 1 if up else here + 1
    if 0 <= there < len(changed):
        changed[here], changed[there] = changed[there], changed[here]
    return tuple(changed)


def questions(agenda: Agenda) -> list[tuple[str, str]]:
    """(id, title) of each question that can be chosen beforehand."""
    return _questions(agenda.activities)


def _questions(activities: Sequence[Activity]) -> list[tuple[str, str]]:
    return [
        (question.id, question.title.in_language(Language.BOKMAL))
        for activity in activities
        for question in activity.body.offered_questions()
    ]


def _blocked(agenda: Agenda, choices: Choices, *, discussed: bool) -> Collection[str]:
    pulses = {activity.id for activity in agenda.activities if activity.body.questionnaire()}
    needing = {activity.id for activity in agenda.activities if activity.id in pulses or activity.body.needs_pulse}
    if not discussed:
        return frozenset(needing)
    return frozenset(needing - pulses) if pulses and pulses <= choices.left_out else frozenset()
