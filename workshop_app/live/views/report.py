"""The page of a session at a desk: a layout of `session_facts`, as the minutes are another, with what is planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from workshop_app.domain.session import Stage
from workshop_app.live.views.figures import bar_group
from workshop_app.live.views.frames.parts import BarGroup, ProposalCard
from workshop_app.live.views.lifts import lifted
from workshop_app.phrases.formatting import format_date
from workshop_app.reports import session_facts
from workshop_app.reports.dates import invitation
from workshop_app.reports.lift_words import told as told_lift
from workshop_app.reports.reading import Reading, desk_reading
from workshop_app.reports.session_facts import Listed
from workshop_app.services.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that was asked: its wording, and what came of it. `hidden` stands in place of figures."""

    id: str = ""
    part: str = ""
    title: str = ""
    wording: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    statements_title: str = ""
    groups: list[BarGroup] = field(default_factory=list)
    sentence: str = ""
    notes: list[str] = field(default_factory=list)
    hidden: str = ""
    top_title: str = ""
    top: list[ProposalCard] = field(default_factory=list)
    proposals_title: str = ""
    proposals: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A line on a commitment card."""

    label: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """A commitment as it was written down."""

    what: str = ""
    facts: list[Fact] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A step of a session that has not started."""

    title: str = ""
    minutes: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    """A session's page. `nothing` says why there is nothing to read yet."""

    language: str = "nb"
    unit: str = ""
    unit_path: str = ""
    title: str = ""
    date: str = ""
    state: str = ""
    stage: str = ""
    nothing: str = ""
    planned_title: str = ""
    planned_total: str = ""
    planned: list[Planned] = field(default_factory=list)
    agreed_title: str = ""
    agreed: list[Agreed] = field(default_factory=list)
    no_agreed: str = ""
    lifted: list[str] = field(default_factory=list)
    next_date: str = ""
    calendar: str = ""
    calendar_path: str = ""
    paper_path: str = ""
    asked_title: str = ""
    asked: list[Asked] = field(default_factory=list)
    caption: str = ""
    purpose: str = ""


def report(snapshot: Snapshot, *, minimum: int, now: datetime) -> Report:
    """The page of a session as it stands."""
    told = desk_reading(snapshot, minimum=minimum)
    record, next_date, language = snapshot.record, told.next_date(), told.language.value
    asked = [_asked(one) for one in session_facts.asked(told)]
    agreed = [_agreed(one) for one in session_facts.agreed(told)]
    is_over = snapshot.live.stage is Stage.ENDED
    return Report(
        language=record.language,
        unit=snapshot.unit.name,
        unit_path=f"/enheter/{snapshot.unit.id}",
        title=snapshot.agenda.title.in_language(told.language),
        date=format_date(record.held_on),
        state=told.say(f"session.state.{snapshot.live.stage.value}"),
        stage=snapshot.live.stage.value,
        nothing="" if asked or agreed else told.say("report.nothing_over" if is_over else "report.nothing"),
        planned_title=told.say("prepare.steps"),
        planned_total=told.say("prepare.total", n=snapshot.agenda.total_minutes),
        planned=_planned(told),
        agreed_title=told.say("history.commitments"),
        agreed=agreed,
        no_agreed=told.say("history.commitments_empty") if is_over and not agreed else "",
        lifted=_lifted(told),
        next_date=told.say("stage.next_date", date=next_date) if next_date else "",
        calendar=invitation(snapshot, language, today=now.astimezone().date()),
        calendar_path=f"/samlinger/{record.id}/kalender.ics",
        paper_path=f"/samlinger/{record.id}/ark",
        asked_title=told.say("report.asked"),
        asked=asked,
        caption=told.say("result.caption"),
        purpose=told.say("result.purpose"),
    )


def _lifted(told: Reading) -> list[str]:
    """What was lifted, each with its answer as soon as there is one."""
    snapshot, language = told.snapshot, told.language.value
    return [
        told_lift(sent, snapshot.municipality, language) if sent.lift.answer else sentence
        for sent, sentence in zip(snapshot.lifts, lifted(told), strict=True)
    ]


def _planned(told: Reading) -> list[Planned]:
    if told.snapshot.live.stage not in (Stage.DRAFT, Stage.LOBBY):
        return []
    return [
        Planned(title=told.text(one.title), minutes=told.say("prepare.minutes_short", n=one.total_minutes))
        for one in told.snapshot.agenda.activities
    ]


def _asked(one: session_facts.Asked) -> Asked:
    return Asked(
        id=one.id,
        part=one.part,
        title=one.title,
        wording=[*one.wording],
        statements_title=_title(one.statements),
        statements=_lines(one.statements),
        groups=[bar_group(group, is_marked=one.result.is_marked) for group in one.result.groups],
        sentence=one.result.sentence,
        notes=[*one.notes],
        hidden=one.result.hidden,
        top_title=one.top_title,
        top=[ProposalCard(id=placed.id, text=placed.text, note=placed.place) for placed in one.top],
        proposals_title=_title(one.proposals),
        proposals=_lines(one.proposals),
    )


def _title(lists: Sequence[Listed]) -> str:
    return next((one.title for one in lists), "")


def _lines(lists: Sequence[Listed]) -> list[str]:
    return [line for one in lists for line in one.lines]


def _agreed(one: session_facts.Agreed) -> Agreed:
    return Agreed(what=one.what, facts=[Fact(label=label, text=text) for label, text in one.facts])
