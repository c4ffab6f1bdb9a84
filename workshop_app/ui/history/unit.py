"""A unit's page: what was promised and learnt, the figures, the sessions, and what to take away."""

from __future__ import annotations

import reflex as rx

from workshop_app.reports.lift_words import LiftLine
from workshop_app.ui.desk import say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.history import unit_sections
from workshop_app.ui.history.promises import promises
from workshop_app.ui.history.state import History, SessionRow

_EXPORTS = {"xlsx": "unit.sheet", "csv": "unit.csv", "json": "unit.json"}


def unit_page() -> rx.Component:
    """Everything about one unit. Before its first session, how to get there."""
    return rx.fragment(
        heading(
            History.unit.name,
            above=rx.el.p(rx.el.a(say("units.title"), href="/enheter"), class_name="eyebrow"),
            below=rx.fragment(
                rx.cond(History.unit.closed != "", rx.el.p(History.unit.closed, class_name="state")),
                rx.cond(History.report.lead != "", rx.el.p(History.report.lead, class_name="lead")),
            ),
            action=rx.cond(
                History.may_prepare & (History.unit.closed == ""),
                rx.el.a(
                    say("prepare.title"), href=f"{History.unit.path}/ny-samling", class_name="button button-primary"
                ),
            ),
        ),
        rx.el.div(
            rx.el.div(
                rx.cond(History.report.lead != "", _history(), rx.fragment()),
                rx.cond(History.lifts.length() > 0, _lifts()),
                _sessions(),
                _about_unit(),
                class_name="sections",
            ),
            rx.el.div(
                rx.cond(History.report.lead != "", _contents(), rx.fragment()),
                rx.cond(History.report.lead != "", _take_away(), rx.fragment()),
                class_name="stack aside",
            ),
            class_name="beside",
        ),
    )


def _history() -> rx.Component:
    report = History.report
    return rx.fragment(
        rx.foreach(History.unit.waiting, lambda line: rx.el.p(line, class_name="notice notice-calm")),
        promises(report.promises),
        rx.cond(report.pulse.title != "", unit_sections.pulse(report.pulse)),
        rx.cond(report.dilemma.title != "", unit_sections.dilemma(report.dilemma)),
        rx.cond(report.points.title != "", unit_sections.points(report.points)),
        rx.cond(report.questions.title != "", unit_sections.questions(report.questions)),
    )


def _contents() -> rx.Component:
    report = History.report
    parts = (
        ("tiltak", report.promises.title),
        ("puls", report.pulse.title),
        ("dilemma", report.dilemma.title),
        ("poeng", report.points.title),
        ("hva-na", report.questions.title),
        ("samlinger", rx.Var.create(say("history.sessions"))),
    )
    return rx.el.nav(
        rx.el.h2(say("unit.contents"), id="innhold-liste"),
        rx.el.ul(
            *(rx.cond(title != "", rx.el.li(rx.el.a(title, href=f"#{id_}"))) for id_, title in parts),
            class_name="contents",
        ),
        aria_labelledby="innhold-liste",
        class_name="card stack contents-card",
    )


def _take_away() -> rx.Component:
    return rx.el.section(
        rx.el.h2(say("unit.take_away"), id="last-ned"),
        rx.el.ul(
            *(
                rx.el.li(rx.el.a(say(key), href=f"{History.unit.path}/eksport/{kind}", download=True))
                for kind, key in _EXPORTS.items()
            ),
            class_name="contents",
        ),
        aria_labelledby="last-ned",
        class_name="card stack take-away",
    )


def _lifts() -> rx.Component:
    return unit_sections.section(
        "loft", say("lift.title"), rx.el.ul(rx.foreach(History.lifts, _lift), class_name="promises")
    )


def _lift(line: rx.Var[LiftLine]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h3(line.what),
            rx.el.span(line.state_label, class_name="state lift-" + line.state),
            class_name="promise-head",
        ),
        rx.cond(line.answer != "", rx.el.p(line.answer, class_name="wording")),
        rx.el.p(line.ends, class_name="help"),
        class_name="card promise",
    )


def _sessions() -> rx.Component:
    return unit_sections.section(
        "samlinger",
        say("history.sessions"),
        rx.cond(
            History.sessions.length() > 0,
            rx.el.ul(rx.foreach(History.sessions, _session), class_name="sessions"),
            rx.el.div(
                rx.el.p(say("unit.empty"), class_name="lead"),
                rx.cond(History.may_prepare, rx.el.p(say("unit.empty.help"), class_name="help")),
                class_name="empty card",
            ),
        ),
    )


def _session(row: rx.Var[SessionRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.a(row.date, href=row.path, class_name="session-date"),
            rx.el.p(row.title),
            rx.el.p(
                rx.el.span(row.state, class_name="state state-" + row.stage),
                rx.cond(row.sitting != "", rx.el.span(row.sitting, class_name="help")),
                rx.cond(row.commitments != "", rx.el.span(row.commitments, class_name="help")),
                class_name="session-state",
            ),
        ),
        rx.cond(
            row.control != "",
            rx.el.a(say("session.control_short"), href=row.control, aria_label=row.control_label, class_name="button"),
        ),
        rx.cond(
            row.guess != "",
            rx.el.a(say("guess.link"), href=row.guess, aria_label=row.guess_label, class_name="button"),
        ),
        rx.cond(
            row.minutes != "",
            rx.el.a(
                say("unit.minutes"),
                href=row.minutes,
                aria_label=row.minutes_label,
                download=True,
                class_name="button button-quiet",
            ),
        ),
        class_name="card session",
    )


def _about_unit() -> rx.Component:
    facts = (
        ("units.leader_role", History.unit.leader_role),
        ("units.agreed_roles", History.unit.agreed_roles),
        ("units.discussed", History.unit.discussed),
    )
    return rx.el.section(
        rx.el.h2(say("units.about"), id="om-enheten"),
        rx.el.dl(
            *(rx.el.div(rx.el.dt(say(label)), rx.el.dd(value)) for label, value in facts),
            class_name="facts",
        ),
        rx.cond(
            History.unit.turns.length() > 0,
            rx.el.ul(
                rx.foreach(
                    History.unit.turns,
                    lambda turn: rx.el.li(turn.says, " ", rx.el.a(turn.name, href=turn.path)),
                ),
                class_name="contents",
            ),
        ),
        rx.cond(
            History.may_prepare, rx.el.p(rx.el.a(say("units.edit"), href=f"{History.unit.path}/endre")), rx.fragment()
        ),
        rx.el.p(say("result.purpose"), class_name="help"),
        rx.el.p(say("unit.viewed_logged"), class_name="help"),
        aria_labelledby="om-enheten",
        class_name="card stack about-unit",
    )
