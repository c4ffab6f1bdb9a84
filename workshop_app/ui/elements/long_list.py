"""A list that is long: narrowed down by a form above it, in a table whose rows fold where the screen is narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import reflex as rx

from workshop_app.phrases import phrase
from workshop_app.ui.elements.plain_form import plain_form


def narrowing_form(*fields: rx.Component, path: str, label: str, is_narrowed: rx.Var) -> rx.Component:
    """What the list is asked for, carried by the page's address, and the way back to all of it."""
    everything = rx.el.a(phrase("audit.show_all", "nb"), href=path, class_name="button button-quiet")
    return plain_form(
        rx.el.div(*fields, class_name="filters"),
        rx.el.div(
            rx.el.button(phrase("audit.show", "nb"), type="submit", class_name="button button-primary"),
            rx.cond(is_narrowed, everything),
            class_name="buttons",
        ),
        action=path,
        method="get",
        role="search",
        aria_label=label,
        class_name="card stack",
    )


def long_table(title: str, columns: Iterable[str], rows: rx.Var, row: Callable[[rx.Var], rx.Component]) -> rx.Component:
    """The table, with a title for the ear."""
    return rx.el.div(
        rx.el.table(
            rx.el.caption(title, class_name="visually-hidden"),
            rx.el.thead(rx.el.tr(*(rx.el.th(column, scope="col") for column in columns))),
            rx.el.tbody(rx.foreach(rows, row)),
            class_name="events",
        ),
        class_name="table-wrap",
    )


def cell(column: str, content: rx.Component | rx.Var) -> rx.Component:
    """A cell. Where the screen is narrow each row is a block, and its cells carry their column's name."""
    return rx.el.td(content, custom_attrs={"data-column": column})


def link_if_any(address: rx.Var[str], text: str) -> rx.Component:
    """A link to another part of the list, where there is one."""
    return rx.cond(address != "", rx.el.a(text, href=address, class_name="button"))
