"""From the ballots of a pulse to its figures: person scores, dimensions, item histograms.

Scoring: a person's dimension score is the mean of the items answered if at least two of three
were, otherwise missing; «Vet ikke» is missing, never a 3. Of the scores only n, mean and the sum
of squares are kept: that is all that Welch's comparison of two sessions (Welch 1947) needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from workshop_app.domain.agenda import Dimension, Instrument, Item
from workshop_app.domain.answers import STEPS
from workshop_app.domain.thresholds import floored, for_items, for_leader

#: The part of a dimension's items that must be answered for it to have a score.
_ENOUGH = Fraction(2, 3)

PulseBallot = Mapping[str, int | str]


def person_score(dimension: Dimension, answers: PulseBallot) -> Fraction | None:
    """One person's score on a dimension, or None when too little of it was answered."""
    scores = [score for item in dimension.items if (score := _item_score(item, answers)) is not None]
    if len(scores) < _ENOUGH * len(dimension.items) or not scores:
        return None
    return Fraction(sum(scores), len(scores))


def pulse_figures(instrument: Instrument, *, ballots: Sequence[PulseBallot], k: int) -> dict[str, Any]:
    """What is kept of a pulse. The instrument's id and version come along: only equals are compared."""
    dimensions = {d.id: _dimension_figures(d, ballots, k=k) for d in instrument.dimensions}
    anchors = Counter(score for ballot in ballots if (score := _item_score(instrument.anchor, ballot)) is not None)
    by_item = [item for d in instrument.dimensions if not d.about_leader for item in d.items]
    return {
        "instrument": instrument.id,
        "version": instrument.version,
        "dimensions": dimensions,
        "anchor": _moments(anchors, threshold=floored(k)),
        "items": dict(_item_histograms([*by_item, instrument.anchor], ballots, threshold=for_items(k))),
    }


def _item_score(item: Item, answers: PulseBallot) -> int | None:
    answer = answers.get(item.id)
    if not isinstance(answer, int):
        return None
    return STEPS[0] + STEPS[-1] - answer if item.reverse else answer


def _dimension_figures(dimension: Dimension, ballots: Iterable[PulseBallot], *, k: int) -> dict[str, Any]:
    items = [item.id for item in dimension.items]
    scores: Counter[Fraction] = Counter()
    # Those who gave the same answers have the same score: of a thousand ballots, each is worked out a few dozen times.
    for answers, times in Counter(tuple(map(ballot.get, items)) for ballot in ballots).items():
        given = {item: answer for item, answer in zip(items, answers, strict=True) if answer is not None}
        if (score := person_score(dimension, given)) is not None:
            scores[score] += times
    return _moments(scores, threshold=for_leader(k) if dimension.about_leader else floored(k))


def _moments(scores: Mapping[Fraction, int] | Mapping[int, int], *, threshold: int) -> dict[str, Any]:
    """n, mean and sum of squares of score → how often; as fractions, so that the order of ballots leaves no trace."""
    n = sum(scores.values())
    if n < threshold:
        return {"n": n}
    total = sum((times * score for score, times in scores.items()), Fraction())
    squares = sum((times * score**2 for score, times in scores.items()), Fraction())
    return {"n": n, "mean": float(total / n), "squares": float(squares)}


def _item_histograms(
    items: Iterable[Item], ballots: Sequence[PulseBallot], *, threshold: int
) -> Iterable[tuple[str, list[int]]]:
    """The answers as they were given (not reversed): they are read beside the statement's own words."""
    for item in items:
        counts = Counter(answer for ballot in ballots if isinstance(answer := ballot.get(item.id), int))
        if counts.total() >= threshold:
            yield item.id, [counts[step] for step in STEPS]
