"""Pages that anybody may read: privacy, accessibility, and the one for addresses that lead nowhere."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.desk import say
from workshop_app.ui.elements.desk_page import desk_page, heading, problem_card
from workshop_app.ui.information.public_page import SectionView
from workshop_app.ui.information.state import Information


def public_page() -> rx.Component:
    """What `content/pages` has for this address: how answers are looked after, or how everybody can take part."""
    page = Information.page
    return desk_page(
        _when_loaded(
            heading(page.title, below=rx.cond(page.lead != "", rx.el.p(page.lead, class_name="lead"))),
            rx.foreach(page.sections, _section),
        ),
        narrow=True,
    )


def not_found() -> rx.Component:
    """«Siden finnes ikke.»."""
    return desk_page(problem_card(say("page.not_found")), narrow=True)


def _section(section: rx.Var[SectionView]) -> rx.Component:
    return rx.el.section(
        rx.el.h2(section.heading),
        rx.foreach(section.sentences, rx.el.p),
        class_name="card reading",
    )


def _when_loaded(*content: rx.Component) -> rx.Component:
    return rx.cond(
        Information.loaded,
        rx.el.div(*content, class_name="stack", lang=Information.page.language),
        rx.el.p(say("page.loading"), class_name="loading", role="status"),
    )
