"""Changes to an agenda of one's own. Pure: an agenda in, an agenda out; whether it is fit to use, others say."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from workshop_app.domain.agenda import Activity, Agenda, Phase, Text
from workshop_app.domain.errors import BadInput

#: Letters that no accent can be taken off.
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ö": "o", "ä": "a", "é": "e", "ü": "u"})
_LONGEST_ID = 40


def entitled(agenda: Agenda, title: str) -> Agenda:
    """The agenda under another name. Translations of the old one go with it."""
    return agenda if title == agenda.title.nb else replace(agenda, title=Text(nb=title))


def moved(agenda: Agenda, step: str, place: int) -> Agenda:
    """The agenda with a step at that place, counted from 0; what is outside is the first or last place."""
    found, others = _taken_out(agenda, step)
    place = max(0, min(place, len(others)))
    return replace(agenda, activities=(*others[:place], found, *others[place:]))


def without(agenda: Agenda, step: str) -> Agenda:
    """The agenda without a step."""
    return replace(agenda, activities=_taken_out(agenda, step)[1])


def timed(agenda: Agenda, step: str, phase: Phase, minutes: int) -> Agenda:
    """The agenda with other planned minutes for one phase of a step."""
    activity = _found(agenda, step)
    return changed(agenda, replace(activity, minutes={**activity.minutes, phase: minutes}))


def changed(agenda: Agenda, activity: Activity) -> Agenda:
    """The agenda with an activity in the place of the one with its id."""
    _found(agenda, activity.id)
    return replace(agenda, activities=tuple(activity if one.id == activity.id else one for one in agenda.activities))


def inserted(agenda: Agenda, activity: Activity, *, after: str) -> Agenda:
    """The agenda with one more step, behind another and under the same heading, or as the first."""
    ids = [one.id for one in agenda.activities]
    place = ids.index(after) + 1 if after in ids else 0
    neighbour = agenda.activities[max(0, place - 1)] if agenda.activities else None
    added = replace(
        activity,
        id=free_id(activity.id, ids),
        part=neighbour.part if neighbour else activity.part or agenda.title,
    )
    return replace(agenda, activities=(*agenda.activities[:place], added, *agenda.activities[place:]))


def swapped(agenda: Agenda, step: str, activity: Activity) -> Agenda:
    """The agenda with another activity in the place of a step, under the same heading."""
    found, others = _taken_out(agenda, step)
    instead = replace(activity, id=free_id(activity.id, [one.id for one in others]), part=found.part)
    return replace(agenda, activities=tuple(instead if one.id == step else one for one in agenda.activities))


def free_id(wanted: str, taken: Collection[str]) -> str:
    """The id, or the next one with a number behind it that nothing else has."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def id_from(text: str) -> str:
    """Something like the text that may be an id: `Hvem gjør hva?` → `hvem-gjor-hva`."""
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower().translate(_LETTERS)).strip("-")
    return plain[:_LONGEST_ID].strip("-") or "steg"


def _found(agenda: Agenda, step: str) -> Activity:
    for activity in agenda.activities:
        if activity.id == step:
            return activity
    raise BadInput("agendas.step_gone")


def _taken_out(agenda: Agenda, step: str) -> tuple[Activity, tuple[Activity, ...]]:
    found = _found(agenda, step)
    return found, tuple(one for one in agenda.activities if one.id != step)
