"""How alike answers are, from the shares as they are shown, so that words and order add nothing to these."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from workshop_app.domain.agreement import Spread, agreement, spread
from workshop_app.domain.disclosure.shown import Bar, Bound

_AT_THE_BOTTOM = frozenset({Bound.AT_MOST, Bound.UNDER})
#: Shares are made whole in thousandths.
_FINE = 10


def spread_of(bars: Sequence[Bar]) -> Spread | None:
    """The word for a statement in three bins; «20 % eller mindre» counts as half of that."""
    shares = [bar.share for bar in bars if bar.share]
    return _word(tuple(share.value // 2 if share.bound in _AT_THE_BOTTOM else share.value for share in shares))


def spread_on_steps(bars: Sequence[Bar]) -> Spread | None:
    """The word for five bars, most of which are «20 % eller mindre» where answers are alike."""
    return _word(_whole(bars))


def agreement_on_steps(bars: Sequence[Bar]) -> float:
    """Van der Eijk's agreement of five bars: 1 all alike, -1 half at either end."""
    return agreement(_whole(bars)) or 0


def percents(bars: Sequence[Bar]) -> list[float]:
    """One number per bar: what the hedged classes leave open is shared out evenly among them."""
    shares = [bar.share for bar in bars if bar.share is not None]
    sure = [0 if share.bound in _AT_THE_BOTTOM else share.value for share in shares]
    hedged = [share.bound is not Bound.ABOUT for share in shares]
    left = max(0, 100 - sum(sure)) / max(1, sum(hedged))
    return [value + left * is_hedged for value, is_hedged in zip(sure, hedged, strict=True)]


def _whole(bars: Sequence[Bar]) -> tuple[int, ...]:
    return tuple(round(_FINE * percent) for percent in percents(bars))


@lru_cache(maxsize=1024)
def _word(shares: tuple[int, ...]) -> Spread | None:
    return spread(shares)
