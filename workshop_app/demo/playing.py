"""Plays one session from the lobby to its end, through the moves, the counting and the sealing that real ones take.

Only the people and the clock are made up: a press is `domain.moves`, an answer goes into the ballot box, and
sealing counts and deletes. All in the caller's transaction, since a commit for every press would take minutes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from workshop_app.demo.simulator import Room
from workshop_app.demo.texts import Idea
from workshop_app.domain import moves
from workshop_app.domain.agenda import Activity, Agenda, Phase
from workshop_app.domain.answers import parse_answer
from workshop_app.domain.commitments import Card
from workshop_app.domain.disclosure import Hidden, ShownDots, show_dots
from workshop_app.domain.moves import Position
from workshop_app.domain.opening import Surroundings
from workshop_app.domain.phases import Move
from workshop_app.domain.session import Event, EventKind, LiveSession, as_asked, chosen_question, evolve
from workshop_app.domain.tally import Aggregate
from workshop_app.persistence import ballot_box, commitments, proposals, runs, session_log
from workshop_app.persistence.ballot_box import Ballot
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.services.sealing import counter, settle

_IN_LOBBY = timedelta(minutes=14)
_SHORTEST = timedelta(seconds=40)
_PEOPLE_IN_GROUP = 5
_MOST_GROUPS = 6


@dataclass(frozen=True, kw_only=True)
class Script:
    """What happens in the session besides answers. `earlier`: the statements with their earlier wording.

    `ideas` are by question; `wanted` is the question that is taken if the room does not agree on another.
    """

    begins: datetime
    next_date: date
    wanted: str
    cards: int
    ideas: Mapping[str, Sequence[Idea]]
    earlier: Collection[str]
    minimum: int


@dataclass(kw_only=True)
class Playing:
    """One session while it is played. `new_id` names proposals and cards; `shown` is called after each change."""

    db: Transaction
    record: SessionRecord
    agenda: Agenda
    room: Room
    people: int
    script: Script
    random: Random
    new_id: Callable[[], str]
    shown: Callable[[LiveSession], object] = lambda _: None
    live: LiveSession = field(default_factory=LiveSession)
    _handed_in: dict[str, Idea] = field(default_factory=dict)

    def play(self) -> None:
        """From opening the lobby to the end."""
        self._now = self.script.begins - _IN_LOBBY
        self._append(moves.open_lobby(self.live, now=self._now))
        self._now = self.script.begins
        self._press()
        while not self._is_last():
            self._work()
            self._pass_time()
            self._press()
        self._pass_time()
        self._note(EventKind.NEXT_DATE_SET, self.script.next_date.isoformat())
        self._append(moves.end(self.live, self.agenda, around=Surroundings(now=self._now, confirmed=True)))

    def _is_last(self) -> bool:
        return self.live.step == len(self.agenda.activities) - 1

    def _press(self) -> None:
        around = Surroundings(now=self._now, confirmed=True, cards=self.script.cards)
        here = Position(step=self.live.step, phase=self.live.phase)
        self._append(moves.move(self.live, self.agenda, move=Move.NEXT, pressed_on=here, around=around))

    def _pass_time(self) -> None:
        """As planned, a bit more or less."""
        activity, phase = self._activity, self.live.phase
        planned = timedelta(minutes=activity.minutes.get(phase, 0) if phase else 0)
        self._now += max(_SHORTEST, planned * self.random.uniform(0.8, 1.2))

    def _append(self, events: Sequence[Event], *, actor: str | None = "") -> None:
        """As `services.changes` does it, without a commit of its own."""
        count = counter(self.db, self.record, self.agenda, minimum=self.script.minimum)
        by = self.record.created_by if actor == "" else actor
        session_log.append(self.db, self.record.id, events, after=self.live.version, actor=by, count=count)
        for event in events:
            self.live = evolve(self.live, event)
        settled = settle(self.db, self.record, self.agenda, events=events, minimum=self.script.minimum)
        if settled:
            self._append(settled, actor=None)
        self.shown(self.live)

    def _note(self, kind: EventKind, value: moves.Value) -> None:
        self._append(moves.note(self.live, kind, value, now=self._now))

    def _work(self) -> None:
        """What the people do in the phase at hand."""
        self._answer()
        match self.live.phase:
            case Phase.CHOSEN if chosen_question(self.live, self._activity) is None:
                chosen = self.script.wanted
                self._append(moves.choose_question(self.live, self.agenda, question=chosen, now=self._now))
            case Phase.GROUPS:
                self._hand_in()
            case Phase.PLENARY:
                self._approve()
            case Phase.WRITING:
                self._write_cards()

    def _answer(self) -> None:
        opened = self.live.open_run(self.agenda)
        if opened is None:
            return
        key, round_ = opened
        activity = as_asked(self.live, self.agenda.activity(key[0]), key[1])
        run = runs.open_runs(self.db, self.record.id)[key]
        shown = list(self._handed_in)
        answers = self.room.answers(activity, round_, proposals=shown, earlier=self.script.earlier)
        ballots = [
            Ballot(
                session_id=self.record.id,
                run_id=run,
                round=round_,
                seat=f"{self.record.id} {number}",
                seq=1,
                done=True,
                answer=json.dumps(parse_answer(activity, round_=round_, payload=answer, proposals=shown)),
            )
            for number, answer in enumerate(answers)
            if answer is not None
        ]
        ballot_box.store(self.db, ballots)

    def _hand_in(self) -> None:
        """One proposal per group; they wait for approval."""
        ideas = self.script.ideas.get(chosen_question(self.live, self._activity) or "", ())
        groups = max(1, min(_MOST_GROUPS, len(ideas), round(self.people / _PEOPLE_IN_GROUP)))
        self._note(EventKind.GROUPS_SET, groups)
        for group, idea in enumerate(self.random.sample(list(ideas), min(groups, len(ideas))), start=1):
            proposal = self.new_id()
            self._handed_in[proposal] = idea
            proposals.add_proposal(
                self.db,
                id_=proposal,
                session_id=self.record.id,
                activity_id=self._activity.id,
                group=group,
                text=idea.text,
            )
        self._append([Event(EventKind.TEXTS_CHANGED, self._now)])

    def _approve(self) -> None:
        for proposal in self._handed_in:
            proposals.judge_proposal(self.db, proposal, state="shown")
        self._append([Event(EventKind.TEXTS_CHANGED, self._now)])

    def _write_cards(self) -> None:
        """The proposals with most dots become commitments."""
        for position, proposal in enumerate(self._most_dotted()[: self.script.cards], start=1):
            idea = self._handed_in[proposal]
            card = Card(
                position=position,
                what=idea.text,
                who=idea.who,
                due=self.script.next_date,
                first_step=idea.first_step,
                notice=idea.notice,
                proposal_id=proposal,
            )
            commitments.save_card(self.db, self.record.id, card, id_=self.new_id())
        self._append([Event(EventKind.TEXTS_CHANGED, self._now)])

    def _most_dotted(self) -> list[str]:
        """As the screen shows them; too few answers leave them as they came."""
        question = next((a.id for a in self.agenda.activities if a.body.offered_questions()), "")
        kept = runs.figures(self.db, self.record.id).get((question, "dots"), {}).get("dots")
        shown = show_dots(dots=Aggregate.from_json(json.loads(kept)), k=self.script.minimum) if kept else Hidden()
        places = shown.places if isinstance(shown, ShownDots) else ()
        ranks = {proposal: place.rank for place in places for proposal in place.proposals}
        return sorted(self._handed_in, key=lambda proposal: ranks.get(proposal, len(self._handed_in) + 1))

    @property
    def _activity(self) -> Activity:
        activity = self.live.current(self.agenda)
        assert activity is not None
        return activity
