"""The front page: a field for the code, and a way in for those who lead."""

from __future__ import annotations

import reflex as rx

from workshop_app.phrases import phrase
from workshop_app.ui.elements.marks import horizon, mark
from workshop_app.ui.participant.controls import code_form
from workshop_app.ui.participant.phases.joining import code_texts

_SIGN_IN = "/logg-inn"


def page() -> rx.Component:
    """Nothing here needs the server, so it works the moment it is read."""
    return rx.el.main(
        rx.el.header(
            mark(),
            rx.el.p(_say("app.name"), class_name="brand-name"),
            rx.el.p(_say("app.about"), class_name="help"),
            class_name="brand",
        ),
        rx.el.section(
            rx.el.h1(_say("start.title")),
            code_form(texts=code_texts("nb"), wrong=False),
            class_name="screen",
        ),
        rx.el.footer(
            rx.el.a(_say("start.sign_in"), href=_SIGN_IN),
            rx.el.a(_say("nav.privacy"), href="/personvern"),
            rx.el.a(_say("nav.accessibility"), href="/tilgjengelighet"),
            class_name="front-links",
        ),
        horizon(),
        class_name="phone front",
    )


def _say(key: str) -> str:
    return phrase(key, "nb")
