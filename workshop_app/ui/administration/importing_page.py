"""The page where units are taken over from a table."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.administration.importing import ChangeLine, UnitTable
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.elements.form_field import form_field, refusal
from workshop_app.ui.elements.plain_form import plain_form


def unit_table() -> rx.Component:
    """«Hent enheter fra en tabell»."""
    return page_of(
        UnitTable,
        heading(
            say("import.title"),
            above=rx.el.p(rx.el.a(say("tree.title"), href="/enheter/ordne"), class_name="eyebrow"),
            below=rx.el.p(say("import.explain"), class_name="lead"),
        ),
        rx.el.p(UnitTable.said, role="status", class_name="saved"),
        refusal(UnitTable.error, UnitTable.wrong),
        rx.cond(UnitTable.waits, _preview()),
        _file(),
        narrow=True,
    )


def _file() -> rx.Component:
    return rx.el.section(
        rx.el.h2(say("import.file.title"), id="fil-tittel"),
        plain_form(
            form_field(
                "fil",
                say("import.file"),
                type="file",
                accept=".xlsx,.csv",
                help_text=say("import.file.help"),
                error=UnitTable.error,
                wrong=UnitTable.wrong,
            ),
            rx.el.button(say("import.look"), type="submit", class_name="button button-primary"),
            action="/enheter/importer/fil",
            class_name="stack",
            enc_type="multipart/form-data",
        ),
        aria_labelledby="fil-tittel",
        class_name="card stack",
    )


def _preview() -> rx.Component:
    return rx.el.section(
        rx.el.h2(say("import.preview"), id="forhaandsvisning"),
        rx.el.p(UnitTable.summary, class_name="lead"),
        _lines(UnitTable.mistakes),
        _lines(UnitTable.changes),
        rx.el.div(
            rx.cond(
                UnitTable.changes.length() > 0,
                rx.el.button(
                    say("import.do"), type="button", on_click=UnitTable.carry_out, class_name="button button-primary"
                ),
            ),
            rx.el.button(say("import.give_up"), type="button", on_click=UnitTable.give_up, class_name="button"),
            class_name="buttons",
        ),
        aria_labelledby="forhaandsvisning",
        class_name="card stack",
    )


def _lines(lines: rx.Var[list[ChangeLine]]) -> rx.Component:
    return rx.cond(
        lines.length() > 0,
        rx.el.ul(
            rx.foreach(lines, lambda line: rx.el.li(rx.el.span(line.mark, class_name="state"), rx.el.span(line.says))),
            class_name="import-lines",
        ),
    )
