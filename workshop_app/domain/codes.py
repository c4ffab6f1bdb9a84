"""Join codes: six characters that survive being read from a projector and typed on a phone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

#: Nothing that looks like something else: of every such pair at most one is issued.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY23456789"
LENGTH = 6
#: A rehearsal is known by its code, so that it can lie apart from everything else.
_REHEARSAL_LENGTH = LENGTH + 1

_LOOK_ALIKES = str.maketrans("O0I1LSZB", "QQJJJ528")


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """A fresh code. `choose` picks one element at random; pass `secrets.choice`."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def new_rehearsal_code(choose: Callable[[Sequence[str]], str]) -> str:
    """A fresh code for a rehearsal."""
    return "".join(choose(ALPHABET) for _ in range(_REHEARSAL_LENGTH))


def is_rehearsal(code: str) -> bool:
    """Whether a normalised code can only be a rehearsal's."""
    return len(code) == _REHEARSAL_LENGTH and set(code) <= set(ALPHABET)


def normalise(typed: str) -> str:
    """What the person meant: spaces and hyphens dropped, capitals, look-alikes folded together.

    O and 0 are never issued, so they can only be a misread Q; I, 1 and L a misread J; and so on.
    Returns the folded text whatever its length: an impossible code simply matches no session.
    """
    kept = "".join(character for character in typed.upper() if character.isalnum())
    return kept.translate(_LOOK_ALIKES)[:_REHEARSAL_LENGTH]


def spoken(code: str) -> str:
    """The code in two groups of three, as it is easiest to read aloud."""
    return f"{code[:3]} {code[3:]}"
