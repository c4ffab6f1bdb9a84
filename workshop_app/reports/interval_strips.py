"""One figure and where it probably lies, as a band on the whole scale: the same drawing for every unit of a page.

All strips have the same width, ends and middle, so that they can be read beside each other without being told apart by
more than they are: where bands overlap, nobody can say which unit is higher.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.reports.drawing import element, percent, picture, rem, words

_MIDDLE, _HEIGHT, _BAND, _WORDS = 0.7, 2.1, 0.5, 2.0


@dataclass(frozen=True, kw_only=True)
class IntervalStrip:
    """A figure on its scale, in the scale's own whole numbers. `is_open`: the value is one end of what it may be."""

    id: str
    title: str
    description: str
    value: int
    low: int
    high: int
    bottom: int
    top: int
    #: What stands under the scale's ends.
    ends: tuple[str, str]
    is_open: bool = False

    def x(self, value: float) -> float:
        """Its place, in percent of the width."""
        return (value - self.bottom) / (self.top - self.bottom) * 100


def interval_strip(strip: IntervalStrip) -> str:
    """The drawing."""
    low, high = strip.x(strip.low), strip.x(strip.high)
    middle, top = rem(_MIDDLE), rem(_MIDDLE - _BAND / 2)
    dot = "chart-ring" if strip.is_open else "chart-dot"
    parts = [
        element("line", x1="0", y1=middle, x2="100%", y2=middle, class_="chart-guide"),
        *(_end(strip.x(value)) for value in (strip.bottom, (strip.bottom + strip.top) / 2, strip.top)),
        element("rect", x=percent(low), y=top, width=percent(high - low), height=rem(_BAND), class_="chart-range"),
        element("circle", cx=percent(strip.x(strip.value)), cy=middle, r=rem(0.3), class_=dot),
        words(strip.ends[0], x="0", y=rem(_WORDS), class_="chart-soft"),
        words(strip.ends[1], x="100%", y=rem(_WORDS), class_="chart-soft", anchor="end"),
    ]
    return picture(
        parts, id_=strip.id, title=strip.title, description=strip.description, height=_HEIGHT, kind="chart-strip"
    )


def _end(x: float) -> str:
    return element(
        "line", x1=percent(x), y1=rem(_MIDDLE - 0.35), x2=percent(x), y2=rem(_MIDDLE + 0.35), class_="chart-end"
    )
