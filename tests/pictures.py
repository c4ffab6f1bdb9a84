"""Logos as municipalities have them, and files that only look like one."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

#: Blue on nothing, three times as wide as high, with what a stranger may have put in.
SVG = b"""<?xml version="1.0"?>
<!-- drawn by hand -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" onload="alert(1)">
  <script>alert(1)</script><circle cx="50" cy="50" r="40" fill="#003366"/>
</svg>"""


def png(width: int, height: int) -> bytes:
    """A red PNG, half seen through, with a word of its own in it."""
    file, said = BytesIO(), PngInfo()
    said.add_text("Comment", "hemmelig")
    Image.new("RGBA", (width, height), (200, 30, 30, 128)).save(file, "PNG", pnginfo=said)
    return file.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A small PNG that says that it is that large."""
    small = png(10, 10)
    return small[:16] + struct.pack(">II", width, height) + small[24:]


def svg(content: str, *, width: int = 100, height: int = 100) -> bytes:
    """An SVG of that size with that content."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{content}</svg>'.encode()
