"""An agenda as a content file, which `content_parsing` reads back to the same agenda.

All steps stand in the file whole, so that it can be taken anywhere. Only what a pulse asks is named and not written:
the same wording everywhere is what makes pulses comparable.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import tomlkit

from workshop_app.content_reading import adapter, plain
from workshop_app.domain.agenda import Activity, Agenda, Instrument

#: In which order people read a step; what only its kind has, comes between.
_FIRST, _LAST = ("id", "kind", "title", "may_skip"), ("minutes", "say", "later")


def written(agenda: Agenda) -> str:
    """The agenda as TOML."""
    parts = [
        {"heading": heading, "activities": [flat(activity) for activity in activities]}
        for heading, activities in _parts(agenda)
    ]
    heading = adapter(Agenda).dump_python(agenda, mode="json", exclude={"activities"}, exclude_none=True)
    return tomlkit.dumps({"title": heading["title"], "lobby_say": heading["lobby_say"], "parts": parts})


def flat(activity: Activity) -> dict[str, Any]:
    """The activity as its file has it: without its part, and with the keys of its body beside the others."""
    whole = plain(activity, brief=True)
    body = whole.pop("body")
    if instrument := activity.body.questionnaire():
        body["instrument"] = instrument_name(instrument)
    found = {**whole, **body}
    found.pop("part", None)
    found["say"] = {phase: said for phase, said in found.get("say", {}).items() if said}
    rest = [key for key in found if key not in (*_FIRST, *_LAST)]
    return {key: found[key] for key in (*_FIRST, *rest, *_LAST) if found.get(key) not in (None, {}, [])}


def instrument_name(instrument: Instrument) -> str:
    """The name of the file that a pulse's questionnaire stands in."""
    return f"{instrument.id}-{instrument.version}"


def _parts(agenda: Agenda) -> list[tuple[dict[str, Any], list[Activity]]]:
    """The headings in order, each with the steps that follow under it."""
    return [
        ({key: text for key, text in vars(heading).items() if text}, list(activities))
        for heading, activities in groupby(agenda.activities, key=lambda activity: activity.part or agenda.title)
    ]
