"""What a browser asks an authenticator for, inside a plain form that goes to `endpoints.passkeys`."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.elements.in_browser import InBrowser


class PasskeyForm(InBrowser):
    """`kind` is `create` or `get`, `begin` the route that says what to ask for; the rest is what it says."""

    library = "$/public/desk/passkey_form.js"
    tag = "PasskeyForm"
    begin: rx.Var[str]
    kind: rx.Var[str]
    label: rx.Var[str]
    look: rx.Var[str]
    known: rx.Var[str]
    stopped: rx.Var[str]
    failed: rx.Var[str]
    unsupported: rx.Var[str]


passkey_form = PasskeyForm.create
