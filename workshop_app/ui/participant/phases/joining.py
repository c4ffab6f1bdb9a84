"""Before one is in: the welcome with its promises, a wrong code, and a session that is not open yet."""

from __future__ import annotations

import reflex as rx

from workshop_app.domain.agenda import Language
from workshop_app.phrases import phrase
from workshop_app.ui.participant import controls
from workshop_app.ui.participant.controls import code_form
from workshop_app.ui.participant.phases import parts
from workshop_app.ui.participant.state import Phone, PhoneLive

#: What the field for a code says, before any frame has come.
CODE_TEXTS = ("join.code_label", "join.code_help", "join.code_short", "start.button")


def welcome() -> rx.Component:
    """What it is, how answers are looked after, and the way in."""
    frame, welcomes = PhoneLive.frame, PhoneLive.frame.welcome
    return rx.el.section(
        rx.el.p(welcomes.session, class_name="part"),
        rx.el.h1(frame.texts["join.title"]),
        parts.shown(welcomes.warning, rx.el.p(welcomes.warning, class_name="notice notice-alert")),
        promises(),
        parts.shown(welcomes.late, rx.el.p(welcomes.late, class_name="late")),
        controls.join_button(label=frame.texts["join.button"], busy=frame.texts["join.busy"]),
        rx.el.div(
            parts.shown(PhoneLive.own.notice, rx.el.p(PhoneLive.own.notice, class_name="notice notice-alert")),
            role="status",
        ),
        rx.el.details(
            rx.el.summary(frame.texts["join.more"]),
            rx.el.ul(rx.foreach(welcomes.more, rx.el.li), class_name="plain"),
            class_name="more",
        ),
        languages(),
        sharing(),
        class_name="screen screen-welcome",
    )


def promises() -> rx.Component:
    """How answers are looked after."""
    return rx.el.ul(
        rx.foreach(PhoneLive.frame.welcome.promises, rx.el.li),
        rx.el.li(PhoneLive.frame.texts["join.voluntary"]),
        class_name="promises",
    )


def sharing() -> rx.Component:
    """For a table with fewer phones than people."""
    texts = PhoneLive.frame.texts
    return controls.share_choice(label=texts["shared.choose"], help=texts["shared.help"])


def not_open() -> rx.Component:
    """The session exists, and this page opens by itself when it does."""
    return rx.el.section(
        rx.el.p(PhoneLive.frame.welcome.session, class_name="part"),
        rx.el.h1(PhoneLive.frame.texts["join.title"]),
        rx.el.p(PhoneLive.frame.wait, class_name="resting", role="status"),
        languages(),
        class_name="screen screen-resting",
    )


def problem() -> rx.Component:
    """No such session, or one that is over: says so, and takes another code."""
    return rx.el.section(
        rx.el.div(rx.el.h1(PhoneLive.own.problem, class_name="question"), role="status"),
        rx.match(
            Phone.language,
            *[(language, code_form(texts=code_texts(language), wrong=True)) for language in ("nn", "en")],
            code_form(texts=code_texts("nb"), wrong=True),
        ),
        class_name="screen screen-welcome",
    )


def moment() -> rx.Component:
    """Until the first frame is here: calm, and in the shape of what comes."""
    return rx.el.section(
        rx.el.p(phrase("wait.moment", "nb"), class_name="moment", role="status"),
        rx.el.div(rx.el.span(), rx.el.span(), rx.el.span(), class_name="bones", aria_hidden="true"),
        class_name="screen",
    )


def languages() -> rx.Component:
    """The session in another language, on this phone only."""
    return controls.languages(
        legend=PhoneLive.frame.texts["join.language"],
        names={language.value: phrase(f"language.{language}", language.value) for language in Language},
        language=PhoneLive.frame.language,
        on_choose=Phone.choose_language,
    )


def code_texts(language: str) -> dict[str, str]:
    """The words around the field for a code."""
    return {key: phrase(key, language) for key in CODE_TEXTS}
