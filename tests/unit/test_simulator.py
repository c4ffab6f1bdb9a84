"""Made-up answers are like real ones, and what they are drawn from can be found in them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import correlation, mean, stdev

import pytest

from workshop_app.content_loader import load_content
from workshop_app.demo import truth
from workshop_app.demo.simulator import Room
from workshop_app.demo.texts import read_texts
from workshop_app.demo.truth import UNITS, UnitTruth
from workshop_app.demo.writing import ACCOUNTS, AGENDA, with_earlier_wording
from workshop_app.domain.answers import DONT_KNOW, parse_answer
from workshop_app.domain.body import Body
from workshop_app.domain.commitments import CommitmentState, looks_like_name
from workshop_app.kinds.pulse.rules import PulseBody
from workshop_app.kinds.question.rules import QuestionBody

CONTENT = load_content(Path("content"))
ACTIVITIES = CONTENT.agendas[AGENDA].activities
PULSE = CONTENT.agendas[AGENDA].activity("tillitspulsen")
MANY = 4000


def crowd(**changed: object) -> Room:
    unit = replace(UNITS[0], answers=(MANY,) * truth.QUARTERS, **changed)  # type: ignore[arg-type]  # fields of a unit
    return Room(unit, 0, wanted="tilsyn", random=Random(7))


def whole(ballots: Sequence[object]) -> list[dict[str, int]]:
    """The ballots without «Vet ikke»."""
    return [ballot for ballot in ballots if isinstance(ballot, dict) and DONT_KNOW not in ballot.values()]


def score(ballot: dict[str, int], dimension: str) -> float:
    return mean(ballot[f"{dimension}{number}"] for number in (1, 2, 3))


@pytest.mark.parametrize("level", [2.8, 3.4, 4.0])
def test_the_mean_of_a_dimension_is_its_true_level(level: float) -> None:
    ballots = whole(crowd(level=dict.fromkeys("abcd", level)).answers(PULSE, "pulse"))
    for dimension in "abcd":
        assert mean(score(one, dimension) for one in ballots) == pytest.approx(level, abs=0.05), dimension


def test_people_differ_and_statements_go_together_as_in_real_groups() -> None:
    ballots = whole(crowd(level=dict.fromkeys("abcd", 3.6)).answers(PULSE, "pulse"))
    for dimension in "abc":
        items = [[one[f"{dimension}{number}"] for one in ballots] for number in (1, 2, 3)]
        assert stdev(score(one, dimension) for one in ballots) == pytest.approx(0.85, abs=0.05)
        assert mean([correlation(items[0], items[1]), correlation(items[1], items[2])]) == pytest.approx(0.5, abs=0.05)
    formative = correlation([one["d1"] for one in ballots], [one["d2"] for one in ballots])
    assert formative < correlation([one["a1"] for one in ballots], [one["a2"] for one in ballots]) - 0.1


def test_some_do_not_know_and_some_stay_out_of_other_votes() -> None:
    room = crowd()
    pulse = room.answers(PULSE, "pulse")
    unknown = mean(value == DONT_KNOW for one in pulse if isinstance(one, dict) for value in one.values())
    silent = mean(answer is None for answer in room.answers(ACTIVITIES[3], "vote"))
    assert None not in pulse
    assert unknown == pytest.approx(truth.DONT_KNOW, abs=0.005)
    assert silent == pytest.approx(truth.STAYS_OUT, abs=0.015)


def test_the_earlier_wording_is_answered_lower_and_nothing_else_is() -> None:
    now = whole(crowd().answers(PULSE, "pulse"))
    before = whole(crowd().answers(PULSE, "pulse", earlier={truth.EARLIER_WORDING.item}))
    difference = {item: mean(one[item] for one in before) - mean(one[item] for one in now) for item in now[0]}
    assert difference.pop(truth.EARLIER_WORDING.item) == pytest.approx(truth.EARLIER_WORDING.shift, abs=0.08)
    assert max(map(abs, difference.values())) < 0.08


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.key)
def test_every_answer_is_one_that_a_phone_could_have_sent(unit: UnitTruth) -> None:
    for quarter, people in enumerate(unit.answers):
        room = Room(unit, quarter, wanted="tilsyn", random=Random(quarter))
        for activity in ACTIVITIES:
            for round_ in [name for _, name in activity.body.course.rounds.values()]:
                answers = room.answers(activity, round_, proposals=["one", "two", "three"])
                assert len(answers) == (people or 0)
                for answer in answers:
                    if answer is not None:
                        parsed = parse_answer(
                            activity, round_=round_, payload=answer, proposals=["one", "two", "three"]
                        )
                        assert parsed == answer


def test_points_of_many_are_as_they_truly_are() -> None:
    activity = next(one for one in ACTIVITIES if one.kind == "points")
    answers = [one for one in crowd(trust_wanted=60).answers(activity, "desired") if isinstance(one, dict)]
    assert mean(int(one["tillit"]) for one in answers) == pytest.approx(60, abs=1)


def test_the_units_are_what_the_issue_asks_for() -> None:
    sizes = [answers for unit in UNITS for answers in unit.answers if answers is not None]
    sessions = [sum(answers is not None for answers in unit.answers) for unit in UNITS]
    rising = [unit for unit in UNITS if any(unit.change.values())]
    assert (len(UNITS), truth.QUARTERS) == (12, 8)
    assert {len(unit.answers) for unit in UNITS} == {8}
    assert (min(sizes), max(sizes)) == (4, 45)
    assert {0, 1, 8} <= set(sessions)
    assert [unit.key for unit in UNITS if unit.reorganised] == ["hjemme-sor"]
    assert 0 < len(rising) < len(UNITS) / 3
    assert {unit.under for unit in UNITS} - {None} <= {unit.key for unit in UNITS}
    assert all(1.5 < unit.expected(d, q) < 4.5 for unit in UNITS for d in "abcd" for q in range(truth.QUARTERS))


def test_no_text_names_anybody_or_is_too_long_to_be_handed_in() -> None:
    texts = read_texts()
    question = next(one.body for one in ACTIVITIES if isinstance(one.body, QuestionBody))
    ideas = [idea for each in texts.ideas.values() for idea in each]
    every = [text for idea in ideas for text in vars(idea).values()] + [
        text for t in texts.learnt.values() for text in t
    ]
    assert set(texts.ideas) == {candidate.id for candidate in question.questions}
    assert set(texts.learnt) == set(CommitmentState) - {CommitmentState.DONE}
    assert [text for text in [*every, *(account.name for account in ACCOUNTS)] if looks_like_name(text)] == []
    assert max(len(idea.text) for idea in ideas) <= Body.longest_text
    assert len({idea.text for idea in ideas}) == len(ideas)
    assert [text for text in every if "!" in text] == []


def test_the_earlier_version_has_one_statement_in_other_words_and_the_number_below() -> None:
    before = with_earlier_wording(CONTENT.agendas[AGENDA]).activity(PULSE.id).body
    assert isinstance(before, PulseBody)
    assert isinstance(PULSE.body, PulseBody)
    now = PULSE.body.instrument
    changed = [a.id for a, b in zip(before.instrument.items(), now.items(), strict=True) if a != b]
    assert (before.instrument.id, before.instrument.version) == (now.id, now.version - 1)
    assert changed == [truth.EARLIER_WORDING.item]
