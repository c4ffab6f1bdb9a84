"""Draws a logo from standard input as PNG to standard output: run as a file, in a process that may have little memory.

What is asked for comes as JSON in the only argument (`logo_drawing`). Ends with 1 for what can't be drawn.
"""

from __future__ import annotations

import json
import sys

_MEMORY = 768 * 1024 * 1024
_TEMPLATE = b"""
#let told = json(bytes(sys.inputs.logo))
#let drawn(..size) = image(bytes(told.file), format: told.format, ..size)
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#context {
  let found = measure(drawn())
  let wide = calc.min(told.width * 1pt, told.height * 1pt * (found.width / found.height))
  let high = wide * (found.height / found.width)
  assert(wide <= high * told.wide and high <= wide * told.high)
  drawn(width: wide, height: high)
}
"""


def draw(told: str) -> None:
    """From standard input to standard output."""
    import typst  # noqa: PLC0415 -- only in the process of its own

    _take_little()
    # As numbers, since typst takes files for text.
    logo = json.dumps({**json.loads(told), "file": list(sys.stdin.buffer.read())})
    drawn = typst.compile(_TEMPLATE, format="png", ppi=72, ignore_system_fonts=True, sys_inputs={"logo": logo})
    assert isinstance(drawn, bytes)
    sys.stdout.buffer.write(drawn)


def _take_little() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 -- there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    draw(sys.argv[1])
