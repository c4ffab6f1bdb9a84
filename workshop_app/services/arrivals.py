"""Phones that come: found, seated and given what is theirs, as many at a time as have come.

A room that scans one code, or comes back after the network was away, asks the same of the database in
the same second. What is asked for together is read once for each session, and all new seats of a
moment are one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from workshop_app.domain.agenda import Activity
from workshop_app.domain.codes import normalise
from workshop_app.domain.errors import NotAllowed, UnknownCode, WorkshopError
from workshop_app.domain.session import LiveSession, Stage
from workshop_app.persistence import ballot_box, proposals, runs, seats, session_log, sessions
from workshop_app.persistence.ballot_box import OwnAnswer
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import Hold, SessionRecord
from workshop_app.persistence.together import Together
from workshop_app.persistence.transaction import Transaction
from workshop_app.services import clock
from workshop_app.services.agendas import agenda_of
from workshop_app.services.limits import JOINS, SEATS, Guesses, Limits
from workshop_app.services.session_keys import is_scan_key
from workshop_app.services.tokens import is_drawn, new_token, token_hash

#: How long after the end a phone that was there may look at what was agreed.
FAREWELL = timedelta(days=1)

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A browser's place in a session. `token` is its secret and is kept by the browser only."""

    session_id: str
    code: str
    token: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Own:
    """What one seat has to itself just now: answers of the run at hand, its group and proposals."""

    run: str = ""
    answers: Sequence[OwnAnswer] = ()
    group: int | None = None
    proposals: Sequence[proposals.Proposal] = ()


@dataclass(frozen=True, kw_only=True)
class Knock:
    """Somebody at the door, with the token of a seat or none.

    `drawn` is the token that a newcomer's browser wants for its seat, so that asking again takes no second one.
    `network` is what `limits.Networks` calls theirs, `scanned` the key from the QR code's address, and `connection`
    tells this connection from others.
    """

    code: str
    token: str | None
    drawn: str = ""
    network: str = ""
    scanned: str = ""
    connection: str = ""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A seat that asks for what is its own; `pens` are the writer's tokens that its browser keeps."""

    seat: Seat
    pens: Mapping[str, str]


@dataclass(kw_only=True)
class Arrivals:
    """What phones that come ask for. `find`, `join` and `own` wait a few milliseconds for company."""

    database: Database
    secret: bytes
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self._guesses = Guesses(self.limits)
        #: Of connections, each of which is one worker's.
        self._pace = Limits()
        self._finding: Together[Knock, Seat] = Together(self.find_all, name="finding")
        self._joining: Together[Knock, Seat] = Together(self.join_all, name="joining")
        self._owning: Together[Claim, Own] = Together(self.own_all, name="own")

    async def find(self, knock: Knock) -> Seat:
        """The session with that code, and the seat that its token has in it; an empty token is no seat.

        Raises `UnknownCode` for a code that no session has, or one that has ended; a phone that was
        there may see what was agreed for another day. A session that is not open yet is found: the
        phone waits for it. Raises `TooManyTries` for a network from which too many wrong codes have come, but
        not for who has scanned the QR code.
        """
        return await self._finding(knock)

    async def join(self, knock: Knock) -> Seat:
        """Take a seat, or come back to the one that the token has, or that was taken with the drawn one.

        Raises `UnknownCode` for a code that no open session has, `NotAllowed` when the doors are
        closed to newcomers. Raises `TooManyTries` as `find`, where a network takes seats without end, and where a
        connection presses without end.
        """
        if knock.connection:
            self._pace.demand_and_count(JOINS, knock.connection)
        return await self._joining(knock)

    async def own(self, seat: Seat, *, pens: Mapping[str, str]) -> Own:
        """What belongs to this seat alone; `pens` are the writer's tokens it keeps."""
        return await self._owning(Claim(seat=seat, pens=pens))

    def find_all(self, knocks: Sequence[Knock]) -> list[Seat | Exception]:
        """`find` for many. Blocks on the database."""
        with self.database.reading() as db:
            door = _Door(db, knocks, self._guesses, self.secret)
            return [_outcome(door.find, knock) for knock in knocks]

    def join_all(self, knocks: Sequence[Knock]) -> list[Seat | Exception]:
        """`join` for many, in one transaction. Blocks on the database."""
        with self.database.unit_of_work() as db:
            # Nobody takes a seat between a session's end and the last of its seats going.
            door = _Door(db, knocks, self._guesses, self.secret, hold=Hold.SHARED)
            outcomes = [_outcome(door.join, knock) for knock in knocks]
            door.seat_newcomers()
        return outcomes

    def own_all(self, claims: Sequence[Claim]) -> list[Own | Exception]:
        """`own` for many. Blocks on the database."""
        with self.database.reading() as db:
            here = {
                session_id: _Here(db, session_id, [claim.seat.token for claim in of])
                for session_id, of in _grouped(claims, lambda claim: claim.seat.session_id).items()
            }
            return [here[claim.seat.session_id].own(claim) for claim in claims]


class _Door:
    """Those who knock in the same moment, and the sessions that they knock at."""

    def __init__(
        self, db: Transaction, knocks: Sequence[Knock], guesses: Guesses, secret: bytes, *, hold: Hold | None = None
    ) -> None:
        self._db = db
        self._guesses = guesses
        self._secret = secret
        by_code = _grouped(knocks, lambda knock: normalise(knock.code))
        # In one order, so that two who hold several never wait for each other crosswise.
        self._records = {code: sessions.find_by_code(db, code, hold=hold) for code in sorted(by_code)}
        self._seated = {
            record.id: seats.seated(
                db, session_id=record.id, token_hashes={token_hash(t) for k in by_code[code] for t in _tokens(k)}
            )
            for code, record in self._records.items()
            if record is not None
        }
        self._live: dict[str, LiveSession] = {}
        self._new: dict[str, set[str]] = {}

    def find(self, knock: Knock) -> Seat:
        record = self._session(knock)
        if record.ended_at is not None and (not knock.token or clock.now() - record.ended_at > FAREWELL):
            raise UnknownCode("error.code_ended")
        return _seat(record, self._known(record, knock))

    def join(self, knock: Knock) -> Seat:
        record = self._session(knock)
        live = self._live.get(record.id)
        if live is None:
            live = self._live[record.id] = session_log.load_live(self._db, record.id)
        _demand_open(live)
        return _seat(record, self._known(record, knock) or self._new_seat(record, live, knock))

    def seat_newcomers(self) -> None:
        """Write down those who have joined."""
        for session_id, tokens in self._new.items():
            seats.add_seats(self._db, session_id=session_id, token_hashes=[token_hash(token) for token in tokens])

    def _session(self, knock: Knock) -> SessionRecord:
        record = self._records[normalise(knock.code)]
        if record is not None and (self._known(record, knock) or is_scan_key(self._secret, record.id, knock.scanned)):
            return record
        # Before it is told whether there is such a session: a guess that is right shall be stopped as well.
        self._guesses.demand(knock.network)
        if record is None:
            self._guesses.count(knock.network)
            raise UnknownCode("error.code_unknown", code=knock.code.strip()[:12])
        return record

    def _known(self, record: SessionRecord, knock: Knock) -> str:
        return next((token for token in _tokens(knock) if token_hash(token) in self._seated[record.id]), "")

    def _new_seat(self, record: SessionRecord, live: LiveSession, knock: Knock) -> str:
        if live.doors_closed:
            raise NotAllowed("error.doors_closed")
        self._guesses.limits.demand_and_count(SEATS, knock.network)
        token = knock.drawn if is_drawn(knock.drawn) else new_token()
        self._new.setdefault(record.id, set()).add(token)
        return token


class _Here:
    """One session as those see it who ask for their own in the same moment."""

    def __init__(self, db: Transaction, session_id: str, seats: Sequence[str]) -> None:
        self._db = db
        self._activity: Activity | None = None
        self._run = ""
        record = sessions.find_session(db, session_id)
        if record is not None:
            self._activity = session_log.load_live(db, session_id).current(agenda_of(record.agenda))
        if self._activity is not None:
            self._run = _run_at_hand(runs.open_runs(db, session_id), self._activity)
        self._answers = ballot_box.own_answers(db, run_id=self._run, seats=seats) if self._run else {}

    def own(self, claim: Claim) -> Own:
        if self._activity is None:
            return Own()
        group, written = self._written(claim, self._activity)
        return Own(run=self._run, answers=self._answers.get(claim.seat.token, []), group=group, proposals=written)

    def _written(self, claim: Claim, activity: Activity) -> tuple[int | None, list[proposals.Proposal]]:
        """The group that it writes for, and what that has written."""
        pen = claim.pens.get(f"{claim.seat.code}/{activity.id}")
        if pen is None:
            return None, []
        at = {"session_id": claim.seat.session_id, "activity_id": activity.id}
        group = proposals.group_of(self._db, **at, token_hash=token_hash(pen))
        if group is None:
            return None, []
        return group, [proposal for proposal in proposals.list_proposals(self._db, **at) if proposal.group == group]


def _tokens(knock: Knock) -> list[str]:
    return [token for token in (knock.token, knock.drawn) if token and isinstance(token, str)]


def _seat(record: SessionRecord, token: str) -> Seat:
    return Seat(session_id=record.id, code=record.code, token=token, language=record.language)


def _run_at_hand(runs: Mapping[tuple[str, str], str], activity: Activity) -> str:
    """The run of the activity that is not sealed yet. There is at most one."""
    return next((run for (activity_id, _), run in runs.items() if activity_id == activity.id), "")


def _demand_open(live: LiveSession) -> None:
    if live.stage is Stage.ENDED:
        raise UnknownCode("error.code_ended")
    if live.stage is Stage.DRAFT:
        raise UnknownCode("error.code_not_open")


def _outcome(work: Callable[[K], V], asked: K) -> V | Exception:
    """What it returns, or the refusal that it raises: one that is refused takes nothing from the others."""
    try:
        return work(asked)
    except WorkshopError as refusal:
        return refusal


def _grouped(things: Sequence[V], key: Callable[[V], K]) -> dict[K, list[V]]:
    groups: dict[K, list[V]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return groups
