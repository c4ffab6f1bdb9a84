"""Three of nine words: counted by the principle that they belong to, and never so finely that anybody stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations_with_replacement

import pytest

from tests.integration.house import CONTENT
from workshop_app.content_checks import refuse_mistakes
from workshop_app.content_reading import Mistakes
from workshop_app.domain.agenda import Language
from workshop_app.domain.disclosure import Audience, Bound, Figure, Form, Hidden, Shown, show
from workshop_app.domain.tally import Aggregate, tally
from workshop_app.kinds.choice.rules import ChoiceBody
from workshop_app.reports.worded_bars import worded_vote

WORDS = CONTENT.activities["tre-ord"]
GROUPS = ("hierarki", "marked", "tillit")
#: How many of a person's three words are of each principle.
ANSWERS = [tuple(three.count(group) for group in GROUPS) for three in combinations_with_replacement(GROUPS, 3)]


def shown(answers: Sequence[tuple[int, ...]]) -> Shown:
    counts = {group: sum(answer[place] for answer in answers) for place, group in enumerate(GROUPS)}
    counted = Aggregate("vote", len(answers), {"counts": counts})
    return show(WORDS, part="vote", aggregates=[counted], audience=Audience.ROOM, k=5)


def test_what_is_kept_is_how_often_each_principle_was_meant_and_no_word() -> None:
    ballots = [{"vote": ["regler", "samtaler", "samarbeid"]}] * 8
    (counted,) = tally(WORDS, part="vote", ballots=ballots, k=5)
    assert counted.n == 8
    assert counted.figures == {"counts": {"hierarki": 8, "marked": 0, "tillit": 16}}


def test_shares_are_of_all_words_chosen() -> None:
    found = shown([(1, 0, 2)] * 6 + [(1, 1, 1)] * 4)
    assert [bar.share for bar in found.bars] == [Figure(35), Figure(20, Bound.AT_MOST), Figure(55)]
    for language in Language:
        (group,), sentence = worded_vote(WORDS, found, language)
        assert [bar.option for bar in group.bars] == list(GROUPS)
        assert sentence


def test_few_people_see_which_principle_comes_first_and_no_share() -> None:
    found = shown([(0, 1, 2)] * 5)
    assert (found.form, [bar.options for bar in found.bars]) == (Form.TOP, [("tillit",)])
    assert found.bars[0].share is None
    assert shown([(0, 1, 2)] * 4) == Hidden()


@pytest.mark.parametrize("number", [8, 9, 10, 15, 20, 21, 22, 30])
def test_nobody_learns_that_all_others_chose_alike(number: int) -> None:
    """Whatever oneself chose, and whatever all others may have: another room looks the same."""
    for own in ANSWERS:
        for all_ in ANSWERS:
            others, room = [all_] * (number - 3), [own, all_, all_]
            alike = shown([*room, *others])
            changed = (pair for pair in combinations_with_replacement(ANSWERS, 2) if pair != (all_, all_))
            assert any(shown([own, *pair, *others]) == alike for pair in changed), (own, all_)


def test_an_option_that_stands_in_no_group_is_told() -> None:
    body = WORDS.body
    assert isinstance(body, ChoiceBody)
    lacking = replace(body, groups=(replace(body.groups[0], options=("regler",)), *body.groups[1:]))
    with pytest.raises(Mistakes) as refused:
        refuse_mistakes(replace(WORDS, body=lacking))
    assert [mistake.told("nb") for mistake in refused.value.all] == [
        "groups: alternativet hierarki må stå i nøyaktig én gruppe",
        "groups: alternativet autoritet må stå i nøyaktig én gruppe",
    ]
