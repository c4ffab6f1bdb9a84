"""Signing in, first-run set-up, one-time links and one's own account: plain forms, sent to `endpoints`."""

from __future__ import annotations

import reflex as rx

from workshop_app.services.sign_in import SHORTEST_PASSWORD
from workshop_app.ui.desk import HERE, page_of, say
from workshop_app.ui.elements.desk_page import desk_page, heading, when_ready
from workshop_app.ui.elements.form_field import form_field, refusal, required_note
from workshop_app.ui.elements.in_browser import InBrowser
from workshop_app.ui.elements.plain_form import plain_form
from workshop_app.ui.sign_in.passkeys import own_passkeys, sign_in_with_passkey
from workshop_app.ui.sign_in.state import SignInForms


class ForgetGuesses(InBrowser):
    """Whoever signs in at this computer finds nothing in the tab that a leader guessed before."""

    library = "$/public/desk/forget_guesses.js"
    tag = "ForgetGuesses"


def sign_in() -> rx.Component:
    """«Logg inn»."""
    return desk_page(
        _when_ready(
            rx.el.div(
                ForgetGuesses.create(),
                heading(say("sign_in.title")),
                rx.cond(
                    SignInForms.signed_out & (SignInForms.error == ""),
                    rx.el.p(say("sign_in.done_out"), class_name="notice notice-calm", role="status"),
                ),
                rx.el.p(say("sign_in.for_whom"), class_name="lead"),
                refusal(SignInForms.error, SignInForms.wrong),
                rx.cond(SignInForms.municipal != "", _municipal_button()),
                rx.cond(SignInForms.takes_passwords, _sign_in_form()),
                rx.cond(SignInForms.takes_passkeys, sign_in_with_passkey()),
                rx.el.p(rx.el.a(say("start.title"), href="/"), class_name="help"),
                class_name="card stack",
            )
        ),
        narrow=True,
    )


def forgotten() -> rx.Component:
    """«Glemt passord»: asking for a link by e-mail."""
    return desk_page(
        _when_ready(
            rx.el.div(
                heading(say("forgotten.title")),
                rx.cond(
                    SignInForms.saved != "",
                    rx.fragment(
                        rx.el.p(SignInForms.saved, class_name="notice notice-calm", role="status"),
                        rx.el.p(say("forgotten.otherwise"), class_name="help"),
                    ),
                    _forgotten_form(),
                ),
                rx.el.p(rx.el.a(say("forgotten.back"), href="/logg-inn"), class_name="help"),
                class_name="card stack",
            )
        ),
        narrow=True,
    )


def set_up() -> rx.Component:
    """«Velkommen. Lag den første kontoen.»."""
    return desk_page(
        _when_ready(
            rx.el.div(
                heading(say("setup.title")),
                rx.el.p(say("setup.explain"), class_name="lead"),
                _set_up_form(),
                class_name="card stack",
            )
        ),
        narrow=True,
    )


def link() -> rx.Component:
    """Choosing a password, for whoever has a one-time link."""
    return desk_page(
        _when_ready(
            rx.el.div(
                heading(SignInForms.title),
                rx.el.p(say("account.choose"), class_name="lead"),
                plain_form(
                    refusal(SignInForms.error, SignInForms.wrong),
                    rx.el.input(type="hidden", name="key", value=SignInForms.key, read_only=True),
                    _own_address(),
                    _new_password(say("field.password"), auto_focus=True),
                    rx.el.button(say("account.enter"), type="submit", class_name="button button-primary"),
                    action="/konto/lenke",
                    class_name="stack",
                ),
                class_name="card stack",
            )
        ),
        narrow=True,
    )


def own_account() -> rx.Component:
    """«Kontoen din»."""
    return page_of(
        SignInForms,
        heading(say("account.title"), below=rx.el.p(SignInForms.role, class_name="lead")),
        rx.cond(SignInForms.saved != "", rx.el.p(SignInForms.saved, class_name="notice notice-calm", role="status")),
        refusal(SignInForms.error, SignInForms.wrong),
        rx.cond(SignInForms.takes_passwords, _password_form(), _without_password()),
        rx.cond(SignInForms.takes_passkeys | (SignInForms.passkeys.length() > 0), own_passkeys()),
        plain_form(
            rx.el.h2(say("people.sign_out")),
            rx.el.p(say("account.sign_out.help"), class_name="help"),
            rx.cond(SignInForms.passkeys_stay != "", rx.el.p(SignInForms.passkeys_stay, class_name="help")),
            rx.el.button(say("people.sign_out"), type="submit", class_name="button"),
            action="/konto/logg-ut-overalt",
            class_name="card stack",
        ),
        narrow=True,
    )


def _own_address() -> rx.Component:
    """Not to be changed here; password keepers look for it."""
    return rx.el.div(
        rx.el.label(say("field.email"), html_for="email"),
        rx.el.input(id="email", type="email", value=SignInForms.email, read_only=True, auto_complete="username"),
        class_name="field",
    )


def _new_password(label: str, **attributes: bool) -> rx.Component:
    return _field(
        "password",
        label,
        help_text=say("setup.password_help", n=SHORTEST_PASSWORD),
        type="password",
        auto_complete="new-password",
        **attributes,
    )


def _municipal_button() -> rx.Component:
    # A form could not: the policy lets none of ours be led on to another host.
    return rx.el.a(
        say("municipal.button"),
        href=SignInForms.municipal,
        custom_attrs={"reloadDocument": True},  # a route of the server, no page
        class_name="button button-primary",
    )


def _password_form() -> rx.Component:
    return plain_form(
        rx.el.h2(say("account.change")),
        _own_address(),
        _field("current", say("account.current"), type="password", auto_complete="current-password"),
        _new_password(say("account.password")),
        rx.el.button(say("account.change"), type="submit", class_name="button button-primary"),
        action="/konto/passord",
        class_name="card stack",
    )


def _without_password() -> rx.Component:
    return rx.el.section(
        _own_address(),
        rx.el.p(say("municipal.state"), class_name="help"),
        class_name="card stack",
    )


def _sign_in_form() -> rx.Component:
    is_alone = SignInForms.municipal == ""
    return plain_form(
        rx.cond(is_alone, rx.fragment(), rx.el.h2(say("municipal.or"))),
        rx.el.input(type="hidden", name="neste", value=SignInForms.following, read_only=True),
        _field(
            "email",
            say("field.email"),
            type="email",
            auto_complete="username",
            auto_focus=is_alone & (SignInForms.kept["email"] == ""),
            required=False,
        ),
        _field(
            "password",
            say("field.password"),
            type="password",
            auto_complete="current-password",
            auto_focus=SignInForms.kept["email"] != "",
            required=False,
        ),
        rx.el.button(
            say("sign_in.button"), type="submit", class_name=rx.cond(is_alone, "button button-primary", "button")
        ),
        rx.cond(
            SignInForms.sends_links,
            rx.el.p(rx.el.a(say("sign_in.forgotten_link"), href="/glemt-passord")),
            rx.el.p(say("sign_in.forgotten"), class_name="help"),
        ),
        action="/konto/logg-inn",
        class_name="stack",
    )


def _forgotten_form() -> rx.Component:
    return plain_form(
        rx.el.p(say("forgotten.explain"), class_name="lead"),
        refusal(SignInForms.error, SignInForms.wrong),
        _field("email", say("field.email"), type="email", auto_complete="username", auto_focus=True, required=False),
        rx.el.button(say("forgotten.button"), type="submit", class_name="button button-primary"),
        action="/konto/glemt-passord",
        class_name="stack",
    )


def _set_up_form() -> rx.Component:
    return plain_form(
        required_note(),
        refusal(SignInForms.error, SignInForms.wrong),
        rx.el.input(type="hidden", name="key", value=SignInForms.key, read_only=True),
        rx.el.fieldset(
            rx.el.legend(say("setup.the_municipality")),
            _field("municipality", say("setup.municipality"), help_text=say("setup.municipality.help")),
            _field("privacy_contact", say("setup.privacy_contact"), help_text=say("setup.privacy_contact.help")),
            class_name="stack",
        ),
        rx.el.fieldset(
            rx.el.legend(say("setup.your_account")),
            _field("name", say("setup.your_name"), auto_complete="name"),
            _field("email", say("field.email"), type="email", auto_complete="username"),
            _new_password(say("field.password")),
            class_name="stack",
        ),
        rx.el.button(say("setup.button"), type="submit", class_name="button button-primary"),
        action="/konto/oppsett",
        class_name="stack",
    )


def _field(name: str, label: str, **attributes: rx.Var | str | bool) -> rx.Component:
    kept = {} if name in {"current", "password"} else {"default_value": SignInForms.kept[name]}
    given = {"required": True, **kept, **attributes}
    return form_field(name, label, error=SignInForms.error, wrong=SignInForms.wrong, **given)


def _when_ready(*content: rx.Component) -> rx.Component:
    return when_ready(*content, place=SignInForms.place, here=HERE, problem=SignInForms.problem)
