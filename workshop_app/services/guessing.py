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
from workshop_app.domain.sittings import Workshop
from workshop_app.domain.thresholds import FLOOR
from workshop_app.persistence import sessions, spreads, workshops
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.units import Unit
from workshop_app.services.audit import Subject, note_look
from workshop_app.services.pulse_line import LineSoFar, line_so_far
from workshop_app.services.snapshot import Snapshot, load_snapshot


@dataclass(frozen=True, kw_only=True)
class LedPulse:
    """A session's pulse as the unit's own leader finds it.

    `is_out`: the room has come to its figures, or the session is over; of several sittings, all have been counted. Only
    then, and where something may be left to show, are there `pulses`: the unit's line that ends with this one.
    `running` and `spread` as in `UnitHistory`.
    """

    record: SessionRecord
    unit: Unit
    instrument: Instrument
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
        has_ended = snapshot.live.stage is Stage.ENDED
        found = LedPulse(
            record=snapshot.record,
            unit=snapshot.unit,
            instrument=instrument,
            has_ended=has_ended,
            is_out=_is_out(snapshot, activity),
            minimum=snapshot.municipality.threshold(self.minimum),
        )
        has_pulse = snapshot.pulses or snapshot.workshop
        return self._with_figures(person, found, snapshot.workshop) if found.is_out and has_pulse else found

    def _session(self, person: Person, session_id: str) -> Snapshot:
        with self.database.reading() as db:
            record = sessions.find_session(db, session_id)
        if record is None or not may_guess(person, unit_id=record.unit_id):
            raise NotAllowed("page.not_found")
        return load_snapshot(self.database, session_id)

    def _with_figures(self, person: Person, pulse: LedPulse, workshop: Workshop | None) -> LedPulse:
        record, unit = pulse.record, pulse.unit
        about = {"session": record.id, "held_on": record.held_on.isoformat()}
        note_look(self.database, person, Deed.OPENED_SESSION, Subject(id=unit.id, name=unit.name), **about)
        with self.database.reading() as db:
            with_pulse = workshops.session_with_pulse(db, workshop.id) if workshop else None
            line = line_so_far(db, unit, with_pulse or record.id)
            spread = pooled_spread(spreads.all_measured(db))
        if not line.points:
            return pulse
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


def _is_out(snapshot: Snapshot, activity: Activity) -> bool:
    """Whether the figures may be laid beside a guess: of several sittings, when all have been counted."""
    if snapshot.workshop is not None:
        return snapshot.workshop.counted_at is not None
    return snapshot.live.stage is Stage.ENDED or _is_shown(snapshot, activity)


def _is_shown(snapshot: Snapshot, activity: Activity) -> bool:
    runs = (snapshot.live.run(activity.id, part) for part in activity.body.course.parts)
    return any(run and run.counted for run in runs) and has_shown_pulse(snapshot.live, snapshot.agenda)
