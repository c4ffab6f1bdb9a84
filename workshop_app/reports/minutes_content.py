"""What stands in a session's minutes, before it is set in type: plain values with every text ready to read.

A layout of `session_facts`, as the session's page is another one.
"""

from __future__ import annotations

from collections.abc import Sequence

from workshop_app.domain.agenda import Activity
from workshop_app.domain.thresholds import ITEMS, SHARES, floored
from workshop_app.phrases.formatting import format_date
from workshop_app.reports import session_facts
from workshop_app.reports.caveats import cannot
from workshop_app.reports.figure_words import unit_name
from workshop_app.reports.minutes_figures import chart
from workshop_app.reports.minutes_values import Asked, MinutesContent, Step
from workshop_app.reports.reading import Reading, desk_reading
from workshop_app.reports.session_facts import Listed, agreed, asked, lifted
from workshop_app.services.snapshot import Snapshot


def minutes_content(snapshot: Snapshot, *, minimum: int) -> MinutesContent:
    """The minutes of a session that has ended."""
    told = desk_reading(snapshot, minimum=minimum)
    day = format_date(snapshot.record.held_on)
    unit = unit_name(snapshot.unit, snapshot.municipality, told.language)
    things = tuple(_asked(one) for one in asked(told))
    commitments, day_next = agreed(told), told.next_date()
    labels = ("minutes.unit", "minutes.municipality", "minutes.date")
    values = (unit, snapshot.municipality.name, day)
    return MinutesContent(
        language=told.language.value,
        full_title=told.say("minutes.full_title", unit=unit, date=day),
        title=told.say("minutes.title"),
        name=told.text(snapshot.agenda.title),
        facts=tuple((told.say(label), value) for label, value in zip(labels, values, strict=True)),
        agenda_title=told.say("minutes.agenda"),
        agenda_columns=("", told.say("minutes.step"), told.say("minutes.planned")),
        agenda=tuple(_step(told, activity) for activity in snapshot.agenda.activities),
        agenda_total=told.say("prepare.total", n=snapshot.agenda.total_minutes),
        asked_title=told.say("report.asked"),
        asked=things,
        nothing="" if things else told.say("report.nothing_over"),
        agreed_title=told.say("history.commitments"),
        agreed=commitments,
        no_agreed="" if commitments else told.say("history.commitments_empty"),
        lifted_title=told.say("lift.title") if snapshot.lifts else "",
        lifted=lifted(told),
        next_date=told.say("stage.next_date", date=day_next) if day_next else "",
        cannot=Listed(title=told.say("export.cannot"), lines=(*cannot(told.language), *_rules(told))),
        page=told.say("minutes.page", n="{n}", total="{total}"),
    )


def _rules(told: Reading) -> Sequence[str]:
    return (
        told.say("export.rules.threshold", k=floored(told.context.minimum)),
        told.say("export.rules.mean", n=ITEMS),
        told.say("export.rules.share", n=SHARES),
        told.say("export.rules.ends"),
    )


def _step(told: Reading, activity: Activity) -> Step:
    minutes = activity.total_minutes
    return Step(title=told.text(activity.title), minutes=told.say("prepare.minutes_short", n=minutes))


def _asked(one: session_facts.Asked) -> Asked:
    return Asked(
        id=one.id,
        title=one.title,
        wording=one.wording,
        # Where figures stand, they name what could be answered.
        lists=(*(one.options if one.result.hidden else ()), *one.statements, *_places(one), *one.proposals),
        charts=tuple(chart(group) for group in one.result.groups),
        sentence=one.result.sentence,
        notes=one.notes,
        hidden=one.result.hidden,
    )


def _places(one: session_facts.Asked) -> tuple[Listed, ...]:
    lines = tuple(f"{placed.place}: {placed.text}" for placed in one.top)
    return (Listed(title=one.top_title, lines=lines),) if lines else ()
