"""The steps of an agenda as the editor lists them, and those that can be put in."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from workshop_app.content_forms import addable, blank
from workshop_app.content_loader import Content
from workshop_app.content_reading import Mistake
from workshop_app.domain.agenda import Activity, Agenda
from workshop_app.domain.errors import BadInput
from workshop_app.ui.desk import LANGUAGE, say

_OWN, _SHIPPED = "own:", "step:"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One step in the list. `block` is set where a new heading begins; `until` is the running total."""

    id: str = ""
    title: str = ""
    kind: str = ""
    block: str = ""
    minutes: str = ""
    until: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Something to choose in a list."""

    id: str = ""
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A mistake beside the field that it is about."""

    key: str = ""
    label: str = ""
    text: str = ""


def rows_of(agenda: Agenda) -> list[Row]:
    """A row for each step, with the minutes added up."""
    made: list[Row] = []
    before, until = "", 0
    for activity in agenda.activities:
        part = activity.part.nb if activity.part else ""
        until += activity.total_minutes
        made.append(
            Row(
                id=activity.id,
                title=activity.title.nb,
                kind=say(f"kind.{activity.kind}"),
                block=part if part != before else "",
                minutes=say("prepare.minutes_short", n=activity.total_minutes),
                until=say("agendas.until", n=until),
            )
        )
        before = part
    return made


def shipped_choices(content: Content, *, besides: Collection[str] = ()) -> list[Choice]:
    """The steps that ship, but for those."""
    return [
        Choice(id=f"{_SHIPPED}{one.id}", label=one.title.nb)
        for one in content.activities.values()
        if one.id not in besides
    ]


def kind_choices(content: Content) -> list[Choice]:
    """The kinds that a new step can be of."""
    return [Choice(id=f"{_OWN}{kind}", label=say(f"kind.{kind}")) for kind in addable(content)]


def new_step(wanted: str, content: Content) -> Activity:
    """The step that was chosen in the list. Raises `BadInput` for what is not in it."""
    if wanted.startswith(_SHIPPED):
        return shipped_step(wanted, content)
    for kind in addable(content):
        if wanted == f"{_OWN}{kind}":
            return blank(kind, content, LANGUAGE)
    raise BadInput("agendas.choose_step", field="wanted")


def shipped_step(wanted: str, content: Content) -> Activity:
    """The step that ships and was chosen in the list. Raises `BadInput` for what is not in it."""
    if (id_ := wanted.removeprefix(_SHIPPED)) in content.activities:
        return content.activities[id_]
    raise BadInput("agendas.choose_step", field="wanted")


def step_of(agenda: Agenda, step: str) -> Activity:
    """The agenda's step with that id. Raises `BadInput` where somebody else has just taken it out."""
    for activity in agenda.activities:
        if activity.id == step:
            return activity
    raise BadInput("agendas.step_gone")


def wrong_of(mistake: Mistake) -> Wrong:
    """The mistake, with the label of its field and which one in a row it is."""
    name, _, place = re.match(r"(\w*)(\[(\d+)\])?", mistake.key).groups()
    label = " ".join(part for part in (say(f"step.field.{name}") if name else "", place) if part)
    return Wrong(key=mistake.key, label=label, text=mistake.why(LANGUAGE))
