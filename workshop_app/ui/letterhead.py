"""Whose installation it is, at the top of desk pages and of what is printed: the municipality's logo, or its name."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.parts import LogoView
from workshop_app.live.views.logo import logo_view
from workshop_app.services.in_thread import in_thread
from workshop_app.ui.elements.logo import logo
from workshop_app.ui.wiring import use


class Letterhead(rx.State):
    """Public, as the wall and the page about privacy are; a tab keeps it from page to page."""

    shown: LogoView = LogoView()

    @rx.event
    async def arrive(self) -> None:
        """As it is now."""
        self.shown = logo_view(await in_thread(use().review.municipality))


def letterhead() -> rx.Component:
    """The logo on its plate, or the name; nothing before set-up."""
    shown = Letterhead.shown
    name = rx.cond(shown.name != "", rx.el.p(shown.name, class_name="letterhead"), rx.fragment())
    return rx.cond(shown.src != "", logo(shown, class_name="letterhead"), name)
