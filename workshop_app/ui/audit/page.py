"""«Hendelseslogg»."""

from __future__ import annotations

from dataclasses import fields

import reflex as rx

from workshop_app.domain.audit import SUBJECTS
from workshop_app.domain.retention import MONTHS_OF_LOG
from workshop_app.reports.audit_lines import Line
from workshop_app.services.audit import SINCE, UNTIL, WHAT, WHO
from workshop_app.ui.audit.state import PATH, Actor, Audit
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.elements.form_field import form_field, select_field
from workshop_app.ui.elements.long_list import cell, link_if_any, long_table, narrowing_form

_COLUMNS = tuple(field.name for field in fields(Line))


def log() -> rx.Component:
    """The log, with what narrows it down above it."""
    return page_of(
        Audit,
        heading(say("audit.title"), below=rx.el.p(say("audit.explain", months=MONTHS_OF_LOG), class_name="lead")),
        _filter(),
        rx.cond(Audit.lines.length() > 0, _lines(), rx.el.p(say("audit.empty"), class_name="card")),
    )


def _filter() -> rx.Component:
    return narrowing_form(
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
        path=PATH,
        label=say("audit.filter"),
        is_narrowed=Audit.is_narrowed,
    )


def _actor(actor: rx.Var[Actor]) -> rx.Component:
    return rx.el.option(actor.name, value=actor.id)


def _day(name: str, key: str) -> rx.Component:
    return form_field(
        name, say(key), type="date", default_value=Audit.asked[name], error=Audit.error, wrong=Audit.wrong
    )


def _lines() -> rx.Component:
    return rx.el.section(
        long_table(say("audit.title"), (say(f"audit.{name}") for name in _COLUMNS), Audit.lines, _line),
        rx.el.div(
            link_if_any(Audit.newest, say("audit.newest")),
            link_if_any(Audit.older, say("audit.older")),
            rx.el.a(say("audit.sheet"), href=Audit.workbook, download=True, class_name="button button-quiet"),
            rx.el.a(say("audit.csv"), href=Audit.csv, download=True, class_name="button button-quiet"),
            class_name="buttons",
        ),
        aria_label=say("audit.title"),
        class_name="card stack",
    )


def _line(line: rx.Var[Line]) -> rx.Component:
    return rx.el.tr(*(cell(say(f"audit.{name}"), getattr(line, name)) for name in _COLUMNS))
