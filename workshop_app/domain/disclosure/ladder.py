"""How far up the ladder responsibility stands today and should stand may be shown: a mean to the half, and no share.

Class W, by the form and the ends of class P: a mean alone, whose end classes hold for a single statement
(`coarsening.mean_on_scale`). Means and shares of the same answers are never shown together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop_app.domain.disclosure.coarsening import COARSE, mean_on_scale
from workshop_app.domain.disclosure.rows import kept_rows
from workshop_app.domain.disclosure.shown import Hidden, LadderRow, Mean, ShownLadder
from workshop_app.domain.tally import Aggregate


def show_ladder(*, today: Aggregate, desired: Aggregate, k: int) -> ShownLadder | Hidden:
    """Both means of each row, or neither; where that is so of all rows, nothing is shown."""
    now, wanted = kept_rows(today, k=k), kept_rows(desired, k=k)
    rows = tuple(LadderRow(row, *_means(now[row], wanted.get(row, {}))) for row in now)
    if not any(row.gap is not None for row in rows):
        return Hidden()
    widest = max(abs(row.gap or 0) for row in rows)
    return ShownLadder(rows=rows, largest=tuple(row.row for row in rows if widest and abs(row.gap or 0) == widest))


def _means(*rounds: Mapping[str, Any]) -> tuple[Mean, Mean] | tuple[None, None]:
    if not all(rounds):
        return None, None
    now, wanted = (mean_on_scale(one["sum"] / one["n"], n=one["n"], grid=COARSE) for one in rounds)
    return now, wanted
