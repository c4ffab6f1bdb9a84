"""The page about the whole municipality."""

from __future__ import annotations

from typing import Any

import reflex as rx

from workshop_app.services.logo_drawing import LARGEST as LARGEST_LOGO
from workshop_app.ui.administration.settings import Municipality
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.elements.form_field import form_field, refusal, select_field
from workshop_app.ui.elements.logo import logo
from workshop_app.ui.elements.plain_form import plain_form


def municipality() -> rx.Component:
    """«Kommunen»."""
    return page_of(
        Municipality,
        heading(say("own_municipality.title"), below=rx.el.p(say("own_municipality.explain"), class_name="lead")),
        _name(),
        _logo(),
        _threshold(),
        _periods(),
        _deleting(),
        narrow=True,
    )


def _name() -> rx.Component:
    return _card(
        "name",
        say("own_municipality.name.title"),
        _field("name", say("setup.municipality"), auto_complete="off", required=True),
        _field(
            "privacy_contact",
            say("setup.privacy_contact"),
            help_text=say("own_municipality.name.help"),
            auto_complete="off",
            required=True,
        ),
        on_submit=Municipality.rename,
    )


def _logo() -> rx.Component:
    remove = rx.el.button(
        say("own_municipality.logo.remove"), type="button", on_click=Municipality.remove_logo, class_name="button"
    )
    shown = rx.el.div(logo(Municipality.logo), remove, class_name="buttons")
    return rx.el.section(
        rx.el.h2(say("own_municipality.logo.title"), id="om-logo"),
        rx.el.p(say("own_municipality.logo.help"), class_name="help"),
        rx.cond(Municipality.form == "logo", refusal(Municipality.error, Municipality.wrong)),
        rx.cond(Municipality.logo.src != "", shown),
        plain_form(
            _field(
                "fil",
                say("own_municipality.logo.file"),
                type="file",
                accept=".png,.svg",
                help_text=say("own_municipality.logo.file.help", kb=LARGEST_LOGO // 1000),
            ),
            rx.el.div(
                rx.el.button(say("own_municipality.logo.use"), type="submit", class_name="button button-primary"),
                rx.el.p(rx.cond(Municipality.form == "logo", Municipality.said, ""), role="status", class_name="saved"),
                class_name="buttons",
            ),
            action="/kommunen/logo",
            class_name="stack",
            enc_type="multipart/form-data",
        ),
        aria_labelledby="om-logo",
        class_name="card stack",
    )


def _threshold() -> rx.Component:
    return _card(
        "threshold",
        say("own_municipality.threshold.title"),
        rx.el.p(say("own_municipality.threshold.help"), class_name="help"),
        select_field(
            "threshold",
            say("own_municipality.threshold"),
            rx.foreach(Municipality.thresholds, lambda n: rx.el.option(n, value=n)),
            error=_error_of("threshold"),
            default_value=Municipality.filled["threshold"],
        ),
        rx.el.label(
            rx.el.input(type="checkbox", id="understood", name="understood", aria_describedby="understood-feil"),
            rx.el.span(say("own_municipality.threshold.understood")),
            class_name="choice",
        ),
        rx.el.p(_error_of("understood"), id="understood-feil", class_name="field-error"),
        on_submit=Municipality.raise_threshold,
        key=Municipality.filled["threshold"],
    )


def _periods() -> rx.Component:
    return _card(
        "periods",
        say("own_municipality.periods.title"),
        rx.el.p(say("own_municipality.periods.help"), class_name="help"),
        _field("months_of_texts", say("own_municipality.months"), input_mode="numeric", auto_complete="off"),
        _field("years_of_totals", say("own_municipality.years"), input_mode="numeric", auto_complete="off"),
        on_submit=Municipality.keep_for,
    )


def _deleting() -> rx.Component:
    return rx.el.section(
        rx.el.h2(say("own_municipality.deleting.title"), id="sletting"),
        rx.el.p(say("own_municipality.deleting.help"), class_name="help"),
        rx.el.div(
            rx.el.button(
                say("own_municipality.try_out"), type="button", on_click=Municipality.try_out, class_name="button"
            ),
            class_name="buttons",
        ),
        rx.cond(Municipality.form == "deleting", refusal(Municipality.error, Municipality.wrong)),
        rx.el.p(Municipality.would, role="status"),
        rx.cond(
            Municipality.deleted.length() > 0,
            rx.el.dl(
                rx.foreach(Municipality.deleted, lambda one: rx.el.div(rx.el.dt(one.date), rx.el.dd(one.what))),
                class_name="facts",
            ),
            rx.el.p(say("own_municipality.deleted.never"), class_name="help"),
        ),
        aria_labelledby="sletting",
        class_name="card stack",
    )


def _field(name: str, label: str, **attributes: Any) -> rx.Component:
    filled = {} if attributes.get("type") == "file" else {"default_value": Municipality.filled[name]}
    return form_field(
        name,
        label,
        **filled,
        error=Municipality.error,
        wrong=Municipality.wrong,
        **attributes,
    )


def _card(form: str, title: str, *content: rx.Component, **attributes: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(title, id=f"om-{form}"),
        rx.el.form(
            rx.cond(Municipality.form == form, refusal(Municipality.error, Municipality.wrong)),
            *content,
            rx.el.div(
                rx.el.button(
                    say("action.save"),
                    rx.el.span(": ", title, class_name="visually-hidden"),
                    type="submit",
                    class_name="button button-primary",
                ),
                rx.el.p(rx.cond(Municipality.form == form, Municipality.said, ""), role="status", class_name="saved"),
                class_name="buttons",
            ),
            no_validate=True,
            class_name="stack",
            **attributes,
        ),
        aria_labelledby=f"om-{form}",
        class_name="card stack",
    )


def _error_of(field: str) -> rx.Var[str]:
    return rx.cond(Municipality.wrong == field, Municipality.error, "")
