"""A unit's commitments: what was kept and learnt, and for each a small form to say how it went."""

from __future__ import annotations

import reflex as rx

from workshop_app.reports.promises_part import STATES, Promise, PromisesPart
from workshop_app.ui.desk import say
from workshop_app.ui.elements.charted import table
from workshop_app.ui.history.state import History
from workshop_app.ui.history.unit_sections import section


def promises(part: rx.Var[PromisesPart]) -> rx.Component:
    """Those of the latest session first, the earlier ones to unfold, and how it has gone over time."""
    return section(
        "tiltak",
        part.title,
        rx.cond(part.nothing != "", rx.el.p(part.nothing, class_name="help")),
        rx.cond(
            part.sentence != "",
            rx.fragment(
                rx.el.p(part.sentence, class_name="share"),
                rx.cond(
                    part.learnt.length() > 0,
                    rx.fragment(
                        rx.el.h3(part.learnt_title), rx.el.ul(rx.foreach(part.learnt, _lesson), class_name="lessons")
                    ),
                ),
                rx.el.h3(part.latest_title),
                rx.el.ul(rx.foreach(part.latest, _promise), class_name="promises"),
                rx.cond(
                    part.earlier.length() > 0,
                    rx.el.details(
                        rx.el.summary(part.earlier_title),
                        rx.el.ul(rx.foreach(part.earlier, _promise), class_name="promises"),
                        class_name="unfolded",
                    ),
                ),
                rx.el.details(
                    rx.el.summary(part.over_time.caption),
                    table(part.over_time),
                    class_name="as-table",
                ),
            ),
        ),
    )


def _lesson(promise: rx.Var[Promise]) -> rx.Component:
    return rx.el.li(
        rx.el.p("«", promise.learnt, "»", class_name="wording"),
        rx.el.p(
            promise.what,
            " ",
            rx.el.span(promise.state_label, class_name="state became-" + promise.state),
            class_name="help",
        ),
        class_name="learnt",
    )


def _promise(promise: rx.Var[Promise]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h4(promise.what),
            rx.el.span(promise.state_label, class_name="state became-" + promise.state),
            class_name="promise-head",
        ),
        rx.cond(
            promise.learnt != "",
            rx.el.p(rx.el.strong(say("promises.learnt"), ": "), promise.learnt, class_name="learnt"),
        ),
        rx.el.p(
            _fact(say("stage.card.who"), promise.who),
            _fact(say("stage.card.due"), promise.due),
            rx.el.span(say("session.page"), ": ", rx.el.a(promise.session, href=promise.session_path)),
            class_name="promise-facts help",
        ),
        rx.el.details(
            rx.el.summary(promise.settle, rx.el.span(": ", promise.what, class_name="visually-hidden")),
            _settle_form(promise),
            class_name="settle",
        ),
        id="tiltak-" + promise.key,
        class_name="card promise",
    )


def _fact(label: str, value: rx.Var[str]) -> rx.Component:
    return rx.cond(value != "", rx.el.span(label, ": ", value))


def _settle_form(promise: rx.Var[Promise]) -> rx.Component:
    is_wrong = History.wrong == promise.key
    return rx.el.form(
        rx.el.input(type="hidden", name="session", value=promise.session_id),
        rx.el.input(type="hidden", name="position", value=promise.position.to_string()),
        rx.el.fieldset(
            rx.el.legend(promise.settle_label),
            rx.el.div(*(_state(promise, state.value, key) for state, key in STATES.items()), class_name="choices"),
            rx.el.p(say("follow.chosen_away.note"), class_name="help"),
        ),
        rx.el.div(
            rx.el.label(say("follow.learnt"), html_for="laert-" + promise.key),
            rx.el.p(say("follow.learnt.help"), id="laert-hjelp-" + promise.key, class_name="help"),
            rx.el.input(
                id="laert-" + promise.key,
                name="learnt",
                type="text",
                auto_complete="off",
                default_value=promise.learnt,
                aria_describedby="laert-hjelp-" + promise.key + " laert-feil-" + promise.key,
                aria_invalid=rx.cond(is_wrong, "true", "false"),
            ),
            rx.el.p(
                rx.cond(is_wrong, History.error, ""),
                id="laert-feil-" + promise.key,
                role="alert",
                class_name="field-error",
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.el.button(say("action.save"), type="submit", class_name="button button-primary"),
            rx.el.p(rx.cond(History.saved == promise.key, say("action.saved"), ""), role="status", class_name="saved"),
            class_name="buttons",
        ),
        on_submit=History.settle,
        no_validate=True,
        class_name="stack",
    )


def _state(promise: rx.Var[Promise], state: str, key: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="radio", name="state", value=state, default_checked=promise.state == state),
        rx.el.span(say(key)),
        class_name="choice",
    )
