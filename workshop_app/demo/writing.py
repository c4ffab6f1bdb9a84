"""Writes the made-up municipality into an empty database: people, units, and every unit's sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random

from workshop_app.content_loader import Content, freeze
from workshop_app.demo import truth
from workshop_app.demo.lifting import lift_of
from workshop_app.demo.playing import Playing, Script
from workshop_app.demo.simulator import Room
from workshop_app.demo.texts import Idea, Texts, read_texts
from workshop_app.demo.truth import UnitTruth
from workshop_app.domain.access import ADMINISTRATOR, FACILITATOR, LEADER
from workshop_app.domain.agenda import Agenda, Dimension, Instrument
from workshop_app.domain.codes import new_code
from workshop_app.domain.commitments import Card, CommitmentState, settle
from workshop_app.domain.thresholds import FLOOR
from workshop_app.kinds.pulse.rules import PulseBody
from workshop_app.persistence import commitments, lifts, people, sessions, units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit

#: Of sixty seeds one of those with which every trend that a visitor sees is the true one.
SEED = 2032
AGENDA = "90-minutter"
#: Of the leader who signs in: a unit whose headline truly rises.
LED_UNIT = "hjemme-nord"
_QUARTER = timedelta(days=91)
_STATES = (CommitmentState.DONE,) * 6 + tuple(CommitmentState)
_ID_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_ID_LENGTH = 22
#: A unit lifts something in one session of so many.
_LIFT_EVERY = 3


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody who can sign in. `role` is one of `domain.access`."""

    email: str
    name: str
    role: str


ACCOUNTS = (
    Account(email="administrator@eksempel.example", name="Administrator i eksempelet", role=ADMINISTRATOR),
    Account(email="fasilitator@eksempel.example", name="Fasilitator i eksempelet", role=FACILITATOR),
    Account(email="leder@eksempel.example", name="Leder i eksempelet", role=LEADER),
)


def write_example(database: Database, *, content: Content, password_hash: str, today: date, seed: int = SEED) -> None:
    """Fill an empty, migrated database. The same seed and day give the same content."""
    writer = _Writer(database=database, content=content, today=today, seed=seed, texts=read_texts())
    writer.found(password_hash)
    for number, unit in enumerate(truth.UNITS):
        writer.hold_sessions(number, unit)


@dataclass(kw_only=True)
class _Writer:
    database: Database
    content: Content
    today: date
    seed: int
    texts: Texts
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 -- what is made up is no secret

    def found(self, password_hash: str) -> None:
        """The municipality, its accounts and its units."""
        with self.database.unit_of_work() as db:
            people.found_municipality(
                db, name=truth.MUNICIPALITY, privacy_contact="personvern@eksempel.example", is_example=True
            )
            for account in ACCOUNTS:
                people.add_person(db, id_=account.role, password_hash=password_hash, **vars(account))
            for unit in truth.UNITS:
                units.add_unit(db, self._unit(unit), member=FACILITATOR)
            people.add_membership(db, person_id=LEADER, unit_id=LED_UNIT, leads=True, leads_since=self._began_to_lead())

    def hold_sessions(self, number: int, unit: UnitTruth) -> None:
        """Every session of a unit, and what became of its commitments at the next one."""
        quarters = [quarter for quarter, answers in enumerate(unit.answers) if answers is not None]
        for quarter, following in zip(quarters, [*quarters, None][1:], strict=True):
            next_date = self._day(number, following if following is not None else quarter + 1)
            with self.database.unit_of_work() as db:
                session_id = self._hold_session(db, number, unit, quarter, next_date)
                self._settle(db, session_id, next_date if following is not None else None)

    def _hold_session(self, db: Transaction, number: int, unit: UnitTruth, quarter: int, next_date: date) -> str:
        earlier = quarter < truth.EARLIER_WORDING.until
        # An operator's own content may have other agendas.
        agenda = self.content.agendas.get(AGENDA) or next(iter(self.content.agendas.values()))
        agenda = with_earlier_wording(agenda) if earlier else agenda
        record = self._record(unit, agenda, self._day(number, quarter))
        sessions.add_session(db, record)
        questions = _questions(agenda)
        wanted = questions[(number + 2 * quarter) % len(questions)] if questions else ""
        Playing(
            db=db,
            record=record,
            agenda=agenda,
            room=Room(unit, quarter, wanted=wanted, random=room_random(self.seed, unit, quarter)),
            people=unit.answers[quarter] or 0,
            script=self._script(record.held_on, next_date=next_date, wanted=wanted, earlier=earlier),
            random=self.random,
            new_id=self._new_id,
        ).play()
        self._lift(db, number, unit, quarter, record, next_date)
        return record.id

    def _lift(
        self, db: Transaction, number: int, unit: UnitTruth, quarter: int, record: SessionRecord, next_date: date
    ) -> None:
        """In every third session of a unit, and by a chance of its own, so that nothing else moves."""
        if (number + quarter) % _LIFT_EVERY:
            return
        chance = Random(f"{self.seed} {unit.key} {quarter} lift")  # noqa: S311 -- what is made up is no secret
        lift = lift_of(
            record,
            self.texts.lifts[(number + 2 * quarter) % len(self.texts.lifts)],
            id_="".join(chance.choices(_ID_LETTERS, k=_ID_LENGTH)),
            level=unit.under,
            next_date=next_date,
            today=self.today,
            chance=chance,
        )
        lifts.add_lift(db, lift)

    def _script(self, day: date, *, next_date: date, wanted: str, earlier: bool) -> Script:
        begins = datetime.combine(day, time(self.random.choice((9, 12, 13)))).astimezone()
        return Script(
            begins=begins,
            next_date=next_date,
            wanted=wanted,
            cards=self.random.choice((1, 2, 2)),
            ideas=self.texts.ideas,
            earlier={truth.EARLIER_WORDING.item} if earlier else frozenset(),
            minimum=FLOOR,
        )

    def _settle(self, db: Transaction, session_id: str, asked_on: date | None) -> None:
        """What is said of the commitments at the next session; nothing before there has been one."""
        for card in commitments.list_cards(db, session_id) if asked_on else ():
            state = self.random.choice(_STATES)
            learnt = self._learnt(card, state)
            settled = settle(card, state=state, learnt=learnt, today=asked_on or self.today)
            commitments.save_card(db, session_id, settled, id_=self._new_id())

    def _learnt(self, card: Card, state: CommitmentState) -> str:
        if state is not CommitmentState.DONE:
            return self.random.choice(self.texts.learnt[state])
        return next(idea.learnt for idea in _all(self.texts) if idea.text == card.what)

    def _record(self, unit: UnitTruth, agenda: Agenda, day: date) -> SessionRecord:
        return SessionRecord(
            id=self._new_id(),
            code=new_code(self.random.choice),
            unit_id=unit.key,
            held_on=day,
            language="nb",
            agenda=freeze(agenda),
            created_by=FACILITATOR,
        )

    def _unit(self, unit: UnitTruth) -> Unit:
        number = truth.UNITS.index(unit)
        changed = None if unit.reorganised is None else self._day(number, unit.reorganised) - timedelta(days=30)
        return Unit(
            id=unit.key,
            name=unit.name,
            leader_role=unit.leader_role,
            agreed_roles=unit.agreed_roles,
            discussed_on=self._day(number, 0) - timedelta(days=40),
            parent_id=unit.under,
            reorganised_on=changed,
        )

    def _day(self, number: int, quarter: int) -> date:
        """A working day: the newest some days ago, the units one after the other."""
        newest = self.today - timedelta(days=6 + 3 * number)
        day = newest - (truth.QUARTERS - 1 - quarter) * _QUARTER
        return day - timedelta(days=max(0, day.weekday() - 4))

    def _began_to_lead(self) -> date:
        """Before the first session of the unit that is led."""
        keys = [unit.key for unit in truth.UNITS]
        return self._day(keys.index(LED_UNIT), 0) - timedelta(days=60)

    def _new_id(self) -> str:
        return "".join(self.random.choices(_ID_LETTERS, k=_ID_LENGTH))


def room_random(seed: int, unit: UnitTruth, quarter: int) -> Random:
    """The chance of one session alone, so that a change to one unit leaves the answers of others as they were."""
    return Random(f"{seed} {unit.key} {quarter}")  # noqa: S311 -- what is made up is no secret


def with_earlier_wording(agenda: Agenda) -> Agenda:
    """The agenda as it was before one statement got its wording of today.

    The earlier version has the lower number, so that sessions which a visitor holds go on with the line.
    """
    return replace(
        agenda,
        activities=tuple(
            replace(activity, body=replace(body, instrument=_earlier(body.instrument)))
            if isinstance(body := activity.body, PulseBody)
            else activity
            for activity in agenda.activities
        ),
    )


def _earlier(instrument: Instrument) -> Instrument:
    return replace(instrument, version=instrument.version - 1, dimensions=tuple(map(_reworded, instrument.dimensions)))


def _reworded(dimension: Dimension) -> Dimension:
    wording = truth.EARLIER_WORDING
    items = (replace(one, text=wording.text) if one.id == wording.item else one for one in dimension.items)
    return replace(dimension, items=tuple(items))


def _questions(agenda: Agenda) -> list[str]:
    return [question.id for activity in agenda.activities for question in activity.body.offered_questions()]


def _all(texts: Texts) -> Sequence[Idea]:
    return [idea for ideas in texts.ideas.values() for idea in ideas]
