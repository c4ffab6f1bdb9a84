"""Ballots → frozen aggregates: what is left of a vote once it is sealed and its ballots are deleted.

Keeps only what `disclosure` may one day show or a later session needs for comparison, and under a
threshold nothing but n. What is counted in a round, its kind says. Knows nothing of storage, of who
voted or of what a screen looks like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from workshop_app.domain.agenda import Activity
from workshop_app.domain.answers import Answer
from workshop_app.domain.thresholds import floored

#: Before a round's name: the hands that were counted in it.
HANDS = "hands:"

#: One person's answers to the rounds of a part. None is a round that was skipped.
Ballot = Mapping[str, Answer | None]


@dataclass(frozen=True)
class Aggregate:
    """One round, counted. `figures` is None where too few answered: then only how many is kept."""

    round: str
    n: int
    figures: Mapping[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """As the database keeps it."""
        return {"round": self.round, "n": self.n, "figures": self.figures}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read again what `to_json` wrote."""
        return cls(round=kept["round"], n=kept["n"], figures=kept["figures"])


@dataclass(frozen=True)
class Standing:
    """The proposals that were on the screen, and into which other ones some of them have gone since."""

    proposals: Collection[str] = ()
    merged: Mapping[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """Those that still stand."""
        return frozenset(self.target(proposal) for proposal in self.proposals)

    def target(self, proposal: str) -> str:
        """Where a proposal ended after any chain of mergers."""
        seen = {proposal}
        while (following := self.merged.get(proposal)) is not None and following not in seen:
            seen.add(following)
            proposal = following
        return proposal


def tally(
    activity: Activity,
    *,
    part: str,
    ballots: Sequence[Ballot],
    k: int,
    merged: Mapping[str, str] = {},
    proposals: Collection[str] = (),
    hands: Mapping[str, Mapping[str, int]] = {},
) -> tuple[Aggregate, ...]:
    """One aggregate per round of `part`, and what its kind keeps beside them.

    Dots need the `proposals` that were on the screen: one without dots must be known to stand at
    the bottom, since its mere absence from a result would tell that nobody gave it any. `merged`
    says into which proposal another has gone. Where all of them have been sent back meanwhile there is
    nothing to count, and nobody has answered. `hands` is round → option → raised hands, which are kept by themselves,
    and instead of a flow, which would be of some of the room only.

    Raises `ValueError` for a part that the activity does not have.
    """
    body, standing = activity.body, Standing(proposals, merged)
    counted = [body.counted_ballot(ballot, part=part, standing=standing) for ballot in ballots]
    answers = {round_: _given(counted, round_) for round_ in body.course.rounds_of(part)}
    if not answers:
        raise ValueError(f"{activity.kind} has no part {part}")
    # Rounds of a part are only ever shown side by side, so one with too few takes the others along.
    raised = _raised(hands, k=k)
    if any(len(given) < floored(k) for given in answers.values()):
        return (*(Aggregate(round_, len(given)) for round_, given in answers.items()), *raised)
    figures = {round_: body.figures(given, part=part, k=k, standing=standing) for round_, given in answers.items()}
    kept = [Aggregate(round_, len(answers[round_]), figures[round_]) for round_ in answers]
    return (*kept, *(raised or body.kept_beside(counted, part=part)))


def _raised(hands: Mapping[str, Mapping[str, int]], *, k: int) -> tuple[Aggregate, ...]:
    """Hands, round by round; where one round has too few, only how many of each."""
    numbers = {round_: n for round_, counts in hands.items() if (n := sum(counts.values()))}
    enough = all(n >= floored(k) for n in numbers.values())
    return tuple(
        Aggregate(HANDS + round_, n, {"counts": dict(hands[round_])} if enough else None)
        for round_, n in numbers.items()
    )


def histogram(answers: Iterable[str], known: Sequence[str]) -> dict[str, Any]:
    """How often each of the `known` ids was answered."""
    counts = Counter(answers)
    return {"counts": {id_: counts[id_] for id_ in known}}


def rows_of(
    answers: Sequence[Mapping[str, str]], *, rows: Sequence[str], options: Sequence[str], k: int
) -> dict[str, Any]:
    """How often each of the `options` was answered to each row; of a row that too few answered, only how many."""
    return _by_row(answers, rows, lambda given: histogram(given, options), k=k)


def step_sums(answers: Sequence[Mapping[str, str]], *, rows: Sequence[str], k: int) -> dict[str, Any]:
    """The sum of the steps answered to each row; of a row that too few answered, only how many."""
    return _by_row(answers, rows, lambda given: {"sum": sum(map(int, given))}, k=k)


def _by_row(
    answers: Sequence[Mapping[str, str]],
    rows: Sequence[str],
    count: Callable[[Sequence[str]], dict[str, Any]],
    *,
    k: int,
) -> dict[str, Any]:
    by_row = {row: [answer[row] for answer in answers if row in answer] for row in rows}
    return {
        "rows": {
            row: {"n": len(given)} | (count(given) if len(given) >= floored(k) else {}) for row, given in by_row.items()
        }
    }


def _given(ballots: Iterable[Ballot], round_: str) -> list[Any]:
    return [answer for ballot in ballots if (answer := ballot.get(round_)) is not None]
