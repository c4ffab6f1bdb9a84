"""What an earlier session counted, as it is handed over to be shown beside a later one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workshop_app.domain.tally import Aggregate


@dataclass(frozen=True, kw_only=True)
class CountedBefore:
    """What the unit's latest session before this one counted when it asked the same.

    `reorganised`: the day on which the unit became another since; then nothing of that session is here.
    """

    held_on: date
    aggregates: Sequence[Aggregate] = ()
    reorganised: date | None = None
