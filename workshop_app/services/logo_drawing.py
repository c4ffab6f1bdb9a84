"""A logo as somebody uploads it, PNG or SVG, drawn anew as a plain picture: nothing of the file itself is kept.

Typst reads both kinds in Rust, runs no script and fetches nothing. A file can still be made to take for ever or to
fill the memory, so it is drawn in a process of its own that may have little of either.
"""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from workshop_app.domain.errors import BadInput
from workshop_app.settings import inherited_environment

#: What a file may weigh, in bytes.
LARGEST = 200_000
#: The picture's most, in pixels: sharp on a projector of 3840 × 2160, where it stands 128 pixels high.
_WIDEST, _HIGHEST = 768, 192
#: What a PNG may claim to be, along either edge, in pixels.
_MOST_PIXELS = 4096
#: Of a longer or higher shape than these a logo can't be seen any more.
_MOST_TIMES_AS_WIDE, _MOST_TIMES_AS_HIGH = 10, 2
_SECONDS = 10
_PROCESS = Path(__file__).with_name("logo_process.py")
_PNG = b"\x89PNG\r\n\x1a\n"
#: Where a PNG says how large it is: width and height, after the first chunk's length and name.
_PNG_SIZE = slice(16, 24)
_SVG_ROOT = re.compile(rb"\A\s*(?:<\?xml.*?\?>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*<svg[\s>]", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A PNG that we have made ourselves. Width and height in pixels."""

    content: bytes
    width: int
    height: int


def redrawn(file: bytes, *, seconds: int = _SECONDS) -> Picture:
    """The logo in `file`, at most 768 × 192 pixels. Blocks, for `seconds` at most. Raises `BadInput`."""
    if len(file) > LARGEST:
        raise BadInput("logo.too_large")
    if not file:
        raise BadInput("logo.no_file")
    size = _largest_of_png(file) if file.startswith(_PNG) else None
    if size is None and not _SVG_ROOT.match(file.removeprefix(b"\xef\xbb\xbf")):
        raise BadInput("logo.not_a_picture")
    drawn = _draw_apart(file, format_="png" if size else "svg", most=size or (_WIDEST, _HIGHEST), seconds=seconds)
    if not drawn.startswith(_PNG):
        raise BadInput("logo.unreadable")
    width, height = _size(drawn)
    return Picture(content=drawn, width=width, height=height)


def _largest_of_png(file: bytes) -> tuple[int, int]:
    """How large it may be drawn: never larger than it is."""
    width, height = _size(file)
    if not 0 < width <= _MOST_PIXELS or not 0 < height <= _MOST_PIXELS:
        raise BadInput("logo.unreadable")
    return min(_WIDEST, width), min(_HIGHEST, height)


def _size(png: bytes) -> tuple[int, int]:
    told = png[_PNG_SIZE].ljust(8, b"\0")
    width, height = struct.unpack(">II", told)
    return width, height


def _draw_apart(file: bytes, *, format_: str, most: tuple[int, int], seconds: int) -> bytes:
    """What the process of its own has drawn; empty where it gave up, was too slow or wanted too much."""
    told = {
        "format": format_,
        "width": most[0],
        "height": most[1],
        "wide": _MOST_TIMES_AS_WIDE,
        "high": _MOST_TIMES_AS_HIGH,
    }
    try:
        done = subprocess.run(  # noqa: S603 -- a file of ours
            [sys.executable, "-P", _PROCESS, json.dumps(told)],
            input=file,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**inherited_environment(), "RAYON_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""
