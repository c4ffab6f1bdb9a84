"""Something to look at together: a lead, lines, three columns, quotations."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.counts import Counts
from workshop_app.live.views.frames.parts import Column
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.ui.elements.quotation import quotation
from workshop_app.ui.stage.sheet import sheet, text_lines, when


def slide(frame: rx.Var[StageFrame], _counts: rx.Var[Counts]) -> rx.Component:
    """A slide."""
    return sheet(
        frame,
        when(frame.lead, class_name="slide-lead"),
        text_lines(frame.lines, "slide-lines"),
        columns(frame),
        quotations(frame),
        kind="slide",
        most=1.3,
        foot=when(frame.source),
    )


def columns(frame: rx.Var[StageFrame]) -> rx.Component:
    """The principles side by side, each with its accent and its pattern."""
    return rx.cond(
        frame.columns.length() > 0,
        rx.el.div(rx.foreach(frame.columns, _column), class_name="columns"),
        rx.fragment(),
    )


def quotations(frame: rx.Var[StageFrame]) -> rx.Component:
    """One quotation large, two beside each other."""
    return rx.cond(
        frame.quotes.length() > 0,
        rx.el.div(
            rx.foreach(frame.quotes, quotation),
            class_name=rx.cond(frame.quotes.length() > 1, "quotes quotes-two", "quotes"),
        ),
        rx.fragment(),
    )


def _column(column: rx.Var[Column]) -> rx.Component:
    return rx.el.section(
        rx.el.div(class_name="column-band", aria_hidden="true"),
        rx.el.h2(column.heading),
        rx.el.ul(rx.foreach(column.lines, rx.el.li)),
        class_name=f"column mark-{column.mark}",
    )
