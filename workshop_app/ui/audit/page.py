"""«Hendelseslogg»."""

from __future__ import annotations

from dataclasses import fields

import reflex as rx

from workshop_app.domain.audit import SUBJECTS
from workshop_app.domain.retention import MONTHS_OF_LOG
from workshop_app.reports.audit_lines import Line
from workshop_app.services.audit import SINCE, UNTIL, WHAT, WHO
from workshop_app.ui.audit.state import PATH, Actor, Audit
from workshop_app.ui.desk import HERE, say
from workshop_app.ui.elements.desk_page import desk_page, heading, when_ready
from workshop_app.ui.elements.form_field import form_field, select_field
from workshop_app.ui.elements.plain_form import plain_form

_COLUMNS = tuple(field.name for field in fields(Line))


def log() -> rx.Component:
    """The log, with what narrows it down above it."""
    return desk_page(
        when_ready(
            heading(say("audit.title"), below=rx.el.p(say("audit.explain", months=MONTHS_OF_LOG), class_name="lead")),
            _filter(),
            rx.cond(Audit.lines.length() > 0, _lines(), rx.el.p(say("audit.empty"), class_name="card")),
            place=Audit.place,
            here=HERE,
            problem=Audit.problem,
        ),
        signed_in_as=Audit.signed_in_as,
        manages_people=Audit.manages_people,
    )


def _filter() -> rx.Component:
    return plain_form(
        rx.el.div(
            select_field(
                WHO,
                say("audit.who"),
                rx.el.option(say("audit.everybody"), value=""),
                rx.foreach(Audit.actors, _actor),
                default_value=Audit.asked[WHO],
            ),
            select_field(
                WHAT,
                say("audit.what"),
                rx.el.option(say("audit.everything"), value=""),
                *(rx.el.option(say(f"audit.about.{about}"), value=about) for about in SUBJECTS),
                default_value=Audit.asked[WHAT],
            ),
            _day(SINCE, "audit.since"),
            _day(UNTIL, "audit.until"),
            class_name="filters",
        ),
        rx.el.div(
            rx.el.button(say("audit.show"), type="submit", class_name="button button-primary"),
            rx.cond(Audit.is_narrowed, rx.el.a(say("audit.show_all"), href=PATH, class_name="button button-quiet")),
            class_name="buttons",
        ),
        action=PATH,
        method="get",
        role="search",
        aria_label=say("audit.filter"),
        class_name="card stack",
    )


def _actor(actor: rx.Var[Actor]) -> rx.Component:
    return rx.el.option(actor.name, value=actor.id)


def _day(name: str, key: str) -> rx.Component:
    return form_field(
        name, say(key), type="date", default_value=Audit.asked[name], error=Audit.error, wrong=Audit.wrong
    )


def _lines() -> rx.Component:
    heads = (rx.el.th(say(f"audit.{name}"), scope="col") for name in _COLUMNS)
    return rx.el.section(
        rx.el.div(
            rx.el.table(
                rx.el.caption(say("audit.title"), class_name="visually-hidden"),
                rx.el.thead(rx.el.tr(*heads)),
                rx.el.tbody(rx.foreach(Audit.lines, _line)),
                class_name="events",
            ),
            class_name="table-wrap",
        ),
        rx.el.div(
            _link(Audit.newest, "audit.newest"),
            _link(Audit.older, "audit.older"),
            rx.el.a(say("audit.sheet"), href=Audit.workbook, download=True, class_name="button button-quiet"),
            rx.el.a(say("audit.csv"), href=Audit.csv, download=True, class_name="button button-quiet"),
            class_name="buttons",
        ),
        aria_label=say("audit.title"),
        class_name="card stack",
    )


def _link(address: rx.Var[str], key: str) -> rx.Component:
    return rx.cond(address != "", rx.el.a(say(key), href=address, class_name="button"))


def _line(line: rx.Var[Line]) -> rx.Component:
    # Where the screen is narrow each line is a block, and its cells carry their column's name.
    return rx.el.tr(
        *(rx.el.td(getattr(line, name), custom_attrs={"data-column": say(f"audit.{name}")}) for name in _COLUMNS)
    )
