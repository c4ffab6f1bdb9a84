"""Which page stands where."""

from __future__ import annotations

import reflex as rx

from workshop_app.phrases import phrase
from workshop_app.ui.control import page as control
from workshop_app.ui.control.state import Control
from workshop_app.ui.history import page as history
from workshop_app.ui.history.state import History
from workshop_app.ui.information import page as information
from workshop_app.ui.information.state import Information
from workshop_app.ui.participant import landing
from workshop_app.ui.participant import page as participant
from workshop_app.ui.participant.state import Phone
from workshop_app.ui.preparation import page as preparation
from workshop_app.ui.preparation.sessions import NewSession
from workshop_app.ui.preparation.units import UnitForm
from workshop_app.ui.sign_in import page as sign_in
from workshop_app.ui.sign_in.state import SignInForms
from workshop_app.ui.stage import page as stage
from workshop_app.ui.stage.state import Stage

TITLE = "Tillitsverkstedet"


def add_to(app: rx.App) -> None:
    """Give the app its pages."""
    app.add_page(landing.page, route="/", title=TITLE)
    app.add_page(participant.page, route="/d/[code]", title=TITLE, on_load=Phone.arrive)
    app.add_page(stage.page, route="/skjerm/[code]", title=TITLE, on_load=Stage.arrive)
    app.add_page(control.page, route="/styr/[code]", title=TITLE, on_load=Control.arrive)
    _add_desk(app)
    app.add_page(information.privacy, route="/personvern", title=_title("nav.privacy"), on_load=Information.arrive)
    app.add_page(
        information.accessibility,
        route="/tilgjengelighet",
        title=_title("nav.accessibility"),
        on_load=Information.arrive,
    )
    app.add_page(information.not_found, route="404", title=_title("page.not_found.title"))


def _add_desk(app: rx.App) -> None:
    pages = (
        ("/logg-inn", sign_in.sign_in, "sign_in.title", SignInForms.arrive),
        ("/oppsett", sign_in.set_up, "setup.page", SignInForms.arrive_first),
        ("/enheter", history.units, "units.title", History.arrive_at_units),
        ("/enheter/ny", preparation.unit_form, "units.new", UnitForm.arrive),
        ("/enheter/[unit_id]", history.unit, "units.one", History.arrive_at_unit),
        ("/enheter/[unit_id]/endre", preparation.unit_form, "units.edit", UnitForm.arrive_at_unit),
        ("/enheter/[unit_id]/ny-samling", preparation.new_session, "prepare.title", NewSession.arrive),
        ("/samlinger/[session_id]", history.session, "session.page", History.arrive_at_session),
    )
    for route, page, title, on_load in pages:
        app.add_page(page, route=route, title=_title(title), on_load=on_load)


def _title(key: str) -> str:
    return phrase("page.title", "nb", page=phrase(key, "nb").rstrip("."))
