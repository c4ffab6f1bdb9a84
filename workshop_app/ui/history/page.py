"""The pages to look back on: all units, one unit, one session."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.desk import HERE, say
from workshop_app.ui.elements.desk_page import desk_page, heading, when_ready
from workshop_app.ui.history.session_report import session_report
from workshop_app.ui.history.state import History, SessionRow, UnitRow


def units() -> rx.Component:
    """«Enheter»."""
    return _page(
        heading(
            say("units.title"),
            action=rx.cond(
                History.may_prepare,
                rx.el.a(say("units.new"), href="/enheter/ny", class_name="button button-primary"),
            ),
        ),
        rx.cond(
            History.units.length() > 0,
            rx.el.ul(rx.foreach(History.units, _unit), class_name="tiles"),
            rx.cond(
                History.may_prepare,
                _empty(say("units.empty"), say("units.empty.help")),
                _empty(say("units.none_for_you"), say("units.none_for_you.help")),
            ),
        ),
    )


def unit() -> rx.Component:
    """A unit and its sessions."""
    return _page(
        heading(
            History.unit.name,
            above=rx.el.p(rx.el.a(say("units.title"), href="/enheter"), class_name="eyebrow"),
            action=rx.cond(
                History.may_prepare,
                rx.el.a(
                    say("prepare.title"), href=f"{History.unit.path}/ny-samling", class_name="button button-primary"
                ),
            ),
        ),
        rx.el.div(
            rx.el.section(
                rx.el.h2(say("history.sessions"), id="samlinger"),
                rx.cond(
                    History.sessions.length() > 0,
                    rx.el.ul(rx.foreach(History.sessions, _session), class_name="sessions"),
                    _empty(say("unit.empty"), rx.cond(History.may_prepare, say("unit.empty.help"), "")),
                ),
                aria_labelledby="samlinger",
                class_name="stack",
            ),
            _about_unit(),
            class_name="beside",
        ),
    )


def session() -> rx.Component:
    """A session afterwards, or as far as it has come."""
    return _page(session_report(History.report, control=History.control))


def _page(*content: rx.Component) -> rx.Component:
    return desk_page(
        when_ready(*content, place=History.place, here=HERE, problem=History.problem),
        signed_in_as=History.signed_in_as,
    )


def _empty(sentence: str, help_text: rx.Var | str) -> rx.Component:
    return rx.el.div(
        rx.el.p(sentence, class_name="lead"), rx.el.p(help_text, class_name="help"), class_name="empty card"
    )


def _unit(row: rx.Var[UnitRow]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.span(row.name, class_name="tile-name"),
            rx.el.span(rx.cond(row.sessions != "", row.sessions + " · ", ""), row.latest, class_name="help"),
            href=row.path,
            class_name="tile card",
        )
    )


def _session(row: rx.Var[SessionRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.a(row.date, href=row.path, class_name="session-date"),
            rx.el.p(row.title),
            rx.el.p(
                rx.el.span(row.state, class_name="state state-" + row.stage),
                rx.cond(row.commitments != "", rx.el.span(row.commitments, class_name="help")),
                class_name="session-state",
            ),
        ),
        rx.cond(
            row.control != "",
            rx.el.a(say("session.control_short"), href=row.control, aria_label=row.control_label, class_name="button"),
        ),
        class_name="card session",
    )


def _about_unit() -> rx.Component:
    facts = (
        ("units.leader_role", History.unit.leader_role),
        ("units.agreed_roles", History.unit.agreed_roles),
        ("units.discussed", History.unit.discussed),
    )
    return rx.el.aside(
        rx.el.h2(say("units.about"), id="om-enheten"),
        rx.el.dl(
            *(rx.el.div(rx.el.dt(say(label)), rx.el.dd(value)) for label, value in facts),
            class_name="facts",
        ),
        rx.cond(
            History.may_prepare, rx.el.p(rx.el.a(say("units.edit"), href=f"{History.unit.path}/endre")), rx.fragment()
        ),
        rx.el.p(say("result.purpose"), class_name="help"),
        aria_labelledby="om-enheten",
        class_name="card stack",
    )
