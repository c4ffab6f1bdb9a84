"""Whatever is pressed, in whatever order: a session's log and state always tell one coherent story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from workshop_app.content_loader import load_content
from workshop_app.domain import moves
from workshop_app.domain.agenda import Activity, Agenda, Phase
from workshop_app.domain.errors import NeedsConfirmation, RefusedMove
from workshop_app.domain.moves import Position
from workshop_app.domain.opening import Surroundings
from workshop_app.domain.phases import Move
from workshop_app.domain.session import Event, EventKind, LiveSession, RunKey, Stage, chosen_question, evolve, replay
from workshop_app.kinds.catalogue import forms
from workshop_app.kinds.question.rules import QuestionBody

AGENDA = load_content(Path("content")).agendas["90-minutter"]
STARTED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
QUESTIONS = [q.id for a in AGENDA.activities if isinstance(a.body, QuestionBody) for q in a.body.questions]
NOTES = (EventKind.SCREEN_HIDDEN, EventKind.CODE_SHOWN, EventKind.MINUTE_ADDED, EventKind.DOORS_CLOSED)
#: More presses than any way through the agenda takes.
_ENOUGH = 200

Decide = Callable[[LiveSession], Sequence[Event]]


def position(live: LiveSession) -> Position:
    return Position(step=live.step, phase=live.phase)


class Workshop:
    """A session with its log, moved by decisions; what is refused must leave it alone."""

    def __init__(self, *, encrypted: bool = True, require_https: bool = False) -> None:
        self.now = STARTED
        self.live = LiveSession()
        self.log: list[Event] = []
        self.around = {"encrypted": encrypted, "require_https": require_https}

    def surroundings(self, *, confirmed: bool = True, answered: int = 0, expected: int = 0) -> Surroundings:
        return Surroundings(now=self.now, confirmed=confirmed, answered=answered, expected=expected, **self.around)

    def decide(self, decide: Decide) -> Sequence[Event]:
        before = self.live
        try:
            events = decide(before)
        except (RefusedMove, NeedsConfirmation):
            assert self.live == before == replay(self.log)
            raise
        for event in events:
            check_event(self.live, event)
            self.live = evolve(self.live, event)
            self.log.append(event)
        return events

    def press(self, move: Move, **around: bool | int) -> Sequence[Event]:
        before, surroundings = self.live, self.surroundings(**around)
        events = self.decide(
            lambda live: moves.move(live, AGENDA, move=move, pressed_on=position(live), around=surroundings)
        )
        assert move is Move.REPEAT or not asked_again(before, events)
        return events

    def skip(self, *, confirmed: bool = True) -> Sequence[Event]:
        around = self.surroundings(confirmed=confirmed)
        return self.decide(lambda live: moves.skip(live, AGENDA, pressed_on=position(live), around=around))

    def choose(self, question: str) -> Sequence[Event]:
        return self.decide(lambda live: moves.choose_question(live, AGENDA, question=question, now=self.now))

    def advance(self) -> None:
        """What a facilitator does who only wants to get on."""
        activity = self.live.current(AGENDA)
        if self.live.phase is Phase.CHOSEN and activity and chosen_question(self.live, activity) is None:
            self.choose(QUESTIONS[0])
        try:
            self.press(Move.NEXT)
        except RefusedMove as refused:
            if refused.key == "control.refused.https":
                self.skip()
            elif refused.key == "control.refused.accept_http":
                self.decide(lambda live: moves.note(live, EventKind.PLAIN_HTTP_ACCEPTED, value=True, now=self.now))
            else:
                raise


def check_event(before: LiveSession, event: Event) -> None:
    """What is sealed never opens again, closes or is sealed twice: only a further repetition opens."""
    if event.kind not in (EventKind.RUN_OPENED, EventKind.RUN_CLOSED, EventKind.RUN_SEALED, EventKind.RUN_LOST):
        return
    run = before.runs.get((str(event.payload["activity"]), str(event.payload["part"])))
    if event.kind is not EventKind.RUN_OPENED:
        assert run is not None
        assert not run.sealed
    elif run is not None:
        expected = run.repetition + 1 if run.sealed else run.repetition
        assert event.payload["repetition"] == expected


def asked_again(before: LiveSession, events: Sequence[Event]) -> list[Event]:
    """Events that open what had been sealed once before."""
    opened = [event for event in events if event.kind is EventKind.RUN_OPENED]
    keys = {key for key, run in before.runs.items() if run.sealed}
    return [event for event in opened if (event.payload["activity"], event.payload["part"]) in keys]


def unsealed(live: LiveSession) -> list[RunKey]:
    return [key for key, run in live.runs.items() if not run.sealed]


class SessionMachine(RuleBasedStateMachine):
    """Any presses, and time passing."""

    @initialize(encrypted=st.booleans(), require_https=st.booleans())
    def begin(self, *, encrypted: bool, require_https: bool) -> None:
        self.workshop = Workshop(encrypted=encrypted, require_https=require_https)

    @property
    def live(self) -> LiveSession:
        return self.workshop.live

    def attempt(self, work: Callable[[], Sequence[Event]]) -> None:
        try:
            work()
        except (RefusedMove, NeedsConfirmation):
            return

    @rule()
    def open_lobby(self) -> None:
        self.attempt(lambda: self.workshop.decide(lambda live: moves.open_lobby(live, now=self.workshop.now)))

    @rule(times=st.integers(1, 30))
    def walk(self, times: int) -> None:
        for _ in range(times):
            self.attempt(lambda: self.workshop.advance() or [])

    @rule(move=st.sampled_from(Move), confirmed=st.booleans(), answered=st.integers(0, 9))
    def press(self, move: Move, *, confirmed: bool, answered: int) -> None:
        left = self.live.current(AGENDA)
        self.attempt(lambda: self.workshop.press(move, confirmed=confirmed, answered=answered, expected=9))
        self._demand_sealed(left)

    @rule()
    def repeat_the_next_vote(self) -> None:
        for _ in range(_ENOUGH):
            activity = self.live.current(AGENDA)
            if activity and (self.live.phase, Move.REPEAT) in activity.body.course.ways:
                self.attempt(lambda: self.workshop.press(Move.REPEAT))
                return
            before = position(self.live)
            self.attempt(lambda: self.workshop.advance() or [])
            if position(self.live) == before and self.live.phase is not Phase.CHOSEN:
                return

    @rule(confirmed=st.booleans())
    def skip(self, *, confirmed: bool) -> None:
        left = self.live.current(AGENDA)
        self.attempt(lambda: self.workshop.skip(confirmed=confirmed))
        self._demand_sealed(left)

    @rule(move=st.sampled_from(Move), step=st.integers(-1, len(AGENDA.activities)), phase=st.sampled_from(Phase))
    def press_on_a_stale_position(self, move: Move, step: int, phase: Phase) -> None:
        stale = Position(step=step, phase=phase)
        if stale == position(self.live):
            return
        around = self.workshop.surroundings()
        assert moves.move(self.live, AGENDA, move=move, pressed_on=stale, around=around) == []
        assert moves.skip(self.live, AGENDA, pressed_on=stale, around=around) == []

    @rule(question=st.sampled_from([*QUESTIONS, "unknown"]))
    def choose_question(self, question: str) -> None:
        self.attempt(lambda: self.workshop.choose(question))

    @rule(kind=st.sampled_from(NOTES), value=st.booleans())
    def note(self, kind: EventKind, *, value: bool) -> None:
        before = (self.live.step, self.live.phase, self.live.runs)
        self.attempt(lambda: self.workshop.decide(lambda live: moves.note(live, kind, value, now=self.workshop.now)))
        assert (self.live.step, self.live.phase, self.live.runs) == before

    @rule(minutes=st.integers(1, 50))
    def time_passes(self, minutes: int) -> None:
        self.workshop.now += timedelta(minutes=minutes)
        overdue = self.live.phase is Phase.CLOSED and self.workshop.now - self.live.phase_since >= moves.SEAL_AFTER
        self.workshop.decide(lambda live: moves.seal_overdue(live, now=self.workshop.now))
        self.workshop.decide(lambda live: moves.end_abandoned(live, AGENDA, now=self.workshop.now))
        assert not overdue or not unsealed(self.live)

    @rule()
    def restore_from_a_backup(self) -> None:
        """What stood open or closed is lost, and where it can be asked again it is asked without a question."""
        lost = unsealed(self.live)
        self.workshop.decide(lambda live: moves.take_again(live, AGENDA, lost=lost, now=self.workshop.now))
        assert unsealed(self.live) == []
        activity = self.live.current(AGENDA)
        if activity is None or not lost or self.live.phase is Phase.CHOSEN:
            return
        self.workshop.press(Move.REPEAT, confirmed=False)
        taken = self.live.open_run(AGENDA)
        assert taken is not None
        assert taken[0] in lost
        assert self.live.runs[taken[0]].repetition > 1

    @rule(chance=st.integers(0, 9))
    def end(self, chance: int) -> None:
        around = self.workshop.surroundings(confirmed=chance == 0)
        self.attempt(lambda: self.workshop.decide(lambda live: moves.end(live, AGENDA, around=around)))

    def _demand_sealed(self, left: Activity | None) -> None:
        """Nothing of an activity that one has left takes answers or can be opened again."""
        now = self.live.current(AGENDA)
        if left is not None and now is not left:
            assert [key for key in unsealed(self.live) if key[0] == left.id] == []

    @invariant()
    def the_log_gives_the_state(self) -> None:
        assert replay(self.workshop.log) == self.live
        assert self.live.version == len(self.workshop.log)

    @invariant()
    def at_most_one_run_is_open_and_only_where_answers_are_taken(self) -> None:
        opened = [(key, run.open_round) for key, run in self.live.runs.items() if run.open_round]
        taken = self.live.open_run(AGENDA)
        assert opened == ([taken] if taken else [])
        activity = self.live.current(AGENDA)
        if taken:
            assert activity is not None
            assert self.live.phase in activity.body.course.rounds
            assert taken[0][0] == activity.id

    @invariant()
    def nothing_confidential_is_asked_over_an_open_network(self) -> None:
        activity, around = self.live.current(AGENDA), self.workshop.around
        if activity is None or not activity.body.is_confidential or around["encrypted"]:
            return
        assert not around["require_https"]
        assert self.live.plain_http_accepted

    @invariant()
    def an_ended_session_stands_still(self) -> None:
        if self.live.stage is not Stage.ENDED:
            return
        assert unsealed(self.live) == []
        for move in Move:
            with pytest.raises(RefusedMove):
                self.workshop.press(move)
        with pytest.raises(RefusedMove):
            self.workshop.decide(lambda live: moves.note(live, EventKind.CODE_SHOWN, value=True, now=self.workshop.now))

    def teardown(self) -> None:
        """From wherever this went, next leads to the last step, and ending there seals everything."""
        if not hasattr(self, "workshop") or self.live.stage is Stage.ENDED:
            return
        self.open_lobby()
        walk_to_the_end(self.workshop)
        assert self.live.step == len(AGENDA.activities) - 1
        around = self.workshop.surroundings()
        self.workshop.decide(lambda live: moves.end(live, AGENDA, around=around))
        assert unsealed(self.live) == []


def walk_to_the_end(workshop: Workshop) -> None:
    for _ in range(_ENOUGH):
        try:
            workshop.advance()
        except RefusedMove as refused:
            if refused.key != "control.refused.last":
                raise
            return
    pytest.fail("The agenda has no end.")


TestSessionMachine = SessionMachine.TestCase
TestSessionMachine.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def at_activity(agenda: Agenda, kind: str) -> Workshop:
    workshop = Workshop()
    workshop.decide(lambda live: moves.open_lobby(live, now=STARTED))
    while (activity := workshop.live.current(agenda)) is None or activity.kind != kind:
        workshop.advance()
    return workshop


def reached(workshop: Workshop) -> set[Phase]:
    """Every phase that some presses lead to without leaving the activity."""
    start, waiting = workshop.live.step, [workshop.live]
    found = set[tuple[Phase, tuple[str, ...]]]()
    while waiting:
        live = waiting.pop()
        if live.step != start or live.phase is None or (live.phase, tuple(live.chosen.values())) in found:
            continue
        found.add((live.phase, tuple(live.chosen.values())))
        if live.phase is Phase.CHOSEN and not live.chosen:
            chosen = (moves.choose_question(live, AGENDA, question=each, now=STARTED)[0] for each in QUESTIONS)
            waiting += [evolve(live, event) for event in chosen]
        for move in Move:
            there = Workshop()
            there.live = live
            try:
                around = there.surroundings()
                events = moves.move(there.live, AGENDA, move=move, pressed_on=position(there.live), around=around)
            except RefusedMove:
                continue
            for event in events:
                there.live = evolve(there.live, event)
            waiting.append(there.live)
    return {phase for phase, _ in found}


@pytest.mark.parametrize("kind", sorted({activity.kind for activity in AGENDA.activities}))
def test_phase_of_every_kind_can_be_reached(kind: str) -> None:
    assert reached(at_activity(AGENDA, kind)) == set(forms()[kind].course.phases)


def test_agenda_walked_by_next_alone_visits_every_activity_once() -> None:
    workshop = Workshop()
    workshop.decide(lambda live: moves.open_lobby(live, now=STARTED))
    walk_to_the_end(workshop)
    visited = [event.payload["step"] for event in workshop.log if event.kind is EventKind.MOVED]
    assert list(dict.fromkeys(visited)) == list(range(len(AGENDA.activities)))
    assert visited == sorted(visited)


def test_agenda_under_strict_https_can_be_walked_past_what_it_shuts() -> None:
    workshop = Workshop(encrypted=False, require_https=True)
    workshop.decide(lambda live: moves.open_lobby(live, now=STARTED))
    walk_to_the_end(workshop)
    visited = {str(event.payload["activity"]) for event in workshop.log if event.kind is EventKind.MOVED}
    shut = {activity.id for activity in AGENDA.activities if activity.body.is_confidential}
    assert visited == {activity.id for activity in AGENDA.activities} - shut


def test_dilemma_left_between_its_votes_is_shown_and_not_asked_again_on_the_way_back() -> None:
    workshop = at_activity(AGENDA, "dilemma")
    workshop.press(Move.NEXT)
    step = workshop.live.step
    workshop.skip()
    workshop.press(Move.BACK)
    assert (workshop.live.step, workshop.live.phase) == (step, Phase.DISCUSSION)
    workshop.press(Move.NEXT)
    assert (workshop.live.step, workshop.live.phase) == (step, Phase.REVEALED)
    assert unsealed(workshop.live) == []


def test_vote_left_open_is_sealed_and_comes_back_as_its_result() -> None:
    workshop = at_activity(AGENDA, "choice")
    step = workshop.live.step
    workshop.skip()
    workshop.press(Move.BACK)
    assert (workshop.live.step, workshop.live.phase) == (step, Phase.REVEALED)
    workshop.press(Move.REPEAT)
    assert workshop.live.open_run(AGENDA) is not None
