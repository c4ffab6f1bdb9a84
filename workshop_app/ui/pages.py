"""Which page stands where."""

from __future__ import annotations

from collections.abc import Callable

import reflex as rx

from workshop_app.phrases import phrase
from workshop_app.ui.administration import importing_page, sessions_page, settings_page
from workshop_app.ui.administration import page as administration
from workshop_app.ui.administration.importing import UnitTable
from workshop_app.ui.administration.sessions import AllSessions, Discussions
from workshop_app.ui.administration.settings import Municipality
from workshop_app.ui.administration.tree import UnitsInOrder
from workshop_app.ui.agendas import editor_page, listing_page
from workshop_app.ui.agendas.editor import AgendaEditor
from workshop_app.ui.agendas.listing import Agendas
from workshop_app.ui.agendas.preview import Preview
from workshop_app.ui.audit import page as audit
from workshop_app.ui.audit.state import Audit
from workshop_app.ui.control import page as control
from workshop_app.ui.control.state import Control
from workshop_app.ui.guess.page import leaders_guess
from workshop_app.ui.guess.state import Guess
from workshop_app.ui.history import page as history
from workshop_app.ui.history.state import History
from workshop_app.ui.information import page as information
from workshop_app.ui.information.state import Information
from workshop_app.ui.letterhead import Letterhead
from workshop_app.ui.lifts import page as lifts
from workshop_app.ui.lifts.state import Lifts
from workshop_app.ui.paper import page as paper
from workshop_app.ui.paper.state import PaperSheet
from workshop_app.ui.participant import landing
from workshop_app.ui.participant import page as participant
from workshop_app.ui.participant.state import Phone
from workshop_app.ui.people import page as people
from workshop_app.ui.people.account import AccountForm
from workshop_app.ui.people.listing import People
from workshop_app.ui.preparation.new_session import new_session
from workshop_app.ui.preparation.sessions import NewSession
from workshop_app.ui.preparation.unit_form import unit_form
from workshop_app.ui.preparation.units import UnitForm
from workshop_app.ui.sign_in import page as sign_in
from workshop_app.ui.sign_in.state import SignInForms
from workshop_app.ui.stage import page as stage
from workshop_app.ui.stage.state import Stage
from workshop_app.ui.style_guide import page as style_guide

TITLE = "Tillitsverkstedet"

Page = Callable[[], rx.Component]


def add_to(app: rx.App) -> None:
    """Give the app its pages."""
    app.add_page(landing.page, route="/", title=TITLE)
    app.add_page(participant.page, route="/d/[code]", title=TITLE, on_load=Phone.arrive)
    app.add_page(
        _with_sheets(stage.page, "projector-tokens", "stage"), route="/skjerm/[code]", title=TITLE, on_load=Stage.arrive
    )
    app.add_page(
        _with_sheets(control.page, "projector-tokens", "control"),
        route="/styr/[code]",
        title=TITLE,
        on_load=Control.arrive,
    )
    app.add_page(
        _with_sheets(stage.page, "projector-tokens", "stage"),
        route="/forhandsvisning/[agenda_id]/skjerm",
        title=TITLE,
        on_load=Preview.arrive_at_stage,
    )
    phone = participant.page
    app.add_page(phone, route="/forhandsvisning/[agenda_id]/telefon", title=TITLE, on_load=Preview.arrive_at_phone)
    _add_desk(app)
    guide = _with_sheets(style_guide.page, "projector-tokens", "stage", "style_guide")
    app.add_page(guide, route="/stilguide", title=TITLE)
    app.add_page(_with_sheets(information.not_found, "desk"), route="404", title=_title("page.not_found.title"))


def _add_desk(app: rx.App) -> None:
    pages = (
        ("/logg-inn", sign_in.sign_in, "sign_in.title", SignInForms.arrive),
        ("/glemt-passord", sign_in.forgotten, "forgotten.title", SignInForms.arrive_forgotten),
        ("/oppsett", sign_in.set_up, "setup.page", SignInForms.arrive_first),
        ("/enheter", history.units, "units.title", History.arrive_at_units),
        ("/enheter/ordne", administration.units_in_order, "tree.title", UnitsInOrder.arrive),
        ("/enheter/importer", importing_page.unit_table, "import.title", UnitTable.arrive),
        ("/enheter/ny", unit_form, "units.new", UnitForm.arrive),
        ("/enheter/[unit_id]", history.unit, "units.one", History.arrive_at_unit),
        ("/enheter/[unit_id]/endre", unit_form, "units.edit", UnitForm.arrive_at_unit),
        ("/enheter/[unit_id]/ny-samling", new_session, "prepare.title", NewSession.arrive),
        ("/samlinger", sessions_page.all_sessions, "sessions.title", AllSessions.arrive),
        ("/drofting", sessions_page.discussions, "discussions.title", Discussions.arrive),
        ("/samlinger/[session_id]", history.session, "session.page", History.arrive_at_session),
        ("/samlinger/[session_id]/gjett", leaders_guess, "guess.title", Guess.arrive),
        ("/samlinger/[session_id]/ark", paper.sheet, "paper.title", PaperSheet.arrive),
        ("/agendaer", listing_page.listing, "agendas.title", Agendas.arrive),
        ("/agendaer/[agenda_id]", editor_page.editor, "agendas.editor", AgendaEditor.arrive),
        ("/loft", lifts.lifts, "lift.page", Lifts.arrive),
        ("/folk", people.people, "people.title", People.arrive),
        ("/folk/ny", people.account, "people.new", AccountForm.arrive),
        ("/folk/[account_id]", people.account, "people.title", AccountForm.arrive_at_account),
        ("/hendelser", audit.log, "audit.title", Audit.arrive),
        ("/kommunen", settings_page.municipality, "own_municipality.title", Municipality.arrive),
        ("/konto", sign_in.own_account, "account.title", SignInForms.arrive_at_account),
        ("/lenke", sign_in.link, "account.link", SignInForms.arrive_with_link),
        ("/personvern", information.public_page, "nav.privacy", Information.arrive_at_privacy),
        ("/tilgjengelighet", information.public_page, "nav.accessibility", Information.arrive_at_accessibility),
    )
    for route, page, title, on_load in pages:
        app.add_page(_with_sheets(page, "desk"), route=route, title=_title(title), on_load=[on_load, Letterhead.arrive])


def _with_sheets(page: Page, *names: str) -> Page:
    """`page` with what phones shall not download: its kind's stylesheets and the rest of the typeface.

    React puts the links into the head, and shows nothing before the sheets are there (`precedence`).
    """

    def dressed() -> rx.Component:
        sheets = (
            rx.el.link(rel="stylesheet", href=f"/styles/{sheet}.css", custom_attrs={"precedence": "page"})
            for sheet in ("typeface", *names)
        )
        return rx.fragment(*sheets, page())

    dressed.__name__ = page.__name__
    # Reflex sorts what it builds by the module a page is of: no screen downloads the others.
    dressed.__module__ = page.__module__
    return dressed


def _title(key: str) -> str:
    return phrase("page.title", "nb", page=phrase(key, "nb").rstrip("."))
