"""Labelled bars for what most have chosen: one vote, or the same vote before and after a talk.

A bar is as long as its figure is shown to be, and says the figure itself. Before is hatched and after is filled, so
that they differ without colour too. Where a figure is only known to lie on one side of its number, the part in which it
may lie is dashed and open, as on all other screens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap

from workshop_app.domain.disclosure import Bound, Figure
from workshop_app.reports.drawing import element, percent, picture, rem, words

#: Characters in a line of a label: they fit a phone.
_LINE = 38
_LINE_HEIGHT, _BAR_HEIGHT, _BETWEEN, _GROUPS = 1.4, 0.95, 0.35, 0.6
#: How much of the page's width 100 percent take; the rest is for the words behind the bar.
_FULL = 0.55
#: The patterns, by the ends of their ids.
_BEFORE, _OPEN = "skravur", "kanskje"


@dataclass(frozen=True, kw_only=True)
class DrawnBar:
    """One bar. `figure` in percent; without one only the words are there."""

    text: str
    figure: Figure | None = None
    is_before: bool = False


@dataclass(frozen=True, kw_only=True)
class BarChart:
    """Groups of bars under a label each."""

    id: str
    title: str
    description: str
    groups: Sequence[tuple[str, Sequence[DrawnBar]]]


def bar_chart(chart: BarChart) -> str:
    """The drawing."""
    parts, y = [], 0.0
    for label, bars in chart.groups:
        group = list(_group(label, bars, top=y, chart=chart.id))
        parts += group
        y += len(_lines(label)) * _LINE_HEIGHT + len(bars) * (_BAR_HEIGHT + _BETWEEN) + _GROUPS
    return picture(
        [_patterns(chart.id), *parts],
        id_=chart.id,
        title=chart.title,
        description=chart.description,
        height=max(0.0, y - _GROUPS),
        kind="chart-bars",
    )


def _group(label: str, bars: Sequence[DrawnBar], *, top: float, chart: str) -> Iterator[str]:
    for line in _lines(label):
        top += _LINE_HEIGHT
        yield words(line, x="0", y=rem(top - 0.42), class_="chart-name")
    for bar in bars:
        yield from _bar(bar, top=top, chart=chart)
        top += _BAR_HEIGHT + _BETWEEN


def _bar(bar: DrawnBar, *, top: float, chart: str) -> Iterator[str]:
    sure, end = _reach(bar.figure) if bar.figure else (0, 0)
    if sure:
        look, fill = ("chart-before", _fill(chart, _BEFORE)) if bar.is_before else ("chart-after", None)
        yield _rectangle(0, sure, top=top, class_=look, fill=fill)
    if end > sure:
        yield _rectangle(sure, end, top=top, class_="chart-open", fill=_fill(chart, _OPEN))
    yield words(bar.text, x=percent(end * _FULL + 1.5), y=rem(top + 0.76), class_="chart-label")


def _reach(figure: Figure) -> tuple[int, int]:
    """How far it surely reaches, and how far it may, in percent."""
    if figure.bound in (Bound.AT_MOST, Bound.UNDER):
        return 0, figure.value
    return figure.value, 100 if figure.bound in (Bound.AT_LEAST, Bound.OVER) else figure.value


def _rectangle(low: int, high: int, *, top: float, class_: str, fill: str | None) -> str:
    # A pixel from the edge, so that the outline is not cut off.
    width, height = percent((high - low) * _FULL), rem(_BAR_HEIGHT)
    x = percent(low * _FULL) if low else "1"
    return element("rect", x=x, y=rem(top), width=width, height=height, class_=class_, fill=fill)


def _fill(chart: str, pattern: str) -> str:
    return f"url(#{chart}-{pattern})"


def _patterns(chart: str) -> str:
    return element("defs", _pattern(chart, _BEFORE, "chart-stripe") + _pattern(chart, _OPEN, "chart-thin-stripe"))


def _pattern(chart: str, name: str, look: str) -> str:
    stripe = element("path", d="M0 0V6", class_=look)
    turned = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return element("pattern", stripe, id=f"{chart}-{name}", width="6", height="6", **turned)


@lru_cache(maxsize=1024)
def _lines(label: str) -> tuple[str, ...]:
    return tuple(wrap(label, _LINE)) or ("",)
