"""What leaders see: a unit over all its sessions, and the municipality's units beside each other.

Aggregates are passed on as they are kept; what may be shown of them, `domain.disclosure` decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from workshop_app.domain.access import ADMINISTRATOR, Person, may_read_leader, may_review, may_settle
from workshop_app.domain.agenda import Agenda
from workshop_app.domain.commitments import Card, settle
from workshop_app.domain.disclosure import Audience, pooled_spread
from workshop_app.domain.errors import NotAllowed
from workshop_app.domain.session import RunKey
from workshop_app.domain.tally import Aggregate
from workshop_app.domain.thresholds import FLOOR
from workshop_app.persistence import commitments, history, people, sessions, units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.history import Kept
from workshop_app.persistence.people import Municipality
from workshop_app.persistence.proposals import Proposal
from workshop_app.persistence.sessions import Hold, SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services.agendas import agenda_of
from workshop_app.services.overview import Overview, glances
from workshop_app.services.tokens import new_id


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A session that has ended, as far as its unit's history needs it. `chosen`: activity id → question id."""

    record: SessionRecord
    agenda: Agenda
    counted: Mapping[RunKey, tuple[Aggregate, ...]]
    chosen: Mapping[str, str]
    cards: tuple[Card, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, kw_only=True)
class UnitHistory:
    """A unit and its sessions that have ended, oldest first.

    `audience` says for whom; `minimum` is the municipality's threshold; `spread` is dimension id → the
    pooled standard deviation over all of the municipality's sessions.
    """

    municipality: Municipality
    unit: Unit
    occasions: tuple[Occasion, ...]
    spread: Mapping[str, float]
    audience: Audience
    minimum: int


@dataclass(kw_only=True)
class History:
    """The use cases of those who look back. Methods block on the database."""

    database: Database
    minimum: int = FLOOR
    _spread: tuple[int, Mapping[str, float]] = field(default=(-1, {}), init=False)

    def unit(self, person: Person, unit_id: str) -> UnitHistory:
        """One unit. Raises `NotAllowed` alike for one that is not there and one that is not theirs."""
        with self.database.reading() as db:
            unit = units.find_unit(db, unit_id)
            if unit is None or not may_review(person, unit_id=unit_id):
                raise NotAllowed("unit.not_found")
            kept = history.ended_sessions(db, unit_ids=[unit_id])
            return self._history(db, person, unit, kept)

    def overview(self, person: Person) -> Overview:
        """The units that this person may see, as far as a list of them goes: cheap however many sessions there are."""
        only = None if person.role == ADMINISTRATOR else person.units
        with self.database.reading() as db:
            return Overview(
                municipality=_municipality(db),
                units=glances(db, only=only),
                spread=self._pooled(db),
                minimum=self.minimum,
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

    def _history(self, db: Transaction, person: Person, unit: Unit, kept: Iterable[Kept]) -> UnitHistory:
        return UnitHistory(
            municipality=_municipality(db),
            unit=unit,
            occasions=tuple(_occasion(one) for one in kept),
            spread=self._pooled(db),
            audience=Audience.LEADER if may_read_leader(person, unit_id=unit.id) else Audience.UNIT,
            minimum=self.minimum,
        )

    def _pooled(self, db: Transaction) -> Mapping[str, float]:
        """Read again only when a pulse has been counted since: it takes all of the municipality's sessions."""
        number = history.sealed_pulses(db)
        if number != self._spread[0]:
            self._spread = number, pooled_spread(Aggregate.from_json(json.loads(one)) for one in history.pulses(db))
        return self._spread[1]


def _occasion(kept: Kept) -> Occasion:
    return Occasion(
        record=kept.record,
        agenda=agenda_of(kept.record.agenda),
        counted={
            key: tuple(Aggregate.from_json(json.loads(text)) for text in rounds.values())
            for key, rounds in kept.counted.items()
        },
        chosen=kept.chosen,
        cards=kept.cards,
        proposals=kept.proposals,
    )


def _municipality(db: Transaction) -> Municipality:
    found = people.municipality(db)
    assert found is not None, "nobody can be signed in before set-up"
    return found
