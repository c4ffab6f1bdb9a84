"""The frame around every desk page: the way past the menu, who is signed in, and the way out."""

from __future__ import annotations

import reflex as rx

from workshop_app.phrases import phrase
from workshop_app.ui.elements.kept_focus import kept_focus
from workshop_app.ui.elements.marks import mark
from workshop_app.ui.elements.plain_form import plain_form
from workshop_app.ui.letterhead import letterhead
from workshop_app.ui.shell import connection_notice

_CONTENT = "innhold"
_MENU = "meny"


def desk_page(
    *content: rx.Component, signed_in_as: rx.Var | str = "", manages_people: rx.Var | str = "", narrow: bool = False
) -> rx.Component:
    """A page with its landmarks. `narrow` is for forms and reading, `manages_people` for the menu."""
    return rx.el.div(
        rx.el.a(_say("page.skip_to_content"), href=f"#{_CONTENT}", class_name="skip"),
        kept_focus(),
        _header(signed_in_as, manages_people),
        rx.el.main(
            connection_notice("control.offline"),
            *content,
            id=_CONTENT,
            tab_index=-1,
            class_name="desk-main narrow" if narrow else "desk-main",
        ),
        _footer(),
        class_name="desk",
    )


def when_ready(*content: rx.Component, place: rx.Var, here: rx.Var, problem: rx.Var) -> rx.Component:
    """The content once it belongs to this page, or the sentence why there is none."""
    return rx.cond(
        (place != "") & (place == here),
        rx.cond(problem != "", problem_card(problem), rx.el.div(*content, class_name="stack")),
        rx.el.p(_say("page.loading"), class_name="loading", role="status"),
    )


def problem_card(sentence: rx.Var | str) -> rx.Component:
    """There is nothing here, and where to go instead."""
    return rx.el.div(
        rx.el.h1(sentence),
        rx.el.p(rx.el.a(_say("page.home"), href="/", class_name="button")),
        class_name="card stack",
    )


def heading(
    title: rx.Var | str,
    *,
    above: rx.Component | None = None,
    below: rx.Component | None = None,
    action: rx.Component | None = None,
) -> rx.Component:
    """A page's title, with where it belongs above it, what it is below, and what to do here beside it."""
    parts = (part for part in (above, rx.el.h1(title), below) if part is not None)
    return rx.el.div(rx.el.div(*parts), action or rx.fragment(), class_name="page-head")


def _header(signed_in_as: rx.Var | str, manages_people: rx.Var | str) -> rx.Component:
    return rx.el.header(
        rx.el.a(
            mark(),
            _say("app.name"),
            href="/enheter" if isinstance(signed_in_as, rx.Var) else "/",
            class_name="brand",
        ),
        letterhead(),
        rx.cond(signed_in_as != "", _account(signed_in_as, manages_people), rx.fragment())
        if isinstance(signed_in_as, rx.Var)
        else rx.fragment(),
        class_name="desk-header",
    )


def _account(name: rx.Var, manages_people: rx.Var | str) -> rx.Component:
    """In a row; on a narrow screen a popover, which the browser opens, closes with Escape, and leads the focus into."""
    return rx.fragment(
        _menu_button(_say("page.menu"), "show", class_name="button menu-open"),
        rx.el.div(
            _menu_button(_say("action.close"), "hide", class_name="button menu-close"),
            *_account_links(name, manages_people),
            id=_MENU,
            class_name="account",
            custom_attrs={"popover": "auto"},
        ),
    )


def _menu_button(word: str, does: str, *, class_name: str) -> rx.Component:
    return rx.el.button(
        word, type="button", class_name=class_name, custom_attrs={"popoverTarget": _MENU, "popoverTargetAction": does}
    )


def _account_links(name: rx.Var, manages_people: rx.Var | str) -> tuple[rx.Component, ...]:
    return (
        rx.el.nav(
            rx.el.a(_say("nav.units"), href="/enheter"),
            rx.cond(
                manages_people,
                rx.fragment(
                    rx.el.a(_say("sessions.title"), href="/samlinger"),
                    rx.el.a(_say("nav.people"), href="/folk"),
                    rx.el.a(_say("own_municipality.title"), href="/kommunen"),
                    rx.el.a(_say("nav.audit"), href="/hendelser"),
                ),
            ),
            aria_label=_say("page.menu"),
        ),
        rx.el.a(
            rx.el.span(_say("account.title"), ": ", class_name="visually-hidden"), name, href="/konto", class_name="who"
        ),
        plain_form(
            rx.el.button(_say("sign_in.out"), type="submit", class_name="button button-quiet"),
            action="/konto/logg-ut",
        ),
    )


def _footer() -> rx.Component:
    return rx.el.footer(
        rx.el.a(_say("nav.privacy"), href="/personvern"),
        rx.el.a(_say("nav.accessibility"), href="/tilgjengelighet"),
        class_name="desk-footer",
    )


def _say(key: str) -> str:
    return phrase(key, "nb")
