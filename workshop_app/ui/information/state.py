"""The public pages, in the language that this browser's phone page was last read in."""

from __future__ import annotations

import reflex as rx

from workshop_app.domain.agenda import Language
from workshop_app.services.in_thread import in_thread
from workshop_app.ui.information.public_page import PageView, page_view
from workshop_app.ui.wiring import use


class Information(rx.State):
    """What anybody may read; no account is asked for."""

    loaded: bool = False
    page: PageView = PageView()
    language: str = rx.LocalStorage("", name="workshop_language")

    @rx.event
    async def arrive_at_privacy(self) -> None:
        """Show how answers are looked after."""
        await self._show("personvern")

    @rx.event
    async def arrive_at_accessibility(self) -> None:
        """Show what is done so that everybody can take part."""
        await self._show("tilgjengelighet")

    async def _show(self, name: str) -> None:
        """Put the municipality's name and contact into the sentences."""
        language = Language(self.language) if self.language in set(Language) else Language.BOKMAL
        review = use().review
        municipality = await in_thread(review.municipality)
        self.page = page_view(use().pages[name], language, municipality=municipality, minimum=review.minimum)
        self.loaded = True
