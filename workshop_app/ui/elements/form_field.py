"""A field with its label, its help and what is wrong with it, tied together for those who hear them."""

from __future__ import annotations

from typing import Any

import reflex as rx

from workshop_app.phrases import phrase


def form_field(
    name: str,
    label: str,
    *,
    help_text: str = "",
    error: rx.Var,
    wrong: rx.Var,
    required: bool = False,
    **attributes: Any,
) -> rx.Component:
    """One line to fill in. `error` stands beside it, and it has the focus, while `wrong` names it."""
    return _framed(
        name,
        label,
        rx.el.input(
            **{
                "id": name,
                "name": name,
                "type": "text",
                "auto_focus": wrong == name,
                "aria_describedby": f"{name}-hjelp {name}-feil",
                "aria_invalid": rx.cond(wrong == name, "true", "false"),
                "aria_required": "true" if required else "false",
                **attributes,
            }
        ),
        help_text=help_text,
        error=rx.cond(wrong == name, error, ""),
        required=required,
    )


def lines_field(name: str, label: str, *, error: rx.Var, wrong: rx.Var, **attributes: Any) -> rx.Component:
    """Several lines to fill in."""
    lines = rx.el.textarea(
        id=name,
        name=name,
        aria_describedby=f"{name}-feil",
        aria_invalid=rx.cond(wrong == name, "true", "false"),
        **attributes,
    )
    return _framed(name, label, lines, error=rx.cond(wrong == name, error, ""), required=False)


def select_field(
    name: str, label: str, *options: rx.Component, help_text: str = "", error: rx.Var | str = "", **attributes: Any
) -> rx.Component:
    """One of several."""
    choices = rx.el.select(*options, id=name, name=name, aria_describedby=f"{name}-hjelp {name}-feil", **attributes)
    return _framed(name, label, choices, help_text=help_text, error=error, required=False)


def refusal(error: rx.Var, wrong: rx.Var) -> rx.Component:
    """What is wrong with the form as a whole; read out at once."""
    return rx.el.div(
        rx.cond((error != "") & (wrong == ""), rx.el.p(error, class_name="notice notice-alert")),
        role="alert",
        class_name="refusal",
    )


def required_note() -> rx.Component:
    """What the star means."""
    return rx.el.p(f"* {phrase('field.required', 'nb')}", class_name="help")


def _framed(
    name: str, label: str, control: rx.Component, *, help_text: str = "", error: rx.Var | str, required: bool
) -> rx.Component:
    star = rx.el.span(" *", aria_hidden="true") if required else rx.fragment()
    return rx.el.div(
        rx.el.label(label, star, html_for=name),
        rx.el.p(help_text, id=f"{name}-hjelp", class_name="help") if help_text else rx.fragment(),
        control,
        rx.el.p(error, id=f"{name}-feil", class_name="field-error"),
        class_name="field",
    )
