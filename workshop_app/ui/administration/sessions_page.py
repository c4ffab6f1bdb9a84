"""«Samlinger» and «Drøfting av pulsen»: what there is in all units, and nothing that came out of it."""

from __future__ import annotations

from collections.abc import Callable

import reflex as rx

from workshop_app.domain.session import Stage
from workshop_app.services.oversight import SINCE, STAGE, UNIT, UNTIL
from workshop_app.ui.administration.sessions import (
    DISCUSSIONS_PATH,
    PATH,
    AllSessions,
    DiscussionRow,
    Discussions,
    SessionRow,
    UnitOption,
)
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.elements.form_field import form_field, select_field
from workshop_app.ui.elements.long_list import cell, link_if_any, long_table, narrowing_form

_OF_SESSIONS = ("sessions.held_on", "sessions.unit", "sessions.stage", "sessions.made_by")
_OF_DISCUSSIONS = ("sessions.unit", "discussions.discussed_on")


def all_sessions() -> rx.Component:
    """The list, with what narrows it down above it."""
    return page_of(
        AllSessions,
        heading(
            say("sessions.title"),
            below=rx.el.p(say("sessions.explain"), class_name="lead"),
            action=rx.el.a(say("discussions.title"), href=DISCUSSIONS_PATH, class_name="button"),
        ),
        _filter(),
        rx.cond(AllSessions.sessions.length() > 0, _sessions(), rx.el.p(say("sessions.empty"), class_name="card")),
    )


def discussions() -> rx.Component:
    """Where the pulse has been discussed, and where it has not."""
    return page_of(
        Discussions,
        heading(
            say("discussions.title"),
            above=rx.el.p(rx.el.a(say("sessions.title"), href=PATH), class_name="eyebrow"),
            below=rx.el.p(say("discussions.explain"), class_name="lead"),
        ),
        rx.el.section(
            rx.el.p(rx.el.strong(Discussions.summary)),
            _table("discussions.title", _OF_DISCUSSIONS, Discussions.rows, _discussion),
            class_name="card stack",
        ),
    )


def _filter() -> rx.Component:
    return narrowing_form(
        select_field(
            UNIT,
            say("sessions.unit"),
            rx.el.option(say("sessions.all_units"), value=""),
            rx.foreach(AllSessions.units, _unit),
            default_value=AllSessions.asked[UNIT],
        ),
        select_field(
            STAGE,
            say("sessions.stage"),
            rx.el.option(say("sessions.all_stages"), value=""),
            *(rx.el.option(say(f"session.state.{stage.value}"), value=stage.value) for stage in Stage),
            default_value=AllSessions.asked[STAGE],
        ),
        *(_day(name, key) for name, key in ((SINCE, "audit.since"), (UNTIL, "audit.until"))),
        path=PATH,
        label=say("sessions.filter"),
        is_narrowed=AllSessions.is_narrowed,
    )


def _unit(unit: rx.Var[UnitOption]) -> rx.Component:
    return rx.el.option(unit.name, value=unit.id)


def _day(name: str, key: str) -> rx.Component:
    filled = {"default_value": AllSessions.asked[name], "error": AllSessions.error, "wrong": AllSessions.wrong}
    return form_field(name, say(key), type="date", **filled)


def _sessions() -> rx.Component:
    return rx.el.section(
        _table("sessions.title", _OF_SESSIONS, AllSessions.sessions, _session),
        rx.el.div(
            link_if_any(AllSessions.newest, say("audit.newest")),
            link_if_any(AllSessions.older, say("sessions.older")),
            class_name="buttons",
        ),
        aria_label=say("sessions.title"),
        class_name="card stack",
    )


def _table(title: str, columns: tuple[str, ...], rows: rx.Var, row: Callable[[rx.Var], rx.Component]) -> rx.Component:
    return long_table(say(title), map(say, columns), rows, row)


def _session(row: rx.Var[SessionRow]) -> rx.Component:
    return rx.el.tr(
        cell(say("sessions.held_on"), row.held_on),
        cell(say("sessions.unit"), rx.el.a(row.unit, href=row.path)),
        cell(say("sessions.stage"), rx.el.span(row.state, class_name="state state-" + row.stage)),
        cell(say("sessions.made_by"), row.made_by),
    )


def _discussion(row: rx.Var[DiscussionRow]) -> rx.Component:
    lacks = rx.fragment(
        rx.el.span(say("discussions.lacks"), class_name="state"),
        " ",
        rx.el.a(say("discussions.enter"), rx.el.span(": ", row.unit, class_name="visually-hidden"), href=row.path),
    )
    return rx.el.tr(
        cell(say("sessions.unit"), row.unit),
        cell(say("discussions.discussed_on"), rx.cond(row.discussed_on != "", row.discussed_on, lacks)),
    )
