"""What people write, as it is kept: one line, and nothing that can't be seen."""

from __future__ import annotations

from unicodedata import category

#: Control characters, and halves of characters that no database takes.
_UNSEEN = frozenset({"Cc", "Cs"})
#: Characters that turn the direction of the text after them, also on somebody else's screen.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str) -> str:
    """The text with all its white space folded to single blanks."""
    folded = " ".join(text.split())
    return "".join(c for c in folded if category(c) not in _UNSEEN and c not in _TURNING).strip()
