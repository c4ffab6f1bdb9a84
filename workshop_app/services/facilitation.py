"""What the facilitator does to a session: open it, move it, judge proposals, write commitments.

Every change is one transaction: read the log, decide, append, carry out. `publish` is called after
the commit, never before, so that nobody can be told of something that did not happen.
"""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workshop_app.domain import commitments, moves
from workshop_app.domain.access import Person, may_control
from workshop_app.domain.agenda import Agenda
from workshop_app.domain.codes import normalise
from workshop_app.domain.disclosure import Audience, Shown, ShownVote, show
from workshop_app.domain.errors import BadInput, NotAllowed, RefusedMove
from workshop_app.domain.moves import Position, Surroundings
from workshop_app.domain.phases import Move
from workshop_app.domain.session import Event, EventKind, LiveSession
from workshop_app.domain.tally import Aggregate, tally
from workshop_app.persistence import ballot_box, sessions
from workshop_app.persistence import commitments as cards
from workshop_app.persistence import proposals as stored_proposals
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.services import clock
from workshop_app.services.addresses import Addresses, is_encrypted, shown_address
from workshop_app.services.agendas import agenda_of
from workshop_app.services.tokens import new_id

#: Groups that a room can have, and proposals that a screen can hold.
MOST_GROUPS = 12
#: The reasons for which a proposal may come back.
REASONS = ("control.reason.name", "control.reason.unclear")

Decide = Callable[[LiveSession, Agenda], Sequence[Event]]
Work = Callable[[Session, SessionRecord, Agenda, LiveSession], Sequence[Event]]

_CHECKPOINT_TRIES = 40
_CHECKPOINT_PAUSE = 0.025


@dataclass(frozen=True, kw_only=True)
class Facilitation:
    """The facilitator's use cases. Methods block on the database: call them in a thread.

    `publish(session_id)` must be safe to call from any thread. `minimum` is the municipality's k.
    """

    database: Database
    publish: Callable[[str], None]
    minimum: int
    require_https: bool
    addresses: Addresses

    def open_lobby(self, code: str, person: Person) -> None:
        """Let people in."""
        self._decide(code, person, lambda live, _: moves.open_lobby(live, now=clock.now()))

    def move(
        self,
        code: str,
        person: Person,
        *,
        move: Move,
        pressed_on: Position,
        here: Sequence[str] = (),
        confirmed: bool = False,
    ) -> None:
        """Next, close, back or repeat. `here` are the seat tokens that are connected.

        Raises `NeedsConfirmation` once when few have answered or something can't be undone.
        """

        def work(db: Session, record: SessionRecord, agenda: Agenda, live: LiveSession) -> Sequence[Event]:
            around = self._around(db, record, agenda, live, here=here, confirmed=confirmed)
            return moves.move(live, agenda, move=move, pressed_on=pressed_on, around=around)

        self._change(code, person, work)

    def skip(self, code: str, person: Person, *, pressed_on: Position, confirmed: bool = False) -> None:
        """Straight to the next activity."""

        def decide(live: LiveSession, agenda: Agenda) -> Sequence[Event]:
            around = self._surroundings(live, confirmed=confirmed)
            return moves.skip(live, agenda, pressed_on=pressed_on, around=around)

        self._decide(code, person, decide)

    def end(self, code: str, person: Person, *, confirmed: bool = False) -> None:
        """End the session for everybody."""

        def decide(live: LiveSession, agenda: Agenda) -> Sequence[Event]:
            return moves.end(live, agenda, around=self._surroundings(live, confirmed=confirmed))

        self._decide(code, person, decide)

    def note(self, code: str, person: Person, kind: EventKind, value: str | int | bool | None) -> None:  # noqa: FBT001 -- a value, not a flag
        """Set what has no rules of its own: hide the screen, show the code, add a minute …"""
        if kind is EventKind.GROUPS_SET and (not isinstance(value, int) or not 1 <= value <= MOST_GROUPS):
            raise BadInput("control.refused.groups", most=MOST_GROUPS)
        self._decide(code, person, lambda live, _: moves.note(live, kind, value, now=clock.now()))

    def set_next_date(self, code: str, person: Person, *, date: str) -> None:
        """When the next session is, as an ISO date; empty for not known. Raises `BadInput`."""
        try:
            value = datetime.date.fromisoformat(date).isoformat() if date else None
        except ValueError:
            raise BadInput("error.bad_date") from None
        self.note(code, person, EventKind.NEXT_DATE_SET, value)

    def choose_address(self, code: str, person: Person, *, address: str) -> None:
        """Which address stands on the projector. Raises `BadInput` for one that does not lead here."""
        if address not in self.addresses.candidates() or not self.addresses.answers(address):
            raise BadInput("control.refused.address", address=shown_address(address))
        self.note(code, person, EventKind.ADDRESS_CHOSEN, address)

    def choose_question(self, code: str, person: Person, *, question: str) -> None:
        """Settle which question to take."""
        self._decide(
            code, person, lambda live, agenda: moves.choose_question(live, agenda, question=question, now=clock.now())
        )

    def approve(self, code: str, person: Person, *, proposal: str) -> None:
        """Show a proposal on the screen. Raises `RefusedMove` when the screen is full."""
        self._judge(code, person, proposal=proposal, state="shown")

    def send_back(self, code: str, person: Person, *, proposal: str, reason: str) -> None:
        """Return a proposal to its group with one of `REASONS`."""
        if reason not in REASONS:
            raise BadInput("error.not_saved")
        self._judge(code, person, proposal=proposal, state="returned", reason=reason)

    def merge(self, code: str, person: Person, *, proposal: str, into: str) -> None:
        """Let one shown proposal stand for both."""
        if proposal == into:
            raise BadInput("error.not_saved")
        self._judge(code, person, proposal=proposal, state="merged", into=into)

    def write_card(self, code: str, person: Person, *, position: int, field: str, value: str) -> None:
        """Change one field of a commitment card; the card appears when it is first written on."""

        def work(db: Session, record: SessionRecord, agenda: Agenda, _live: LiveSession) -> Sequence[Event]:
            if not 1 <= position <= _most_cards(agenda):
                raise BadInput("error.not_saved")
            found = {card.position: card for card in cards.list_cards(db, record.id)}
            card = found.get(position) or commitments.Card(position=position)
            cards.save_card(db, record.id, commitments.fill(card, field=field, value=value), id_=new_id())
            return [_texts_changed()]

        self._change(code, person, work)

    def card_from_proposal(self, code: str, person: Person, *, proposal: str) -> None:
        """Let a proposal become the text of the first empty card."""

        def work(db: Session, record: SessionRecord, agenda: Agenda, _live: LiveSession) -> Sequence[Event]:
            source = _find(db, record, proposal)
            taken = {card.position for card in cards.list_cards(db, record.id) if card.what}
            free = [position for position in range(1, _most_cards(agenda) + 1) if position not in taken]
            if not free:
                raise RefusedMove("control.refused.cards_full")
            card = commitments.Card(position=free[0], what=source.text, proposal_id=source.id)
            cards.save_card(db, record.id, card, id_=new_id())
            return [_texts_changed()]

        self._change(code, person, work)

    def remove_card(self, code: str, person: Person, *, position: int) -> None:
        """Take a card away."""

        def work(db: Session, record: SessionRecord, _agenda: Agenda, _live: LiveSession) -> Sequence[Event]:
            cards.remove_card(db, record.id, position)
            return [_texts_changed()]

        self._change(code, person, work)

    def keep_house(self) -> None:
        """Seal what has stood closed too long and end what was abandoned. Call it every minute or so."""
        with self.database.reading() as db:
            running = sessions.running_sessions(db)
        for record in running:
            self._apply(record.code, None, _housekeeping)

    # --- one transaction ----------------------------------------------------------------------

    def _decide(self, code: str, person: Person, decide: Decide) -> None:
        self._change(code, person, lambda _db, _record, agenda, live: decide(live, agenda))

    def _change(self, code: str, person: Person, work: Work) -> None:
        self._apply(code, person, work)

    def _apply(self, code: str, person: Person | None, work: Work) -> None:
        """Run `work` and append its events. Somebody who was quicker makes it run again on the new state."""
        try:
            record, events = self._transact(code, person, work)
        except IntegrityError:
            record, events = self._transact(code, person, work)
        if not events:
            return
        self.publish(record.id)
        if any(event.kind in (EventKind.RUN_SEALED, EventKind.ENDED) for event in events):
            self._forget_deleted()

    def _transact(self, code: str, person: Person | None, work: Work) -> tuple[SessionRecord, Sequence[Event]]:
        with self.database.unit_of_work() as db:
            record = controlled_session(db, code, person)
            agenda, live = agenda_of(record.agenda), sessions.load_live(db, record.id)
            events = list(work(db, record, agenda, live))
            self._append(db, record, agenda, events, after=live.version, person=person)
            events += self._settle_question(db, record, agenda, after=live.version + len(events), events=events)
            return record, events

    def _append(  # noqa: PLR0913 -- the parts of one write
        self,
        db: Session,
        record: SessionRecord,
        agenda: Agenda,
        events: Sequence[Event],
        *,
        after: int,
        person: Person | None,
    ) -> None:
        def count(activity_id: str, part: str, ballots: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
            return self._count(db, record, agenda, activity_id=activity_id, part=part, ballots=ballots)

        sessions.append(db, record.id, events, after=after, actor=person.id if person else None, count=count)

    def _count(  # noqa: PLR0913 -- what a count needs
        self,
        db: Session,
        record: SessionRecord,
        agenda: Agenda,
        *,
        activity_id: str,
        part: str,
        ballots: Sequence[Mapping[str, str]],
    ) -> Mapping[str, str]:
        stored = stored_proposals.list_proposals(db, record.id, activity_id=activity_id)
        aggregates = tally(
            agenda.activity(activity_id),
            part=part,
            ballots=[{round_: json.loads(answer) for round_, answer in ballot.items()} for ballot in ballots],
            k=self.minimum,
            merged={proposal.id: proposal.merged_into for proposal in stored if proposal.merged_into is not None},
            proposals=[proposal.id for proposal in stored if proposal.state in ("shown", "merged")],
        )
        return {aggregate.round: json.dumps(aggregate.to_json()) for aggregate in aggregates}

    def _settle_question(
        self, db: Session, record: SessionRecord, agenda: Agenda, *, after: int, events: Sequence[Event]
    ) -> list[Event]:
        """Once the room's vote on the question is sealed and has one winner, take that one."""
        sealed = [e for e in events if e.kind is EventKind.RUN_SEALED and e.payload["part"] == "choose"]
        if not sealed:
            return []
        activity = agenda.activity(str(sealed[0].payload["activity"]))
        figures = sessions.figures(db, record.id).get((activity.id, "choose"), {})
        aggregates = [Aggregate.from_json(json.loads(text)) for text in figures.values()]
        shown = show(activity, part="choose", aggregates=aggregates, audience=Audience.FACILITATOR, k=self.minimum)
        leading = _leading(shown)
        if leading is None:
            return []
        chosen = Event(
            EventKind.QUESTION_CHOSEN, sealed[0].at, {"activity": activity.id, "question": leading}
        )
        self._append(db, record, agenda, [chosen], after=after, person=None)
        return [chosen]

    def _judge(  # noqa: PLR0913 -- one judgement
        self, code: str, person: Person, *, proposal: str, state: str, reason: str | None = None, into: str | None = None
    ) -> None:
        def work(db: Session, record: SessionRecord, agenda: Agenda, live: LiveSession) -> Sequence[Event]:
            found = _find(db, record, proposal)
            if live.open_run(agenda) is not None and found.state in ("shown", "merged"):
                raise RefusedMove("control.refused.dots_open")
            if into is not None and _find(db, record, into).state != "shown":
                raise BadInput("error.not_saved")
            if state == "shown" and _shown(db, record) >= MOST_GROUPS:
                raise RefusedMove("control.refused.screen_full", most=MOST_GROUPS)
            stored_proposals.judge_proposal(db, proposal, state=state, reason=reason, merged_into=into)
            return [_texts_changed()]

        self._change(code, person, work)

    def _surroundings(self, live: LiveSession, *, confirmed: bool) -> Surroundings:
        return Surroundings(
            now=clock.now(),
            encrypted=is_encrypted(self.addresses.of(live)),
            require_https=self.require_https,
            confirmed=confirmed,
        )

    def _around(  # noqa: PLR0913 -- what a decision looks at
        self,
        db: Session,
        record: SessionRecord,
        agenda: Agenda,
        live: LiveSession,
        *,
        here: Sequence[str],
        confirmed: bool,
    ) -> Surroundings:
        around = self._surroundings(live, confirmed=confirmed)
        opened = live.open_run(agenda)
        if opened is None:
            return around
        run_id = sessions.open_runs(db, record.id).get(opened[0], "")
        answered, expected = ballot_box.count_done(db, run_id=run_id, round_=opened[1], here=here)
        return replace(around, answered=answered, expected=expected)

    def _forget_deleted(self) -> None:
        """Empty the write-ahead log of what was sealed; a reader may be in the way for a moment."""
        for _ in range(_CHECKPOINT_TRIES):
            if self.database.forget_deleted():
                return
            time.sleep(_CHECKPOINT_PAUSE)


def controlled_session(db: Session, code: str, person: Person | None) -> SessionRecord:
    """The session with that code, if this person may control it (None: the house itself).

    Raises `NotAllowed` alike for a session that is not there and one that is not theirs.
    """
    record = sessions.find_by_code(db, normalise(code))
    if record is None:
        raise NotAllowed("page.not_found")
    if person is not None and not may_control(person, unit_id=record.unit_id, created_by=record.created_by):
        raise NotAllowed("page.not_found")
    return record


def _housekeeping(
    _db: Session, _record: SessionRecord, agenda: Agenda, live: LiveSession
) -> Sequence[Event]:
    now = clock.now()
    return moves.end_abandoned(live, agenda, now=now) or moves.seal_overdue(live, now=now)


def _leading(shown: Shown) -> str | None:
    """The one option that leads as far as figures are shown; None for a tie or too few answers."""
    if not isinstance(shown, ShownVote):
        return None
    best = max((bar.share.value if bar.share else 0 for bar in shown.bars), default=0)
    ahead = [bar for bar in shown.bars if (bar.share.value if bar.share else 0) == best]
    return ahead[0].options[0] if len(ahead) == 1 and len(ahead[0].options) == 1 else None


def _texts_changed() -> Event:
    return Event(EventKind.TEXTS_CHANGED, clock.now())


def _find(db: Session, record: SessionRecord, proposal: str) -> stored_proposals.Proposal:
    for found in stored_proposals.list_proposals(db, record.id):
        if found.id == proposal:
            return found
    raise BadInput("error.not_saved")


def _shown(db: Session, record: SessionRecord) -> int:
    return sum(proposal.state == "shown" for proposal in stored_proposals.list_proposals(db, record.id))


def _most_cards(agenda: Agenda) -> int:
    return max((getattr(activity.body, "most", 0) for activity in agenda.activities if activity.kind == "commitments"), default=0)
