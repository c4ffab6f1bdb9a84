"""Ballots → frozen aggregates: what is left of a vote once it is sealed and its ballots are deleted.

Keeps only what `disclosure` may one day show or a later session needs for comparison, and under a
threshold nothing but n. Knows nothing of storage, of who voted or of what a screen looks like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from workshop_app.domain.agenda import Activity, ChoiceBody, DilemmaBody, PointsBody, PulseBody, QuestionBody, ScaleBody
from workshop_app.domain.answers import STEPS, Answer
from workshop_app.domain.phases import rounds
from workshop_app.domain.pulse_scoring import pulse_figures
from workshop_app.domain.thresholds import FLOW, FLOW_CELL, floored

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


def tally(
    activity: Activity,
    *,
    part: str,
    ballots: Sequence[Ballot],
    k: int,
    merged: Mapping[str, str] = {},
    proposals: Collection[str] = (),
) -> tuple[Aggregate, ...]:
    """One aggregate per round of `part`, and a dilemma's flow where it may be kept.

    Dots need the `proposals` that were on the screen: one without dots must be known to stand at
    the bottom, since its mere absence from a result would tell that nobody gave it any. `merged`
    says into which proposal another has gone. Where all of them have been sent back meanwhile there is
    nothing to count, and nobody has answered. Raises `ValueError` for a part that the activity does not have.
    """
    if part == "dots":
        ballots = [_merged_ballot(ballot, merged=merged, proposals=proposals) for ballot in ballots]
    answers = {round_: _given(ballots, round_) for round_ in rounds(activity.kind, part)}
    if not answers:
        raise ValueError(f"{activity.kind} has no part {part}")
    # Two rounds are only ever shown side by side, so one round with too few takes the other along.
    kept = all(len(given) >= floored(k) for given in answers.values())
    standing = {_target(proposal, merged) for proposal in proposals}
    counted = [
        Aggregate(round_, len(given), _count(activity, part, given, k=k, standing=standing) if kept else None)
        for round_, given in answers.items()
    ]
    flow = _flow(ballots) if kept and isinstance(activity.body, DilemmaBody) else ()
    return (*counted, *flow)


def _given(ballots: Iterable[Ballot], round_: str) -> list[Any]:
    return [answer for ballot in ballots if (answer := ballot.get(round_)) is not None]


def _count(activity: Activity, part: str, given: list[Any], *, k: int, standing: Collection[str]) -> dict[str, Any]:
    """The figures of one round; `given` are canonical answers of that round."""
    match activity.body, part:
        case PulseBody() as pulse, "pulse":
            return pulse_figures(pulse.instrument, ballots=given, k=k)
        case PointsBody() as points, "points":
            return _point_sums(given, [option.id for option in points.options])
        case QuestionBody(), "dots":
            return {"dots": {p: sum(answer.get(p, 0) for answer in given) for p in sorted(standing)}}
        case QuestionBody() as question, "choose":
            return _histogram(given, [candidate.id for candidate in question.questions])
        case ScaleBody(), "vote":
            return _histogram(map(str, given), [str(step) for step in STEPS])
        case ChoiceBody() as choice, "vote":
            return _histogram((option for answer in given for option in answer), [o.id for o in choice.options])
        case DilemmaBody() as dilemma, "dilemma":
            return _histogram(given, [option.id for option in dilemma.options])
        case _:
            raise ValueError(f"{activity.kind} has no part {part}")


def _histogram(answers: Iterable[str], ids: Sequence[str]) -> dict[str, Any]:
    counts = Counter(answers)
    return {"counts": {id_: counts[id_] for id_ in ids}}


def _point_sums(given: list[dict[str, int]], options: Sequence[str]) -> dict[str, Any]:
    return {
        "options": {
            option: {"sum": sum(a[option] for a in given), "squares": sum(a[option] ** 2 for a in given)}
            for option in options
        }
    }


def _merged_ballot(ballot: Ballot, *, merged: Mapping[str, str], proposals: Collection[str]) -> Ballot:
    """The ballot with its dots on the proposals that still stand; without any it is no answer."""
    given = ballot.get("dots")
    if not isinstance(given, Mapping):
        return {}
    standing = {_target(proposal, merged) for proposal in proposals}
    dots: Counter[str] = Counter()
    for proposal, number in given.items():
        dots[_target(proposal, merged)] += int(number)
    left: dict[str, int | str] = {proposal: number for proposal, number in dots.items() if proposal in standing}
    return {"dots": left or None}


def _target(proposal: str, merged: Mapping[str, str]) -> str:
    """Where a proposal ended after any chain of mergers."""
    seen = {proposal}
    while (following := merged.get(proposal)) is not None and following not in seen:
        seen.add(following)
        proposal = following
    return proposal


def _flow(ballots: Sequence[Ballot]) -> tuple[Aggregate, ...]:
    """How many went from which answer to which, if nobody stands out.

    Those who voted only once are a way of their own here: otherwise the flow's totals, taken from
    the two votes' totals, would give their answers away.
    """
    ways = Counter((_option(ballot, "first"), _option(ballot, "second")) for ballot in ballots)
    del ways["", ""]
    both = {way: number for way, number in ways.items() if all(way)}
    n = sum(both.values())
    if n < FLOW or min(ways.values()) < FLOW_CELL:
        return ()
    moves = [{"first": first, "second": second, "n": number} for (first, second), number in sorted(both.items())]
    return (Aggregate("flow", n, {"moves": moves}),)


def _option(ballot: Ballot, round_: str) -> str:
    return str(ballot.get(round_) or "")
