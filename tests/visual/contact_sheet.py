"""Pages for the eye: every place in every theme side by side, one page for each screen, and what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from tests.browser.themes import THEMES

_STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 16px; background: #8a8a8a; color: #fff }
a { color: inherit } table { border-spacing: 12px } th { text-align: left; vertical-align: top }
img { width: var(--width); display: block } pre { white-space: pre-wrap; background: #fff; color: #111; padding: 12px }
"""
_WIDTHS = {"phone": 260, "small-phone": 213, "control-phone": 260, "desk-phone": 260}


def lay_out(folder: Path, places: Mapping[str, Sequence[str]], findings: Sequence[str]) -> Path:
    """Write the pages for `places`, which are listed by screen; returns the first page."""
    links = " · ".join(f'<a href="{name}.html">{name}</a> ({len(places[name])})' for name in places)
    for name, of_screen in places.items():
        rows = "".join(_row(name, place) for place in of_screen)
        heads = "".join(f"<th>{theme}</th>" for theme in ("", *THEMES))
        _write(folder / f"{name}.html", name, f"<p>{links}</p><table><tr>{heads}</tr>{rows}</table>")
    said = escape("\n".join(findings)) or "Nothing to say."
    first = folder / "index.html"
    _write(first, "Screens", f"<p>{links}</p><pre>{said}</pre>")
    return first


def _row(name: str, place: str) -> str:
    cells = "".join(
        f'<td><a href="{name}-{theme}/{place}.jpg"><img loading="lazy" style="--width: {_WIDTHS.get(name, 460)}px"'
        f' src="{name}-{theme}/{place}.jpg" alt=""></a></td>'
        for theme in THEMES
    )
    return f"<tr><th>{place}</th>{cells}</tr>"


def _write(file: Path, title: str, body: str) -> None:
    file.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style><h1>{title}</h1>{body}</html>",
        encoding="utf-8",
    )
