"""Passkeys on the sign-in page and on one's own account's."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.desk import say
from workshop_app.ui.elements.form_field import form_field
from workshop_app.ui.elements.passkey_form import passkey_form
from workshop_app.ui.elements.plain_form import plain_form
from workshop_app.ui.sign_in.state import PasskeyLine, SignInForms


def sign_in_with_passkey() -> rx.Component:
    """The button for whoever has one; nothing in a browser that knows none."""
    return plain_form(
        rx.el.input(type="hidden", name="neste", value=SignInForms.following, read_only=True),
        _authenticator("get", begin="/konto/passnokkel/begynn", label=say("passkey.sign_in"), look="button"),
        action="/konto/passnokkel/logg-inn",
    )


def own_passkeys() -> rx.Component:
    """One's own passkeys: which there are, and one more."""
    return rx.el.section(
        rx.el.h2(say("passkey.title")),
        rx.el.p(say("passkey.explain"), class_name="help"),
        rx.cond(
            SignInForms.passkeys.length() > 0,
            rx.el.ul(rx.foreach(SignInForms.passkeys, _passkey), class_name="stack passkeys"),
        ),
        rx.cond(
            SignInForms.takes_passkeys,
            rx.el.details(rx.el.summary(say("passkey.add")), _adding_form()),
            rx.fragment(),
        ),
        class_name="card stack",
    )


def _passkey(passkey: rx.Var[PasskeyLine]) -> rx.Component:
    return rx.el.li(
        rx.el.p(rx.el.strong(passkey.name)),
        rx.el.p(passkey.used, class_name="help"),
        rx.el.details(
            rx.el.summary(say("passkey.change"), rx.el.span(" ", passkey.name, class_name="visually-hidden")),
            rx.el.div(
                plain_form(
                    _id(passkey),
                    rx.el.div(
                        rx.el.label(say("passkey.name"), html_for="navn-" + passkey.id),
                        rx.el.input(
                            id="navn-" + passkey.id, name="name", default_value=passkey.name, auto_complete="off"
                        ),
                        class_name="field",
                    ),
                    rx.el.button(say("passkey.rename"), type="submit", class_name="button"),
                    action="/konto/passnokler/navn",
                    class_name="stack",
                ),
                plain_form(
                    _id(passkey),
                    rx.el.p(say("passkey.remove.help"), class_name="help"),
                    rx.el.button(say("passkey.remove"), type="submit", class_name="button button-danger"),
                    action="/konto/passnokler/fjern",
                    class_name="stack",
                ),
                class_name="stack",
            ),
        ),
        key=passkey.id,
    )


def _id(passkey: rx.Var[PasskeyLine]) -> rx.Component:
    return rx.el.input(type="hidden", name="id", value=passkey.id, read_only=True)


def _adding_form() -> rx.Component:
    fields = {"error": SignInForms.error, "wrong": SignInForms.wrong, "auto_complete": "off"}
    return plain_form(
        form_field("passkey_name", say("passkey.name"), help_text=say("passkey.name.help"), required=True, **fields),
        # Its own id: the form beside it asks for the same.
        rx.el.div(
            rx.el.label(say("account.current"), html_for="passkey-password"),
            rx.el.input(
                id="passkey-password", name="current", type="password", auto_complete="current-password", required=True
            ),
            class_name="field",
        ),
        _authenticator(
            "create",
            begin="/konto/passnokler/begynn",
            label=say("passkey.make"),
            look="button button-primary",
            unsupported=say("passkey.unsupported"),
        ),
        action="/konto/passnokler/legg-til",
        class_name="stack",
    )


def _authenticator(kind: str, *, begin: str, label: str, look: str, unsupported: str = "") -> rx.Component:
    return passkey_form(
        kind=kind,
        begin=begin,
        label=label,
        look=look,
        known=say("passkey.known"),
        stopped=say("passkey.stopped"),
        failed=say("passkey.failed"),
        unsupported=unsupported,
    )
