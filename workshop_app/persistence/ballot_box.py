"""Answers: stored many at a time, acknowledged only when they are safely on disk.

Group commit: a writer takes what has come within a few milliseconds into one transaction, so that
a full flush to disk costs the same for forty answers as for one. A ballot is keyed by an HMAC of the
seat's token under its run's secret; without the secret, which is deleted at sealing, no key can be
led back to a seat.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from workshop_app import metrics
from workshop_app.persistence.engine import Database
from workshop_app.persistence.tables.votes import BallotRow, RunRow
from workshop_app.persistence.together import Together

#: How many seats are connected to other processes, beside these in that run: keys of those here, and of those done.
Elsewhere = Callable[[str, AbstractSet[bytes], AbstractSet[bytes]], int]


def nobody_elsewhere(_run_id: str, _here: AbstractSet[bytes], _done: AbstractSet[bytes]) -> int:
    """There is no other process."""
    return 0


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """One answer on its way in. `seat` is the raw token and never stored; `answer` is canonical JSON or None."""

    session_id: str
    run_id: str
    round: str
    seat: str
    seq: int
    done: bool
    answer: str | None


class Receipt(StrEnum):
    """What became of a ballot."""

    STORED = "stored"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class OwnAnswer:
    """What one seat has answered in one round."""

    round: str
    seq: int
    done: bool
    answer: str | None


def store(db: Session, ballots: Sequence[Ballot]) -> list[Receipt]:
    """Store a batch, in order: only into open runs, and never over a newer answer of the same seat."""
    secrets = _open_secrets(db, {ballot.run_id for ballot in ballots})
    receipts = []
    rows: dict[tuple[str, str, bytes], dict[str, object]] = {}
    for ballot in ballots:
        secret = secrets.get((ballot.session_id, ballot.run_id, ballot.round))
        receipts.append(Receipt.CLOSED if secret is None else Receipt.STORED)
        if secret is not None:
            _keep_newest(rows, _row(ballot, secret))
    if rows:
        # In one order for everybody: two writers with the same seats would wait for each other.
        _upsert(db, [rows[key] for key in sorted(rows)])
    return receipts


def own_answers(db: Session, *, run_id: str, seats: Iterable[str]) -> dict[str, list[OwnAnswer]]:
    """Seat → what it has answered in the rounds of a run that is not sealed yet."""
    secret = db.scalar(select(RunRow.secret).where(RunRow.id == run_id))
    if secret is None:
        return {}
    keys = {_key(secret, seat): seat for seat in seats}
    found: dict[str, list[OwnAnswer]] = {}
    columns = (BallotRow.key, BallotRow.round, BallotRow.seq, BallotRow.done, BallotRow.answer)
    rows = db.execute(select(*columns).where(BallotRow.run_id == run_id, BallotRow.key.in_(keys)))
    for key, round_, seq, done, answer in rows:
        found.setdefault(keys[key], []).append(OwnAnswer(round=round_, seq=seq, done=done, answer=answer))
    return found


def count_done(
    db: Session, *, run_id: str, round_: str, here: Sequence[str], elsewhere: Elsewhere = nobody_elsewhere
) -> tuple[int, int]:
    """(complete ballots, seats expected) of a round. Expected are all who are connected and those who have answered."""
    secret = db.scalar(select(RunRow.secret).where(RunRow.id == run_id))
    if secret is None:
        return 0, len(here) + elsewhere("", set(), set())
    done = set(
        db.scalars(
            select(BallotRow.key).where(BallotRow.run_id == run_id, BallotRow.round == round_, BallotRow.done.is_(True))
        )
    )
    connected = {_key(secret, seat) for seat in here}
    return len(done), len(done | connected) + elsewhere(run_id, connected, done)


def seat_keys(db: Session, *, run_id: str, seats: Sequence[str]) -> Mapping[str, bytes]:
    """The keys that these seats' ballots have in a run; none in a run that is sealed."""
    secret = db.scalar(select(RunRow.secret).where(RunRow.id == run_id))
    return {} if secret is None else {seat: _key(secret, seat) for seat in seats}


def _open_secrets(db: Session, run_ids: set[str]) -> dict[tuple[str, str, str], bytes]:
    """(session, run, round) → secret of the runs that take answers; locked against closing meanwhile."""
    rows = db.scalars(
        select(RunRow)
        .where(RunRow.id.in_(run_ids), RunRow.open_round.is_not(None))
        # In one order for everybody, so that no two writers wait for each other.
        .order_by(RunRow.id)
        .with_for_update(read=True)
    )
    return {
        (row.session_id, row.id, row.open_round): row.secret
        for row in rows
        if row.open_round is not None and row.secret is not None
    }


def _key(secret: bytes, seat: str) -> bytes:
    return hmac.digest(secret, seat.encode(), "sha256")


def _row(ballot: Ballot, secret: bytes) -> dict[str, object]:
    return {
        "run_id": ballot.run_id,
        "round": ballot.round,
        "key": _key(secret, ballot.seat),
        "seq": ballot.seq,
        "done": ballot.done,
        "answer": ballot.answer,
    }


def _keep_newest(rows: dict[tuple[str, str, bytes], dict[str, object]], row: dict[str, object]) -> None:
    key = (str(row["run_id"]), str(row["round"]), bytes(row["key"]))  # type: ignore[call-overload]  # always bytes here
    if key not in rows or int(str(row["seq"])) >= int(str(rows[key]["seq"])):
        rows[key] = row


def _upsert(db: Session, rows: list[dict[str, object]]) -> None:
    dialect = sqlite if db.get_bind().dialect.name == "sqlite" else postgresql
    # The table, since its class would make another statement of an answer that is empty.
    insert = dialect.insert(BallotRow.__table__)
    newer = insert.excluded
    statement = insert.on_conflict_do_update(
        index_elements=[BallotRow.run_id, BallotRow.round, BallotRow.key],
        set_={"seq": newer.seq, "done": newer.done, "answer": newer.answer},
        where=newer.seq > BallotRow.seq,
    )
    db.execute(statement, rows)


class BallotBox:
    """The one writer of answers in a process. Use `cast()`; `close()` waits for what is on its way."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stored: Together[Ballot, Receipt] = Together(self._store, name="ballot-box")

    async def cast(self, ballot: Ballot) -> Receipt:
        """Store one answer. Returns when it is on disk; raises what the database raised when it is not."""
        with metrics.ANSWER_SECONDS.time():
            receipt = await self._stored(ballot)
        metrics.ANSWERS.labels(receipt.value).inc()
        return receipt

    async def close(self) -> None:
        """Finish what is on its way."""
        await self._stored.close()

    def _store(self, ballots: Sequence[Ballot]) -> list[Receipt | Exception]:
        """What became of each. One that the database can't take must not cost the others theirs."""
        try:
            with self._database.unit_of_work() as db:
                return [*store(db, ballots)]
        except (OperationalError, InterfaceError) as error:
            # The database is away or busy: that has nothing to do with any one of them.
            return [error] * len(ballots)
        except Exception as error:  # noqa: BLE001 -- whatever it was, those who wait must hear of it
            return [error] if len(ballots) == 1 else [self._store([ballot])[0] for ballot in ballots]
