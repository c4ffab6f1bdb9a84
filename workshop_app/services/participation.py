"""What a participant does: join, answer, write for a group, leave.

A participant is a random token in a browser. Nothing here logs, and nothing that is stored can
be led back to the token once its vote is sealed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from workshop_app.domain.agenda import Activity, Phase, QuestionBody
from workshop_app.domain.answers import is_complete, parse_answer
from workshop_app.domain.codes import normalise
from workshop_app.domain.errors import BadInput, InvalidAnswer, NotAllowed, RefusedMove, UnknownCode
from workshop_app.domain.phases import CONFIDENTIAL, parts, rounds
from workshop_app.domain.plain_text import one_line
from workshop_app.domain.session import LiveSession, Stage
from workshop_app.persistence import ballot_box, proposals, sessions
from workshop_app.persistence.ballot_box import Ballot, BallotBox, OwnAnswer, Receipt
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import Hold, SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.services import clock
from workshop_app.services.agendas import agenda_of
from workshop_app.services.in_thread import in_thread
from workshop_app.services.throttle import Guesses
from workshop_app.services.tokens import new_id, new_token, token_hash

#: Characters in a proposal.
LONGEST_PROPOSAL = 140
#: Up to this many groups, each may hand in two proposals; more groups, one each.
FEW_GROUPS = 6
#: How long after the end a phone that was there may look at what was agreed.
FAREWELL = timedelta(days=1)
#: A tap counter that no honest phone reaches; higher ones are refused.
_HIGHEST_SEQ = 2**53
_TAKES_PROPOSALS = (Phase.GROUPS, Phase.COLLECTING)


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
class RunPlace:
    """Where a run belongs; fixed for as long as it exists."""

    session_id: str
    activity: Activity
    part: str


@dataclass(kw_only=True)
class Participation:
    """The participant's use cases. `publish(session_id)` and `counts_changed` must be thread-safe."""

    database: Database
    ballot_box: BallotBox
    publish: Callable[[str], None]
    require_https: bool = False
    _places: dict[str, RunPlace] = field(default_factory=dict)
    _guesses: Guesses = field(default_factory=Guesses)

    def folded(self, code: str) -> str:
        """The code as sessions have it."""
        return normalise(code)

    def find(self, code: str, *, token: str | None) -> Seat:
        """The session with that code, and the seat that `token` has in it; an empty token is no seat.

        Raises `UnknownCode` for a code that no session has, or one that has ended; a phone that was
        there may see what was agreed for another day. A session that is not open yet is found: the
        phone waits for it. Raises `TooManyTries` while somebody is guessing codes.
        """
        with self.database.reading() as db:
            record = self._session(db, code)
            if record.ended_at is not None and (not token or clock.now() - record.ended_at > FAREWELL):
                raise UnknownCode("error.code_ended")
            known = token is not None and sessions.has_seat(db, session_id=record.id, token_hash=token_hash(token))
        seat = token if known and token else ""
        return Seat(session_id=record.id, code=record.code, token=seat, language=record.language)

    def join(self, code: str, *, token: str | None) -> Seat:
        """Take a seat, or come back to the one that `token` has. Blocks on the database.

        Raises `UnknownCode` for a code that no open session has, `NotAllowed` when the doors are
        closed to newcomers.
        """
        with self.database.unit_of_work() as db:
            # Nobody takes a seat between its end and the last of the seats going.
            record = self._session(db, code, hold=Hold.SHARED)
            live = sessions.load_live(db, record.id)
            _demand_open(live)
            known = token is not None and sessions.has_seat(db, session_id=record.id, token_hash=token_hash(token))
            seat = token if known and token is not None else _new_seat(db, record.id, live)
        return Seat(session_id=record.id, code=record.code, token=seat, language=record.language)

    def leave(self, seat: Seat) -> None:
        """Give the seat up. Answers given so far are counted with the rest."""
        with self.database.unit_of_work() as db:
            sessions.remove_seat(db, session_id=seat.session_id, token_hash=token_hash(seat.token))

    async def answer(
        self,
        seat: Seat,
        *,
        run_id: object,
        round_: object,
        seq: object,
        payload: object,
        encrypted: bool = True,
    ) -> bool:
        """Store an answer; returns when it is safely on disk: False if the round had closed before.

        `payload` is what the browser sent: {"answer": …} or {"skip": true} or {"withdraw": true},
        and for the pulse {"answer": {…}, "done": bool}. `encrypted` says how it came. Raises
        `InvalidAnswer` and changes nothing.
        """
        place = await in_thread(self._place, seat, run_id)
        if self.require_https and not encrypted and place.activity.kind in CONFIDENTIAL:
            # The session's address is encrypted; this phone came in by another door.
            raise InvalidAnswer("error.https_needed")
        if round_ not in rounds(place.activity.kind, place.part) or not isinstance(payload, dict):
            raise InvalidAnswer("error.other_step")
        if not isinstance(seq, int) or isinstance(seq, bool) or not 0 < seq < _HIGHEST_SEQ:
            raise InvalidAnswer("error.not_saved")
        approved = await in_thread(self._approved, place) if round_ == "dots" else frozenset[str]()
        done, answer = _read(place.activity, str(round_), payload, approved)
        ballot = Ballot(
            session_id=seat.session_id,
            run_id=str(run_id),
            round=str(round_),
            seat=seat.token,
            seq=seq,
            done=done,
            answer=answer,
        )
        return await self.ballot_box.cast(ballot) is Receipt.STORED

    def own(self, seat: Seat, *, pens: Mapping[str, str], code: str) -> Own:
        """What belongs to this seat alone; `pens` are the writer's tokens it keeps. Blocks on the database."""
        with self.database.reading() as db:
            record = sessions.find_session(db, seat.session_id)
            if record is None:
                return Own()
            agenda = agenda_of(record.agenda)
            live = sessions.load_live(db, record.id)
            activity = live.current(agenda)
            if activity is None:
                return Own()
            run = _run_at_hand(sessions.open_runs(db, record.id), activity)
            answers = ballot_box.own_answers(db, run_id=run, seat=seat.token) if run else []
            pen = pens.get(f"{code}/{activity.id}")
            group = _group(db, seat, activity, pen)
            written = proposals.list_proposals(db, record.id, activity_id=activity.id) if group else []
        return Own(run=run, answers=answers, group=group, proposals=[p for p in written if p.group == group])

    def claim_group(self, seat: Seat, *, activity_id: str, group: object, writer: str | None) -> str:
        """Write for a group from now on. Returns the writer's token, which is not the seat's."""
        with self.database.unit_of_work() as db:
            live = self._question_phase(db, seat, activity_id)
            if not isinstance(group, int) or isinstance(group, bool) or not 1 <= group <= (live.groups or 0):
                raise BadInput("error.not_saved")
            token = writer or new_token()
            proposals.claim_group(
                db, session_id=seat.session_id, activity_id=activity_id, group=group, token_hash=token_hash(token)
            )
        self.publish(seat.session_id)
        return token

    def release_group(self, seat: Seat, *, activity_id: str, writer: str) -> None:
        """Stop writing for a group."""
        with self.database.unit_of_work() as db:
            proposals.release_group(
                db, session_id=seat.session_id, activity_id=activity_id, token_hash=token_hash(writer)
            )
        self.publish(seat.session_id)

    def propose(self, seat: Seat, *, activity_id: str, writer: str, text: object, proposal: object = None) -> None:
        """Hand in a proposal for the group, or a returned one in new words.

        Raises `BadInput` for an empty or long text, `RefusedMove` outside the phases that take
        proposals or when the group has handed in all it may, `NotAllowed` without the group's pen.
        """
        kept = _proposal_text(text)
        with self.database.unit_of_work() as db:
            live = self._question_phase(db, seat, activity_id)
            group = proposals.group_of(
                db, session_id=seat.session_id, activity_id=activity_id, token_hash=token_hash(writer)
            )
            if group is None:
                raise NotAllowed("proposal.not_writer")
            _hand_in(db, seat, live, activity_id=activity_id, group=group, text=kept, returned=proposal)
        self.publish(seat.session_id)

    def _session(self, db: Transaction, code: str, *, hold: Hold | None = None) -> SessionRecord:
        record = sessions.find_by_code(db, normalise(code), hold=hold)
        if record is None:
            self._guesses.count()
            raise UnknownCode("error.code_unknown", code=code.strip()[:12])
        return record

    def _place(self, seat: Seat, run_id: object) -> RunPlace:
        """Where a run belongs. A run of another session looks like one that does not exist."""
        if not isinstance(run_id, str) or not run_id.isascii():
            raise InvalidAnswer("error.other_step")
        place = self._places.get(run_id) or self._find_place(run_id)
        if place is None or place.session_id != seat.session_id:
            raise InvalidAnswer("error.other_step")
        self._places[run_id] = place
        return place

    def _find_place(self, run_id: str) -> RunPlace | None:
        with self.database.reading() as db:
            run = sessions.find_run(db, run_id)
            record = sessions.find_session(db, run[0]) if run else None
        if run is None or record is None:
            return None
        session_id, activity_id, part = run
        activity = agenda_of(record.agenda).activity(activity_id)
        return RunPlace(session_id=session_id, activity=activity, part=part) if part in parts(activity.kind) else None

    def _approved(self, place: RunPlace) -> frozenset[str]:
        with self.database.reading() as db:
            found = proposals.list_proposals(db, place.session_id, activity_id=place.activity.id)
        return frozenset(proposal.id for proposal in found if proposal.state == "shown")

    def _question_phase(self, db: Transaction, seat: Seat, activity_id: str) -> LiveSession:
        """The session, held until the commit, if the room works on that question just now and takes proposals."""
        record = sessions.find_session(db, seat.session_id, hold=Hold.ALONE)
        if record is None:
            raise NotAllowed("error.other_step")
        live = sessions.load_live(db, seat.session_id)
        current = live.current(agenda_of(record.agenda))
        if current is None or current.id != activity_id or not isinstance(current.body, QuestionBody):
            raise RefusedMove("error.other_step")
        if live.phase not in _TAKES_PROPOSALS:
            raise RefusedMove("proposal.closed")
        return live


def _new_seat(db: Transaction, session_id: str, live: LiveSession) -> str:
    if live.doors_closed:
        raise NotAllowed("error.doors_closed")
    token = new_token()
    sessions.add_seat(db, session_id=session_id, token_hash=token_hash(token))
    return token


def _run_at_hand(runs: Mapping[tuple[str, str], str], activity: Activity) -> str:
    """The run of the activity that is not sealed yet. There is at most one."""
    return next((run for (activity_id, _), run in runs.items() if activity_id == activity.id), "")


def _group(db: Transaction, seat: Seat, activity: Activity, pen: str | None) -> int | None:
    if pen is None:
        return None
    return proposals.group_of(db, session_id=seat.session_id, activity_id=activity.id, token_hash=token_hash(pen))


def proposals_each(groups: int | None) -> int:
    """How many proposals a group may hand in."""
    return 2 if (groups or 0) <= FEW_GROUPS else 1


def _demand_open(live: LiveSession) -> None:
    if live.stage is Stage.ENDED:
        raise UnknownCode("error.code_ended")
    if live.stage is Stage.DRAFT:
        raise UnknownCode("error.code_not_open")


def _read(
    activity: Activity, round_: str, payload: dict[object, object], approved: frozenset[str]
) -> tuple[bool, str | None]:
    """(done, canonical JSON or None) of what a phone sent."""
    if payload.get("skip") is True:
        return True, None
    if payload.get("withdraw") is True:
        return False, None
    answer = parse_answer(activity, round_=round_, payload=payload.get("answer"), proposals=approved)
    done = payload.get("done") is True or is_complete(activity, round_=round_, answer=answer)
    return done, json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _proposal_text(text: object) -> str:
    kept = one_line(text) if isinstance(text, str) else ""
    if not kept:
        raise BadInput("error.empty_text")
    if len(kept) > LONGEST_PROPOSAL:
        raise BadInput("error.too_long", n=len(kept) - LONGEST_PROPOSAL)
    return kept


def _hand_in(
    db: Transaction, seat: Seat, live: LiveSession, *, activity_id: str, group: int, text: str, returned: object
) -> None:
    own = [p for p in proposals.list_proposals(db, seat.session_id, activity_id=activity_id) if p.group == group]
    if returned is not None:
        if not any(proposal.id == returned and proposal.state == "returned" for proposal in own):
            raise BadInput("error.not_saved")
        proposals.rewrite_proposal(db, str(returned), text=text)
        return
    if any(proposal.text == text for proposal in own):
        return  # The same text twice is a resend, not a second proposal.
    if len(own) >= proposals_each(live.groups):
        raise RefusedMove("proposal.enough")
    proposals.add_proposal(
        db, id_=new_id(), session_id=seat.session_id, activity_id=activity_id, group=group, text=text
    )
