"""What phones were told, kept on their side, to be laid beside what the server has counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Ledger:
    """For each phone the newest answer that it was told is stored. Filled in by the phones themselves."""

    stored: dict[int, tuple[int, str]] = field(default_factory=dict)
    #: Which phone was told in which words that its answer is not stored.
    refused: set[tuple[int, str]] = field(default_factory=set)

    def told(self, phone: int, *, seq: int, answer: str) -> None:
        """A phone was told that it is stored. An older word never takes a newer one's place."""
        if seq >= self.stored.get(phone, (0, ""))[0]:
            self.stored[phone] = (seq, answer)

    def counts(self) -> Counter[str]:
        """How many of each answer a true tally has."""
        return Counter(answer for _, answer in self.stored.values())

    def begin_anew(self) -> None:
        """Another vote."""
        self.stored.clear()
        self.refused.clear()
