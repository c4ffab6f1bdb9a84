"""«Løft til deg»: what units ask of the level above, and a small form to answer each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import reflex as rx

from workshop_app.domain.lifts import LiftAnswer
from workshop_app.reports.lift_words import STATES, LiftLine
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.lifts.state import Lifts


def lifts() -> rx.Component:
    """The page."""
    return page_of(Lifts, _list())


def _list() -> rx.Component:
    return rx.fragment(
        heading(
            say("lift.page"),
            above=rx.el.p(rx.el.a(say("units.title"), href="/enheter"), class_name="eyebrow"),
            below=rx.el.p(say("lift.answer.help"), " ", say("lift.no_is_ok"), class_name="lead"),
        ),
        rx.cond(
            Lifts.waiting.length() > 0,
            rx.el.ul(rx.foreach(Lifts.waiting, partial(_lift, title=rx.el.h2)), class_name="promises"),
            rx.el.p(say("lift.none_waiting"), class_name="help"),
        ),
        rx.cond(
            Lifts.settled.length() > 0,
            rx.el.section(
                rx.el.h2(say("lift.answered_before"), id="besvart"),
                rx.el.ul(rx.foreach(Lifts.settled, partial(_lift, title=rx.el.h3)), class_name="promises"),
                aria_labelledby="besvart",
                class_name="stack",
            ),
        ),
    )


def _lift(line: rx.Var[LiftLine], *, title: Callable[..., rx.Component]) -> rx.Component:
    """`title` is the heading of the level that fits where it stands."""
    return rx.el.li(
        rx.el.div(
            title(line.what),
            rx.el.span(line.state_label, class_name="state lift-" + line.state),
            class_name="promise-head",
        ),
        rx.el.p(rx.el.strong(say("lift.why"), " "), line.why),
        rx.el.p(line.ends, class_name="help"),
        rx.cond(line.reminded != "", rx.el.p(line.reminded, class_name="notice notice-calm")),
        rx.cond(line.answer != "", rx.el.p(line.answer, class_name="wording")),
        rx.el.details(
            rx.el.summary(line.answer_label),
            _form(line),
            open=(line.state == "waiting") | (Lifts.wrong == line.id),
            class_name="settle",
        ),
        rx.el.p(rx.cond(Lifts.saved == line.id, say("action.saved"), ""), role="status", class_name="saved"),
        key=line.id,
        id="loft-" + line.id,
        class_name="card promise",
    )


def _form(line: rx.Var[LiftLine]) -> rx.Component:
    is_wrong = Lifts.wrong == line.id
    return rx.el.form(
        rx.el.input(type="hidden", name="lift", value=line.id),
        rx.el.fieldset(
            rx.el.legend(line.answer_label, class_name="visually-hidden"),
            rx.el.div(*(_answer(line, answer) for answer in LiftAnswer), class_name="choices"),
        ),
        _field(line, "sentence", say("lift.sentence"), default_value=line.sentence, max_length=300),
        _field(line, "by", say("lift.date"), help_text=say("lift.date.help"), type="date", default_value=line.by_iso),
        rx.el.p(rx.cond(is_wrong, Lifts.error, ""), id="feil-" + line.id, role="alert", class_name="field-error"),
        rx.el.div(
            rx.el.button(say("action.save"), type="submit", class_name="button button-primary"), class_name="buttons"
        ),
        on_submit=Lifts.answer,
        no_validate=True,
        class_name="stack",
    )


def _answer(line: rx.Var[LiftLine], answer: LiftAnswer) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="radio", name="answer", value=answer.value, default_checked=line.state == answer.value),
        rx.el.span(say(STATES[answer])),
        class_name="choice",
    )


def _field(line: rx.Var[LiftLine], name: str, label: str, *, help_text: str = "", **attributes: object) -> rx.Component:
    id_ = f"{name}-" + line.id
    return rx.el.div(
        rx.el.label(label, html_for=id_),
        rx.el.p(help_text, class_name="help") if help_text else rx.fragment(),
        rx.el.input(
            **{
                "id": id_,
                "name": name,
                "type": "text",
                "auto_complete": "off",
                "aria_describedby": "feil-" + line.id,
                "aria_invalid": rx.cond(Lifts.wrong == line.id, "true", "false"),
                **attributes,
            }
        ),
        class_name="field",
    )
