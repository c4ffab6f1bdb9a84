"""How sure one can be of a pulse's means: intervals, changes, trends and shrinkage, from n, mean and sum of squares.

Everything is on the answers' own scale (points, 1–5) unless it says otherwise. Knows no thresholds of the anonymity
promise, no rounding and no words: `disclosure` decides what of this may be shown, and clamps it to the scale.

Under 20 answers an interval is built on one spread for all units (`pooled_sd`), for two reasons. It is steadier than
a spread guessed from seven people, and its length depends on n alone: an error bar from a unit's own spread, beside
the mean, often gives every single answer away. Formulas and their trial by simulation: domain.md §2.2–2.4;
`python -m benchmarks.verdicts` measures how often the verdicts are wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt
from statistics import NormalDist
from typing import Self

#: From here a unit's own spread is used; below, the pooled one. Below it is also «few» in a verdict.
OWN_SPREAD = 20
#: The spread of person scores that is taken for granted until enough has been measured, in points.
DEFAULT_SD = 0.85
#: Degrees of freedom that the pooled spread must rest on before it replaces the default.
ENOUGH_FREEDOM = 60
#: A change is «clear» when the 95 % interval leaves 0 out, «maybe» when only the 80 % interval does.
CLEAR, MAYBE = 0.95, 0.80
#: A claim about a trend takes this many sessions, and they must span more than a day (in years).
TREND_SESSIONS = 4
_DAY = 1 / 365

#: A person's score is a mean of three items.
_SCORE_STEP = 1 / 3
#: Of the sum of squares; what is left after subtraction under this part is rounding, not spread.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Sample:
    """The scores of one unit in one session, as `pulse_scoring` keeps them: `Sample(**figures)`.

    `squares` is the plain sum of squared scores, not of deviations. `n` is at least 1.
    """

    n: int
    mean: float
    squares: float

    def __post_init__(self) -> None:
        if self.n < 1 or not isfinite(self.mean) or not isfinite(self.squares):
            raise ValueError("a sample has at least one score, and finite sums")

    @classmethod
    def of(cls, scores: Sequence[float]) -> Self:
        """From the scores themselves; for simulations and tests, since scores are never kept."""
        n = len(scores)
        return cls(n, sum(scores) / n if n else 0.0, sum(score * score for score in scores))

    @property
    def deviations(self) -> float:
        """The sum of squared deviations from the mean; exactly 0 when all scored alike."""
        left = self.squares - self.n * self.mean**2
        return left if left > _ROUNDING * self.squares else 0.0

    @property
    def variance(self) -> float:
        """The variance with n-1 in the denominator, in squared points; 0 for a single score."""
        return self.deviations / (self.n - 1) if self.n > 1 else 0.0

    @property
    def sd(self) -> float:
        """The standard deviation in points."""
        return sqrt(self.variance)


@dataclass(frozen=True)
class Estimate:
    """A value and the interval around it."""

    value: float
    low: float
    high: float


class Verdict(StrEnum):
    """What may be said of the change since last time. The values are the keys of the phrases `verdict.*`."""

    FIRST = "first"
    HIGHER = "higher"
    LOWER = "lower"
    MAYBE_HIGHER = "maybe_higher"
    MAYBE_LOWER = "maybe_lower"
    UNSURE_FEW = "unsure_few"
    UNSURE = "unsure"


class Direction(StrEnum):
    """What may be said of a development over several sessions."""

    RISING = "rising"
    FALLING = "falling"
    UNSURE = "unsure"


@dataclass(frozen=True, kw_only=True)
class Trend:
    """The slope in points a year, with its 95 % interval."""

    slope: float
    low: float
    high: float
    direction: Direction


def pooled_sd(samples: Iterable[Sample]) -> float:
    """The spread within unit-sessions of one dimension: their root mean square, weighted by degrees of freedom.

    0.85 points until 60 degrees of freedom have been measured, and if these should show no spread at all: an interval
    of no width would say that everybody answered alike. At 60 its own standard error is about 9 % of it.
    """
    measured = [(sample.n - 1, sample.deviations) for sample in samples]
    return pooled_sd_of(freedom=sum(df for df, _ in measured), deviations=sum(left for _, left in measured))


def pooled_sd_of(*, freedom: int, deviations: float) -> float:
    """The same from its sums: degrees of freedom, and squared deviations in squared points."""
    return sqrt(deviations / freedom) if freedom >= ENOUGH_FREEDOM and deviations > 0 else DEFAULT_SD


def interval(sample: Sample, *, pooled: float, level: float = CLEAR) -> Estimate:
    """The unit's mean with its interval (95 %: ± 1.96·pooled/√n under 20 answers, Student's t with own SD from there).

    Never of no width: where 20 or more all scored alike, the pooled spread is used as well. It may reach past the ends
    of the scale. Simulated coverage .94–.95 for n = 5–40, .88 for a unit of fewer than 20 that is far more divided
    than others (SD 1.1).
    """
    if _shows_own_spread(sample):
        return _around(sample.mean, _t(level, df=sample.n - 1) * sample.sd / sqrt(sample.n))
    return _around(sample.mean, _z(level) * sqrt(_pooled_variance(pooled) / sample.n))


def change(before: Sample, after: Sample, *, pooled: float, level: float = CLEAR) -> Estimate:
    """`after` less `before`, with its interval: Welch's from 20 answers in both, else on the pooled spread.

    The two are taken for independent. In truth mostly the same people answer, unlinked, which makes the interval too
    wide rather than too narrow (simulated coverage .97–.99).
    """
    if _shows_own_spread(before) and _shows_own_spread(after):
        return welch(before, after, level=level)
    error = sqrt(_pooled_variance(pooled) * (1 / before.n + 1 / after.n))
    return _around(after.mean - before.mean, _z(level) * error)


def welch(before: Sample, after: Sample, *, level: float = CLEAR) -> Estimate:
    """`after` less `before` without assuming equal spreads (Welch 1947), df by Satterthwaite (1946).

    Raises `ValueError` where it is not defined: for a single score, and when nobody differs in either.
    """
    if min(before.n, after.n) < 2 or not (before.deviations or after.deviations):  # noqa: PLR2004 -- a pair has a spread
        raise ValueError("Welch's interval needs two scores in each sample, and some spread")
    errors = [(sample.variance / sample.n, sample.n - 1) for sample in (before, after)]
    squared = sum(error for error, _ in errors)
    freedom = squared**2 / sum(error**2 / df for error, df in errors)
    return _around(after.mean - before.mean, _t(level, df=freedom) * sqrt(squared))


def verdict(before: Sample | None, after: Sample, *, pooled: float) -> Verdict:
    """The change since `before` in a word; without a session before, that it is the first.

    «Clear» comes in about 5 of 100 comparisons without a change, «maybe» in another 15: 95 % and 80 % mean just that.
    Nothing to say with fewer than 20 in either session is blamed on how few they are; from 20 it is not, since a true
    change of one point is then mostly found.

    Under 20 the interval must clear 0 by half of the least step that a difference can take (Yates 1934): scores come in
    thirds, and with 7 and 7 the nearest possible difference lies so close that 6 of 100 would pass, not 5.
    """
    if before is None:
        return Verdict.FIRST
    clear, maybe = (change(before, after, pooled=pooled, level=level) for level in (CLEAR, MAYBE))
    margin = 0.0 if _shows_own_spread(before) and _shows_own_spread(after) else _SCORE_STEP / 2 / min(before.n, after.n)
    if clear.low > margin:
        return Verdict.HIGHER
    if clear.high < -margin:
        return Verdict.LOWER
    if maybe.low > margin:
        return Verdict.MAYBE_HIGHER
    if maybe.high < -margin:
        return Verdict.MAYBE_LOWER
    return Verdict.UNSURE_FEW if min(before.n, after.n) < OWN_SPREAD else Verdict.UNSURE


def trend(points: Sequence[tuple[float, Sample]], *, pooled: float) -> Trend | None:
    """The slope through sessions `(years, sample)`, each weighted by the inverse of its mean's variance (Aitken 1936).

    One spread holds for all of them: the unit's own over these sessions where each has 20 answers, else the pooled one.
    A spread per session would let chance choose the weights; simulated, 7 of 100 steady units then had a «trend».

    None under four sessions, and when all of them were within a day. The interval holds chance in who answers and how;
    what moves a whole unit on one day (a bad week) is not in it, so it is the least that one must be unsure of.
    Sessions of different versions of the instrument must not be mixed: that is for the caller to see to.
    """
    years, samples = [year for year, _ in points], [sample for _, sample in points]
    if len(points) < TREND_SESSIONS or max(years) - min(years) < _DAY:
        return None
    own = all(_shows_own_spread(sample) for sample in samples)
    variance = _pooled_variance(pooled_sd(samples) if own else pooled)
    quantile = _t(CLEAR, df=sum(sample.n - 1 for sample in samples)) if own else _z(CLEAR)
    weights = [sample.n / variance for sample in samples]
    middle = _weighted_mean(years, weights)
    information = sum(weight * (year - middle) ** 2 for weight, year in zip(weights, years, strict=True))
    pull = sum(w * (year - middle) * sample.mean for w, year, sample in zip(weights, years, samples, strict=True))
    found = _around(pull / information, quantile / sqrt(information))
    return Trend(slope=found.value, low=found.low, high=found.high, direction=_direction(found))


def wilson(count: int, *, n: int, level: float = CLEAR) -> Estimate:
    """The share `count` of `n` (0–1) with Wilson's score interval (Wilson 1927), which never leaves 0–1."""
    if not 0 <= count <= n or n < 1:
        raise ValueError(f"{count} of {n} is not a share")
    z, share = _z(level), count / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return Estimate(share, 0.0 if count == 0 else middle - half, 1.0 if count == n else middle + half)


def shrunk(units: Sequence[Sample], *, pooled: float) -> tuple[float, ...]:
    """The units' means, drawn towards their common mean, the more the fewer answered (Efron & Morris 1975).

    θ̂ = m + (1 - B)(ȳ - m) with B = (σ²/n)/(σ²/n + τ²). τ², the variance between units, is by the method of moments
    (DerSimonian & Laird 1986) and at least 0: units that differ no more than by chance all get the common mean. In the
    order of `units`; a single unit keeps its mean.
    """
    errors = [_pooled_variance(pooled) / unit.n for unit in units]
    means = [unit.mean for unit in units]
    between = _variance_between(means, errors)
    common = _weighted_mean(means, [1 / (error + between) for error in errors]) if means else 0.0
    return tuple(
        common + between / (error + between) * (mean - common) for mean, error in zip(means, errors, strict=True)
    )


def _variance_between(means: Sequence[float], errors: Sequence[float]) -> float:
    if len(means) < 2:  # noqa: PLR2004 -- one unit differs from nobody
        return 0.0
    weights = [1 / error for error in errors]
    middle, total = _weighted_mean(means, weights), sum(weights)
    excess = sum(w * (mean - middle) ** 2 for w, mean in zip(weights, means, strict=True)) - (len(means) - 1)
    return max(0.0, excess / (total - sum(weight**2 for weight in weights) / total))


def _weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(w * value for w, value in zip(weights, values, strict=True)) / sum(weights)


def _direction(found: Estimate) -> Direction:
    if found.low > 0:
        return Direction.RISING
    return Direction.FALLING if found.high < 0 else Direction.UNSURE


def _shows_own_spread(sample: Sample) -> bool:
    return sample.n >= OWN_SPREAD and sample.deviations > 0


def _pooled_variance(pooled: float) -> float:
    if not pooled > 0:
        raise ValueError("the pooled spread is above 0")
    return pooled**2


def _around(value: float, half: float) -> Estimate:
    return Estimate(value, value - half, value + half)


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)


def _t(level: float, *, df: float) -> float:
    # Of SciPy only the part that is needed, and when it is: importing it takes a third of a second.
    from scipy.special import stdtrit  # noqa: PLC0415 -- slow import

    return float(stdtrit(df, (1 + level) / 2))
