"""What content must hold beyond its types, said of single keys: the pieces that kinds make their checks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

#: More answers than these can't be told apart on a phone.
MOST_OPTIONS = 12


@dataclass(frozen=True)
class Fault:
    """What is wrong under a key of the file: a phrase, and what fills it."""

    key: str
    reason: str
    slots: Mapping[str, object] = field(default_factory=dict)


def alternatives(key: str, ids: Sequence[str], *, least: int = 2, most: int | None = None) -> Iterator[Fault]:
    """Enough to choose between, not more than can be told apart, and each only once."""
    if len(ids) < least:
        yield Fault(key, "mistake.too_few", {"n": len(ids), "least": least})
    if most is not None and len(ids) > most:
        yield Fault(key, "mistake.too_many", {"n": len(ids), "most": most})
    yield from repeated(key, ids)


def repeated(key: str, ids: Sequence[str]) -> Iterator[Fault]:
    """No id twice."""
    twice = [name for place, name in enumerate(ids) if name in ids[:place]]
    if twice:
        yield Fault(key, "mistake.id_twice", {"id": twice[0]})


def between(key: str, figure: int, low: int, high: int) -> Iterator[Fault]:
    """A number within its limits."""
    if not low <= figure <= high:
        yield Fault(key, "mistake.out_of_range", {"n": figure, "low": low, "high": high})
