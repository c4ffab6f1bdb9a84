"""A vote's figures begin with a sentence that names what most have chosen, where the figures leave no doubt."""

from __future__ import annotations

import pytest

from tests.integration.house import CONTENT
from workshop_app.domain.agenda import Language
from workshop_app.domain.disclosure import Bar, Bound, Figure, Form, ShownHands, ShownVote
from workshop_app.reports.worded_bars import worded_vote

CUP = CONTENT.activities["provestemme"]
OPTIONS = tuple(CUP.body.option_texts())
LOW = Figure(20, Bound.AT_MOST)


def vote(*shares: Figure) -> ShownVote:
    bars = tuple(Bar((option,), share) for option, share in zip(OPTIONS, shares, strict=True))
    return ShownVote(n=12, form=Form.BARS, bars=bars)


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ((Figure(30), Figure(70), LOW, LOW, LOW), "Flest har valgt «Te»."),
        ((LOW, LOW, LOW, LOW, Figure(80, Bound.AT_LEAST)), "Flest har valgt «Ingenting»."),
        ((Figure(35), Figure(35), Figure(30), LOW, LOW), ""),
        ((LOW, LOW, LOW, LOW, LOW), ""),
    ],
)
def test_most_is_named_only_where_it_can_be_seen(shares: tuple[Figure, ...], sentence: str) -> None:
    assert worded_vote(CUP, vote(*shares), Language.BOKMAL)[1] == sentence


def test_beside_raised_hands_no_option_is_named() -> None:
    shown = vote(Figure(30), Figure(70), LOW, LOW, LOW)
    assert worded_vote(CUP, shown, Language.BOKMAL, [ShownHands(round="vote", vote=shown)])[1] == ""
