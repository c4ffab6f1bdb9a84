"""What people write, as it is kept: one line, and nothing that can't be seen."""

from __future__ import annotations

from unicodedata import category, normalize

#: Control characters, and halves of characters that no database takes.
_UNSEEN = frozenset({"Cc", "Cs"})
#: Characters that only do something to others: needed in some languages, nothing by themselves.
_JOINING = frozenset({"Cf", "Zs", "Mn"})
#: Characters that turn the direction of the text after them, also on somebody else's screen.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def folded(name: str) -> str:
    """What two names have in common that differ only in capitals, or in how their letters are put together."""
    return normalize("NFKC", normalize("NFKC", name).casefold())


def one_line(text: str) -> str:
    """The text with all its white space folded to single blanks; empty where nothing of it can be seen."""
    blank = " ".join(text.split())
    kept = "".join(c for c in blank if category(c) not in _UNSEEN and c not in _TURNING).strip()
    return kept if any(category(c) not in _JOINING for c in kept) else ""


def capitalised(text: str) -> str:
    """The text as it stands by itself, whatever it was written to stand in."""
    return text[:1].upper() + text[1:]
