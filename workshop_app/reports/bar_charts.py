"""Labelled bars for what most have chosen: one vote, or the same vote before and after a talk.

A bar is as long as its figure is shown to be, and says the figure itself. Before is hatched and after is filled, so
that they differ without colour too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap

from workshop_app.reports.drawing import element, percent, picture, rem, words

#: Characters in a line of a label: they fit a phone.
_LINE = 38
_LINE_HEIGHT, _BAR_HEIGHT, _BETWEEN, _GROUPS = 1.4, 0.95, 0.35, 0.6
#: How much of the page's width 100 percent take; the rest is for the words behind the bar.
_FULL = 0.55


@dataclass(frozen=True, kw_only=True)
class DrawnBar:
    """One bar. `value` in percent; without one only the words are there."""

    text: str
    value: int | None = None
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
        group = list(_group(label, bars, top=y, hatch=f"{chart.id}-skravur"))
        parts += group
        y += len(_lines(label)) * _LINE_HEIGHT + len(bars) * (_BAR_HEIGHT + _BETWEEN) + _GROUPS
    return picture(
        [_hatch(f"{chart.id}-skravur"), *parts],
        id_=chart.id,
        title=chart.title,
        description=chart.description,
        height=max(0.0, y - _GROUPS),
        kind="chart-bars",
    )


def _group(label: str, bars: Sequence[DrawnBar], *, top: float, hatch: str) -> Iterator[str]:
    for line in _lines(label):
        top += _LINE_HEIGHT
        yield words(line, x="0", y=rem(top - 0.42), class_="chart-name")
    for bar in bars:
        yield from _bar(bar, top=top, hatch=hatch)
        top += _BAR_HEIGHT + _BETWEEN


def _bar(bar: DrawnBar, *, top: float, hatch: str) -> Iterator[str]:
    width = (bar.value or 0) * _FULL
    if bar.value is not None:
        yield element(
            "rect",
            x="1",
            y=rem(top),
            width=percent(width),
            height=rem(_BAR_HEIGHT),
            class_="chart-before" if bar.is_before else "chart-after",
            fill=f"url(#{hatch})" if bar.is_before else None,
        )
    yield words(bar.text, x=percent(width + 1.5), y=rem(top + 0.76), class_="chart-label")


def _hatch(id_: str) -> str:
    stripe = element("path", d="M0 0V6", class_="chart-stripe")
    pattern = element(
        "pattern", stripe, id=id_, width="6", height="6", patternUnits="userSpaceOnUse", patternTransform="rotate(45)"
    )
    return element("defs", pattern)


@lru_cache(maxsize=1024)
def _lines(label: str) -> tuple[str, ...]:
    return tuple(wrap(label, _LINE)) or ("",)
