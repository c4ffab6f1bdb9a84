"""Before anybody comes, a session is held that nobody sees and of which nothing stays.

A statement is compiled when it is first met, a text is read when it is first shown. Without this the first
room after a start would wait for all of that: up to a few hundredths of a second at each new step.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from random import Random

from workshop_app.content_loader import freeze
from workshop_app.demo import truth
from workshop_app.demo.playing import Playing, Script
from workshop_app.demo.simulator import Room
from workshop_app.demo.texts import read_texts
from workshop_app.domain.access import ADMINISTRATOR
from workshop_app.domain.agenda import Agenda, Language, Phase
from workshop_app.domain.codes import new_code
from workshop_app.domain.session import LiveSession
from workshop_app.live.presence import Presence
from workshop_app.live.room import Role
from workshop_app.live.source import Frames
from workshop_app.persistence import ballot_box, people, runs, sessions, units
from workshop_app.persistence.ballot_box import Ballot, nobody_elsewhere
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import Hold, SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.persistence.units import Unit
from workshop_app.services import clock
from workshop_app.services.arrivals import Arrivals, Claim, Knock, Seat
from workshop_app.services.snapshot import Snapshot
from workshop_app.services.tokens import new_id

#: Enough that figures may be shown.
_PEOPLE = 8
_HERE = Presence(here=1, offline=0, stages=1, controls=1)


def warm_up(database: Database, *, agenda: Agenda, frames: Frames) -> None:
    """Hold a session with that agenda in a transaction that is given up, and show it to each role.

    Nobody else can write to an SQLite file meanwhile: it takes a fraction of a second. Raises what the database raises.
    """
    with database.discarding() as trial:
        _Trial(trial, agenda, replace(frames, database=trial)).hold()


class _Trial:
    def __init__(self, database: Database, agenda: Agenda, frames: Frames) -> None:
        self._database = database
        self._source = frames.source()
        self._arrivals = Arrivals(database=database, secret=frames.secret)
        self._agenda = agenda
        self._minimum = frames.minimum
        self._seen: set[object] = set()
        self._now = clock.now()
        self._record = SessionRecord(
            id=new_id(),
            code=new_code(secrets.choice),
            unit_id=new_id(),
            held_on=self._now.date(),
            language=Language.BOKMAL.value,
            agenda=freeze(agenda),
            created_by=new_id(),
        )

    def hold(self) -> None:
        with self._database.unit_of_work() as db:
            self._found(db)
            self._playing(db).play()

    def _found(self, db: Transaction) -> None:
        if people.municipality(db) is None:
            people.found_municipality(db, name="-", privacy_contact="-")
        host = self._record.created_by
        people.add_person(db, id_=host, email=host, name="-", password_hash="", role=ADMINISTRATOR)
        unit = Unit(id=self._record.unit_id, name=new_id(), leader_role="-", agreed_roles="", discussed_on=None)
        units.add_unit(db, unit, member=host)
        sessions.add_session(db, self._record)

    def _playing(self, db: Transaction) -> Playing:
        texts, random = read_texts(), Random(0)  # noqa: S311 -- what is made up is no secret
        some = replace(truth.UNITS[0], answers=(_PEOPLE,))
        return Playing(
            db=db,
            record=self._record,
            agenda=self._agenda,
            room=Room(some, 0, wanted=next(iter(texts.ideas)), random=random),
            people=_PEOPLE,
            script=Script(
                begins=self._now,
                next_date=self._now.date(),
                wanted=next(iter(texts.ideas)),
                cards=1,
                ideas=texts.ideas,
                earlier=(),
                minimum=self._minimum,
            ),
            random=random,
            new_id=new_id,
            shown=self._show,
        )

    def _show(self, live: LiveSession) -> None:
        """Show what has not been shown before: everybody gets a frame, the answers are counted, somebody joins."""
        activity = live.current(self._agenda)
        sight = (activity and activity.kind, live.phase)
        if sight in self._seen:
            return
        self._seen.add(sight)
        snapshot = self._source.load(self._record.id)
        counted = self._source.count(snapshot, ["-"], nobody_elsewhere)
        for role in Role:
            self._source.frame(snapshot, role, self._record.language)
        self._source.counts(snapshot, _HERE, counted, self._record.language)
        if live.phase is Phase.OPEN:
            self._join()
            self._answer_alone(snapshot)

    def _join(self) -> None:
        knock = Knock(code=self._record.code, token=None)
        for seat in self._arrivals.join_all([knock]):
            if isinstance(seat, Seat):
                self._arrivals.find_all([replace(knock, token=seat.token)])
                self._arrivals.own_all([Claim(seat=seat, pens={})])

    def _answer_alone(self, snapshot: Snapshot) -> None:
        """One answer is another statement than many. It is an empty one, which nobody counts."""
        with self._database.unit_of_work() as db:
            sessions.find_by_code(db, self._record.code, hold=Hold.ALONE)
            for (_, part), run in snapshot.runs.items():
                runs.find_run(db, run)
                alone = Ballot(
                    session_id=self._record.id, run_id=run, round=part, seat="-", seq=1, done=False, answer=None
                )
                ballot_box.store(db, [alone])
