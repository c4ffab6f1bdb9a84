"""«Samlinger» and «Drøfting av pulsen»: what there is in all units, and nothing that came out of it."""

from __future__ import annotations

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
from workshop_app.ui.desk import HERE, say
from workshop_app.ui.elements.desk_page import desk_page, heading, when_ready
from workshop_app.ui.elements.form_field import form_field, select_field
from workshop_app.ui.elements.plain_form import plain_form

_OF_SESSIONS = ("sessions.held_on", "sessions.unit", "sessions.stage", "sessions.made_by")
_OF_DISCUSSIONS = ("sessions.unit", "discussions.discussed_on")


def all_sessions() -> rx.Component:
    """The list, with what narrows it down above it."""
    return desk_page(
        when_ready(
            heading(
                say("sessions.title"),
                below=rx.el.p(say("sessions.explain"), class_name="lead"),
                action=rx.el.a(say("discussions.title"), href=DISCUSSIONS_PATH, class_name="button"),
            ),
            _filter(),
            rx.cond(AllSessions.sessions.length() > 0, _sessions(), rx.el.p(say("sessions.empty"), class_name="card")),
            place=AllSessions.place,
            here=HERE,
            problem=AllSessions.problem,
        ),
        signed_in_as=AllSessions.signed_in_as,
        manages_people=AllSessions.manages_people,
    )


def discussions() -> rx.Component:
    """Where the pulse has been discussed, and where it has not."""
    return desk_page(
        when_ready(
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
            place=Discussions.place,
            here=HERE,
            problem=Discussions.problem,
        ),
        signed_in_as=Discussions.signed_in_as,
        manages_people=Discussions.manages_people,
    )


def _filter() -> rx.Component:
    everything = rx.el.a(say("audit.show_all"), href=PATH, class_name="button button-quiet")
    return plain_form(
        rx.el.div(
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
            class_name="filters",
        ),
        rx.el.div(
            rx.el.button(say("audit.show"), type="submit", class_name="button button-primary"),
            rx.cond(AllSessions.is_narrowed, everything),
            class_name="buttons",
        ),
        action=PATH,
        method="get",
        role="search",
        aria_label=say("sessions.filter"),
        class_name="card stack",
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
            *(
                rx.cond(address != "", rx.el.a(say(key), href=address, class_name="button"))
                for address, key in ((AllSessions.newest, "audit.newest"), (AllSessions.older, "sessions.older"))
            ),
            class_name="buttons",
        ),
        aria_label=say("sessions.title"),
        class_name="card stack",
    )


def _table(title: str, columns: tuple[str, ...], rows: rx.Var, row: object) -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption(say(title), class_name="visually-hidden"),
            rx.el.thead(rx.el.tr(*(rx.el.th(say(column), scope="col") for column in columns))),
            rx.el.tbody(rx.foreach(rows, row)),
            class_name="events",
        ),
        class_name="table-wrap",
    )


def _session(row: rx.Var[SessionRow]) -> rx.Component:
    return rx.el.tr(
        _cell("sessions.held_on", row.held_on),
        _cell("sessions.unit", rx.el.a(row.unit, href=row.path)),
        _cell("sessions.stage", rx.el.span(row.state, class_name="state state-" + row.stage)),
        _cell("sessions.made_by", row.made_by),
    )


def _discussion(row: rx.Var[DiscussionRow]) -> rx.Component:
    lacks = rx.fragment(
        rx.el.span(say("discussions.lacks"), class_name="state"),
        " ",
        rx.el.a(say("discussions.enter"), rx.el.span(": ", row.unit, class_name="visually-hidden"), href=row.path),
    )
    return rx.el.tr(
        _cell("sessions.unit", row.unit),
        _cell("discussions.discussed_on", rx.cond(row.discussed_on != "", row.discussed_on, lacks)),
    )


def _cell(column: str, content: rx.Component | rx.Var) -> rx.Component:
    # Where the screen is narrow each row is a block, and its cells carry their column's name.
    return rx.el.td(content, custom_attrs={"data-column": say(column)})
