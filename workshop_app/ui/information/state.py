"""Whom the public pages name: the municipality, and whom to ask."""

from __future__ import annotations

import reflex as rx

from workshop_app.services.in_thread import in_thread
from workshop_app.ui.desk import say
from workshop_app.ui.information.privacy import PrivacySection, privacy_sections
from workshop_app.ui.wiring import use


class Information(rx.State):
    """What anybody may read; no account is asked for."""

    loaded: bool = False
    privacy: list[PrivacySection] = []
    report: str = ""

    @rx.event
    async def arrive(self) -> None:
        """Put the municipality's name and contact into the sentences."""
        review = use().review
        municipality = await in_thread(review.municipality)
        self.privacy = privacy_sections(municipality, minimum=review.minimum)
        contact = municipality.privacy_contact if municipality else say("information.not_set_up")
        self.report = say("accessibility.report", contact=contact)
        self.loaded = True
