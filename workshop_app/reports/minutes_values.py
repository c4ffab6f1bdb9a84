"""The parts of a session's minutes as plain values. `minutes_layout.typ` knows their names."""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.reports.minutes_figures import Chart
from workshop_app.reports.session_facts import Agreed, Listed


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the agenda, with its planned time."""

    title: str
    minutes: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that was asked: its exact wording, and what came of it. `hidden` stands in place of figures."""

    id: str
    title: str
    wording: tuple[str, ...] = ()
    lists: tuple[Listed, ...] = ()
    charts: tuple[Chart, ...] = ()
    sentence: str = ""
    notes: tuple[str, ...] = ()
    hidden: str = ""


@dataclass(frozen=True, kw_only=True)
class MinutesContent:
    """Everything in the minutes, in the order in which it is read."""

    language: str
    full_title: str
    title: str
    name: str
    facts: tuple[tuple[str, str], ...]
    agenda_title: str
    agenda_columns: tuple[str, str, str]
    agenda: tuple[Step, ...]
    agenda_total: str
    asked_title: str
    asked: tuple[Asked, ...]
    nothing: str
    agreed_title: str
    agreed: tuple[Agreed, ...]
    no_agreed: str
    lifted_title: str
    lifted: tuple[Agreed, ...]
    next_date: str
    cannot: Listed
    page: str
