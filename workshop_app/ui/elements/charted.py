"""A chart as desk pages show it: the drawing, a sentence that says the same, how to read it, and a table to unfold."""

from __future__ import annotations

import reflex as rx

from workshop_app.phrases import phrase
from workshop_app.reports.parts import Chart, Row, Table


def charted(chart: rx.Var[Chart], *, class_name: str = "") -> rx.Component:
    """Everything about a chart. Its SVG is made and escaped in `reports`."""
    return rx.el.figure(
        rx.html(chart.svg),
        rx.cond(
            (chart.says != "") | (chart.reading.length() > 0),
            rx.el.figcaption(
                rx.cond(chart.says != "", rx.el.p(chart.says, class_name="chart-says")),
                rx.cond(
                    chart.reading.length() > 0,
                    rx.el.p(rx.foreach(chart.reading, lambda key: rx.el.span(key, " ")), class_name="help"),
                ),
            ),
        ),
        as_table(chart.table),
        class_name=f"charted {class_name}",
    )


def as_table(shown: rx.Var[Table]) -> rx.Component:
    """The table behind «Vis som tabell». On paper it is always there."""
    of_what = rx.el.span(": ", shown.caption, class_name="visually-hidden")
    return rx.el.details(
        rx.el.summary(phrase("figures.show_table", "nb"), of_what), table(shown), class_name="as-table"
    )


def table(shown: rx.Var[Table]) -> rx.Component:
    """A table that may be wider than the page: it scrolls by itself, also by keyboard."""
    return rx.el.div(
        rx.el.table(
            rx.el.caption(shown.caption),
            rx.el.thead(rx.el.tr(rx.foreach(shown.heads, lambda head: rx.el.th(head, scope="col")))),
            rx.el.tbody(rx.foreach(shown.rows, _row)),
        ),
        role="group",
        aria_label=shown.caption,
        tab_index=0,
        class_name="table-wrap",
    )


def _row(row: rx.Var[Row]) -> rx.Component:
    return rx.el.tr(rx.el.th(row.head, scope="row"), rx.foreach(row.cells, rx.el.td))
