"""Which page stands where."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.control import page as control
from workshop_app.ui.control.state import Control
from workshop_app.ui.participant import page as participant
from workshop_app.ui.participant.state import Phone
from workshop_app.ui.stage import page as stage
from workshop_app.ui.stage.state import Stage

TITLE = "Tillitsverkstedet"


def add_to(app: rx.App) -> None:
    """Give the app its pages."""
    app.add_page(participant.page, route="/d/[code]", title=TITLE, on_load=Phone.arrive)
    app.add_page(stage.page, route="/skjerm/[code]", title=TITLE, on_load=Stage.arrive)
    app.add_page(control.page, route="/styr/[code]", title=TITLE, on_load=Control.arrive)
