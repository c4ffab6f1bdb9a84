"""What leaders see: a unit over all its sessions, and the municipality's units beside each other.

Aggregates are passed on as they are kept; what may be shown of them, `domain.disclosure` decides.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from workshop_app.domain.access import (
    Person,
    leader_figures_from,
    may_read_leader,
    may_review,
    may_settle,
    sees_all_units,
)
from workshop_app.domain.agenda import Agenda
from workshop_app.domain.audit import Deed
from workshop_app.domain.commitments import Card, settle
from workshop_app.domain.disclosure import Audience, PulseOfSession, pooled_spread
from workshop_app.domain.errors import NotAllowed
from workshop_app.domain.lifts import counted
from workshop_app.domain.reorganisation import Reorganisation, days_of_others
from workshop_app.domain.session import RunKey
from workshop_app.domain.sittings import Workshop
from workshop_app.domain.tally import Aggregate
from workshop_app.domain.thresholds import FLOOR
from workshop_app.persistence import (
    commitments,
    history,
    lifts,
    people,
    reorganisations,
    sessions,
    spreads,
    units,
    workshops,
)
from workshop_app.persistence.engine import Database
from workshop_app.persistence.history import CountedPulse, Kept
from workshop_app.persistence.lifts import SentLift
from workshop_app.persistence.people import Municipality
from workshop_app.persistence.proposals import Proposal
from workshop_app.persistence.sessions import Hold, SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services import pulses
from workshop_app.services.agendas import agenda_of
from workshop_app.services.audit import Subject, note, note_look
from workshop_app.services.overview import Overview, glances
from workshop_app.services.tokens import new_id


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A session that has ended, as far as its unit's history needs it. `chosen`: activity id → question id.

    `pulse_counted`: activity id → what is known of when that pulse was begun and counted. `workshop` is the one that it
    is a sitting of, and `sitting` which of several.
    """

    record: SessionRecord
    agenda: Agenda
    counted: Mapping[RunKey, tuple[Aggregate, ...]]
    chosen: Mapping[str, str]
    cards: tuple[Card, ...]
    proposals: tuple[Proposal, ...]
    pulse_counted: Mapping[str, CountedPulse] = field(default_factory=dict)
    workshop: Workshop | None = None
    sitting: int | None = None


@dataclass(frozen=True, kw_only=True)
class UnitHistory:
    """A unit and its sessions that have ended, oldest first.

    `audience` says for whom; `minimum` is the municipality's threshold; `spread` is dimension id → the
    pooled standard deviation over all of the municipality's sessions. `running` are pulses of sessions that have not
    ended: nothing of them is shown here, but their rooms have seen them. `reorganised` and `new_leaders` say where
    lines are broken, `leader_from` from which day on figures about the leader are for this audience. `waiting` are
    workshops whose pulse has begun and is counted with the last sitting. `lifts` are all that the unit has sent,
    oldest first.
    """

    municipality: Municipality
    unit: Unit
    occasions: tuple[Occasion, ...]
    spread: Mapping[str, float]
    audience: Audience
    minimum: int
    running: tuple[PulseOfSession, ...] = ()
    reorganised: tuple[Reorganisation, ...] = ()
    new_leaders: tuple[date, ...] = ()
    leader_from: date | None = None
    waiting: tuple[Workshop, ...] = ()
    lifts: tuple[SentLift, ...] = ()

    @property
    def other_people(self) -> list[date]:
        """The days from which the unit is made up of other people than before."""
        return days_of_others(self.reorganised, reorganised_on=self.unit.reorganised_on)


@dataclass(frozen=True, kw_only=True)
class History:
    """The use cases of those who look back. Methods block on the database."""

    database: Database
    minimum: int = FLOOR

    def unit(self, person: Person, unit_id: str, *, file: str = "") -> UnitHistory:
        """One unit, to look at or to take away as a file of that format; that it was stands in the audit log.

        Raises `NotAllowed` alike for one that is not there and one that is not theirs.
        """
        with self.database.reading() as db:
            unit = units.find_unit(db, unit_id)
            if unit is None or not may_review(person, unit_id=unit_id):
                raise NotAllowed("unit.not_found")
            kept = history.ended_sessions(db, unit_ids=[unit_id])
            found = self._history(db, person, unit, kept)
        _note(self.database, person, found, file=file)
        return found

    def overview(self, person: Person) -> Overview:
        """The units that this person may see, as far as a list of them goes: cheap however many sessions there are."""
        only = None if sees_all_units(person) else person.units
        note_look(self.database, person, Deed.OPENED_OVERVIEW)
        with self.database.reading() as db:
            municipality = _municipality(db)
            return Overview(
                municipality=municipality,
                units=glances(db, only=only),
                spread=pooled_spread(spreads.all_measured(db)),
                minimum=municipality.threshold(self.minimum),
                lifts=counted(lifts.of_units(db, only=only)),
            )

    def settle(self, person: Person, *, session_id: str, position: int, state: str, learnt: str, today: date) -> None:
        """Say what became of a commitment. Raises `NotAllowed` for one that is not theirs, and `BadInput`."""
        with self.database.unit_of_work() as db:
            record = sessions.find_session(db, session_id, hold=Hold.ALONE)
            if record is None or not may_settle(person, unit_id=record.unit_id):
                raise NotAllowed("page.not_found")
            card = next((one for one in commitments.list_cards(db, session_id) if one.position == position), None)
            if card is None:
                raise NotAllowed("page.not_found")
            settled = settle(card, state=state, learnt=learnt, today=today)
            commitments.save_card(db, session_id, settled, id_=new_id())

    def _history(self, db: Transaction, person: Person, unit: Unit, kept: Sequence[Kept]) -> UnitHistory:
        ended = {one.record.id for one in kept}
        counted = history.pulses_of(db, unit.id)
        times: dict[str, dict[str, CountedPulse]] = {}
        for one in counted:
            times.setdefault(one.session_id, {})[one.activity_id] = one
        running = pulses.read(db, [one for one in counted if one.session_id not in ended])
        municipality, sittings = _municipality(db), workshops.by_session(db, unit.id)
        numbers = workshops.sitting_numbers(db, unit.id) if sittings else {}
        return UnitHistory(
            municipality=municipality,
            unit=unit,
            occasions=tuple(
                replace(
                    _occasion(one, times.get(one.record.id, {})),
                    workshop=sittings.get(one.record.id),
                    sitting=numbers.get(one.record.id),
                )
                for one in kept
            ),
            waiting=tuple({one.id: one for one in sittings.values() if one.is_waiting}.values()),
            spread=pooled_spread(spreads.all_measured(db)),
            audience=Audience.LEADER if may_read_leader(person, unit_id=unit.id) else Audience.UNIT,
            minimum=municipality.threshold(self.minimum),
            running=tuple(running.values()),
            reorganised=reorganisations.of_unit(db, unit.id),
            new_leaders=tuple(reorganisations.leader_changes(db, unit.id)),
            leader_from=leader_figures_from(person, unit_id=unit.id),
            lifts=tuple(lifts.of_unit(db, unit.id)),
        )


def _note(database: Database, person: Person, found: UnitHistory, *, file: str) -> None:
    about = Subject(id=found.unit.id, name=found.unit.name)
    with_leader = found.audience is Audience.LEADER
    if not file:
        note_look(database, person, Deed.OPENED_UNIT, about, leader=with_leader)
        return
    with database.unit_of_work() as db:
        note(db, person, Deed.TOOK_FIGURES, about, file=file, leader=with_leader)


def _occasion(kept: Kept, pulse_counted: Mapping[str, CountedPulse]) -> Occasion:
    return Occasion(
        record=kept.record,
        agenda=agenda_of(kept.record.agenda),
        counted=_aggregates(kept.counted),
        chosen=kept.chosen,
        cards=kept.cards,
        proposals=kept.proposals,
        pulse_counted=pulse_counted,
    )


def _aggregates(kept: Mapping[RunKey, Mapping[str, str]]) -> dict[RunKey, tuple[Aggregate, ...]]:
    # All in one text: starting the parser costs more than reading an aggregate.
    read = iter(json.loads(f"[{','.join(text for rounds in kept.values() for text in rounds.values())}]"))
    return {key: tuple(Aggregate.from_json(next(read)) for _ in rounds) for key, rounds in kept.items()}


def _municipality(db: Transaction) -> Municipality:
    found = people.municipality(db)
    assert found is not None, "nobody can be signed in before set-up"
    return found
