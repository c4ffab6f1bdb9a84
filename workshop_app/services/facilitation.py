"""What the facilitator does to a session: open it, move it, judge proposals, write commitments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from workshop_app.domain import moves
from workshop_app.domain.access import Person
from workshop_app.domain.agenda import Agenda
from workshop_app.domain.errors import BadInput, RefusedMove
from workshop_app.domain.guest_network import guest_network
from workshop_app.domain.lifts import expected_by
from workshop_app.domain.moves import Position
from workshop_app.domain.next_date import at_time, next_session, on_day
from workshop_app.domain.opening import Surroundings
from workshop_app.domain.phases import Move
from workshop_app.domain.preparation import has_pulse
from workshop_app.domain.session import Event, EventKind, LiveSession, Look, Stage
from workshop_app.persistence import ballot_box, guest_networks, lifts, runs, sessions, units, workshops
from workshop_app.persistence.ballot_box import Elsewhere, nobody_elsewhere
from workshop_app.persistence.engine import Database
from workshop_app.services import clock, following_up, group_work, hands, lifting, picking, pooling, taking_back
from workshop_app.services.addresses import Addresses, is_encrypted, shown_address
from workshop_app.services.changes import Changes, Standing

#: Groups that a room can have.
MOST_GROUPS = group_work.MOST_SHOWN

Decide = Callable[[LiveSession, Agenda], Sequence[Event]]


@dataclass(frozen=True, kw_only=True)
class Facilitation:
    """The facilitator's use cases. Methods block on the database: call them in a thread.

    All raise `NotAllowed` alike for a session that is not there and one that is not this person's.
    `publish(session_id)` must be safe to call from any thread. `minimum` is the least k, which
    the municipality may have raised.
    """

    database: Database
    publish: Callable[[str], None]
    minimum: int
    require_https: bool
    addresses: Addresses

    def open_lobby(self, code: str, person: Person) -> None:
        """Let people in. Refused for a unit that has been closed, or has lost its discussion, since this was made."""

        def work(at: Standing) -> Sequence[Event]:
            unit = units.find_unit(at.db, at.record.unit_id)
            if unit is not None and unit.closed_on is not None:
                raise RefusedMove("units.closed")
            if unit is not None and unit.discussed_on is None and has_pulse(at.agenda):
                raise RefusedMove("control.refused.not_discussed")
            events = moves.open_lobby(at.live, now=clock.now())
            lifts.remind(at.db, unit_id=at.record.unit_id, session_id=at.record.id, today=clock.today())
            return events

        self._changes.apply(code, person, work)

    def move(
        self,
        code: str,
        person: Person,
        *,
        move: Move,
        pressed_on: Position,
        here: Sequence[str] = (),
        elsewhere: Elsewhere = nobody_elsewhere,
        confirmed: bool = False,
    ) -> None:
        """Next, close, back or repeat. `here` are the seat tokens that are connected to this process.

        Raises `NeedsConfirmation` once when few have answered or something can't be undone.
        """

        def work(at: Standing) -> Sequence[Event]:
            around = self._around(at, here=here, elsewhere=elsewhere, confirmed=confirmed)
            return moves.move(at.live, at.agenda, move=move, pressed_on=pressed_on, around=around)

        self._changes.apply(code, person, work)

    def skip(self, code: str, person: Person, *, pressed_on: Position, confirmed: bool = False) -> None:
        """Straight to the next activity."""

        def work(at: Standing) -> Sequence[Event]:
            around = self._surroundings(at, confirmed=confirmed)
            return moves.skip(at.live, at.agenda, pressed_on=pressed_on, around=around)

        self._changes.apply(code, person, work)

    def end(self, code: str, person: Person, *, confirmed: bool = False) -> None:
        """End the session for everybody. With the last of several sittings, the pulse of all is counted."""

        def work(at: Standing) -> Sequence[Event]:
            return moves.end(at.live, at.agenda, around=self._surroundings(at, confirmed=confirmed))

        self._changes.apply(code, person, work)

    def note(self, code: str, person: Person, kind: EventKind, value: moves.Value) -> None:
        """Set what has no rules of its own, such as a hidden screen or one more minute."""
        # `type` and not `isinstance`: JSON's true is an int to Python.
        if kind is EventKind.GROUPS_SET and (type(value) is not int or not 1 <= value <= MOST_GROUPS):
            raise BadInput("control.refused.groups", most=MOST_GROUPS)
        if kind is EventKind.ROOM_COUNTED and not (isinstance(value, int) and 0 <= value <= hands.MOST):
            raise BadInput("error.not_saved")
        self._decide(code, person, lambda live, _: moves.note(live, kind, value, now=clock.now()))

    def set_next_date(self, code: str, person: Person, *, date: str) -> None:
        """On which day the next session is, as an ISO date; empty for not known. Raises `BadInput`."""
        self._settle_next(code, person, lambda settled: on_day(settled, date))

    def set_next_time(self, code: str, person: Person, *, time: str) -> None:
        """At what time of that day, as `09:30`; empty for not known. Raises `BadInput`."""
        self._settle_next(code, person, lambda settled: at_time(settled, time))

    def choose_look(self, code: str, person: Person, *, look: str) -> None:
        """Which colours the projector has. A look that there is none of changes nothing."""
        if look in {one.value for one in Look}:
            self.note(code, person, EventKind.LOOK_CHOSEN, look)

    def choose_address(self, code: str, person: Person, *, address: str) -> None:
        """Which address stands on the projector. Raises `BadInput` for one that does not lead here."""
        if address not in self.addresses.candidates() or not self.addresses.answers(address):
            raise BadInput("control.refused.address", address=shown_address(address))
        self.note(code, person, EventKind.ADDRESS_CHOSEN, address)

    def show_network(self, code: str, person: Person, *, name: str, password: str) -> None:
        """Show a wireless network beside the code, until the session ends. Raises `BadInput` and `RefusedMove`."""
        network = guest_network(name, password)

        def work(at: Standing) -> Sequence[Event]:
            if at.live.stage is Stage.ENDED:
                raise RefusedMove("wifi.over")
            guest_networks.keep_network(at.db, at.record.id, network)
            return [Event(EventKind.NETWORK_SHOWN, clock.now(), {"value": True})]

        self._changes.apply(code, person, work)

    def take_network_away(self, code: str, person: Person) -> None:
        """Forget the wireless network."""

        def work(at: Standing) -> Sequence[Event]:
            guest_networks.forget_network(at.db, at.record.id)
            return [Event(EventKind.NETWORK_SHOWN, clock.now(), {"value": False})]

        self._changes.apply(code, person, work)

    def choose_question(self, code: str, person: Person, *, question: str) -> None:
        """Settle which question to take."""
        self._decide(
            code, person, lambda live, agenda: moves.choose_question(live, agenda, question=question, now=clock.now())
        )

    def count_hands(self, code: str, person: Person, *, counts: Mapping[str, object]) -> None:
        """Write down the hands raised for each option of the open vote. Raises `RefusedMove` and `BadInput`."""
        self._changes.apply(code, person, lambda at: hands.count(at, counts))

    def pick(self, code: str, person: Person, *, pick: str, is_wanted: bool) -> None:
        """Take something in that the step at hand will ask about, or out. Raises `RefusedMove` and `BadInput`."""
        self._changes.apply(code, person, lambda at: picking.pick(at, pick=pick, is_wanted=is_wanted))

    def write_pick(self, code: str, person: Person, *, text: str) -> None:
        """Take in what somebody in the room has worded. Raises as `pick`."""
        self._changes.apply(code, person, lambda at: picking.write(at, text=text))

    def approve(self, code: str, person: Person, *, proposal: str) -> None:
        """Show a proposal on the screen. Raises `RefusedMove` when the screen is full or too few are in the session."""
        self._changes.apply(code, person, lambda at: group_work.approve(at, proposal, minimum=self.minimum))

    def send_back(self, code: str, person: Person, *, proposal: str, reason: str) -> None:
        """Return a proposal to its group with one of `group_work.REASONS`."""
        self._changes.apply(code, person, lambda at: group_work.send_back(at, proposal, reason))

    def merge(self, code: str, person: Person, *, proposal: str, into: str) -> None:
        """Let one shown proposal stand for both."""
        self._changes.apply(code, person, lambda at: group_work.merge(at, proposal, into))

    def take_back(self, code: str, person: Person, *, proposal: str, state: str) -> None:
        """Let a proposal be what it was before it became `state`. Raises `RefusedMove` when it is too late."""
        self._changes.apply(code, person, lambda at: taking_back.take_back(at, proposal, state))

    def write_card(self, code: str, person: Person, *, position: int, field: str, value: str) -> None:
        """Change one field of a commitment card; the card appears when it is first written on."""
        self._changes.apply(
            code, person, lambda at: group_work.write_card(at, position=position, field=field, value=value)
        )

    def card_from_proposal(self, code: str, person: Person, *, proposal: str) -> None:
        """Let a proposal become the text of the first empty card."""
        self._changes.apply(code, person, lambda at: group_work.card_from_proposal(at, proposal))

    def remove_card(self, code: str, person: Person, *, position: int) -> None:
        """Take a card away."""
        self._changes.apply(code, person, lambda at: group_work.remove_card(at, position=position))

    def lift(self, code: str, person: Person, *, what: str, why: str, proposal: str = "") -> None:
        """Lift something to the level above, as the room wants. Raises `BadInput` and `RefusedMove`."""
        self._changes.apply(code, person, lambda at: lifting.send(at, what=what, why=why, proposal=proposal))

    def take_lift_back(self, code: str, person: Person, *, lift: str) -> None:
        """The room does not want it after all."""
        self._changes.apply(code, person, lambda at: lifting.take_back(at, lift=lift))

    def follow_up(self, code: str, person: Person, *, state: str | None = None, learnt: str | None = None) -> None:
        """Say how the commitment at hand went, or what was learnt. Raises `RefusedMove` before the vote is shown."""
        self._changes.apply(code, person, lambda at: following_up.settle(at, state=state, learnt=learnt))

    def keep_house(self) -> None:
        """Seal what stood closed too long, and end what was abandoned.

        After a restore, the votes that were open in the backup are given up, to be asked again. Pulses of several
        sittings that have waited long enough are counted.

        Call it every minute or so. One session or workshop that can't be cleared up keeps no other from it: its error
        is raised when all the rest has been done.
        """
        with self.database.reading() as db:
            running = [
                partial(self._changes.apply, one.code, None, _housekeeping) for one in sessions.running_sessions(db)
            ]
            waiting = [
                partial(pooling.clear_up, self.database, one, minimum=self.minimum) for one in workshops.waiting(db)
            ]
        failed = [error for work in (*running, *waiting) if (error := _error_of(work)) is not None]
        with self.database.reading() as db:
            is_busy = sessions.is_any_under_way(db)
        clock.look(is_busy=is_busy)
        # A reader may have been in the way when something was sealed, or the server was killed just then.
        self.database.forget_deleted()
        if failed:
            raise failed[0]

    def count_under_way(self) -> int:
        """How many sessions have begun that have not ended."""
        with self.database.reading() as db:
            return sessions.count_under_way(db)

    @cached_property
    def _changes(self) -> Changes:
        return Changes(database=self.database, publish=self.publish, minimum=self.minimum)

    def _settle_next(self, code: str, person: Person, change: Callable[[str | None], str | None]) -> None:
        def work(at: Standing) -> Sequence[Event]:
            settled = change(at.live.next_date)
            events = moves.note(at.live, EventKind.NEXT_DATE_SET, settled, now=clock.now())
            due = expected_by(sent_on=clock.today(), next_session=next_session(settled))
            lifts.expect(at.db, session_id=at.record.id, due=due)
            return events

        self._changes.apply(code, person, work)

    def _decide(self, code: str, person: Person, decide: Decide) -> None:
        self._changes.apply(code, person, lambda at: decide(at.live, at.agenda))

    def _surroundings(self, at: Standing, *, confirmed: bool) -> Surroundings:
        # Held, so that the pulse of all sittings is not counted while this one's is being opened.
        workshop = workshops.of_session(at.db, at.record.id, hold=True)
        return Surroundings(
            now=clock.now(),
            encrypted=is_encrypted(self.addresses.of(at.live)),
            require_https=self.require_https,
            confirmed=confirmed,
            is_sitting=workshop is not None,
            is_pulse_counted=workshop is not None and workshop.counted_at is not None,
        )

    def _around(self, at: Standing, *, here: Sequence[str], elsewhere: Elsewhere, confirmed: bool) -> Surroundings:
        around = replace(self._surroundings(at, confirmed=confirmed), **group_work.card_facts(at))
        opened = at.live.open_run(at.agenda)
        if opened is None:
            return around
        run_id = runs.open_runs(at.db, at.record.id).get(opened[0], "")
        answered, expected = ballot_box.count_done(
            at.db, run_id=run_id, round_=opened[1], here=here, elsewhere=elsewhere
        )
        return replace(around, answered=answered, expected=expected)


def _error_of(work: Callable[[], None]) -> Exception | None:
    try:
        work()
    except Exception as error:  # noqa: BLE001 -- whatever it is, the others come next
        return error
    return None


def _housekeeping(at: Standing) -> Sequence[Event]:
    now = clock.now()
    lost = moves.take_again(at.live, at.agenda, lost=runs.lost_runs(at.db, at.record.id), now=now)
    return lost or moves.end_abandoned(at.live, at.agenda, now=now) or moves.seal_overdue(at.live, now=now)
