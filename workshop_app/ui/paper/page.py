"""The sheet as a page: read on a screen, made for A4, and cut up into a slip for each vote.

What one person answers to two votes must not lie side by side once it is handed in.
"""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.paper import PaperBallot
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.paper.state import PaperSheet


def sheet() -> rx.Component:
    """The way in on top, which one keeps; then a slip for each vote with boxes to tick."""
    paper = PaperSheet.sheet
    return page_of(
        PaperSheet,
        heading(
            paper.title,
            above=rx.el.p(paper.unit, " · ", paper.date, class_name="eyebrow"),
            below=rx.el.p(say("paper.print"), class_name="help on-screen"),
        ),
        _way_in(),
        rx.el.p(paper.without, class_name="lead"),
        rx.el.ul(rx.foreach(paper.promises, rx.el.li), class_name="paper-promises"),
        rx.foreach(paper.ballots, _slip),
    )


def _way_in() -> rx.Component:
    paper = PaperSheet.sheet
    return rx.el.section(
        rx.el.img(src=paper.qr, alt=paper.scan, class_name="paper-qr"),
        rx.el.div(
            rx.el.p(rx.el.strong(paper.scan)),
            rx.el.p(paper.or_type),
            rx.el.p(paper.code, class_name="paper-code"),
        ),
        class_name="card paper-way-in",
    )


def _slip(ballot: rx.Var[PaperBallot]) -> rx.Component:
    return rx.el.section(
        rx.el.p(say("paper.cut"), class_name="paper-cut"),
        rx.el.h2(ballot.title, rx.cond(ballot.occasion != "", rx.el.span(" · ", ballot.occasion))),
        rx.cond(ballot.condition != "", rx.el.p(ballot.condition, class_name="paper-condition")),
        rx.foreach(ballot.wording, lambda line: rx.el.p(line, class_name="wording")),
        rx.el.p(ballot.guide, class_name="help"),
        rx.cond(ballot.statements.length() > 0, _statements(ballot), _options(ballot)),
        class_name="paper-slip",
    )


def _options(ballot: rx.Var[PaperBallot]) -> rx.Component:
    box = rx.cond(ballot.numbers, "paper-number", "paper-box")
    return rx.el.ul(
        rx.foreach(
            ballot.options,
            lambda option: rx.el.li(
                rx.el.span(class_name=box, aria_hidden="true"),
                rx.el.span(option.label, rx.cond(option.help != "", rx.el.small(option.help))),
            ),
        ),
        class_name="paper-options",
    )


def _statements(ballot: rx.Var[PaperBallot]) -> rx.Component:
    """A row for each statement with a box in every column."""
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(rx.el.td(), rx.foreach(ballot.steps, lambda step: rx.el.th(rx.el.span(step), scope="col")))
        ),
        rx.el.tbody(rx.foreach(ballot.statements, lambda item: _statement(item, ballot))),
        aria_label=ballot.title,
        class_name="paper-statements",
    )


def _statement(item: rx.Var[str], ballot: rx.Var[PaperBallot]) -> rx.Component:
    empty = rx.el.span(say("paper.empty_line"), class_name="visually-hidden")
    return rx.el.tr(
        rx.el.th(rx.cond(item != "", item, empty), scope="row"),
        rx.foreach(ballot.steps, lambda _: rx.el.td(rx.el.span(class_name="paper-box"))),
    )
