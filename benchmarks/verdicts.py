"""How often the verdicts on change are wrong, and how often a true change is found.

    python -m benchmarks.verdicts [comparisons]

Without a change: everybody answers three items on five steps (population mean 3.7, SD 1.06, correlation between items
.5), as in domain.md §2.3; the score is their mean. With a change: scores are drawn from a normal distribution of SD
0.85 and stay unrounded, since one point up from 3.7 would meet the end of the scale and measure that instead.
Verdicts and trends are those that pages and files show: made of the means as shown, with rounding counted in. The last
rows are what the exact means would have found; nobody is ever shown that, since it would tell single answers.
The seed is fixed: the same number of comparisons prints the same table. Ends with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from workshop_app.domain.disclosure import comparison
from workshop_app.domain.disclosure.coarsening import mean_on_scale
from workshop_app.domain.disclosure.comparison import Known, known, shown_trend
from workshop_app.domain.statistics import DEFAULT_SD, Sample, Verdict, pooled_sd, verdict

Scores = NDArray[np.float64]

SIZES = (7, 10, 20, 40)
CHANGES = (0.3, 0.5, 1.0)
CLEAR = frozenset({Verdict.HIGHER, Verdict.LOWER})
MAYBE = frozenset({Verdict.MAYBE_HIGHER, Verdict.MAYBE_LOWER})
#: At most this share of clear verdicts without a change; at least this share of 1.0 found at 20 answers.
MOST_FALSE, LEAST_FOUND = 0.06, 0.90

_SEED = 20260302
_FIRST_DAY = date(2026, 3, 2)
#: Shares of the five steps: mean 3.70, SD 1.06.
_STEPS = (0.04, 0.095, 0.235, 0.385, 0.245)
_ITEMS = 3
#: The correlation of what lies behind two items; cut into five steps it leaves .5 between the answers.
_LATENT_CORRELATION = 0.56
#: What a unit has behind it when the spread is measured and not assumed: 12 sessions of 7, 72 degrees of freedom.
_EARLIER_SESSIONS, _EARLIER_SIZE = 12, 7
_TREND_LENGTHS = (4, 8)


def answers(rng: np.random.Generator, shape: tuple[int, ...]) -> Scores:
    """What people who all come from the same population answer; the last axis is the items."""
    person, item = rng.standard_normal((*shape, 1)), rng.standard_normal((*shape, _ITEMS))
    latent = np.sqrt(_LATENT_CORRELATION) * person + np.sqrt(1 - _LATENT_CORRELATION) * item
    borders = [NormalDist().inv_cdf(share) for share in np.cumsum(_STEPS)[:-1]]
    return 1.0 + np.searchsorted(borders, latent)


def unchanged(rng: np.random.Generator, shape: tuple[int, ...]) -> Scores:
    """Person scores from one population: nothing ever changes."""
    return answers(rng, shape).mean(axis=-1)


def samples(scores: Scores) -> Iterator[Sample]:
    """One sample per row."""
    n = scores.shape[-1]
    for mean, squares in zip(scores.mean(axis=-1).flat, (scores**2).sum(axis=-1).flat, strict=True):
        yield Sample(n, float(mean), float(squares))


def as_shown(before: Sample, after: Sample, *, pooled: float) -> Verdict:
    """The verdict that a page shows of two sessions three months apart."""
    return comparison.verdict(_point(before, quarter=0), _point(after, quarter=1), pooled=pooled)


def _point(sample: Sample, *, quarter: int) -> Known:
    day = _FIRST_DAY + timedelta(days=91 * quarter)
    return known(held_on=day, counted_on=day, begun_on=day, mean=mean_on_scale(sample.mean, n=sample.n), sample=sample)


Judge = Callable[..., Verdict]


def false_alarms(
    rng: np.random.Generator, *, n: int, comparisons: int, measured: bool, judge: Judge = as_shown
) -> Counter[Verdict]:
    """Verdicts on two sessions without a change, on the default spread or on one measured in earlier sessions."""
    pairs = [samples(unchanged(rng, (comparisons, n))) for _ in range(2)]
    spreads = _measured_spreads(rng, comparisons) if measured else [DEFAULT_SD] * comparisons
    return Counter(judge(b, a, pooled=sd) for b, a, sd in zip(*pairs, spreads, strict=True))


def true_changes(
    rng: np.random.Generator, *, n: int, comparisons: int, points: float, judge: Judge = as_shown
) -> Counter[Verdict]:
    """Verdicts on two sessions between which everybody's score has risen by `points`."""
    before, after = (samples(rng.normal(3.0, DEFAULT_SD, (comparisons, n)) + rise) for rise in (0.0, points))
    return Counter(judge(b, a, pooled=DEFAULT_SD) for b, a in zip(before, after, strict=True))


def false_trends(rng: np.random.Generator, *, n: int, comparisons: int, sessions: int) -> float:
    """The share of units said to rise or fall over `sessions` quarters in which nothing changed."""
    drawn = samples(unchanged(rng, (comparisons, sessions, n)))
    lines = zip(*[drawn] * sessions, strict=True)
    points = ([_point(sample, quarter=i) for i, sample in enumerate(line)] for line in lines)
    found = [shown_trend(line, pooled=DEFAULT_SD) for line in points]
    return sum(one is not None and (one.rising or one.falling) for one in found) / comparisons


def share(counted: Counter[Verdict], wanted: Iterable[Verdict]) -> float:
    """Which part of the verdicts are among the `wanted`."""
    return sum(counted[one] for one in wanted) / counted.total()


def _measured_spreads(rng: np.random.Generator, comparisons: int) -> list[float]:
    earlier = samples(unchanged(rng, (comparisons, _EARLIER_SESSIONS, _EARLIER_SIZE)))
    # To a tenth, as it is used.
    return [round(pooled_sd(sessions), 1) for sessions in zip(*[earlier] * _EARLIER_SESSIONS, strict=True)]


def measure(*, comparisons: int) -> bool:
    """Print the table; True when the targets are met."""
    rng = np.random.default_rng(_SEED)
    print(_population(answers(rng, (200_000,))))
    print(f"| `python -m benchmarks.verdicts {comparisons}` | " + " | ".join(f"n = {n}" for n in SIZES) + " | target |")
    print("|---|" + "---|" * (len(SIZES) + 1))
    met = True
    for measured, spread in ((False, f"spread assumed ({DEFAULT_SD})"), (True, "spread measured (72 df)")):
        alarms = [false_alarms(rng, n=n, comparisons=comparisons, measured=measured) for n in SIZES]
        clear = _row(f"no change, {spread}: clearly higher or lower", [share(one, CLEAR) for one in alarms], "≤ 6 %")
        _row("the same: perhaps higher or lower", [share(one, MAYBE) for one in alarms], "–")
        met = met and max(clear) <= MOST_FALSE
    for points in CHANGES:
        target = "≥ 90 % at 20" if points == CHANGES[-1] else "–"
        changes = [true_changes(rng, n=n, comparisons=comparisons, points=points) for n in SIZES]
        found = _row(f"{points} up: clearly higher", [share(one, [Verdict.HIGHER]) for one in changes], target)
        _row("the same: perhaps higher", [share(one, [Verdict.MAYBE_HIGHER]) for one in changes], "–")
    for sessions in _TREND_LENGTHS:
        trends = [false_trends(rng, n=n, comparisons=comparisons, sessions=sessions) for n in SIZES]
        _row(f"no change, {sessions} sessions: said to rise or fall", trends, "–")
    exact = [false_alarms(rng, n=n, comparisons=comparisons, measured=False, judge=verdict) for n in SIZES]
    _row("from exact means, no change: clearly higher or lower", [share(one, CLEAR) for one in exact], "–")
    exact = [true_changes(rng, n=n, comparisons=comparisons, points=CHANGES[-1], judge=verdict) for n in SIZES]
    _row(f"from exact means, {CHANGES[-1]} up: clearly higher", [share(one, [Verdict.HIGHER]) for one in exact], "–")
    return met and found[SIZES.index(20)] >= LEAST_FOUND


def _population(drawn: Scores) -> str:
    correlation = np.corrcoef(drawn, rowvar=False)[np.triu_indices(_ITEMS, 1)].mean()
    scores = drawn.mean(axis=-1)
    items = f"items: mean {drawn.mean():.2f}, SD {drawn.std():.2f}, correlation {correlation:.2f}"
    return f"{items}; person scores: SD {scores.std():.3f}\n"


def _row(what: str, shares: list[float], target: str) -> list[float]:
    print(f"| {what} | " + " | ".join(f"{100 * one:.1f} %" for one in shares) + f" | {target} |", flush=True)
    return shares


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="How often the verdicts on change are wrong.")
    parser.add_argument("comparisons", type=int, nargs="?", default=10_000)
    sys.exit(0 if measure(comparisons=parser.parse_args().comparisons) else 1)


if __name__ == "__main__":
    main()
