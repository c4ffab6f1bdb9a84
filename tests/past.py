"""Sessions that have been held, put straight into a database: for tests and benchmarks that look back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from workshop_app.content_loader import Content
from workshop_app.domain.agenda import Activity, Agenda, Phase
from workshop_app.domain.body import Body
from workshop_app.domain.commitments import Card, CommitmentState
from workshop_app.domain.session import Event, EventKind
from workshop_app.domain.tally import tally
from workshop_app.kinds.points.rules import PointsBody
from workshop_app.kinds.pulse.rules import PulseBody
from workshop_app.kinds.question.rules import QuestionBody
from workshop_app.persistence import commitments, proposals, session_log, sessions
from workshop_app.persistence.engine import Database
from workshop_app.services.agendas import agenda_of
from workshop_app.services.preparation import Preparation
from workshop_app.services.tokens import new_id


@dataclass(kw_only=True)
class Held:
    """One session to put there. `number` people answer everything, by chance that `seed` fixes."""

    unit_id: str
    held_on: date
    number: int
    seed: int = 1
    language: str = "nb"
    proposals: Sequence[str] = ("Først", "Andre", "Tredje", "Fjerde")
    cards: Sequence[Card] = field(default_factory=lambda: [CARD])
    next_date: str = ""
    answers: Mapping[str, Sequence[Any]] = field(default_factory=dict)


CARD = Card(
    position=1,
    what="Spørre ved hvert vaktskifte",
    situation="Når vakten skifter",
    who="Teamlederne",
    due=date(2026, 4, 1),
    first_step="Henge opp spørsmålet",
    notice="Vi hører det bli sagt",
    state=CommitmentState.DONE,
    learnt="Kort er nok",
    settled_on=date(2026, 4, 2),
)


def hold(database: Database, content: Content, person: Any, held: Held, *, minimum: int = 5) -> str:
    """Put a session there that has ended; its id."""
    order = [activity.id for activity in content.agendas["90-minutter"].activities]
    code = Preparation(database=database, content=content).create_session(
        person,
        unit_id=held.unit_id,
        agenda_id="90-minutter",
        held_on=held.held_on,
        language=held.language,
        order=order,
        chosen_question=None,
    )
    with database.unit_of_work() as db:
        record = sessions.find_by_code(db, code)
        assert record is not None
        agenda = agenda_of(record.agenda)
        question = next(activity for activity in agenda.activities if activity.kind == "question")
        ids = [f"{record.id[:12]}{n}" for n, _ in enumerate(held.proposals)]
        for number, (id_, words) in enumerate(zip(ids, held.proposals, strict=True), start=1):
            given = {"session_id": record.id, "activity_id": question.id, "group": number}
            proposals.add_proposal(db, id_=id_, text=words, **given)
            proposals.judge_proposal(db, id_, state="shown")
        for card in held.cards:
            commitments.save_card(db, record.id, card, id_=new_id())
        count = _Counting(agenda, held, ids, Random(held.seed), minimum)
        session_log.append(db, record.id, list(_events(agenda, held)), after=0, actor=person.id, count=count)
    return record.id


@dataclass(frozen=True)
class _Counting:
    agenda: Agenda
    held: Held
    proposals: Sequence[str]
    chance: Random
    minimum: int

    def __call__(self, activity_id: str, part: str, _ballots: object, _hands: object) -> dict[str, str]:
        activity = self.agenda.activity(activity_id)
        given = self.held.answers.get(activity_id)
        ballots = given if given is not None else [self._ballot(activity, part) for _ in range(self.held.number)]
        made = tally(activity, part=part, ballots=ballots, k=self.minimum, proposals=self.proposals)
        return {aggregate.round: json.dumps(aggregate.to_json()) for aggregate in made}

    def _ballot(self, activity: Activity, part: str) -> dict[str, Any]:
        return {round_: self._answer(activity, part) for round_ in activity.body.course.rounds_of(part)}

    def _answer(self, activity: Activity, part: str) -> Any:
        body, chance = activity.body, self.chance
        match body:
            case PulseBody():
                return {item.id: chance.choices(range(1, 6), (1, 2, 4, 5, 3))[0] for item in body.instrument.items()}
            case PointsBody():
                first, second = chance.randint(0, 5), chance.randint(0, 5)
                ids = [option.id for option in body.options]
                return dict(zip(ids, (10 * first, 10 * second, 100 - 10 * (first + second)), strict=True))
            case QuestionBody() if part == "choose":
                return chance.choice(body.questions).id
            case QuestionBody() if part != "dots":
                return _settled(body, self.held).asked_in(part).drawn(chance, round_=part, proposals=())
            case QuestionBody():
                return dict.fromkeys(chance.sample(list(self.proposals), 3), 1)
            case _ if activity.kind == "scale":
                return chance.randint(1, 5)
            case _ if activity.kind == "choice":
                return [chance.choice(body.options).id]  # type: ignore[union-attr]
            case _:
                return chance.choice(body.options).id  # type: ignore[union-attr]


def _settled(body: Body, held: Held) -> Body:
    """With the question that was chosen, where there are any."""
    offered = body.offered_questions()
    return body.with_question(offered[held.seed % 5].id) if offered else body


def _events(agenda: Agenda, held: Held) -> Sequence[Event]:
    at = datetime.combine(held.held_on, time(9), UTC)
    events = [Event(EventKind.OPENED, at)]
    for step, activity in enumerate(agenda.activities):
        course = activity.body.course
        phase = course.rest(tuple(course.rounds)[-1]) if course.rounds else Phase.SHOWN
        events.append(Event(EventKind.MOVED, at, {"step": step, "activity": activity.id, "phase": phase.value}))
        settled = _settled(activity.body, held)
        asked = [part for phase, (part, _) in course.rounds.items() if not settled.passes_by(phase)]
        for part in dict.fromkeys(asked):
            run = {"activity": activity.id, "part": part}
            first = course.rounds_of(part)[0]
            events.append(Event(EventKind.RUN_OPENED, at, {**run, "repetition": 1, "round": first}))
            events.append(Event(EventKind.RUN_SEALED, at, run))
        if question := settled.settled_question():
            chosen = {"activity": activity.id, "question": question}
            events.append(Event(EventKind.QUESTION_CHOSEN, at, chosen))
    if held.next_date:
        events.append(Event(EventKind.NEXT_DATE_SET, at, {"value": held.next_date}))
    return [*events, Event(EventKind.ENDED, at + timedelta(minutes=90))]
