"""The municipality's logo as screens show it: an address that always has the same picture, and the name in words."""

from __future__ import annotations

from workshop_app.live.views.frames.parts import LogoView
from workshop_app.services.review import Municipality

#: Where pictures of logos stand, by their id.
LOGOS = "/logo"


def logo_view(municipality: Municipality | None) -> LogoView:
    """The municipality's name, with its logo if it has one; neither before set-up."""
    if municipality is None or municipality.logo is None:
        return LogoView(name=municipality.name if municipality else "")
    logo = municipality.logo
    return LogoView(src=f"{LOGOS}/{logo.id}.png", name=municipality.name, width=logo.width, height=logo.height)
