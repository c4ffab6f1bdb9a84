"""«Opplegg»: the municipality's own agendas and those that ship, and ways to get another."""

from __future__ import annotations

import reflex as rx

from workshop_app.content_checks import LARGEST_FILE
from workshop_app.ui.agendas.in_browser import file_text
from workshop_app.ui.agendas.listing import AgendaRow, Agendas
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.elements.form_field import form_field, refusal, select_field


def listing() -> rx.Component:
    """«Opplegg»."""
    return page_of(
        Agendas,
        heading(say("agendas.title"), below=rx.el.p(say("agendas.explain"), class_name="lead")),
        _agendas(say("agendas.own"), Agendas.own, empty=say("agendas.none_own")),
        _copy(),
        _import(),
        _agendas(say("agendas.shipped"), Agendas.shipped),
        narrow=True,
    )


def _agendas(title: str, rows: rx.Var, *, empty: str = "") -> rx.Component:
    return rx.el.section(
        rx.el.h2(title),
        rx.cond(
            rows.length() > 0,
            rx.el.ul(rx.foreach(rows, _agenda), class_name="accounts"),
            rx.el.p(empty, class_name="help"),
        ),
        class_name="card stack",
    )


def _agenda(row: rx.Var[AgendaRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(rx.el.a(row.title, href=row.path, class_name="tile-name")),
            rx.el.p(row.about, class_name="help"),
        ),
        rx.el.p(
            rx.el.a(
                say("agendas.export"),
                rx.el.span(" ", row.title, class_name="visually-hidden"),
                href=row.file,
                download=True,
            )
        ),
        class_name="account-row",
    )


def _copy() -> rx.Component:
    return rx.el.form(
        rx.el.h2(say("agendas.copy")),
        refusal(Agendas.error, Agendas.wrong),
        select_field(
            "source",
            say("agendas.copy.source"),
            rx.foreach(Agendas.shipped, lambda row: rx.el.option(row.title, value=row.id)),
            rx.foreach(Agendas.own, lambda row: rx.el.option(row.title, value=row.id)),
        ),
        form_field(
            "title",
            say("agendas.name"),
            help_text=say("agendas.name.help"),
            required=True,
            auto_complete="off",
            error=Agendas.error,
            wrong=Agendas.wrong,
        ),
        rx.el.div(
            rx.el.button(say("agendas.copy.do"), type="submit", class_name="button button-primary"),
            class_name="buttons",
        ),
        on_submit=Agendas.copy_agenda,
        no_validate=True,
        class_name="card stack",
    )


def _import() -> rx.Component:
    return rx.el.section(
        rx.el.h2(say("agendas.import")),
        file_text(
            id="fil",
            label=say("agendas.import.file"),
            help=say("agendas.import.help"),
            most=LARGEST_FILE,
            on_text=Agendas.take_in,
        ),
        rx.el.div(
            rx.cond(
                Agendas.mistakes.length() > 0,
                rx.el.div(
                    rx.el.p(Agendas.said),
                    rx.el.ul(rx.foreach(Agendas.mistakes, lambda line: rx.el.li(line))),
                    class_name="notice notice-alert",
                ),
                rx.cond(
                    Agendas.taken_in.id != "",
                    rx.el.div(
                        rx.el.p(Agendas.said),
                        rx.el.p(rx.el.a(say("agendas.open"), href=Agendas.taken_in.path)),
                        class_name="notice",
                    ),
                ),
            ),
            role="status",
        ),
        class_name="card stack",
    )
