"""The page where a session is made."""

from __future__ import annotations

import reflex as rx

from workshop_app.domain.agenda import Language
from workshop_app.domain.sittings import NUMBERS
from workshop_app.kinds.catalogue import forms
from workshop_app.services.rehearsals import FEWEST, MOST
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.elements.form_field import form_field, refusal, select_field
from workshop_app.ui.preparation.plan import StepRow
from workshop_app.ui.preparation.sessions import UNKNOWN_NUMBER, NewSession, Offer

#: Pretend participants, unless another number is written.
_USUAL = 20


def new_session() -> rx.Component:
    """Everything about a session on one page, with defaults that work."""
    return page_of(
        NewSession,
        heading(
            say("prepare.title"),
            above=rx.el.p(rx.el.a(NewSession.unit_name, href=f"/enheter/{NewSession.unit}"), class_name="eyebrow"),
            below=rx.el.p(say("prepare.explain"), class_name="lead"),
        ),
        rx.el.form(
            refusal(NewSession.error, NewSession.wrong),
            rx.el.div(
                rx.el.div(_settings(), class_name="plan-settings stack"),
                _steps(),
                class_name="plan",
            ),
            _create_bar(),
            on_submit=NewSession.create,
            no_validate=True,
            class_name="stack",
        ),
        _rehearsal(),
    )


def _settings() -> rx.Component:
    return rx.fragment(
        rx.cond(
            NewSession.agendas.length() > 1,
            select_field(
                "agenda",
                say("prepare.agenda"),
                rx.foreach(NewSession.agendas, _option),
                value=NewSession.agenda,
                on_change=NewSession.choose_agenda,
            ),
        ),
        rx.el.p(rx.el.a(say("prepare.own_agendas"), href="/agendaer"), class_name="help"),
        form_field(
            "held_on",
            say("prepare.date"),
            type="date",
            default_value=NewSession.today,
            error=NewSession.error,
            wrong=NewSession.wrong,
        ),
        select_field(
            "language",
            say("prepare.language"),
            *(rx.el.option(say(f"language.{language}"), value=language.value) for language in Language),
            help_text=say("prepare.language.help"),
            default_value=Language.BOKMAL.value,
        ),
        _sittings(),
        rx.cond(
            NewSession.questions.length() > 0,
            select_field(
                "question",
                say("prepare.question"),
                rx.el.option(say("prepare.question.room"), value=""),
                rx.foreach(NewSession.questions, _option),
                help_text=say("prepare.question.help"),
                on_change=NewSession.choose_question,
            ),
        ),
    )


def _sittings() -> rx.Component:
    return select_field(
        "sittings",
        say("sittings.how_many"),
        rx.el.option(say("sittings.one"), value=""),
        *(rx.el.option(say("sittings.number", n=n), value=str(n)) for n in NUMBERS),
        rx.el.option(say("sittings.unknown"), value=UNKNOWN_NUMBER),
        help_text=say("sittings.how_many.help"),
        error=rx.cond(NewSession.wrong == "sittings", NewSession.error, ""),
    )


def _option(offer: rx.Var[Offer]) -> rx.Component:
    return rx.el.option(offer.label, value=offer.id)


def _steps() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(say("prepare.steps"), id="steg"),
            rx.el.p(NewSession.total, class_name="total"),
            class_name="plan-head",
        ),
        rx.cond(NewSession.pulse_note != "", rx.el.p(NewSession.pulse_note, role="status", class_name="notice")),
        rx.cond(
            NewSession.discussed,
            rx.fragment(),
            rx.el.div(
                rx.el.p(say("prepare.no_pulse")),
                rx.el.p(
                    rx.el.a(
                        say("prepare.no_pulse.link"),
                        href=f"/enheter/{NewSession.unit}/endre#discussed_on",
                    )
                ),
                id="uten-puls",
                class_name="notice",
            ),
        ),
        rx.el.ol(rx.foreach(NewSession.steps, _step), class_name="steps"),
        rx.el.p(NewSession.announcement, role="status", class_name="visually-hidden"),
        aria_labelledby="steg",
        class_name="plan-steps stack",
    )


def _step(row: rx.Var[StepRow]) -> rx.Component:
    return rx.el.li(
        rx.cond(row.block != "", rx.el.p(row.block, class_name="block-title")),
        rx.el.div(
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=row.taken,
                    disabled=row.blocked,
                    on_change=NewSession.include(row.id, ~row.taken),
                ),
                rx.el.span(row.title, _about_step(row)),
            ),
            rx.el.span(_minutes(row), class_name="minutes"),
            rx.el.span(_move(row, up=True), _move(row, up=False), class_name="moves"),
            class_name=rx.cond(row.taken, "step", "step step-out"),
        ),
        key=row.id,
    )


def _about_step(row: rx.Var[StepRow]) -> rx.Component:
    kinds = [(kind, say(f"kind.{kind}")) for kind in forms()]
    blocked = rx.cond(row.is_pulse, say("prepare.blocked_pulse"), say("prepare.blocked"))
    return rx.el.small(
        rx.match(row.kind, *kinds, ""),
        rx.cond(row.may_skip, " · " + say("prepare.may_skip"), ""),
        rx.cond(row.blocked, rx.el.strong(" · ", blocked), rx.fragment()),
    )


def _minutes(row: rx.Var[StepRow]) -> rx.Var:
    """The step's minutes, in the short form that fits beside it."""
    before, _, after = say("prepare.minutes_short", n="\0").partition("\0")
    return rx.Var.create(before) + row.minutes.to_string() + after


def _move(row: rx.Var[StepRow], *, up: bool) -> rx.Component:
    before, _, after = say("action.move_up" if up else "action.move_down", step="\0").partition("\0")
    focus = row.focus_up if up else row.focus_down
    ends = row.is_first if up else row.is_last
    return rx.el.button(
        rx.el.span("↑" if up else "↓", aria_hidden="true"),
        type="button",
        aria_label=rx.Var.create(before) + row.title + after,
        aria_disabled=rx.cond(ends, "true", "false"),
        on_click=NewSession.move(row.id, up),
        # A new key makes a new button, and a new button with autofocus takes the focus.
        auto_focus=focus != "",
        key=("up" if up else "down") + focus,
        class_name="move",
    )


def _rehearsal() -> rx.Component:
    return rx.el.form(
        rx.el.h2(say("stage.rehearsal")),
        rx.el.p(say("rehearsal.explain"), class_name="help"),
        form_field(
            "people",
            say("rehearsal.people"),
            help_text=say("rehearsal.people.help", least=FEWEST, most=MOST),
            input_mode="numeric",
            auto_complete="off",
            default_value=str(_USUAL),
            error=NewSession.error,
            wrong=NewSession.wrong,
        ),
        rx.el.div(rx.el.button(say("rehearsal.begin"), type="submit", class_name="button"), class_name="buttons"),
        on_submit=NewSession.rehearse,
        no_validate=True,
        class_name="card stack",
    )


def _create_bar() -> rx.Component:
    return rx.el.div(
        rx.el.button(say("prepare.create"), type="submit", class_name="button button-primary"),
        rx.el.p(say("prepare.create.help"), class_name="help"),
        class_name="create-bar",
    )
