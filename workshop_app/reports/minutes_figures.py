"""The worded bars as the charts of the minutes: what is sure in dark, what is possible in light."""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.domain.disclosure import Bound
from workshop_app.reports.worded_bars import WordedBar, WordedBars


@dataclass(frozen=True)
class DrawnBar:
    """One bar. `solid` per cent of its track are sure, as many as `open` more are possible, for figures at the ends."""

    label: str
    text: str = ""
    solid: int = 0
    open: int = 0


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars under one heading; `sentence` says what they show, for those who hear it, `note` what is said with them."""

    title: str = ""
    bars: tuple[DrawnBar, ...]
    sentence: str
    note: str = ""


def chart(group: WordedBars) -> Chart:
    """The bars as they are drawn."""
    bars = tuple(_drawn(bar) for bar in group.bars)
    return Chart(title=group.title, bars=bars, sentence=group.sentence, note=group.note)


def _drawn(bar: WordedBar) -> DrawnBar:
    if bar.bound in (Bound.AT_MOST, Bound.UNDER):
        return DrawnBar(bar.label, bar.text, 0, bar.width)
    rest = 100 - bar.width if bar.bound in (Bound.AT_LEAST, Bound.OVER) else 0
    return DrawnBar(bar.label, bar.text, bar.width, rest)
