"""Votes: their ballots until they are sealed, and their figures afterwards."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, String
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column

from workshop_app.persistence.tables.base import Base


class RunRow(Base):
    """One go at one part of an activity. `secret` keys its ballots and dies with them at sealing, as do `hands`.

    `sealed_at` says which of two pulses was counted first: the later one is shown beside the other.
    """

    __tablename__ = "runs"
    __table_args__ = (Unique("session_id", "activity_id", "part", "repetition", name="uq_runs_repetition"),)
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    activity_id: Mapped[str]
    part: Mapped[str]
    repetition: Mapped[int]
    open_round: Mapped[str | None]
    secret: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    hands: Mapped[str | None]
    sealed: Mapped[bool] = mapped_column(default=False)
    sealed_at: Mapped[datetime | None]


class BallotRow(Base):
    """One answer to one round. `answer` is null when it is withdrawn or hopped over."""

    __tablename__ = "ballots"
    __table_args__ = ({"sqlite_with_rowid": False},)
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    round: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
    done: Mapped[bool]
    answer: Mapped[str | None]


class AggregateRow(Base):
    """What is left of a round after sealing: `n`, and figures where the class threshold allows."""

    __tablename__ = "aggregates"
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    round: Mapped[str] = mapped_column(primary_key=True)
    figures: Mapped[str]


class SpreadRow(Base):
    """What the kept pulses add to the spread that all units share: `sessions` sessions of `n` scores in one dimension.

    Sums over the aggregates, kept up to date with them, so that looking back needn't read them all.
    """

    __tablename__ = "spreads"
    dimension: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sessions: Mapped[int]
    deviations: Mapped[float]


class PulseSumRow(Base):
    """What the pulses of a workshop's sittings come to so far, until they are counted. In no backup.

    `sums` is JSON, enciphered with the server's key; a line for each key where that has been another one meanwhile.

    The sum only: what one sitting added can't be read from it. `session_id` and `activity_id` name the latest of them,
    which will have the figures.
    """

    __tablename__ = "pulse_sums"
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshops.id"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"))
    activity_id: Mapped[str]
    sums: Mapped[str]
