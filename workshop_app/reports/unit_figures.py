"""All that may be shown of a unit, in one value: the page, the charts and every file are made from it.

The only place outside `domain.disclosure` that lays a unit's aggregates before it, so that a screen and a file
can't differ by a digit. No words here: those come where a page or a file is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from workshop_app.domain.agenda import Activity, Instrument, Question
from workshop_app.domain.body import Body
from workshop_app.domain.commitments import Card, CommitmentState
from workshop_app.domain.disclosure import (
    Hidden,
    PulseOfSession,
    ShownBeforeAfter,
    ShownDots,
    ShownHands,
    ShownHistory,
    ShownPoints,
    show,
    show_hands,
    show_history,
)
from workshop_app.domain.disclosure.shown import Shown
from workshop_app.domain.reorganisation import latest_between
from workshop_app.kinds.dilemma.rules import DilemmaBody
from workshop_app.kinds.points.rules import PointsBody
from workshop_app.kinds.question.rules import QuestionBody
from workshop_app.services.history import Occasion, UnitHistory


@dataclass(frozen=True, kw_only=True)
class RaisedHands:
    """Hands that were counted in one round, and what was asked there."""

    asked: Activity
    hands: ShownHands


@dataclass(frozen=True, kw_only=True)
class VoteInQuestion:
    """A vote that the question which was worked on has of its own, and what was asked there."""

    part: str
    asked: Activity
    shown: Shown


@dataclass(frozen=True, kw_only=True)
class SessionFigures:
    """One session that has ended. What was not part of it is None; what was but can't be shown is `Hidden`."""

    occasion: Occasion
    dilemma: ShownBeforeAfter | Hidden | None = None
    dilemma_activity: Activity | None = None
    points: ShownPoints | Hidden | None = None
    points_activity: Activity | None = None
    question: Question | None = None
    dots: ShownDots | Hidden | None = None
    votes: tuple[VoteInQuestion, ...] = ()
    hands: tuple[RaisedHands, ...] = ()

    @property
    def instrument(self) -> Instrument | None:
        """The questionnaire that this session's pulse asked, with its version."""
        asked = (activity.body.questionnaire() for activity in self.occasion.agenda.activities)
        return next(filter(None, asked), None)

    @property
    def is_counted_with_others(self) -> bool:
        """Whether it was a sitting, and its pulse stands with another one or is still to be counted."""
        return self.occasion.workshop is not None and not self.occasion.pulse_counted


@dataclass(frozen=True, kw_only=True)
class CommitmentLine:
    """A commitment with the session that it comes from."""

    session_id: str
    card: Card


@dataclass(frozen=True, kw_only=True)
class UnitFigures:
    """A unit: sessions oldest first, and a point of each line of `pulse` for every session in the same order.

    `pulse` is None where no session had one. `commitments` come oldest first.
    """

    history: UnitHistory
    sessions: tuple[SessionFigures, ...]
    pulse: ShownHistory | None
    commitments: tuple[CommitmentLine, ...]

    def numbered(self) -> Iterator[tuple[int, SessionFigures]]:
        """The sessions with the numbers that they have in every file, from 1."""
        return enumerate(self.sessions, start=1)

    @property
    def kept(self) -> int:
        """How many commitments are done."""
        return sum(line.card.state is CommitmentState.DONE for line in self.commitments)


def unit_figures(history: UnitHistory) -> UnitFigures:
    """All that the history's audience may see."""
    return UnitFigures(
        history=history,
        sessions=tuple(_session(history, occasion) for occasion in history.occasions),
        pulse=show_history(
            list(_pulses(history)),
            spread=history.spread,
            audience=history.audience,
            k=history.minimum,
            running=history.running,
        ),
        commitments=tuple(
            CommitmentLine(session_id=occasion.record.id, card=card)
            for occasion in history.occasions
            for card in occasion.cards
            if card.what
        ),
    )


def shown_part(history: UnitHistory, occasion: Occasion, activity: Activity, part: str) -> Shown:
    """What may be shown of one part of one session."""
    counted = occasion.counted.get((activity.id, part), ())
    return show(activity, part=part, aggregates=counted, audience=history.audience, k=history.minimum)


def _pulses(history: UnitHistory) -> Iterator[PulseOfSession]:
    before = None
    for occasion in history.occasions:
        day = occasion.record.held_on
        activity = next((one for one in occasion.agenda.activities if one.body.questionnaire()), None)
        counted = occasion.counted.get((activity.id, "pulse"), ()) if activity else ()
        times = occasion.pulse_counted.get(activity.id) if activity else None
        yield PulseOfSession(
            held_on=day,
            activity=activity,
            aggregate=counted[0] if counted else None,
            counted_at=times.counted_at if times else None,
            begun_on=times.begun_on if times else None,
            reorganised=latest_between(history.other_people, before, day) is not None,
            new_leader=latest_between(history.new_leaders, before, day) is not None,
            leader_hidden=history.leader_from is not None and day < history.leader_from,
        )
        before = day


def _session(history: UnitHistory, occasion: Occasion) -> SessionFigures:
    dilemma, points = _first(occasion, DilemmaBody), _today_and_desired(occasion)
    question = _first(occasion, QuestionBody)
    return SessionFigures(
        occasion=occasion,
        dilemma_activity=dilemma,
        dilemma=_only(shown_part(history, occasion, dilemma, "dilemma"), ShownBeforeAfter) if dilemma else None,
        points_activity=points,
        points=_only(shown_part(history, occasion, points, "points"), ShownPoints) if points else None,
        question=_question(occasion, question) if question else None,
        dots=_only(shown_part(history, occasion, question, "dots"), ShownDots) if question else None,
        votes=tuple(_votes(history, occasion, question)) if question else (),
        hands=tuple(_hands(history, occasion)),
    )


def _votes(history: UnitHistory, occasion: Occasion, activity: Activity) -> Iterator[VoteInQuestion]:
    """Those that belong to the question itself: not which one to take, and not the dots."""
    question = _question(occasion, activity)
    if question is None:
        return
    settled = replace(activity, body=activity.body.with_question(question.id))
    own = {"dilemma": question.vote is not None, "choice": question.is_choice}
    for part in (part for part, is_there in own.items() if is_there):
        asked = replace(settled, body=settled.body.asked_in(part))
        yield VoteInQuestion(part=part, asked=asked, shown=shown_part(history, occasion, settled, part))


def _hands(history: UnitHistory, occasion: Occasion) -> Iterator[RaisedHands]:
    """In the order of the agenda, whatever the kind: only of what enough hands were raised for."""
    for activity in occasion.agenda.activities:
        chosen = occasion.chosen.get(activity.id, activity.body.settled_question())
        for part in activity.body.course.parts:
            counted = occasion.counted.get((activity.id, part), ())
            if not counted:
                continue
            body = activity.body.with_chosen(chosen).asked_in(part)
            for hands in show_hands(counted, k=history.minimum, ordered=bool(body.bin_texts())):
                yield RaisedHands(asked=replace(activity, body=body), hands=hands)


def _first(occasion: Occasion, form: type[Body]) -> Activity | None:
    return next((activity for activity in occasion.agenda.activities if isinstance(activity.body, form)), None)


def _today_and_desired(occasion: Occasion) -> Activity | None:
    """The points as it is and as it is wanted: those that ask for something else are no line over time."""
    given = (activity for activity in occasion.agenda.activities if isinstance(activity.body, PointsBody))
    return next((activity for activity in given if not activity.body.headings()), None)


def _question(occasion: Occasion, activity: Activity) -> Question | None:
    """The question that was worked on: settled in the session, or chosen beforehand."""
    body = activity.body
    taken = occasion.chosen.get(activity.id) or body.settled_question()
    return next((question for question in body.offered_questions() if question.id == taken), None)


_Kind = TypeVar("_Kind", ShownBeforeAfter, ShownPoints, ShownDots)


def _only(shown: Shown, kind: type[_Kind]) -> _Kind | Hidden:
    return shown if isinstance(shown, kind) else Hidden()
