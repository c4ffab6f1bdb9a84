"""The pages where administrators give access: the list of people, and one person's access."""

from __future__ import annotations

import reflex as rx

from workshop_app.domain.access import ROLES
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.copy_field import copy_field
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.elements.form_field import form_field, refusal, required_note
from workshop_app.ui.people.account import FIRST_ROLE, AccountForm, UnitChoice
from workshop_app.ui.people.listing import AccountRow, People


def people() -> rx.Component:
    """«Folk»."""
    return page_of(
        People,
        heading(
            say("people.title"),
            below=rx.el.p(say("people.explain"), class_name="lead"),
            action=rx.el.a(say("people.new"), href="/folk/ny", class_name="button button-primary"),
        ),
        rx.cond(People.undated.length() > 0, _undated()),
        rx.el.ul(rx.foreach(People.accounts, _row), class_name="accounts card"),
    )


def _undated() -> rx.Component:
    """The leaders of whom nobody has filled in since when they lead."""
    return rx.el.section(
        rx.el.h2(say("people.undated.title")),
        rx.el.p(say("people.undated.explain")),
        rx.el.ul(
            rx.foreach(
                People.undated,
                lambda one: rx.el.li(rx.el.a(one.name, href=one.path), ": ", one.units),
            )
        ),
        class_name="card stack",
    )


def account() -> rx.Component:
    """Somebody who is given access, or whose access is changed."""
    is_new = AccountForm.account == ""
    return page_of(
        AccountForm,
        heading(
            AccountForm.title,
            above=rx.el.p(rx.el.a(say("people.title"), href="/folk"), class_name="eyebrow"),
            below=rx.cond(AccountForm.state != "", rx.el.p(AccountForm.state, class_name="lead")),
        ),
        rx.cond(AccountForm.link.address != "", _link()),
        rx.cond((AccountForm.link.address == "") & (AccountForm.mailed != ""), _mailed()),
        rx.cond(is_new & (AccountForm.link.address != ""), rx.fragment(), _form(is_new)),
        rx.cond(is_new, rx.fragment(), _sign_in_card()),
        rx.cond(is_new, rx.fragment(), _closing_card()),
        narrow=True,
    )


def _row(row: rx.Var[AccountRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.a(row.name, href=row.path, class_name="tile-name"),
                rx.cond(row.is_oneself, rx.el.span(say("people.you"), class_name="state")),
            ),
            rx.el.p(row.email, class_name="help"),
        ),
        rx.el.div(
            rx.el.p(rx.el.strong(row.role)),
            rx.el.p(row.units, class_name="help"),
            rx.cond(row.state != "", rx.el.p(row.state, class_name="state")),
        ),
        class_name="account-row",
    )


def _link() -> rx.Component:
    return rx.el.section(
        rx.cond(AccountForm.mailed != "", _mailed()),
        copy_field(
            value=AccountForm.link.address,
            label=AccountForm.link.title,
            help=AccountForm.link.help,
            copy=say("people.link.copy"),
            copied=say("people.link.copied"),
            select=say("people.link.select"),
            # A new link makes a new field, which takes the focus.
            key=AccountForm.link.address,
        ),
        rx.cond(
            AccountForm.account == "",
            rx.el.div(
                rx.el.a(say("people.to_list"), href="/folk", class_name="button"),
                rx.el.button(
                    say("people.another"),
                    type="button",
                    on_click=AccountForm.begin_again,
                    class_name="button button-quiet",
                ),
                class_name="buttons",
            ),
        ),
        class_name="card stack",
    )


def _mailed() -> rx.Component:
    """Whether the e-mail has gone; it is read out when that is known."""
    return rx.el.p(
        AccountForm.mailed,
        role="status",
        class_name=rx.cond(AccountForm.is_unmailed, "notice notice-alert", "notice notice-calm"),
    )


def _form(is_new: rx.Var[bool]) -> rx.Component:
    common = {"error": AccountForm.error, "wrong": AccountForm.wrong, "auto_complete": "off", "required": True}
    return rx.el.form(
        required_note(),
        refusal(AccountForm.error, AccountForm.wrong),
        form_field("name", say("people.name"), default_value=AccountForm.filled["name"], **common),
        form_field("email", say("field.email"), type="email", default_value=AccountForm.filled["email"], **common),
        _roles(),
        _units(),
        rx.el.div(
            rx.el.button(
                rx.cond(
                    is_new,
                    rx.cond(AccountForm.takes_passwords, say("people.invite"), say("people.new")),
                    say("action.save"),
                ),
                type="submit",
                class_name="button button-primary",
            ),
            rx.el.a(say("action.cancel"), href="/folk", class_name="button button-quiet"),
            rx.el.p(AccountForm.saved, role="status", class_name="saved"),
            class_name="buttons",
        ),
        on_submit=AccountForm.save,
        no_validate=True,
        key=AccountForm.account,
        class_name="card stack",
    )


def _roles() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(say("people.role"), " *"),
        rx.cond(AccountForm.is_municipal, rx.el.p(say("municipal.role"), class_name="help")),
        rx.el.div(*map(_role, ROLES), class_name="roles"),
        rx.el.p(_error_of("role"), id="role-feil", class_name="field-error"),
        rx.el.label(
            rx.el.input(type="checkbox", name="everywhere", default_checked=AccountForm.everywhere),
            rx.el.span(say("people.everywhere")),
            class_name="choice everywhere",
        ),
        aria_describedby="role-feil",
        class_name="stack",
    )


def _role(role: str) -> rx.Component:
    # Not the id `role`: Reflex would send the first choice under that name, whichever was made.
    first = {"id": FIRST_ROLE} if role == ROLES[0] else {}
    return rx.el.label(
        rx.el.input(type="radio", name="role", value=role, default_checked=AccountForm.filled["role"] == role, **first),
        rx.el.span(
            say(f"people.role.{role}"), rx.el.span(say(f"people.role.{role}.help"), class_name="help role-help")
        ),
        class_name="choice",
    )


def _units() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(say("people.units")),
        rx.el.p(say("people.units.help"), class_name="help"),
        rx.cond(
            AccountForm.units.length() > 0,
            rx.el.div(rx.foreach(AccountForm.units, _unit), class_name="unit-choices"),
            rx.el.p(say("people.units.none"), class_name="help"),
        ),
        class_name="stack",
    )


def _unit(unit: rx.Var[UnitChoice]) -> rx.Component:
    parts = ("none", "member", "reads_leader", "leads")
    return rx.el.div(
        rx.el.label(unit.name, html_for=unit.field),
        rx.el.p(unit.about, id=unit.field + "-hjelp", class_name="help"),
        rx.el.select(
            *(rx.el.option(say(f"people.unit.{part}"), value="" if part == "none" else part) for part in parts),
            id=unit.field,
            name=unit.field,
            default_value=unit.chosen,
            aria_describedby=unit.field + "-hjelp " + unit.field + "-feil",
        ),
        rx.el.p(_error_of(unit.field), id=unit.field + "-feil", class_name="field-error"),
        # Shown by the style sheet where the choice above is to lead the unit.
        rx.el.div(
            rx.el.label(say("people.leads_since"), html_for=unit.since_field),
            rx.el.p(unit.since_help, id=unit.since_field + "-hjelp", class_name="help"),
            rx.el.input(
                type="date",
                id=unit.since_field,
                name=unit.since_field,
                default_value=unit.since,
                aria_describedby=unit.since_field + "-hjelp " + unit.since_field + "-feil",
            ),
            rx.el.p(_error_of(unit.since_field), id=unit.since_field + "-feil", class_name="field-error"),
            class_name="field leads-since",
        ),
        class_name="field unit-choice",
    )


def _sign_in_card() -> rx.Component:
    return rx.el.section(
        rx.el.h2(say("people.password")),
        rx.cond(
            AccountForm.takes_passwords,
            rx.fragment(
                rx.el.p(say("people.new_link.help"), class_name="help"),
                _button("people.new_link", AccountForm.make_link),
            ),
        ),
        rx.el.p(say("people.sign_out.help"), class_name="help"),
        _button("people.sign_out", AccountForm.sign_out),
        class_name="card reading",
    )


def _closing_card() -> rx.Component:
    return rx.el.details(
        rx.el.summary(say("people.close")),
        rx.el.p(AccountForm.close_help, class_name="prose"),
        _button("people.close", AccountForm.close, kind="button button-danger"),
        class_name="card closing",
    )


def _button(key: str, on_click: rx.EventHandler, *, kind: str = "button") -> rx.Component:
    return rx.el.p(rx.el.button(say(key), type="button", on_click=on_click, class_name=kind))


def _error_of(field: rx.Var[str] | str) -> rx.Var[str]:
    return rx.cond(AccountForm.wrong == field, AccountForm.error, "")
