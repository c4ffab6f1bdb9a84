"""What stands in a unit's tables: plain rows, ready for a spreadsheet, a CSV file or JSON.

A figure comes as a number that can be computed with, as the text that the screens have, and with `bound`, which
says how the number is to be read: 4.5 with `at_least` is «4,5 eller høyere». Where nothing may be shown the numbers
are None and the text says so. The field names are the columns' names in JSON and the ends of their phrase keys.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class _Row:
    """Which session it is from: its number, counted from the unit's first, and its day, which two may share.

    `first_sitting`: for one of several sittings of a workshop, the number of the first of them.
    """

    session: int
    date: dt.date
    first_sitting: int | None = None


@dataclass(frozen=True, kw_only=True)
class SessionRow(_Row):
    """A session. `pulse`: whether the pulse was on the agenda. `n`: the most answers to a part of it that is shown."""

    agenda: str
    pulse: bool
    n: int | None = None


@dataclass(frozen=True, kw_only=True)
class DimensionRow(_Row):
    """One dimension in one session; `dimension` is `anchor` for the statement that is asked last.

    `low` and `high` are the ends of the interval, `difference` is to the pulse before. All on the scale from 1 to 5.
    `after_break`: it can't be compared with the pulse before, so there is no verdict either.
    """

    instrument: str
    version: int
    dimension: str
    title: str
    n: int | None = None
    mean: float | None = None
    bound: str | None = None
    text: str
    low: float | None = None
    high: float | None = None
    difference: float | None = None
    verdict: str | None = None
    sentence: str | None = None
    after_break: bool = False


@dataclass(frozen=True, kw_only=True)
class ItemRow(_Row):
    """One bin of one statement: those who disagree, those in between, those who agree.

    `spread` is the same in all three: how alike the answers are (`alike`, `divided`, `apart`).
    """

    instrument: str
    version: int
    dimension: str
    item: str
    statement: str
    n: int
    option: str
    label: str
    share: int | None
    bound: str | None
    text: str
    spread: str | None
    spread_text: str


@dataclass(frozen=True, kw_only=True)
class DilemmaRow(_Row):
    """One option, or one bin of options, in one of a dilemma's two votes. `round` is `before` or `after`."""

    question: str
    round: str
    form: str | None = None
    option: str | None = None
    label: str | None = None
    n: int | None = None
    share: int | None = None
    bound: str | None = None
    text: str


@dataclass(frozen=True, kw_only=True)
class VoteRow(_Row):
    """One option, or one bin of options, in a vote that a question has of its own. `question` is the question's id.

    `round` is `before` or `after` the talk, or `choice` where there is one vote; `occasion` says it in words.
    """

    question: str
    wording: str
    round: str
    occasion: str
    form: str | None = None
    option: str | None = None
    label: str | None = None
    n: int | None = None
    share: int | None = None
    bound: str | None = None
    text: str


@dataclass(frozen=True, kw_only=True)
class HandsRow(_Row):
    """One option, or one bin of options, that hands were raised for. `n` are hands, and never secret answers.

    `occasion` says in which vote, where there was more than one.
    """

    question: str
    occasion: str
    form: str
    option: str
    label: str
    n: int
    share: int | None
    bound: str | None
    text: str


@dataclass(frozen=True, kw_only=True)
class PointRow(_Row):
    """One option of the hundred points. `gap` is between the two numbers as they are shown."""

    option: str | None = None
    label: str | None = None
    n_today: int | None = None
    today: int | None = None
    today_bound: str | None = None
    today_text: str
    n_desired: int | None = None
    desired: int | None = None
    desired_bound: str | None = None
    desired_text: str
    gap: int | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionRow(_Row):
    """A proposal to a question; those with a place come first. `tied`: it shares its place."""

    question: str
    title: str
    rank: int | None = None
    tied: bool = False
    proposal: str | None = None


@dataclass(frozen=True, kw_only=True)
class CommitmentRow(_Row):
    """A commitment, and what became of it. `state` is a code and `state_text` its word."""

    number: int
    what: str
    situation: str
    who: str
    due: dt.date | None
    first_step: str
    notice: str
    state: str
    state_text: str
    learnt: str
    settled_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class LiftRow(_Row):
    """A lift, and what was answered. `answer` is a code, `waiting` before there is one, and `answer_text` its word."""

    number: int
    asked: str
    hinders: str
    level: str
    sent_on: dt.date
    expected_by: dt.date
    answer: str
    answer_text: str
    reason: str
    by: dt.date | None
    answered_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class TrendRow:
    """What may be said of one dimension's line since its last break: `rising`, `falling` or `unsure`."""

    dimension: str
    title: str
    sessions: int
    direction: str


@dataclass(frozen=True, kw_only=True)
class Tables:
    """All tables of one unit. Within each, the oldest session comes first."""

    sessions: tuple[SessionRow, ...]
    dimensions: tuple[DimensionRow, ...]
    items: tuple[ItemRow, ...]
    trends: tuple[TrendRow, ...]
    dilemma: tuple[DilemmaRow, ...]
    votes: tuple[VoteRow, ...]
    hands: tuple[HandsRow, ...]
    points: tuple[PointRow, ...]
    questions: tuple[QuestionRow, ...]
    commitments: tuple[CommitmentRow, ...]
    lifts: tuple[LiftRow, ...]
