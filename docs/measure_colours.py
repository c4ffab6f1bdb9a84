"""Measures the design's colours where they stand, in the token sheets, and writes the tables of `docs/design.md`.

    python -m docs.measure_colours

Contrast is WCAG's ratio of relative luminances. Colour blindness is simulated after Machado, Oliveira and Fernandes
(2009), all three kinds at full strength; grey keeps the luminance only. A distance is CIE 1976 ΔE*ab, about 2 being
the least that can be seen between two surfaces side by side.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

FILE = Path("docs/design.md")
_BEGIN, _END = "<!-- measured -->\n", "<!-- /measured -->\n"
_STYLES = Path("assets/styles")

Colour = tuple[float, float, float]
Theme = Mapping[str, str]

ACCENTS = ("hierarki", "marked", "tillit")
#: Text and what it stands on.
TEXTS = (
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("ink-soft", "paper"),
    ("ink-soft", "surface"),
    ("ink-soft", "sunken"),
    ("ink-soft", "fjord-tint"),
    ("fjord", "paper"),
    ("fjord", "surface"),
    ("fjord", "fjord-tint"),
    ("on-fjord", "fjord"),
    ("calm", "calm-tint"),
)
#: Text that only phones and desks have.
DESK_TEXTS = (("alert", "paper"), ("alert", "surface"), ("alert", "alert-tint"))
#: Edges of what can be pressed or written in, the focus, and bars.
GRAPHICS = (("fjord", "track"), ("line", "paper"), ("line", "surface"), *((accent, "paper") for accent in ACCENTS))
DESK_GRAPHICS = (("focus", "paper"), ("focus", "surface"))

_SEEING: Mapping[str, tuple[Colour, Colour, Colour] | None] = {
    "all colours": None,
    "no red (protanopia)": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green (deuteranopia)": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue (tritanopia)": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
GREY = "in grey"
WAYS_OF_SEEING = (*_SEEING, GREY)


def themes() -> dict[str, Theme]:
    """Every theme's colours by token name. What a theme does not set it has from the one it varies."""
    tokens, projector = (_STYLES / name for name in ("tokens.css", "projector-tokens.css"))
    light, dark, more, more_dark = _blocks(tokens, r":root")
    stage, stage_dark, stage_contrast = _blocks(projector, r"\.stage[^{]*")
    return {
        "light": light,
        "dark": {**light, **dark},
        "more contrast": {**light, **more},
        "more contrast, dark": {**light, **dark, **more, **more_dark},
        "projector, light": {**light, **stage},
        "projector, dark": {**light, **stage, **stage_dark},
        "projector, high contrast": {**light, **stage, **stage_contrast},
    }


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(_linear(one)), _luminance(_linear(other))))
    return (light + 0.05) / (dark + 0.05)


def distance(one: str, other: str, seeing: str) -> float:
    """How far apart two colours are to somebody who sees like that."""
    return math.dist(_lab(_seen(one, seeing)), _lab(_seen(other, seeing)))


def pairs(theme: str) -> Iterator[tuple[str, str, bool]]:
    """(what, on what, whether it is text) for everything that a theme puts together."""
    is_projector = theme.startswith("projector")
    yield from ((what, ground, True) for what, ground in (*TEXTS, *(() if is_projector else DESK_TEXTS)))
    yield from ((what, ground, False) for what, ground in (*GRAPHICS, *(() if is_projector else DESK_GRAPHICS)))


def measured() -> str:
    """The two tables."""
    known = themes()
    lines = ["| theme | least contrast of text | least contrast of edges, focus and bars |", "|---|---|---|"]
    for name, colours in known.items():
        text, graphics = (
            min(
                (contrast(colours[what], colours[ground]), f"{what} on {ground}")
                for what, ground, is_text in pairs(name)
                if is_text is wanted
            )
            for wanted in (True, False)
        )
        lines.append(f"| {name} | {text[0]:.2f} ({text[1]}) | {graphics[0]:.2f} ({graphics[1]}) |")
    lines += [
        "",
        f"| least distance between two accents | {' | '.join(WAYS_OF_SEEING)} |",
        f"|---|{'---|' * len(WAYS_OF_SEEING)}",
    ]
    for name, colours in known.items():
        least = (
            min(distance(colours[one], colours[other], seeing) for one, other in combinations(ACCENTS, 2))
            for seeing in WAYS_OF_SEEING
        )
        lines.append(f"| {name} | {' | '.join(f'{value:.0f}' for value in least)} |")
    return "\n".join(lines) + "\n"


def with_tables(page: str) -> str:
    """The page with its tables as they are measured now."""
    before, rest = page.split(_BEGIN)
    return f"{before}{_BEGIN}{measured()}{_END}{rest.split(_END)[1]}"


def _blocks(sheet: Path, selector: str) -> list[Theme]:
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = re.findall(rf"{selector}\s*{{([^}}]*)}}", css)
    return [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", block)) for block in found]


def _linear(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _each(red), _each(green), _each(blue)


def _each(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _luminance(linear: Colour) -> float:
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _seen(colour: str, seeing: str) -> Colour:
    linear = _linear(colour)
    if seeing == GREY:
        return (_luminance(linear),) * 3
    matrix = _SEEING[seeing]
    if matrix is None:
        return linear
    red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in matrix)
    return red, green, blue


def _lab(linear: Colour) -> Colour:
    red, green, blue = linear
    x = _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = _root(_luminance(linear))
    z = _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return math.cbrt(value) if value > 0.008856 else 7.787 * value + 16 / 116


if __name__ == "__main__":
    FILE.write_text(with_tables(FILE.read_text(encoding="utf-8")), encoding="utf-8")
