"""How many answers it takes before a figure may be kept or shown: the numbers of the anonymity promise.

Only constants and the floor under the municipality's own setting. Knows neither votes nor people.
"""

from __future__ import annotations

#: No setting goes under this.
FLOOR = 5
#: A municipality may ask for more than the floor, but figures about one leader need at least this.
LEADER = 7
#: From here each step and each option gets its own share; below, bins or only the most chosen.
SHARES = 8
#: From here the pulse is kept per item, and means are shown to a tenth.
ITEMS = 10
#: Up to and including this, the outer classes are wide: «20 % eller mindre», «80 % eller mer».
WIDE_ENDS = 20
#: Of several sittings, so many answers at the least must come from others than the largest: whoever knows the own
#: answer could else take it away and have the largest sitting alone.
BESIDE = 2
#: Who moved where between two votes: this many people, and this many in every way that was taken.
FLOW = 15
FLOW_CELL = 3


def floored(k: int) -> int:
    """The municipality's threshold, lifted to the floor."""
    return max(k, FLOOR)


def for_leader(k: int) -> int:
    """The threshold for figures about one leader."""
    return max(k, LEADER)


def for_items(k: int) -> int:
    """The threshold for figures about a single statement of the pulse."""
    return max(k, ITEMS)
