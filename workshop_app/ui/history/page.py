"""The pages to look back on: all units, one unit, one session."""

from __future__ import annotations

import reflex as rx

from workshop_app.reports.municipality_page import UnitInTree
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.history.session_report import session_report
from workshop_app.ui.history.sittings import sittings
from workshop_app.ui.history.state import History
from workshop_app.ui.history.unit import unit_page


def units() -> rx.Component:
    """«Enheter»."""
    page = History.municipality
    return _page(
        heading(
            say("units.title"),
            below=rx.fragment(
                rx.cond(page.totals != "", rx.el.p(page.totals, class_name="lead")),
                rx.cond(page.lifts != "", rx.el.p(say("lift.title"), ": ", page.lifts, class_name="help")),
            ),
            action=rx.el.div(
                rx.cond(History.may_arrange, rx.el.a(say("tree.title"), href="/enheter/ordne", class_name="button")),
                rx.cond(History.may_prepare, rx.el.a(say("agendas.title"), href="/agendaer", class_name="button")),
                rx.cond(
                    History.may_prepare,
                    rx.el.a(say("units.new"), href="/enheter/ny", class_name="button button-primary"),
                ),
                class_name="buttons",
            ),
        ),
        rx.cond(
            History.inbox != "",
            rx.el.p(rx.el.a(History.inbox, href="/loft"), class_name="notice notice-calm"),
        ),
        rx.cond(
            page.units.length() > 0,
            rx.fragment(
                rx.el.ul(rx.foreach(page.units, _unit), class_name="tree"),
                rx.cond(page.order != "", rx.el.p(page.order, " ", page.drawn, class_name="help")),
            ),
            rx.cond(
                History.may_prepare,
                _empty(say("units.empty"), say("units.empty.help")),
                _empty(say("units.none_for_you"), say("units.none_for_you.help")),
            ),
        ),
    )


def unit() -> rx.Component:
    """A unit over all its sessions."""
    return _page(unit_page())


def session() -> rx.Component:
    """A session afterwards, or as far as it has come."""
    return _page(session_report(History.session, control=History.control, guess=History.guess, together=sittings()))


def _page(*content: rx.Component) -> rx.Component:
    return page_of(History, *content)


def _empty(sentence: str, help_text: str) -> rx.Component:
    return rx.el.div(
        rx.el.p(sentence, class_name="lead"), rx.el.p(help_text, class_name="help"), class_name="empty card"
    )


def _unit(row: rx.Var[UnitInTree]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.a(row.name, href=row.path, class_name="tile-name"),
            rx.cond(row.under != "", rx.el.span(row.under, class_name="visually-hidden")),
            rx.cond(row.closed != "", rx.el.span(row.closed, class_name="state")),
            rx.el.p(
                rx.el.span(row.held),
                rx.cond(row.commitments != "", rx.el.span(row.commitments)),
                rx.cond(row.all_under != "", rx.el.span(row.all_under)),
                class_name="promise-facts help",
            ),
        ),
        rx.el.div(
            rx.cond(row.headline != "", rx.el.p(row.headline, class_name="tree-headline")),
            rx.cond(row.strip != "", rx.html(row.strip)),
            rx.cond(row.roll_up != "", rx.el.p(row.roll_up, class_name="tree-headline")),
            class_name="tree-figures",
        ),
        style={"--depth": row.depth.to_string()},
        class_name="tree-unit",
    )
