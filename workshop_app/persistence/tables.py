"""The tables. Mapped classes never leave this package.

Nothing here says when a participant did something, or in what order: `seats` and `ballots` have no
timestamps and are stored in key order (`WITHOUT ROWID` on SQLite), so that neither can be laid
beside the other (architecture rule 3).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    false,
)
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from workshop_app.domain.commitments import CommitmentState
from workshop_app.domain.lifts import LiftAnswer
from workshop_app.domain.retention import MONTHS_OF_TEXTS, YEARS_OF_TOTALS
from workshop_app.domain.thresholds import FLOOR

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A time with its zone. SQLite keeps none, so everything is stored and read as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- fixed by SQLAlchemy
        """To UTC on the way in."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- fixed by SQLAlchemy
        """UTC said aloud on the way out."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Role(StrEnum):
    """What an account may do."""

    ADMINISTRATOR = "administrator"
    FACILITATOR = "facilitator"
    LEADER = "leader"


class ProposalState(StrEnum):
    """How far a group's proposal has come."""

    WAITING = "waiting"
    SHOWN = "shown"
    RETURNED = "returned"
    MERGED = "merged"


def by_value(enum: type[StrEnum]) -> Enum:
    """Store an enum by its value, as text, so that a log can be read without this program."""
    return Enum(enum, native_enum=False, length=32, values_callable=lambda members: [m.value for m in members])


class Base(DeclarativeBase):
    """Named constraints everywhere, so that migrations can name what they change."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {  # noqa: RUF012 -- read by SQLAlchemy when the class is made
        datetime: Moment,
        dict[str, Any]: JSON,
        Role: by_value(Role),
        ProposalState: by_value(ProposalState),
        CommitmentState: by_value(CommitmentState),
        LiftAnswer: by_value(LiftAnswer),
    }


class MunicipalityRow(Base):
    """The one municipality that this installation belongs to. Its row is what ends the set-up.

    `is_example`: it is made up, and all its figures are. Stands in the file itself, so that it can't be left out.
    `cleared_on` is the last day on which what was past its period was deleted. `logo` is the id of its picture in
    `logos`, with that picture's size in pixels.
    """

    __tablename__ = "municipality"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    privacy_contact: Mapped[str]
    is_example: Mapped[bool] = mapped_column(default=False)
    minimum_answers: Mapped[int] = mapped_column(default=FLOOR, server_default=str(FLOOR))
    months_of_texts: Mapped[int] = mapped_column(default=MONTHS_OF_TEXTS, server_default=str(MONTHS_OF_TEXTS))
    years_of_totals: Mapped[int] = mapped_column(default=YEARS_OF_TOTALS, server_default=str(YEARS_OF_TOTALS))
    cleared_on: Mapped[date | None]
    logo: Mapped[str | None]
    logo_width: Mapped[int] = mapped_column(default=0, server_default="0")
    logo_height: Mapped[int] = mapped_column(default=0, server_default="0")


class LogoRow(Base):
    """The picture of the municipality's logo, a PNG. A table of its own: the municipality is read with each frame."""

    __tablename__ = "logos"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    picture: Mapped[bytes] = mapped_column(LargeBinary)


class PersonRow(Base):
    """Somebody with an account. Participants never have one.

    `password_hash` is empty until an invitation is taken. `everywhere`: a facilitator for all units, also those to
    come. `closed`: only the id is left, since sessions and their logs name it. `identity` is the hash of who this is
    at the municipality's provider of sign-ins, for whoever has come that way.
    """

    __tablename__ = "people"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[Role]
    everywhere: Mapped[bool] = mapped_column(default=False, server_default=false())
    closed: Mapped[bool] = mapped_column(default=False, server_default=false())
    identity: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True, unique=True)


class SignInRow(Base):
    """A signed-in browser, by the hash of its cookie."""

    __tablename__ = "sign_ins"
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    expires_at: Mapped[datetime]


class AccountLinkRow(Base):
    """The one link that an account has out, by the hash of its token. Gone when it is used."""

    __tablename__ = "account_links"
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[datetime]


class PasskeyRow(Base):
    """A passkey of an account, as its owner calls it. What is kept of it opens nothing: it only tells who could."""

    __tablename__ = "passkeys"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    added_on: Mapped[date]
    used_on: Mapped[date | None]


class PasskeyChallengeRow(Base):
    """What an authenticator has been asked to sign, by its hash. Gone with the first answer.

    `person_id` is who adds a passkey; nobody where somebody is about to sign in.
    """

    __tablename__ = "passkey_challenges"
    challenge_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    expires_at: Mapped[datetime]


class UnitRow(Base):
    """A unit (enhet) whose sessions are kept together.

    `reorganised_on` is the day from which its figures are about other people than before: a break in the line.
    From `closed_on` on there are no new sessions; what was is kept.
    """

    __tablename__ = "units"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    leader_role: Mapped[str]
    agreed_roles: Mapped[str]
    discussed_on: Mapped[date | None]
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"), index=True)
    reorganised_on: Mapped[date | None]
    closed_on: Mapped[date | None]


class UnitImportRow(Base):
    """A table of units that an account has uploaded and not yet said yes to."""

    __tablename__ = "unit_imports"
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    rows: Mapped[dict[str, Any]]
    uploaded_at: Mapped[datetime]


class ReorganisationRow(Base):
    """One unit went into another, or was split off from it."""

    __tablename__ = "reorganisations"
    from_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True)
    to_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True, index=True)
    is_split: Mapped[bool]
    day: Mapped[date]


class MembershipRow(Base):
    """Which units an account has to do with.

    `leads`: the unit's own leader, from `leads_since` on; without a day it is not known since when.
    `reads_leader`: sees figures about the leader by agreement made beforehand.
    """

    __tablename__ = "memberships"
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True, index=True)
    reads_leader: Mapped[bool] = mapped_column(default=False)
    leads: Mapped[bool] = mapped_column(default=False, server_default=false())
    leads_since: Mapped[date | None]


class LeaderChangeRow(Base):
    """A day on which a unit's leader became another, or went (`is_end`). Not who: accounts may be deleted."""

    __tablename__ = "leader_changes"
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    is_end: Mapped[bool] = mapped_column(primary_key=True)


class OwnAgendaRow(Base):
    """An agenda of the municipality's own. Sessions copy it, so it may change and go.

    `title` is the one in bokmål, by which people tell them apart; `version` counts the changes.
    """

    __tablename__ = "own_agendas"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    title: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    agenda: Mapped[str]


class SessionRow(Base):
    """A session (samling) with its agenda as it was when the session was created.

    An agenda fills ten pages of the database, and what stands behind it in a row is read through them: the index
    holds all that lists of sessions ask for.
    """

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_ended", "unit_id", "held_on", "ended_at", "id"),)
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    held_on: Mapped[date]
    language: Mapped[str] = mapped_column(String(2))
    agenda: Mapped[str]
    created_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]


class WorkshopRow(Base):
    """A workshop that is held in several sittings. `begun_on`, `counted_at`, `is_lost`: see `domain.sittings`."""

    __tablename__ = "workshops"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    planned: Mapped[int | None]
    begun_on: Mapped[date | None]
    counted_at: Mapped[datetime | None]
    is_lost: Mapped[bool] = mapped_column(default=False)


class SittingRow(Base):
    """A session that is a sitting of a workshop. A table of its own: behind an agenda a column is read through it."""

    __tablename__ = "sittings"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshops.id"), index=True)


class PulseSumRow(Base):
    """What the pulses of a workshop's sittings come to so far, as JSON, until they are counted. In no backup.

    The sum only: what one sitting added can't be read from it. `session_id` and `activity_id` name the latest of them,
    which will have the figures.
    """

    __tablename__ = "pulse_sums"
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshops.id"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"))
    activity_id: Mapped[str]
    sums: Mapped[str]


class EventRow(Base):
    """One line of the append-only log. Two writers of the same version can't both win."""

    __tablename__ = "session_events"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(32))
    payload: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    actor: Mapped[str | None] = mapped_column(ForeignKey("people.id"))


class SeatRow(Base):
    """A browser that has joined, by the hash of its token. Gone when the session ends."""

    __tablename__ = "seats"
    __table_args__ = ({"sqlite_with_rowid": False},)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class GuestNetworkRow(Base):
    """The wireless network that a session shows its room. Gone when it ends."""

    __tablename__ = "guest_networks"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    name: Mapped[str]
    password: Mapped[str]


class WriterRow(Base):
    """A group's right to write, by the hash of a token of its own: nobody's seat is marked."""

    __tablename__ = "writers"
    __table_args__ = (
        Unique("session_id", "activity_id", "token_hash", name="uq_writers_token"),
        {"sqlite_with_rowid": False},
    )
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    activity_id: Mapped[str] = mapped_column(primary_key=True)
    group: Mapped[int] = mapped_column("group_number", primary_key=True, autoincrement=False)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))


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


class ProposalRow(Base):
    """A group's proposal. Texts are approved before anyone sees them."""

    __tablename__ = "proposals"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    activity_id: Mapped[str]
    group: Mapped[int] = mapped_column("group_number")
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(140))
    state: Mapped[ProposalState]
    reason: Mapped[str | None]
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("proposals.id"))


class DeletionRow(Base):
    """How many of something were deleted on a day because they had been kept long enough. Not whose they were."""

    __tablename__ = "deletions"
    day: Mapped[date] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int]


class AuditRow(Base):
    """One line of the audit log. Triggers (migration 0013) refuse to change one, and to delete one of the last year.

    Refers to nothing, so that accounts can be deleted; names are as they were at that moment.
    """

    __tablename__ = "audit_log"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    deed: Mapped[str] = mapped_column(String(32))
    actor: Mapped[str] = mapped_column(String(22))
    actor_name: Mapped[str]
    subject: Mapped[str] = mapped_column(String(22))
    subject_name: Mapped[str]
    detail: Mapped[dict[str, Any]]


class CommitmentRow(Base):
    """A commitment card (tiltak)."""

    __tablename__ = "commitments"
    __table_args__ = (Unique("session_id", "position", name="uq_commitments_position"),)
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    position: Mapped[int]
    what: Mapped[str]
    situation: Mapped[str]
    who: Mapped[str]
    due: Mapped[date | None]
    first_step: Mapped[str]
    notice: Mapped[str]
    proposal_id: Mapped[str | None] = mapped_column(ForeignKey("proposals.id"))
    state: Mapped[CommitmentState]
    learnt: Mapped[str]
    settled_on: Mapped[date | None]


class LiftRow(Base):
    """A lift (løft): what a unit asks of the level above, and what came back."""

    __tablename__ = "lifts"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), index=True)
    level_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"), index=True)
    position: Mapped[int]
    what: Mapped[str]
    why: Mapped[str]
    sent_on: Mapped[date]
    due: Mapped[date]
    proposal_id: Mapped[str | None] = mapped_column(ForeignKey("proposals.id"))
    answer: Mapped[LiftAnswer | None]
    sentence: Mapped[str]
    by: Mapped[date | None] = mapped_column("by_day")
    answered_on: Mapped[date | None]
    told_on: Mapped[date | None]
    reminded_on: Mapped[date | None]
