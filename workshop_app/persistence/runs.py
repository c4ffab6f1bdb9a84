"""Runs: what a vote takes answers in. Opened, closed and sealed as the log says (`session_log`)."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from workshop_app.domain.session import Event
from workshop_app.persistence import spreads
from workshop_app.persistence.tables.votes import AggregateRow, BallotRow, RunRow

#: Round → option → raised hands.
Hands = Mapping[str, Mapping[str, int]]
#: Counts a run when it is sealed: (activity id, part, ballots, hands) → round → figures as JSON.
Count = Callable[[str, str, Sequence[Mapping[str, str]], Hands], Mapping[str, str]]


def find_run(db: Session, run_id: str) -> tuple[str, str, str] | None:
    """(session id, activity id, part) of a run."""
    run = db.get(RunRow, run_id)
    return (run.session_id, run.activity_id, run.part) if run else None


def open_runs(db: Session, session_id: str) -> dict[tuple[str, str], str]:
    """(activity id, part) → id of the latest run that is not sealed."""
    rows = db.execute(
        select(RunRow.activity_id, RunRow.part, RunRow.id)
        .where(RunRow.session_id == session_id, RunRow.sealed.is_(False))
        .order_by(RunRow.repetition)
    )
    return {(activity, part): run_id for activity, part, run_id in rows}


def lost_runs(db: Session, session_id: str) -> set[tuple[str, str]]:
    """(activity id, part) of the runs that can't be sealed any more: a backup brought no secret with them."""
    rows = db.execute(
        select(RunRow.activity_id, RunRow.part).where(
            RunRow.session_id == session_id, RunRow.sealed.is_(False), RunRow.secret.is_(None)
        )
    )
    return {(activity, part) for activity, part in rows}


def figures(db: Session, session_id: str) -> dict[tuple[str, str], dict[str, str]]:
    """(activity id, part) → round → figures as JSON, of every sealed part."""
    rows = db.execute(
        select(RunRow.activity_id, RunRow.part, AggregateRow.round, AggregateRow.figures)
        .join(AggregateRow, AggregateRow.run_id == RunRow.id)
        .where(RunRow.session_id == session_id)
    )
    found: dict[tuple[str, str], dict[str, str]] = {}
    for activity, part, round_, text in rows:
        found.setdefault((activity, part), {})[round_] = text
    return found


def hands(db: Session, run_id: str) -> Hands:
    """What has been counted by hand in a run that is not sealed."""
    counted: Hands = json.loads(db.scalar(select(RunRow.hands).where(RunRow.id == run_id)) or "{}")
    return counted


def count_hands(db: Session, run_id: str, *, round_: str, counts: Mapping[str, int]) -> None:
    """Write down the hands of a round, in place of what stood there."""
    kept = {**hands(db, run_id), round_: dict(counts)}
    db.get_one(RunRow, run_id).hands = json.dumps(kept)
    db.flush()


def open_run(db: Session, session_id: str, event: Event) -> None:
    """Take answers to a round. A run that has been closed is opened again, with the ballots it has."""
    repetition = int(str(event.payload["repetition"]))
    run = _find_run(db, session_id, event, repetition=repetition)
    if run is None:
        run = RunRow(
            id=secrets.token_urlsafe(16),
            session_id=session_id,
            activity_id=str(event.payload["activity"]),
            part=str(event.payload["part"]),
            repetition=repetition,
            secret=secrets.token_bytes(32),
        )
        db.add(run)
    run.open_round = str(event.payload["round"])
    db.flush()


def close_run(db: Session, session_id: str, event: Event) -> None:
    """Take no more answers. The ballots stay, so that it can be opened again."""
    _latest_run(db, session_id, event).open_round = None


def seal_run(db: Session, session_id: str, event: Event, *, count: Count) -> None:
    """Count, keep the figures, and delete every ballot and the secret that keyed them."""
    run = _latest_run(db, session_id, event)
    ballots: dict[bytes, dict[str, str]] = {}
    answered = select(BallotRow.key, BallotRow.round, BallotRow.answer).where(BallotRow.run_id == run.id)
    for key, round_, answer in db.execute(answered):
        if answer is not None:
            ballots.setdefault(key, {})[round_] = answer
    kept = count(run.activity_id, run.part, list(ballots.values()), json.loads(run.hands or "{}"))
    db.add_all(AggregateRow(run_id=run.id, round=round_, figures=figures) for round_, figures in kept.items())
    spreads.add(db, [figures for round_, figures in kept.items() if round_ == spreads.PULSE])
    _give_up(db, run, at=event.at)


def lose_run(db: Session, session_id: str, event: Event) -> None:
    """Give a run up that can't be counted. There are no figures of it."""
    _give_up(db, _latest_run(db, session_id, event), at=event.at)


def _give_up(db: Session, run: RunRow, *, at: datetime) -> None:
    """Delete the ballots of a run that takes no more, and the secret that keyed them.

    The figures of an earlier go at the same part go too: a repeat replaces them, so that nobody
    can lay the two beside each other.
    """
    db.execute(delete(BallotRow).where(BallotRow.run_id == run.id))
    earlier = select(RunRow.id).where(
        RunRow.session_id == run.session_id,
        RunRow.activity_id == run.activity_id,
        RunRow.part == run.part,
        RunRow.repetition < run.repetition,
    )
    forget_figures(db, earlier)
    run.open_round, run.secret, run.hands, run.sealed, run.sealed_at = None, None, None, True, at
    db.flush()


def forget_figures(db: Session, runs: Select[str]) -> int:
    """Delete the aggregates of those runs, and what they have added to the spread of all; how many there were."""
    theirs = AggregateRow.run_id.in_(runs)
    pulses = select(AggregateRow.figures).where(theirs, AggregateRow.round == spreads.PULSE)
    spreads.remove(db, db.scalars(pulses).all())
    return int(db.execute(delete(AggregateRow).where(theirs)).rowcount)  # type: ignore[attr-defined]  # it has one


def _find_run(db: Session, session_id: str, event: Event, *, repetition: int) -> RunRow | None:
    return db.execute(
        select(RunRow).where(
            RunRow.session_id == session_id,
            RunRow.activity_id == str(event.payload["activity"]),
            RunRow.part == str(event.payload["part"]),
            RunRow.repetition == repetition,
        )
    ).scalar_one_or_none()


def _latest_run(db: Session, session_id: str, event: Event) -> RunRow:
    return db.scalars(
        select(RunRow)
        .where(
            RunRow.session_id == session_id,
            RunRow.activity_id == str(event.payload["activity"]),
            RunRow.part == str(event.payload["part"]),
        )
        .order_by(RunRow.repetition.desc())
        .limit(1)
        # A batch of answers either came before and is in, or finds the run closed.
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
