"""Which sentences shown figures bear, as phrase keys: a dilemma's shift, how sure the room is.

Works on what `disclosure` shows and on nothing finer, so that the words can't tell more than the
bars beside them do. No sentence says that anything got better: a dilemma has no right answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from workshop_app.domain.disclosure import Bar, Hidden, ShownBeforeAfter, ShownVote, percents

TOO_FEW = "stage.too_few"

#: A move of the mean that is worth words: half a step, or in the smallest rooms what it takes so
#: that one person who went one step never makes it. Measured on the shown, rounded bars: over all
#: histograms with 5, 6 or 7 answers such a person moves their mean by at most 3/n + 0.03; with 8
#: to 20 the half step is passed by one person's one step in at most 3 % of simulated rooms.
_HALF_A_STEP = 0.5
_ONE_PERSON = 3.2

_MOST, _FEW = 60, 30
_MIDDLE = 3

_STILL = "dilemma.shift.none"
_OPPOSITE = {
    "dilemma.shift.first": "dilemma.shift.last",
    "dilemma.shift.last": "dilemma.shift.first",
    "dilemma.shift.closer": "dilemma.shift.apart",
    "dilemma.shift.apart": "dilemma.shift.closer",
}


def shift_sentence(shown: ShownBeforeAfter | Hidden) -> str:
    """Where a dilemma's weight went: towards its first or last side, else closer or apart, else much the same."""
    if isinstance(shown, Hidden):
        return TOO_FEW
    mean, spread = _mean_and_spread(shown.before)
    mean_after, spread_after = _mean_and_spread(shown.after)
    least = max(_HALF_A_STEP, _ONE_PERSON / min(shown.n_before, shown.n_after))
    if abs(mean_after - mean) > least:
        return "dilemma.shift.last" if mean_after > mean else "dilemma.shift.first"
    if abs(spread_after - spread) > least:
        return "dilemma.shift.apart" if spread_after > spread else "dilemma.shift.closer"
    return _STILL


def held_sentence(then: ShownBeforeAfter | Hidden, now: ShownBeforeAfter) -> str:
    """Where the room ended last time against where it begins now, by the same measure as a talk's shift."""
    if isinstance(then, Hidden) or then.form is not now.form:
        return "dilemma.held.unknown"
    between = ShownBeforeAfter(
        n_before=then.n_after, n_after=now.n_before, form=now.form, before=then.after, after=now.before
    )
    moved_then, moved_since = shift_sentence(then), shift_sentence(between)
    if moved_then == _STILL:
        return "dilemma.held.steady" if moved_since == _STILL else "dilemma.held.moved_between"
    if moved_since == _STILL:
        return "dilemma.held.yes"
    return "dilemma.held.back" if moved_since == _OPPOSITE.get(moved_then) else "dilemma.held.further"


def sureness_sentence(shown: ShownVote | Hidden) -> str:
    """How sure the room is, from the two upper of five steps."""
    if isinstance(shown, Hidden):
        return TOO_FEW
    placed = zip(_positions(shown.bars), percents(shown.bars), strict=True)
    sure = sum(percent for position, percent in placed if position > _MIDDLE)
    if sure >= _MOST:
        return "stage.sure.most"
    return "stage.sure.few" if sure <= _FEW else "stage.sure.mixed"


def _mean_and_spread(bars: Sequence[Bar]) -> tuple[float, float]:
    """Mean and standard deviation, in steps, of the distribution that the bars suggest."""
    positions, shares = _positions(bars), percents(bars)
    weight = sum(shares)
    mean = sum(position * percent for position, percent in zip(positions, shares, strict=True)) / weight
    deviations = ((position - mean) ** 2 * percent for position, percent in zip(positions, shares, strict=True))
    return mean, sqrt(sum(deviations) / weight)


def _positions(bars: Sequence[Bar]) -> list[float]:
    """Where each bar stands on the scale from 1: a bin stands in the middle of its options."""
    positions, before = [], 0
    for bar in bars:
        positions.append(before + (len(bar.options) + 1) / 2)
        before += len(bar.options)
    return positions
