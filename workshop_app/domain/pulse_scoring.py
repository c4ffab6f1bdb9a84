"""From the ballots of a pulse to its figures: person scores, dimensions, item histograms.

Scoring: a person's dimension score is the mean of the items answered if at least two of three
were, otherwise missing; «Vet ikke» is missing, never a 3. Of the scores only n, mean and the sum
of squares are kept: that is all that Welch's comparison of two sessions (Welch 1947) needs.

What ballots come to (`PulseSums`) can be added up, so that several sittings make one measurement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import add
from typing import Any, Self

from workshop_app.domain.agenda import Dimension, Instrument, Item
from workshop_app.domain.answers import STEPS
from workshop_app.domain.tally import Aggregate
from workshop_app.domain.thresholds import BESIDE, floored, for_items, for_leader

#: The part of a dimension's items that must be answered for it to have a score.
_ENOUGH = Fraction(2, 3)

PulseBallot = Mapping[str, int | str]


@dataclass(frozen=True, kw_only=True)
class Moments:
    """Scores as n, sum and sum of squares: fractions, so that the order in which they came leaves no trace.

    `most` is how many of them one sitting gave; all of them, where there is one.
    """

    n: int
    total: Fraction
    squares: Fraction
    most: int

    def __add__(self, other: Self) -> Moments:
        return Moments(
            n=self.n + other.n,
            total=self.total + other.total,
            squares=self.squares + other.squares,
            most=max(self.most, other.most),
        )


@dataclass(frozen=True, kw_only=True)
class Histogram:
    """How often each step was answered, as it was given; `most` as in `Moments`."""

    counts: tuple[int, ...]
    most: int

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts)

    def __add__(self, other: Self) -> Histogram:
        counts = tuple(map(add, self.counts, other.counts))
        return Histogram(counts=counts, most=max(self.most, other.most))


@dataclass(frozen=True, kw_only=True)
class PulseSums:
    """What the ballots of a pulse come to, before any threshold. Of statements about the leader there is nothing.

    Never shown: `pulse_figures` and `pooled_pulse` make of it what may be kept.
    """

    n: int
    most: int
    dimensions: Mapping[str, Moments]
    anchor: Moments
    items: Mapping[str, Histogram]

    def __add__(self, other: Self) -> PulseSums:
        return PulseSums(
            n=self.n + other.n,
            most=max(self.most, other.most),
            dimensions={id_: moments + other.dimensions[id_] for id_, moments in self.dimensions.items()},
            anchor=self.anchor + other.anchor,
            items={id_: histogram + other.items[id_] for id_, histogram in self.items.items()},
        )

    def to_json(self) -> dict[str, Any]:
        """As the database keeps it until the last sitting."""
        return {
            "n": self.n,
            "most": self.most,
            "dimensions": {id_: _written(moments) for id_, moments in self.dimensions.items()},
            "anchor": _written(self.anchor),
            "items": {id_: [list(histogram.counts), histogram.most] for id_, histogram in self.items.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read again what `to_json` wrote."""
        return cls(
            n=kept["n"],
            most=kept["most"],
            dimensions={id_: _read(written) for id_, written in kept["dimensions"].items()},
            anchor=_read(kept["anchor"]),
            items={id_: Histogram(counts=tuple(counts), most=most) for id_, (counts, most) in kept["items"].items()},
        )


def person_score(dimension: Dimension, answers: PulseBallot) -> Fraction | None:
    """One person's score on a dimension, or None when too little of it was answered."""
    scores = [score for item in dimension.items if (score := _item_score(item, answers)) is not None]
    if len(scores) < _ENOUGH * len(dimension.items) or not scores:
        return None
    return Fraction(sum(scores), len(scores))


def pulse_sums(instrument: Instrument, *, ballots: Sequence[PulseBallot]) -> PulseSums:
    """What these ballots come to."""
    anchors = Counter(score for ballot in ballots if (score := _item_score(instrument.anchor, ballot)) is not None)
    by_item = [item for d in instrument.dimensions if not d.about_leader for item in d.items]
    return PulseSums(
        n=len(ballots),
        most=len(ballots),
        dimensions={dimension.id: _moments(_scores(dimension, ballots)) for dimension in instrument.dimensions},
        anchor=_moments(anchors),
        items={item.id: _histogram(item, ballots) for item in (*by_item, instrument.anchor)},
    )


def pulse_figures(instrument: Instrument, *, ballots: Sequence[PulseBallot], k: int) -> dict[str, Any]:
    """What is kept of a pulse. The instrument's id and version come along: only equals are compared."""
    return _figures(instrument, pulse_sums(instrument, ballots=ballots), k=k)


def pooled_pulse(instrument: Instrument, sums: PulseSums, *, k: int, one_leader: bool) -> Aggregate:
    """The one measurement that the sittings of a workshop make together.

    Nothing is kept of what fewer than `BESIDE` answered outside the largest sitting, since that would be one sitting's
    figure; nor about the leader where the unit has had more than one meanwhile (not `one_leader`).
    """
    if sums.n < floored(k) or sums.n - sums.most < BESIDE:
        return Aggregate("pulse", sums.n)
    figures = _figures(instrument, sums, k=k, beside=BESIDE)
    for dimension in instrument.dimensions:
        if dimension.about_leader and not one_leader:
            figures["dimensions"][dimension.id] = {"n": sums.dimensions[dimension.id].n}
    return Aggregate("pulse", sums.n, figures)


def _figures(instrument: Instrument, sums: PulseSums, *, k: int, beside: int = 0) -> dict[str, Any]:
    leader = {dimension.id for dimension in instrument.dimensions if dimension.about_leader}
    return {
        "instrument": instrument.id,
        "version": instrument.version,
        "dimensions": {
            id_: _kept(moments, threshold=for_leader(k) if id_ in leader else floored(k), beside=beside)
            for id_, moments in sums.dimensions.items()
        },
        "anchor": _kept(sums.anchor, threshold=floored(k), beside=beside),
        "items": {
            id_: list(histogram.counts)
            for id_, histogram in sums.items.items()
            if histogram.n >= for_items(k) and histogram.n - histogram.most >= beside
        },
    }


def _kept(moments: Moments, *, threshold: int, beside: int) -> dict[str, Any]:
    n = moments.n
    if n < threshold or n - moments.most < beside:
        return {"n": n}
    return {"n": n, "mean": float(moments.total / n), "squares": float(moments.squares)}


def _item_score(item: Item, answers: PulseBallot) -> int | None:
    answer = answers.get(item.id)
    if not isinstance(answer, int):
        return None
    return STEPS[0] + STEPS[-1] - answer if item.reverse else answer


def _scores(dimension: Dimension, ballots: Iterable[PulseBallot]) -> Counter[Fraction]:
    items = [item.id for item in dimension.items]
    scores: Counter[Fraction] = Counter()
    # Those who gave the same answers have the same score: of a thousand ballots, each is worked out a few dozen times.
    for answers, times in Counter(tuple(map(ballot.get, items)) for ballot in ballots).items():
        given = {item: answer for item, answer in zip(items, answers, strict=True) if answer is not None}
        if (score := person_score(dimension, given)) is not None:
            scores[score] += times
    return scores


def _moments(scores: Mapping[Fraction, int] | Mapping[int, int]) -> Moments:
    n = sum(scores.values())
    total = sum(times * score for score, times in scores.items())
    squares = sum(times * score**2 for score, times in scores.items())
    return Moments(n=n, total=Fraction(total), squares=Fraction(squares), most=n)


def _histogram(item: Item, ballots: Iterable[PulseBallot]) -> Histogram:
    """The answers as they were given (not reversed): they are read beside the statement's own words."""
    counts = Counter(answer for ballot in ballots if isinstance(answer := ballot.get(item.id), int))
    return Histogram(counts=tuple(counts[step] for step in STEPS), most=counts.total())


def _written(moments: Moments) -> list[Any]:
    return [moments.n, str(moments.total), str(moments.squares), moments.most]


def _read(written: Sequence[Any]) -> Moments:
    n, total, squares, most = written
    return Moments(n=n, total=Fraction(total), squares=Fraction(squares), most=most)
