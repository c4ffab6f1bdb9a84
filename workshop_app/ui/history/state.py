"""What somebody who is signed in may read: all units, one over time, and what is left of a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.domain.agenda import Language
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.domain.session import Stage
from workshop_app.live.views.report import Report, report
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.lift_words import LiftLine, sent_line
from workshop_app.reports.municipality_figures import municipality_figures
from workshop_app.reports.municipality_page import MunicipalityPage, municipality_page
from workshop_app.reports.reorganised import TurnRow, turn_rows
from workshop_app.reports.sitting_words import result_later
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.reports.unit_page import UnitReport, unit_report
from workshop_app.reports.wording import Words
from workshop_app.services import clock
from workshop_app.services.in_thread import in_thread
from workshop_app.services.review import SessionLine
from workshop_app.ui.desk import LANGUAGE, DeskState, id_in_path, person_of, say, to_sign_in
from workshop_app.ui.history.sittings import SittingsOfSession
from workshop_app.ui.wiring import use


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """A session in a unit's list. `control` is empty where there is nothing to control, `minutes` before the end.

    `guess` leads the unit's own leader to the page for a guess, as long as the session goes on.
    """

    path: str = ""
    control: str = ""
    control_label: str = ""
    guess: str = ""
    guess_label: str = ""
    date: str = ""
    title: str = ""
    stage: str = ""
    state: str = ""
    commitments: str = ""
    minutes: str = ""
    minutes_label: str = ""
    sitting: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    """What stands above a unit's sessions."""

    path: str = ""
    name: str = ""
    leader_role: str = ""
    agreed_roles: str = ""
    discussed: str = ""
    closed: str = ""
    waiting: list[str] = field(default_factory=list)
    turns: list[TurnRow] = field(default_factory=list)


class History(DeskState, rx.State):
    """Lists and reports, read anew at each arrival."""

    may_prepare: bool = False
    may_arrange: bool = False
    municipality: MunicipalityPage = MunicipalityPage()
    unit: UnitPage = UnitPage()
    report: UnitReport = UnitReport()
    sessions: list[SessionRow] = []
    saved: str = ""
    session: Report = Report()
    lifts: list[LiftLine] = []
    inbox: str = ""
    control: str = ""
    guess: str = ""

    @rx.event
    async def arrive_at_units(self) -> rx.event.EventSpec | None:
        """The units one has to do with."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        self.municipality, self.inbox = await in_thread(_municipality, person)
        self.may_prepare = use().review.may_create_units(person)
        self.may_arrange = use().review.may_arrange_units(person)
        self._show(person)
        return None

    @rx.event
    async def arrive_at_unit(self) -> rx.event.EventSpec | None:
        """One unit over all its sessions."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        self.saved = ""
        self._forget_error()
        try:
            self.unit, self.report, self.sessions = await in_thread(_unit, person, id_in_path(self))
            self.lifts = await in_thread(_lifts, person, id_in_path(self))
        except NotAllowed as error:
            self._show(person, problem=error.key)
            return None
        self.may_prepare = use().review.may_prepare(person, id_in_path(self))
        self._show(person)
        return None

    @rx.event
    async def settle(self, form: dict[str, Any]) -> None:
        """Say what became of one commitment; the page is made anew, since its sentences count it too."""
        person = await person_of(self)
        key = f"{form.get('session', '')}-{form.get('position', '')}"
        self.saved = ""
        self._forget_error()
        if person is None:
            self._refuse("sign_in.expired", field=key)
            return
        try:
            await in_thread(_settle, person, form)
            self.unit, self.report, self.sessions = await in_thread(_unit, person, id_in_path(self))
            self.saved = key
        except BadInput as error:
            self._refuse(error.key, **{**error.slots, "field": key})
        except (NotAllowed, ValueError):
            self._refuse("promises.not_saved", field=key)

    @rx.event
    async def arrive_at_session(self) -> rx.event.EventSpec | None:
        """What was asked in a session, what it showed and what was agreed."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        review = use().review
        try:
            snapshot = await in_thread(review.session, person, id_in_path(self))
        except NotAllowed as error:
            self._show(person, problem=error.key)
            return None
        self.session = report(snapshot, minimum=snapshot.municipality.threshold(review.minimum), now=clock.now())
        may_control = snapshot.live.stage is not Stage.ENDED and review.may_control(person, snapshot.record)
        self.control = f"/styr/{snapshot.record.code}" if may_control else ""
        self.guess = f"/samlinger/{snapshot.record.id}/gjett" if use().guessing.is_offered(person, snapshot) else ""
        self._show(person)
        return SittingsOfSession.arrive


def _municipality(person: Person) -> tuple[MunicipalityPage, str]:
    """All units that somebody may see, and what waits for this person's answer. Blocks."""
    unsettled = use().lifting.inbox(person)
    waiting = sum(sent.lift.answer is None for sent in unsettled)
    page = municipality_page(municipality_figures(use().history.overview(person)))
    return page, say("lift.inbox", n=waiting) if waiting else say("lift.page") if unsettled else ""


def _lifts(person: Person, unit_id: str) -> list[LiftLine]:
    """What a unit has lifted, latest first. Blocks; raises `NotAllowed`."""
    municipality = use().review.municipality()
    assert municipality is not None
    return [sent_line(sent, municipality, LANGUAGE) for sent in reversed(use().lifting.of_unit(person, unit_id))]


def _unit(person: Person, unit_id: str) -> tuple[UnitPage, UnitReport, list[SessionRow]]:
    """A unit's page. Blocks; raises `NotAllowed` alike for no unit and somebody else's."""
    history = use().history.unit(person, unit_id)
    known = {occasion.record.id: occasion.agenda for occasion in history.occasions}
    unit, lines = history.unit, use().review.sessions_of(person, unit_id, known=known)
    page = UnitPage(
        path=f"/enheter/{unit.id}",
        name=unit.name,
        leader_role=unit.leader_role,
        agreed_roles=unit.agreed_roles or say("unit.nobody_else"),
        discussed=format_date(unit.discussed_on) if unit.discussed_on else say("units.not_discussed"),
        closed=say("units.closed_on", date=unit.closed_on) if unit.closed_on else "",
        waiting=[f"{say('sittings.waiting')} {result_later(one, LANGUAGE)}" for one in history.waiting],
        turns=turn_rows(history.reorganised, Words(Language.BOKMAL)),
    )
    return page, unit_report(unit_figures(history)), [_session_row(line) for line in lines]


def _settle(person: Person, form: Mapping[str, Any]) -> None:
    """What became of the commitment that a form names. Blocks; raises as the use case does, and `ValueError`."""
    use().history.settle(
        person,
        session_id=str(form.get("session", "")),
        position=int(form.get("position", "")),
        state=str(form.get("state", "")),
        learnt=str(form.get("learnt", "")),
        today=clock.now().date(),
    )


def _session_row(line: SessionLine) -> SessionRow:
    may_control = line.may_control and line.stage is not Stage.ENDED
    return SessionRow(
        path=f"/samlinger/{line.id}",
        control=f"/styr/{line.code}" if may_control else "",
        control_label=say("session.control_of", date=line.held_on),
        guess=f"/samlinger/{line.id}/gjett" if line.may_guess else "",
        guess_label=say("guess.link_of", date=line.held_on),
        date=format_date(line.held_on),
        title=line.title,
        stage=line.stage.value,
        state=say(f"session.state.{line.stage.value}"),
        commitments=say("session.commitments", n=line.commitments) if line.commitments else "",
        minutes=f"/samlinger/{line.id}/referat.pdf" if line.stage is Stage.ENDED else "",
        minutes_label=say("unit.minutes_of", date=line.held_on),
        sitting=say("sittings.one_of_several") if line.is_sitting else "",
    )
