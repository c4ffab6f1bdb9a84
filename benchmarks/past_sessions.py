"""Sessions that are over, made without anybody answering: for tests and measurements of pages that look back.

Ballots are drawn at random around a level, and counted by the very function that seals votes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from random import Random

from sqlalchemy.orm import Session

from workshop_app.content_loader import freeze, load_content
from workshop_app.domain.agenda import Activity, Agenda
from workshop_app.domain.commitments import Card, CommitmentState
from workshop_app.domain.preparation import with_selection
from workshop_app.domain.session import EventKind, RunKey
from workshop_app.domain.tally import Aggregate, Ballot, tally
from workshop_app.kinds.dilemma.rules import DilemmaBody
from workshop_app.kinds.points.rules import PointsBody
from workshop_app.kinds.pulse.rules import PulseBody
from workshop_app.persistence import spreads
from workshop_app.persistence.proposals import Proposal
from workshop_app.persistence.sessions import SessionRecord, add_session
from workshop_app.persistence.tables.sessions import EventRow
from workshop_app.persistence.tables.texts import CommitmentRow, ProposalRow, ProposalState
from workshop_app.persistence.tables.votes import AggregateRow, RunRow
from workshop_app.services.history import Occasion

_WORDS = ("Spørre hver vakt hva vi kan avgjøre selv", "Flytte budsjettmøtet til teamet", "Kutte ett skjema i uken")
#: The parts that a unit's page is made of.
_PARTS = {"pulse": "pulse", "dilemma": "dilemma", "points": "points", "question": "dots"}


@dataclass(frozen=True, kw_only=True)
class Past:
    """A session to make. `level` is about where answers lie on the scale; `question` is what was worked on."""

    id: str
    held_on: date
    people: int = 12
    level: float = 3.4
    question: str = "tilsyn"
    version: int = 1
    has_pulse: bool = True
    cards: tuple[Card, ...] = ()
    seed: int = 0


@cache
def agenda(*, version: int = 1, has_pulse: bool = True) -> Agenda:
    """The 90 minutes, with that version of the pulse or without it."""
    whole = load_content(Path("content")).agendas["90-minutter"]
    if not has_pulse:
        without = [a.id for a in whole.activities if a.kind not in ("pulse", "pulse-result")]
        return with_selection(whole, order=without, chosen_question=None)
    return replace(whole, activities=tuple(_with_version(activity, version) for activity in whole.activities))


def card(
    position: int, *, state: CommitmentState = CommitmentState.NOT_STARTED, settled_on: date | None = None
) -> Card:
    """A commitment as units write them."""
    return Card(
        position=position,
        what=_WORDS[position % len(_WORDS)],
        who="Teamlederne",
        first_step="Første fellesmøte",
        due=date(2026, 12, 1),
        state=state,
        learnt="Det tok fem minutter, og de fleste spurte om det samme." if state is CommitmentState.DONE else "",
        settled_on=settled_on,
    )


def occasion(past: Past, *, unit_id: str = "unit") -> Occasion:
    """The session as `services.history` hands it on."""
    used = agenda(version=past.version, has_pulse=past.has_pulse)
    question = next(activity for activity in used.activities if activity.kind == "question")
    return Occasion(
        record=_record(past, unit_id=unit_id, created_by="kari", text=""),
        agenda=used,
        counted=dict(counted(past)),
        chosen={question.id: past.question},
        cards=past.cards,
        proposals=tuple(_proposals(past, question.id)),
    )


def store(
    db: Session, past: Past, *, unit_id: str, created_by: str, aggregates: Mapping[str, str] | None = None
) -> None:
    """The session as rows. `aggregates` (round → JSON) spares the counting where very many are made."""
    used, text = _frozen(past.version, past.has_pulse)
    record = _record(past, unit_id=unit_id, created_by=created_by, text=text)
    add_session(db, record)
    question = next(activity for activity in used.activities if activity.kind == "question")
    chosen = {"activity": question.id, "question": past.question}
    for version, (kind, payload) in enumerate(((EventKind.QUESTION_CHOSEN, chosen), (EventKind.ENDED, {})), start=1):
        db.add(
            EventRow(
                session_id=past.id, version=version, kind=kind.value, payload=payload, at=record.ended_at, actor=None
            )
        )
    for number, proposal in enumerate(_proposals(past, question.id), start=1):
        fields = {**vars(proposal), "position": number, "state": ProposalState(proposal.state)}
        db.add(ProposalRow(session_id=past.id, **fields))
    db.flush()
    for one in past.cards:
        db.add(CommitmentRow(id=f"{past.id}-{one.position}", session_id=past.id, **vars(one)))
    for (activity_id, part), rounds in counted(past).items() if aggregates is None else ():
        run = f"{past.id}-{part}"
        go = {"id": run, "session_id": past.id, "activity_id": activity_id, "part": part}
        db.add(RunRow(**go, repetition=1, sealed=True, sealed_at=record.ended_at))
        db.flush()
        for one_round in rounds:
            text = json.dumps(one_round.to_json())
            db.add(AggregateRow(run_id=run, round=one_round.round, figures=text))
            spreads.add(db, [text] if one_round.round == spreads.PULSE else [])
    db.flush()


def counted(past: Past) -> dict[RunKey, tuple[Aggregate, ...]]:
    """What sealing leaves of the session's votes."""
    chance = Random(past.seed)
    used = agenda(version=past.version, has_pulse=past.has_pulse)
    found: dict[RunKey, tuple[Aggregate, ...]] = {}
    for activity in used.activities:
        if (part := _PARTS.get(activity.kind)) is None:
            continue
        ballots = [_ballot(activity, past, chance) for _ in range(past.people)]
        ids = [proposal.id for proposal in _proposals(past, activity.id)] if part == "dots" else ()
        found[activity.id, part] = tally(activity, part=part, ballots=ballots, k=5, proposals=ids)
    return found


def _ballot(activity: Activity, past: Past, chance: Random) -> Ballot:
    match activity.body:
        case PulseBody() as body:
            own = chance.gauss(past.level, 0.6)
            return {"pulse": {item.id: _step(own, chance) for item in body.instrument.items()}}
        case DilemmaBody() as body:
            first = chance.choice(body.options).id
            return {"first": first, "second": first if chance.random() < 0.6 else body.options[3].id}
        case PointsBody() as body:
            ids = [option.id for option in body.options]
            today = chance.choice([(50, 30, 20), (40, 40, 20), (60, 20, 20)])
            desired = chance.choice([(20, 20, 60), (30, 10, 60), (30, 30, 40)])
            return {"today": dict(zip(ids, today, strict=True)), "desired": dict(zip(ids, desired, strict=True))}
        case _:
            return {"dots": {f"{past.id}-p{chance.choice((1, 1, 2, 3))}": 2}}


def _step(own: float, chance: Random) -> int:
    return max(1, min(5, round(chance.gauss(own, 0.7))))


def _proposals(past: Past, activity_id: str) -> Iterator[Proposal]:
    texts = ("Vi avtaler på forhånd hva vi ser etter", "De som kjenner arbeidet, er med", "Vi spør før vi skriver")
    for number, text in enumerate(texts, start=1):
        yield Proposal(
            id=f"{past.id}-p{number}",
            activity_id=activity_id,
            group=number,
            position=number,
            text=text,
            state="shown",
            reason=None,
            merged_into=None,
        )


def _record(past: Past, *, unit_id: str, created_by: str, text: str) -> SessionRecord:
    return SessionRecord(
        id=past.id,
        code=_code(past.id),
        unit_id=unit_id,
        held_on=past.held_on,
        language="nb",
        agenda=text,
        created_by=created_by,
        ended_at=datetime.combine(past.held_on, time(12), UTC),
    )


def _code(id_: str) -> str:
    """Six letters that are each session's own."""
    chance = Random(id_)
    return "".join(chance.choices("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=6))


@cache
def _frozen(version: int, has_pulse: bool) -> tuple[Agenda, str]:  # noqa: FBT001 -- a key of the cache
    used = agenda(version=version, has_pulse=has_pulse)
    return used, freeze(used)


def _with_version(activity: Activity, version: int) -> Activity:
    if not isinstance(activity.body, PulseBody):
        return activity
    instrument = replace(activity.body.instrument, version=version)
    return replace(activity, body=replace(activity.body, instrument=instrument))


def quarters(number: int, *, first: date = date(2023, 2, 1)) -> Sequence[date]:
    """That many days, a quarter apart."""
    months = (first.month - 1 + 3 * step for step in range(number))
    return [date(first.year + month // 12, month % 12 + 1, 1 + number % 5) for number, month in enumerate(months)]
