"""What somebody who is signed in may read: units, a unit's sessions, and what is left of a session."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx

from workshop_app.domain.errors import NotAllowed
from workshop_app.domain.session import Stage
from workshop_app.live.views.report import Report, report
from workshop_app.phrases.formatting import format_date
from workshop_app.services import clock
from workshop_app.services.in_thread import in_thread
from workshop_app.services.preparation import UnitLine
from workshop_app.services.review import SessionLine
from workshop_app.ui.desk import DeskState, id_in_path, person_of, say, to_sign_in
from workshop_app.ui.wiring import use


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """A unit in the list."""

    path: str = ""
    name: str = ""
    sessions: str = ""
    latest: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """A session in a unit's list. `control` is empty where there is nothing to control."""

    path: str = ""
    control: str = ""
    control_label: str = ""
    date: str = ""
    title: str = ""
    stage: str = ""
    state: str = ""
    commitments: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    """What stands above a unit's sessions."""

    path: str = ""
    name: str = ""
    leader_role: str = ""
    agreed_roles: str = ""
    discussed: str = ""


class History(DeskState, rx.State):
    """Lists and reports, read anew at each arrival."""

    may_prepare: bool = False
    units: list[UnitRow] = []
    unit: UnitPage = UnitPage()
    sessions: list[SessionRow] = []
    report: Report = Report()
    control: str = ""

    @rx.event
    async def arrive_at_units(self) -> rx.event.EventSpec | None:
        """The units one has to do with."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        lines = await in_thread(use().preparation.units_of, person)
        self.units = [_unit_row(line) for line in lines]
        self.may_prepare = use().review.may_prepare(person)
        self._show(person)
        return None

    @rx.event
    async def arrive_at_unit(self) -> rx.event.EventSpec | None:
        """One unit and its sessions."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        try:
            unit = await in_thread(use().preparation.unit, person, id_in_path(self))
            lines = await in_thread(use().review.sessions_of, person, unit.id)
        except NotAllowed as error:
            self._show(person, problem=error.key)
            return None
        self.unit = UnitPage(
            path=f"/enheter/{unit.id}",
            name=unit.name,
            leader_role=unit.leader_role,
            agreed_roles=unit.agreed_roles or say("unit.nobody_else"),
            discussed=format_date(unit.discussed_on) if unit.discussed_on else say("units.not_discussed"),
        )
        self.sessions = [_session_row(line) for line in lines]
        self.may_prepare = use().review.may_prepare(person)
        self._show(person)
        return None

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
        self.report = report(snapshot, minimum=review.minimum, now=clock.now())
        may_control = snapshot.live.stage is not Stage.ENDED and review.may_control(person, snapshot.record)
        self.control = f"/styr/{snapshot.record.code}" if may_control else ""
        self._show(person)
        return None


def _unit_row(line: UnitLine) -> UnitRow:
    return UnitRow(
        path=f"/enheter/{line.unit.id}",
        name=line.unit.name,
        sessions=say("units.sessions", n=line.sessions) if line.sessions else "",
        latest=say("units.latest", date=line.latest) if line.latest else say("units.none_held"),
    )


def _session_row(line: SessionLine) -> SessionRow:
    may_control = line.may_control and line.stage is not Stage.ENDED
    return SessionRow(
        path=f"/samlinger/{line.id}",
        control=f"/styr/{line.code}" if may_control else "",
        control_label=say("session.control_of", date=line.held_on),
        date=format_date(line.held_on),
        title=line.title,
        stage=line.stage.value,
        state=say(f"session.state.{line.stage.value}"),
        commitments=say("session.commitments", n=line.commitments) if line.commitments else "",
    )
