"""Text as the minutes' typeface can print it. What it can't, stands as its number in Unicode.

An archive's PDF must hold a glyph for every character, and typst refuses, or breaks down on, what its fonts don't
have. So only what Libertinus has in every cut comes through, and no other font ever stands in for it: Latin, Greek and
Cyrillic letters, punctuation and common signs.
"""

from __future__ import annotations

from unicodedata import category, normalize

_PRINTED = (
    *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x241), (0x250, 0x2E4)),
    *((0x384, 0x38A), (0x38E, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x45F), (0x490, 0x4C4), (0x4D0, 0x4F9)),
    *((0x1E00, 0x1E9B), (0x1E9E, 0x1E9E), (0x1EA0, 0x1EF9)),
    *((0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x2037), (0x2039, 0x203E), (0x2070, 0x2071), (0x2074, 0x208E)),
    *((0x20AC, 0x20AC), (0x2190, 0x219B), (0x2212, 0x2212), (0x221E, 0x221E), (0x2248, 0x2248), (0x2260, 0x2262)),
    *((0x2264, 0x2265), (0x25A0, 0x25A1), (0x25CA, 0x25CC)),
)
#: Joiners, selectors, and marks that belong to no letter which has a character of its own.
_FORMLESS = frozenset({"Cf", "Cc", "Mn", "Me"})
_SPACES = frozenset({"Zl", "Zp", "Zs"})


def printable(text: str) -> str:
    """The text with every character that can be printed, and `[U+1F642]` for each that can't."""
    return "".join(map(_printed, normalize("NFC", text)))


def _printed(character: str) -> str:
    code = ord(character)
    if any(first <= code <= last for first, last in _PRINTED):
        return character
    kind = category(character)
    if kind in _SPACES:
        return " "
    return "" if kind in _FORMLESS else f"[U+{code:04X}]"
