"""Which steps a session takes, in which order, before it starts. Pure: an agenda in, an agenda out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from workshop_app.domain.agenda import Activity, Agenda, Text
from workshop_app.domain.errors import BadInput


def with_selection(agenda: Agenda, order: Sequence[str], chosen_question: str | None = None) -> Agenda:
    """The agenda with only the activities in `order`, in that order.

    `chosen_question` settles which question the room works on; without it the room votes.
    Raises `BadInput` for an unknown or repeated id and for an order that `refuse_incoherent` refuses.
    """
    known = {activity.id: activity for activity in agenda.activities}
    if not known.keys() >= set(order):
        raise BadInput("prepare.refused.unknown_step")
    activities = tuple(known[activity_id] for activity_id in order)
    refuse_incoherent(activities)
    return replace(agenda, activities=_with_question(activities, chosen_question))


def refuse_incoherent(activities: Sequence[Activity]) -> None:
    """Refuse, with `BadInput`, an empty order, a step that comes twice, or a result before its pulse."""
    if not activities:
        raise BadInput("prepare.refused.empty")
    if len({activity.id for activity in activities}) < len(activities):
        raise BadInput("prepare.refused.twice")
    pulses = [place for place, activity in enumerate(activities) if activity.body.questionnaire()]
    if len(pulses) > 1:
        raise BadInput("prepare.refused.two_pulses")
    needing = [place for place, activity in enumerate(activities) if activity.body.needs_pulse]
    if needing and not (pulses and pulses[0] < needing[0]):
        raise BadInput("prepare.refused.pulse_first")


def with_follow_ups(agenda: Agenda, number: int, title: Callable[[int], Text]) -> Agenda:
    """The agenda with a step for each of so many commitments of the session before, if it follows any up.

    Further steps come after the last that it has, are like that one under another `title`, and may be left out.
    """
    following = [one for one in agenda.activities if one.body.followed_up()]
    if not following:
        return agenda
    last = max(following, key=lambda one: one.body.followed_up())
    further = tuple(
        replace(last, id=f"{last.id}-{n}", title=title(n), body=last.body.following_up(n), may_skip=True)
        for n in range(last.body.followed_up() + 1, number + 1)
    )
    place = agenda.activities.index(last) + 1
    return replace(agenda, activities=(*agenda.activities[:place], *further, *agenda.activities[place:]))


def has_pulse(agenda: Agenda) -> bool:
    """Whether the pulse is asked for: that has to be discussed with the union representatives first."""
    return any(activity.body.questionnaire() for activity in agenda.activities)


def pulse_in_other_place(activities: Sequence[Activity]) -> bool:
    """Whether there is a pulse, and it does not stand right after the part that the session begins with.

    What people have heard and seen before colours what they answer, so only pulses in the same place compare.
    """
    place = next((place for place, one in enumerate(activities) if one.body.questionnaire()), None)
    return place is not None and any(one.part != activities[0].part for one in activities[:place])


def _with_question(activities: tuple[Activity, ...], question: str | None) -> tuple[Activity, ...]:
    offered = {candidate.id for activity in activities for candidate in activity.body.offered_questions()}
    if question is not None and question not in offered:
        raise BadInput("prepare.refused.unknown_question")
    return tuple(settled(activity, question) for activity in activities)


def settled(activity: Activity, question: str | None) -> Activity:
    """The activity with its question chosen. No vote on it then, so no time planned for one."""
    body, first = activity.body.with_question(question), activity.body.course.first
    if body.first_phase() is first:
        return replace(activity, body=body)
    minutes = {phase: planned for phase, planned in activity.minutes.items() if phase is not first}
    return replace(activity, body=body, minutes=minutes)
