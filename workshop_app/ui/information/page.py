"""Pages that anybody may read: privacy, accessibility, and the one for addresses that lead nowhere."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.desk import say
from workshop_app.ui.elements.desk_page import desk_page, heading, problem_card
from workshop_app.ui.information.privacy import PrivacySection
from workshop_app.ui.information.state import Information


def privacy() -> rx.Component:
    """«Slik tar vi vare på svarene»."""
    return desk_page(
        _when_loaded(
            heading(say("privacy.title")),
            rx.foreach(Information.privacy, _section),
        ),
        narrow=True,
    )


def accessibility() -> rx.Component:
    """What we aim for, and where to say that something is in the way."""
    return desk_page(
        _when_loaded(
            heading(say("accessibility.title"), below=rx.el.p(say("accessibility.aim"), class_name="lead")),
            rx.el.div(
                rx.el.p(say("accessibility.goal")),
                rx.el.p(say("accessibility.tested")),
                rx.el.p(say("accessibility.other_ways")),
                rx.el.p(Information.report),
                rx.el.p(say("accessibility.complaint")),
                class_name="card reading",
            ),
        ),
        narrow=True,
    )


def not_found() -> rx.Component:
    """«Siden finnes ikke.»."""
    return desk_page(problem_card(say("page.not_found")), narrow=True)


def _section(section: rx.Var[PrivacySection]) -> rx.Component:
    return rx.el.section(
        rx.el.h2(section.title),
        rx.foreach(section.sentences, rx.el.p),
        class_name="card reading",
    )


def _when_loaded(*content: rx.Component) -> rx.Component:
    return rx.cond(
        Information.loaded,
        rx.el.div(*content, class_name="stack"),
        rx.el.p(say("page.loading"), class_name="loading", role="status"),
    )
