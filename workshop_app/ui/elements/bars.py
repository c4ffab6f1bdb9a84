"""Figures as bars with words on them. Functions of what `live.views.figures` made; no State.

A figure that is only known to lie on one side of its number is drawn as where it may lie: open, not filled.
The drawing is hidden from screen readers; they get the group's sentence, which says the same.
"""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.parts import Bar, BarGroup


def bar_figure(group: rx.Var[BarGroup]) -> rx.Component:
    """Labelled bars on a scale from 0 to 100."""
    return _figure(group, rx.el.ul(rx.foreach(group.bars, _bar), class_name="bars", aria_hidden="true"))


def scale_figure(group: rx.Var[BarGroup]) -> rx.Component:
    """Means on the scale from 1 to 5, with the steps of the scale under them."""
    steps = rx.el.li(
        rx.el.span(class_name="bar-label"),
        rx.el.span(*[rx.el.span(str(step)) for step in range(1, 6)], class_name="scale-steps"),
        class_name="bar",
    )
    return _figure(group, rx.el.ul(rx.foreach(group.bars, _mean), steps, class_name="bars scale", aria_hidden="true"))


def _figure(group: rx.Var[BarGroup], drawing: rx.Component) -> rx.Component:
    return rx.el.figure(
        rx.cond(group.title != "", rx.el.figcaption(group.title, class_name="figure-title"), rx.fragment()),
        rx.el.p(group.sentence, class_name="visually-hidden"),
        rx.cond(group.note != "", rx.el.p(group.note, class_name="figure-note"), rx.fragment()),
        drawing,
        class_name=rx.cond(group.holds_notes, "figure notes-held", "figure"),
    )


def open_figure(group: rx.Var[BarGroup]) -> rx.Component:
    """Where bars will stand: the options in their places and empty tracks. The same room as `bar_figure` takes."""
    return rx.el.div(
        rx.cond(group.title != "", rx.el.p(group.title, class_name="figure-title"), rx.fragment()),
        rx.el.ul(rx.foreach(group.bars, _place), class_name="bars"),
        class_name="figure",
    )


def _place(bar: rx.Var[Bar]) -> rx.Component:
    return rx.el.li(
        rx.el.span(bar.label, class_name="bar-label shaped"),
        rx.el.span(class_name="bar-plot", aria_hidden="true"),
        class_name=f"bar mark-{bar.mark}",
    )


def _bar(bar: rx.Var[Bar]) -> rx.Component:
    return rx.el.li(
        rx.el.span(bar.label, class_name="bar-label shaped"),
        rx.el.span(
            rx.el.span(class_name="bar-fill"),
            rx.el.span(bar.text, class_name="bar-text"),
            class_name="bar-plot",
        ),
        class_name=rx.cond(bar.text == "", "bar bar-named", f"bar bound-{bar.bound} mark-{bar.mark}"),
        style={"--width": f"{bar.width}"},
    )


def _mean(bar: rx.Var[Bar]) -> rx.Component:
    return rx.el.li(
        rx.el.span(bar.label, class_name="bar-label"),
        rx.el.span(rx.el.span(class_name="scale-mean"), class_name="scale-track"),
        rx.el.span(bar.text, class_name="bar-text"),
        rx.cond(bar.note != "", rx.el.span(bar.note, class_name="bar-note"), rx.fragment()),
        class_name=f"bar bound-{bar.bound}",
        style={"--width": f"{bar.width}"},
    )
