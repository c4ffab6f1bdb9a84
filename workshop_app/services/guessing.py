"""A leader's guess beside the unit's pulse: when it can be made, and the figures to lay it beside.

The guess itself never comes here. It stays in the leader's browser, which compares it with what that leader may see
anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from workshop_app.domain.access import Person, leader_figures_from, may_guess
from workshop_app.domain.agenda import Activity, Instrument
from workshop_app.domain.audit import Deed
from workshop_app.domain.disclosure import PulseOfSession, pooled_spread
from workshop_app.domain.errors import NotAllowed
from workshop_app.domain.session import Stage, has_shown_pulse
from workshop_app.domain.thresholds import FLOOR
from workshop_app.persistence import history, sessions, spreads, workshops
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services import pulses
from workshop_app.services.audit import Subject, note_look
from workshop_app.services.pulse_line import LineSoFar, line_so_far
from workshop_app.services.snapshot import Snapshot, load_snapshot


@dataclass(frozen=True, kw_only=True)
class LedPulse:
    """A session's pulse as the unit's own leader finds it.

    `measured` is the id of what it is one measurement of: the session, or the workshop of several sittings. `is_out`:
    the room has come to its figures, or the session is over; of several sittings, all have been counted. Only then,
    and where something may be left to show, are there `pulses`: the unit's line that ends with this one. `running` and
    `spread` as in `UnitHistory`.
    """

    record: SessionRecord
    unit: Unit
    instrument: Instrument
    measured: str
    has_ended: bool
    is_out: bool
    minimum: int
    pulses: tuple[PulseOfSession, ...] = ()
    running: tuple[PulseOfSession, ...] = ()
    spread: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Guessing:
    """What the unit's leader asks for. Methods block on the database."""

    database: Database
    minimum: int = FLOOR

    def may_guess(self, person: Person, unit_id: str) -> bool:
        """Whether that unit's sessions with a pulse are this person's to guess about."""
        return may_guess(person, unit_id=unit_id)

    def is_offered(self, person: Person, snapshot: Snapshot) -> bool:
        """Whether to lead this person to the page: as long as the session goes on."""
        goes_on = snapshot.live.stage is not Stage.ENDED
        return goes_on and self.may_guess(person, snapshot.unit.id) and snapshot.agenda.pulse is not None

    def pulse(self, person: Person, session_id: str) -> LedPulse:
        """The pulse of a session; that figures were looked at stands in the audit log, as on the session's page.

        Raises `NotAllowed` alike for no session, one without a pulse and one of a unit that somebody else leads.
        """
        snapshot = self._session(person, session_id)
        activity = snapshot.agenda.pulse
        instrument = activity.body.questionnaire() if activity else None
        if activity is None or instrument is None:
            raise NotAllowed("page.not_found")
        with self.database.reading() as db:
            workshop = workshops.of_session(db, session_id)
        has_ended = snapshot.live.stage is Stage.ENDED if workshop is None else workshop.counted_at is not None
        found = LedPulse(
            record=snapshot.record,
            unit=snapshot.unit,
            instrument=instrument,
            measured=workshop.id if workshop else session_id,
            has_ended=has_ended,
            is_out=has_ended or (workshop is None and _is_shown(snapshot, activity)),
            minimum=snapshot.municipality.threshold(self.minimum),
        )
        return self._with_figures(person, found) if found.is_out else found

    def _session(self, person: Person, session_id: str) -> Snapshot:
        with self.database.reading() as db:
            record = sessions.find_session(db, session_id)
        if record is None or not may_guess(person, unit_id=record.unit_id):
            raise NotAllowed("page.not_found")
        return load_snapshot(self.database, session_id)

    def _with_figures(self, person: Person, pulse: LedPulse) -> LedPulse:
        record, unit = pulse.record, pulse.unit
        about = {"session": record.id, "held_on": record.held_on.isoformat()}
        note_look(self.database, person, Deed.OPENED_SESSION, Subject(id=unit.id, name=unit.name), **about)
        with self.database.reading() as db:
            session_id = _counted_in(db, record)
            # One of which only the number of answers is kept is in no line.
            if session_id is None or not pulses.up_to(db, unit_id=unit.id, session_id=session_id):
                return pulse
            line = line_so_far(db, unit, session_id)
            spread = pooled_spread(spreads.all_measured(db))
        since = leader_figures_from(person, unit_id=unit.id)
        return replace(pulse, pulses=_about(line, pulse, since), running=line.running, spread=spread)


def _about(line: LineSoFar, pulse: LedPulse, since: date | None) -> tuple[PulseOfSession, ...]:
    """With the figures about the leader left out where they are about somebody else, and before the session is over.

    Until then the pulse may be asked again, and no page has these figures either.
    """
    hidden = [since is not None and one.held_on < since for one in line.points]
    points = [replace(one, leader_hidden=each) for one, each in zip(line.points, hidden, strict=True)]
    last = points[-1]
    return (*points[:-1], replace(last, leader_hidden=last.leader_hidden or not pulse.has_ended))


def _counted_in(db: Transaction, record: SessionRecord) -> str | None:
    """The session that the figures stand with: of several sittings, the one whose pulse was added last."""
    together = {record.id}
    if workshop := workshops.of_session(db, record.id):
        together = {one.session_id for one in workshops.sittings_of(db, workshop.id)}
    return next((one.session_id for one in history.pulses_of(db, record.unit_id) if one.session_id in together), None)


def _is_shown(snapshot: Snapshot, activity: Activity) -> bool:
    runs = (snapshot.live.run(activity.id, part) for part in activity.body.course.parts)
    return any(run and run.counted for run in runs) and has_shown_pulse(snapshot.live, snapshot.agenda)
