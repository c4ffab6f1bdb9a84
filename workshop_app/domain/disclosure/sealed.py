"""A part that is sealed, as the kinds get it to say in which form it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_app.domain.agenda import Activity
from workshop_app.domain.disclosure.beside import PulseOfSession
from workshop_app.domain.disclosure.earlier import CountedBefore
from workshop_app.domain.disclosure.shown import Audience
from workshop_app.domain.tally import Aggregate


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """What was counted in one part, who looks, and the municipality's threshold `k`.

    `before` is the same part of an earlier session that asked the same, to be shown beside it.
    """

    activity: Activity
    part: str
    counted: Mapping[str, Aggregate]
    audience: Audience
    k: int
    pulses: Sequence[PulseOfSession] = ()
    before: CountedBefore | None = None

    def of(self, round_: str) -> Aggregate:
        """What was counted in that round; a round that nobody voted in looks like one with too few answers."""
        return self.counted.get(round_, Aggregate(round_, 0))
