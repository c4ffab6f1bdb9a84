"""Rows under the answers to them: empty tracks while they are answered, and then with a bar for each answer."""

from __future__ import annotations

from collections.abc import Callable

import reflex as rx

from workshop_app.live.views.frames.counts import Counts
from workshop_app.live.views.frames.parts import Bar, BarGroup, Column
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.ui.stage.phases.result import says
from workshop_app.ui.stage.phases.vote import prompt
from workshop_app.ui.stage.sheet import sheet, when


def matrix(frame: rx.Var[StageFrame], counts: rx.Var[Counts]) -> rx.Component:
    """The same table before and after, so that nothing moves when its bars appear."""
    return rx.cond(
        frame.places.length() > 0,
        sheet(
            frame,
            _table(frame, frame.places, _waiting),
            kind="matrix",
            timed=True,
            band=prompt(frame, counts),
            most=1.3,
        ),
        sheet(
            frame,
            _table(frame, frame.groups, _row),
            kind="matrix",
            foot=rx.cond(frame.sentence != "", when(frame.caption), rx.fragment()),
            band=says(frame),
            most=1.3,
        ),
    )


def _table(
    frame: rx.Var[StageFrame],
    rows: rx.Var[list[BarGroup]],
    row: Callable[[rx.Var[BarGroup]], rx.Component],
) -> rx.Component:
    has_heads = frame.columns.length() > 0
    return rx.el.div(
        rx.cond(has_heads, _heads(frame.columns), rx.fragment()),
        rx.foreach(rows, row),
        role="list",
        class_name=rx.cond(has_heads, "matrix", "matrix matrix-named"),
        style={"--columns": f"{frame.columns.length()}"},
    )


def _heads(columns: rx.Var[list[Column]]) -> rx.Component:
    heads = rx.foreach(columns, lambda column: rx.el.span(column.heading, class_name="matrix-head"))
    return rx.el.div(rx.el.span(), heads, class_name="matrix-row", aria_hidden="true")


def _waiting(group: rx.Var[BarGroup]) -> rx.Component:
    return rx.el.div(
        rx.el.p(group.title, class_name="matrix-label"),
        rx.el.ul(rx.foreach(group.bars, _empty_cell), class_name="matrix-cells", aria_hidden="true"),
        role="listitem",
        class_name="matrix-row",
    )


def _empty_cell(bar: rx.Var[Bar]) -> rx.Component:
    """The track that a bar will grow in, with the room of its figure; or a step that can be chosen on phones."""
    return rx.cond(
        bar.text != "",
        rx.el.li(bar.text, class_name="matrix-step"),
        rx.el.li(
            rx.el.span("\N{NO-BREAK SPACE}", class_name="bar-text"),
            rx.el.span(class_name="bar-plot"),
            class_name="matrix-cell",
        ),
    )


def _row(group: rx.Var[BarGroup]) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(group.title, class_name="matrix-label"),
            rx.cond(group.bars.length() > 0, when(group.note, class_name="matrix-said"), rx.fragment()),
            rx.cond(group.sentence != "", rx.el.p(group.sentence, class_name="visually-hidden"), rx.fragment()),
        ),
        rx.cond(
            group.bars.length() > 0,
            rx.el.ul(rx.foreach(group.bars, _cell), class_name="matrix-cells", aria_hidden="true"),
            when(group.note, class_name="matrix-note"),
        ),
        role="listitem",
        class_name="matrix-row",
    )


def _cell(bar: rx.Var[Bar]) -> rx.Component:
    """A share above its bar; where only the order may be known, the answer that most gave."""
    return rx.cond(
        bar.text != "",
        rx.el.li(
            rx.el.span(bar.text, class_name="bar-text"),
            rx.el.span(rx.el.span(class_name="bar-fill"), class_name="bar-plot"),
            class_name=f"matrix-cell bound-{bar.bound}",
            style={"--width": f"{bar.width}"},
        ),
        rx.el.li(bar.label, class_name="matrix-most"),
    )
