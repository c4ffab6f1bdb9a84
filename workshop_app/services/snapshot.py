"""Everything about one session at one version, read in one go; views are made from it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workshop_app.domain.agenda import Agenda
from workshop_app.domain.commitments import Card, Promised
from workshop_app.domain.disclosure import CountedBefore, PulseOfSession, pooled_spread
from workshop_app.domain.guest_network import GuestNetwork
from workshop_app.domain.lifts import opens_with
from workshop_app.domain.session import LiveSession, RunKey, as_asked
from workshop_app.domain.sittings import Workshop
from workshop_app.domain.tally import Aggregate
from workshop_app.persistence import (
    commitments,
    guest_networks,
    history,
    lifts,
    people,
    proposals,
    runs,
    session_log,
    sessions,
    spreads,
    units,
    workshops,
)
from workshop_app.persistence.engine import Database
from workshop_app.persistence.lifts import SentLift
from workshop_app.persistence.people import Municipality
from workshop_app.persistence.proposals import Proposal
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services import pulses
from workshop_app.services.agendas import agenda_of
from workshop_app.services.pulse_line import LineSoFar, line_so_far
from workshop_app.services.votes_before import votes_before


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A session as it stands. Figures are aggregates: what may be shown of them, `disclosure` decides.

    `pulses` is activity id → the unit's pulses that bear on how this session's may be shown, with it as the last.
    `before` is activity id → what the unit's session before counted when it asked the same.
    `level` is the unit above; None: there is none. `lifts` were sent from this session, and `lifts_before` from earlier
    ones, as far as this one opens with them.
    `promised` are the commitments of the session before, of all its sittings, and `line` the unit's pulses up to this
    one with the `spread` of all: only where a step looks back.
    `network` is the wireless one that the room may join, as long as the way in is shown.
    `hands` have been counted in the round that is open, by option.
    `workshop` is the one that the session is a sitting of, where it has several.
    `pens` are the groups that somebody writes for, each with the hash of its pen.
    """

    record: SessionRecord
    municipality: Municipality
    unit: Unit
    agenda: Agenda
    live: LiveSession
    runs: Mapping[RunKey, str]
    hands: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[RunKey, tuple[Aggregate, ...]]
    pulses: Mapping[str, tuple[PulseOfSession, ...]]
    proposals: tuple[Proposal, ...]
    pens: Mapping[int, bytes]
    cards: tuple[Card, ...]
    level: Unit | None = None
    network: GuestNetwork | None = None
    lifts: tuple[SentLift, ...] = ()
    lifts_before: tuple[SentLift, ...] = ()
    promised: tuple[Promised, ...] = ()
    line: LineSoFar = field(default_factory=LineSoFar)
    spread: Mapping[str, float] = field(default_factory=dict)
    before: Mapping[str, CountedBefore] = field(default_factory=dict)
    workshop: Workshop | None = None


def load_snapshot(database: Database, session_id: str, *, at_hand: bool = False) -> Snapshot:
    """Read a session. Blocks on the database; raises `LookupError` if there is no such session.

    `at_hand`: of earlier sessions only what the step at hand shows, since the room's screens show no other.
    """
    with database.reading() as db:
        record = sessions.find_session(db, session_id)
        if record is None:
            raise LookupError(session_id)
        agenda, live = agenda_of(record.agenda), session_log.load_live(db, session_id)
        current = live.current(agenda)
        unit = units.find_unit(db, record.unit_id)
        municipality = people.municipality(db)
        assert unit is not None
        assert municipality is not None
        figures = _aggregates(runs.figures(db, session_id))
        lifted = lifts.of_unit(db, record.unit_id)
        told = agenda.activities if not at_hand else (current,) if current else ()
        looks_back = any(activity.body.looks_back for activity in told)
        has_pulse = any(part == "pulse" for _, part in figures)
        return Snapshot(
            record=record,
            municipality=municipality,
            unit=unit,
            agenda=agenda,
            live=live,
            runs=(run_ids := runs.open_runs(db, session_id)),
            hands=_hands(db, agenda, live, run_ids),
            figures=figures,
            pulses=pulses.up_to(db, unit_id=record.unit_id, session_id=session_id) if has_pulse else {},
            proposals=tuple(proposals.list_proposals(db, session_id)),
            pens=proposals.pens(db, session_id=session_id, activity_id=current.id) if current else {},
            cards=tuple(commitments.list_cards(db, session_id)),
            network=guest_networks.find_network(db, session_id) if live.network_shown and live.shows_way_in else None,
            level=units.find_unit(db, unit.parent_id) if unit.parent_id else None,
            lifts=tuple(sent for sent in lifted if sent.lift.session_id == session_id),
            lifts_before=_before(db, record, lifted),
            promised=commitments.promised_before(db, record) if looks_back else (),
            line=line_so_far(db, unit, session_id) if looks_back and has_pulse else LineSoFar(),
            spread=pooled_spread(spreads.all_measured(db)) if looks_back and has_pulse else {},
            before=votes_before(db, record, told, unit=unit, counted=figures),
            workshop=workshops.of_session(db, session_id),
        )


def _hands(db: Transaction, agenda: Agenda, live: LiveSession, run_ids: Mapping[RunKey, str]) -> Mapping[str, int]:
    opened, current = live.open_run(agenda), live.current(agenda)
    if opened is None or current is None or not as_asked(live, current, opened[0][1]).body.by_hand():
        return {}
    return runs.hands(db, run_ids[opened[0]]).get(opened[1], {})


def _before(db: Transaction, record: SessionRecord, lifted: Sequence[SentLift]) -> tuple[SentLift, ...]:
    if all(sent.lift.session_id == record.id for sent in lifted):
        return ()
    own = {record.id, *workshops.sitting_ids(db, record.id)}
    since = history.last_met(db, record) or date.min
    return tuple(sent for sent in lifted if sent.lift.session_id not in own and opens_with(sent.lift, since=since))


def _aggregates(stored: Mapping[RunKey, Mapping[str, str]]) -> dict[RunKey, tuple[Aggregate, ...]]:
    return {
        key: tuple(Aggregate.from_json(json.loads(text)) for text in rounds.values()) for key, rounds in stored.items()
    }
