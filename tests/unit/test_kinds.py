"""What holds for every kind of activity, tried on all that ship: answers, figures, and what is shown of them."""

from __future__ import annotations

from random import Random

import pytest

from tests.integration.house import CONTENT
from workshop_app.domain.agenda import Activity, Language
from workshop_app.domain.answers import is_complete, parse_answer
from workshop_app.domain.disclosure import Audience, Hidden, Shown, show
from workshop_app.domain.errors import InvalidAnswer
from workshop_app.domain.session import LiveSession, as_asked
from workshop_app.domain.tally import Ballot, tally
from workshop_app.kinds.catalogue import forms
from workshop_app.phrases import phrase
from workshop_app.reports.worded_bars import worded_vote

SHIPPED = sorted(CONTENT.activities.values(), key=lambda activity: activity.id)
VOTING = [activity for activity in SHIPPED if activity.body.course.rounds]
PARTS = [(activity, part) for activity in VOTING for part in activity.body.course.parts]
PROPOSALS = ("p1", "p2", "p3")


def ballots(activity: Activity, part: str, number: int) -> list[Ballot]:
    random = Random(7)
    rounds = activity.body.course.rounds_of(part)
    return [{r: activity.body.drawn(random, round_=r, proposals=PROPOSALS) for r in rounds} for _ in range(number)]


def shown(activity: Activity, part: str, number: int) -> Shown:
    counted = tally(activity, part=part, ballots=ballots(activity, part, number), k=5, proposals=PROPOSALS)
    return show(activity, part=part, aggregates=counted, audience=Audience.ROOM, k=5)


@pytest.mark.parametrize("kind", sorted(forms()))
@pytest.mark.parametrize("language", Language)
def test_a_kind_says_what_happens_in_its_steps(kind: str, language: Language) -> None:
    assert phrase(f"kind.{kind}", language)


@pytest.mark.parametrize("activity", VOTING, ids=lambda activity: activity.id)
def test_drawn_answers_are_whole_and_taken_as_they_are(activity: Activity) -> None:
    random = Random(1)
    for _, round_ in activity.body.course.rounds.values():
        for _ in range(20):
            answer = activity.body.drawn(random, round_=round_, proposals=PROPOSALS)
            assert parse_answer(activity, round_=round_, payload=answer, proposals=PROPOSALS) == answer
            assert is_complete(activity, round_=round_, answer=answer)


@pytest.mark.parametrize("activity", SHIPPED, ids=lambda activity: activity.id)
def test_a_round_that_there_is_not_takes_nothing(activity: Activity) -> None:
    with pytest.raises(InvalidAnswer):
        parse_answer(activity, round_="another", payload="ja")


@pytest.mark.parametrize(("activity", "part"), PARTS, ids=lambda value: getattr(value, "id", value))
def test_four_answers_leave_no_figure(activity: Activity, part: str) -> None:
    counted = tally(activity, part=part, ballots=ballots(activity, part, 4), k=5, proposals=PROPOSALS)
    assert {aggregate.figures for aggregate in counted} == {None}
    assert shown(activity, part, 4) == Hidden()


@pytest.mark.parametrize(("activity", "part"), PARTS, ids=lambda value: getattr(value, "id", value))
@pytest.mark.parametrize("number", [5, 8, 12, 25])
def test_enough_answers_are_shown_in_words(activity: Activity, part: str, number: int) -> None:
    found = shown(activity, part, number)
    assert found != Hidden()
    for language in Language:
        groups, _ = worded_vote(as_asked(LiveSession(), activity, part), found, language)
        assert all(bar.label for group in groups for bar in group.bars)
