"""What a participant does: answer, write for a group, leave. Coming in is `arrivals`.

A participant is a random token in a browser. Nothing here logs, and nothing that is stored can
be led back to the token once its vote is sealed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from workshop_app.domain.agenda import Activity
from workshop_app.domain.answers import is_complete, parse_answer
from workshop_app.domain.body import Body
from workshop_app.domain.codes import normalise
from workshop_app.domain.errors import BadInput, InvalidAnswer, NotAllowed, RefusedMove
from workshop_app.domain.plain_text import one_line
from workshop_app.domain.session import LiveSession, as_settled
from workshop_app.persistence import proposals, runs, seats, session_log, sessions
from workshop_app.persistence.ballot_box import Ballot, BallotBox, Receipt
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import Hold
from workshop_app.persistence.together import Together
from workshop_app.persistence.transaction import Transaction
from workshop_app.services.agendas import agenda_of
from workshop_app.services.arrivals import Seat
from workshop_app.services.in_thread import in_thread
from workshop_app.services.limits import GROUP_WORK, Limits
from workshop_app.services.tokens import new_id, new_token, token_hash

#: A tap counter that no honest phone reaches; higher ones are refused.
_HIGHEST_SEQ = 2**53


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
    #: Here alone and never in Valkey: it is counted by seat.
    _pace: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self._approving: Together[RunPlace, frozenset[str]] = Together(self._approved, name="approved")

    def folded(self, code: str) -> str:
        """The code as sessions have it."""
        return normalise(code)

    def leave(self, seat: Seat) -> None:
        """Give the seat up. Answers given so far are counted with the rest."""
        with self.database.unit_of_work() as db:
            seats.remove_seat(db, session_id=seat.session_id, token_hash=token_hash(seat.token))

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
        place = self._place(seat, run_id)
        if place is None:
            place = await in_thread(self._find_place, seat, run_id)
        if self.require_https and not encrypted and place.activity.body.asked_in(place.part).is_confidential:
            # The session's address is encrypted; this phone came in by another door.
            raise InvalidAnswer("error.https_needed")
        if round_ not in place.activity.body.course.rounds_of(place.part) or not isinstance(payload, dict):
            raise InvalidAnswer("error.other_step")
        if not isinstance(seq, int) or isinstance(seq, bool) or not 0 < seq < _HIGHEST_SEQ:
            raise InvalidAnswer("error.not_saved")
        approved = (
            await self._approving(place) if place.activity.body.is_about_proposals(str(round_)) else frozenset[str]()
        )
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

    def claim_group(self, seat: Seat, *, activity_id: str, group: object, writer: str | None) -> str:
        """Write for a group from now on. Returns the writer's token, which is not the seat's.

        This, giving the pen back and handing in raise `TooManyTries` for a seat that does so without end.
        """
        self._pace.demand_and_count(GROUP_WORK, seat.token)
        with self.database.unit_of_work() as db:
            live, _ = self._work_phase(db, seat, activity_id)
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
        self._pace.demand_and_count(GROUP_WORK, seat.token)
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
        self._pace.demand_and_count(GROUP_WORK, seat.token)
        with self.database.unit_of_work() as db:
            live, body = self._work_phase(db, seat, activity_id)
            kept = _proposal_text(text, body)
            group = proposals.group_of(
                db, session_id=seat.session_id, activity_id=activity_id, token_hash=token_hash(writer)
            )
            if group is None:
                raise NotAllowed("proposal.not_writer")
            most = body.texts_each(live.groups or 0)
            _hand_in(db, seat, activity_id=activity_id, group=group, text=kept, returned=proposal, most=most)
        self.publish(seat.session_id)

    def _place(self, seat: Seat, run_id: object) -> RunPlace | None:
        """Where a run belongs, if that is known here. Raises `InvalidAnswer` for one of another session."""
        if not isinstance(run_id, str) or not run_id.isascii():
            raise InvalidAnswer("error.other_step")
        place = self._places.get(run_id)
        if place is not None and place.session_id != seat.session_id:
            raise InvalidAnswer("error.other_step")
        return place

    def _find_place(self, seat: Seat, run_id: object) -> RunPlace:
        """The same from the database. A run of another session looks like one that does not exist."""
        with self.database.reading() as db:
            run = runs.find_run(db, str(run_id))
            record = sessions.find_session(db, run[0]) if run else None
            live = session_log.load_live(db, run[0]) if record and run else LiveSession()
        if run is None or record is None or run[0] != seat.session_id:
            raise InvalidAnswer("error.other_step")
        _, activity_id, part = run
        activity = as_settled(live, agenda_of(record.agenda).activity(activity_id))
        if part not in activity.body.course.parts:
            raise InvalidAnswer("error.other_step")
        place = self._places[str(run_id)] = RunPlace(session_id=record.id, activity=activity, part=part)
        return place

    def _approved(self, places: Sequence[RunPlace]) -> list[frozenset[str] | Exception]:
        """The proposals that dots can be given to, read once for all who ask in the same moment."""
        asked = {(place.session_id, place.activity.id) for place in places}
        with self.database.reading() as db:
            shown = {
                (session_id, activity_id): frozenset(
                    proposal.id
                    for proposal in proposals.list_proposals(db, session_id, activity_id=activity_id)
                    if proposal.state == "shown"
                )
                for session_id, activity_id in asked
            }
        return [shown[place.session_id, place.activity.id] for place in places]

    def _work_phase(self, db: Transaction, seat: Seat, activity_id: str) -> tuple[LiveSession, Body]:
        """The session, held until the commit, and what groups write on, if they may do so there just now."""
        record = sessions.find_session(db, seat.session_id, hold=Hold.ALONE)
        if record is None:
            raise NotAllowed("error.other_step")
        live = session_log.load_live(db, seat.session_id)
        current = live.current(agenda_of(record.agenda))
        if current is None or current.id != activity_id or not current.body.collecting():
            raise RefusedMove("error.other_step")
        if live.phase not in current.body.collecting():
            raise RefusedMove("proposal.closed")
        return live, current.body


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


def _proposal_text(text: object, body: Body) -> str:
    kept = one_line(text) if isinstance(text, str) else ""
    if not kept:
        raise BadInput("error.empty_text")
    if mistake := body.text_mistake(kept):
        raise BadInput(mistake)
    if len(kept) > body.longest_text:
        raise BadInput("error.too_long", n=len(kept) - body.longest_text)
    return kept


def _hand_in(
    db: Transaction, seat: Seat, *, activity_id: str, group: int, text: str, returned: object, most: int
) -> None:
    own = [p for p in proposals.list_proposals(db, seat.session_id, activity_id=activity_id) if p.group == group]
    if any(proposal.id == returned and proposal.state == "returned" for proposal in own):
        proposals.rewrite_proposal(db, str(returned), text=text)
        return
    if any(proposal.text == text for proposal in own):
        return  # The same text twice is a resend, not a second proposal.
    if returned is not None:
        is_own = any(proposal.id == returned for proposal in own)
        raise BadInput("proposal.not_returned" if is_own else "error.not_saved")
    if len(own) >= most:
        raise RefusedMove("proposal.enough")
    proposals.add_proposal(
        db, id_=new_id(), session_id=seat.session_id, activity_id=activity_id, group=group, text=text
    )
