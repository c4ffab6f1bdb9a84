"""Lines over sessions: the band that each value probably lies in, breaks, and the few words that belong on the drawing.

Only places are computed here, and only from what is shown. Session by session from left to right, however long it was
between them. A figure that is only known to be «… eller høyere» is an open ring.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workshop_app.reports.drawing import element, percent, picture, rem, words

#: Room above and below the plot, in rem: for the labels of points, and for marks and dates.
_ABOVE, _MARKS, _DATES = 1.9, 1.3, 2.7
_MARGIN = 2.0
#: As many dates and figures as fit beside each other.
_CROWD, _DATES_AT_MOST = 8, 6
#: How finely the band's corners are placed; its drawing is stretched over the plot.
_GRAIN = 1000
#: So many points may lie under the words at the end of a line.
_UNDER_WORDS = 4
#: From the line that words stand on to what may begin below them, in rem.
_UNDER_A_WORD = 0.5
#: So many points may lie above the words under the band.
_UNDER_BAND_WORDS = 2
#: From the band's lower edge to the words under it, and from words inside the plot to its floor, in rem.
_UNDER_BAND, _ABOVE_FLOOR = 1.15, 0.4
#: At most this many ticks beside each other, and how far apart, in percent.
_TICKS, _BETWEEN_TICKS = 4, 3.2


@dataclass(frozen=True, kw_only=True)
class Point:
    """One session on a line, in the scale's own whole numbers. `is_open`: the value is one end of what it may be."""

    value: int
    label: str
    low: int | None = None
    high: int | None = None
    is_open: bool = False
    is_joined: bool = True


@dataclass(frozen=True, kw_only=True)
class Series:
    """A line: a point, or None, for every session. `below`: its words stand under its points."""

    points: Sequence[Point | None]
    is_dashed: bool = False
    below: bool = False
    #: What the last point is called, before its figure.
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class LineChart:
    """All that is on the drawing.

    `guides` are words at a height of the scale, `breaks` words before a session, `kept` the sessions after which a
    commitment was done, once for each; -1 is before the first session.
    """

    id: str
    title: str
    description: str
    dates: Sequence[str]
    series: Sequence[Series]
    bottom: int
    top: int
    guides: Mapping[int, str] = field(default_factory=dict)
    breaks: Mapping[int, str] = field(default_factory=dict)
    kept: Sequence[int] = ()
    start: str = ""
    #: What is said of the band, under the last point.
    band: str = ""
    plot: float = 11.0

    @property
    def slots(self) -> int:
        """How many sessions there are."""
        return len(self.dates)

    @property
    def floor(self) -> float:
        """The plot's lower edge, in rem."""
        return _ABOVE + self.plot

    @property
    def below(self) -> float:
        """Where marks and dates begin, in rem: under the plot, and under words that a low point hangs below it."""
        hanging = (_label_height(self, series) for series in self.series if series.below)
        return max((self.floor, *(y + _UNDER_A_WORD for y in hanging)))

    def x(self, slot: float) -> float:
        """The middle of a session, in percent; `slot` + ½ is the border to the next."""
        return _MARGIN + (slot + 0.5) / self.slots * (100 - 2 * _MARGIN)

    def y(self, value: int) -> float:
        """The height of a value, in rem from above."""
        return _ABOVE + (self.top - value) / (self.top - self.bottom) * self.plot


_Placed = tuple[int, Point]


def line_chart(chart: LineChart) -> str:
    """The drawing."""
    parts = (
        *_guides(chart),
        *_breaks(chart),
        *_bands(chart),
        *(part for series in chart.series for part in _whiskers(chart, series)),
        *(part for series in chart.series for part in _strokes(chart, series)),
        *(part for series in chart.series for part in _marks(series, chart)),
        *_kept(chart),
        *_dates(chart),
        *(part for series in chart.series for part in _labels(chart, series)),
        *_band_words(chart),
    )
    room = (_MARKS if chart.kept else 0) + _DATES - (0 if chart.start else 1.1)
    return picture(
        parts,
        id_=chart.id,
        title=chart.title,
        description=chart.description,
        height=chart.below + room,
        kind="chart-lines",
    )


def _guides(chart: LineChart) -> Iterator[str]:
    for value, text in chart.guides.items():
        y = chart.y(value)
        yield _line(("0", rem(y)), ("100%", rem(y)), "chart-guide")
        if text:
            yield words(text, x="0", y=rem(y - 0.3), class_="chart-soft")


def _breaks(chart: LineChart) -> Iterator[str]:
    for slot, text in chart.breaks.items():
        x = chart.x(slot - 0.5)
        yield _line((percent(x), "0"), (percent(x), rem(chart.floor)), "chart-break")
        anchor, dx = ("start", 0.8) if x < 50 else ("end", -0.8)  # noqa: PLR2004 -- towards the middle of the page
        if text:
            yield words(text, x=percent(x + dx), y="0.9rem", class_="chart-soft", anchor=anchor)


def _bands(chart: LineChart) -> Iterator[str]:
    """Each unbroken stretch as one area; its drawing is stretched, since areas know no percentages."""
    corners = "".join(
        element("polygon", points=" ".join(_outline(chart, stretch)), vector_effect="non-scaling-stroke")
        for series in chart.series
        for stretch in _stretches(series)
        if len(stretch) > 1
    )
    if corners:
        yield element(
            "svg",
            corners,
            class_="chart-band",
            aria_hidden="true",
            x=percent(_MARGIN),
            y=rem(_ABOVE),
            width=percent(100 - 2 * _MARGIN),
            height=rem(chart.plot),
            viewBox=f"0 0 {chart.slots * _GRAIN} {(chart.top - chart.bottom) * _GRAIN}",
            preserveAspectRatio="none",
        )


def _stretches(series: Series) -> list[list[_Placed]]:
    """Points with an interval that are joined to each other."""
    found: list[list[_Placed]] = []
    for slot, point in enumerate(series.points):
        if point is None or point.low is None or point.high is None:
            continue
        if point.is_joined and found:
            found[-1].append((slot, point))
        else:
            found.append([(slot, point)])
    return found


def _outline(chart: LineChart, stretch: Sequence[_Placed]) -> Iterator[str]:
    upper = [(slot, point.high) for slot, point in stretch]
    lower = [(slot, point.low) for slot, point in reversed(stretch)]
    for slot, value in (*upper, *lower):
        yield f"{slot * _GRAIN + _GRAIN // 2},{(chart.top - (value or 0)) * _GRAIN}"


def _strokes(chart: LineChart, series: Series) -> Iterator[str]:
    kind = "chart-line chart-dashed" if series.is_dashed else "chart-line"
    before: _Placed | None = None
    for slot, point in enumerate(series.points):
        if point is None:
            continue
        if before and point.is_joined:
            yield _line(_at(chart, *before), _at(chart, slot, point), kind)
        before = (slot, point)


def _whiskers(chart: LineChart, series: Series) -> Iterator[str]:
    """The interval of a point that stands alone: it has no band."""
    for stretch in _stretches(series):
        if len(stretch) == 1:
            ((slot, point),) = stretch
            x, low, high = percent(chart.x(slot)), chart.y(point.low or 0), chart.y(point.high or 0)
            yield _line((x, rem(high)), (x, rem(low)), "chart-whisker")


def _marks(series: Series, chart: LineChart) -> Iterator[str]:
    for slot, point in enumerate(series.points):
        if point is not None:
            x, y = _at(chart, slot, point)
            kind = "chart-ring" if point.is_open or series.is_dashed else "chart-dot"
            yield element("circle", cx=x, cy=y, r=rem(0.28), class_=kind)


def _labels(chart: LineChart, series: Series) -> Iterator[str]:
    """The last figure always; the others where there is room for them."""
    placed = [(slot, point) for slot, point in enumerate(series.points) if point is not None]
    for number, (slot, point) in enumerate(placed):
        is_last = number == len(placed) - 1
        if not is_last and (series.name or len(placed) > _CROWD or point.is_open):
            continue
        text = f"{series.name} {point.label}".strip()
        near = placed[-_UNDER_WORDS:] if is_last and series.name else [(slot, point)]
        x, y = chart.x(slot), _beside(chart, series, near)
        begins = number == 0 or not point.is_joined
        kind = "chart-label" if is_last or begins else "chart-label chart-more"
        yield words(text, x=percent(x), y=rem(y), class_=kind, anchor=_anchor(chart, slot, text))


def _band_words(chart: LineChart) -> Iterator[str]:
    """How sure the last figure is, where it is drawn: nobody has to look up what the band means."""
    placed = [(slot, point) for series in chart.series for slot, point in enumerate(series.points) if point]
    if not chart.band or not placed or placed[-1][1].low is None:
        return
    slot, _ = placed[-1]
    lows = [chart.y(point.low) for _, point in placed[-_UNDER_BAND_WORDS:] if point.low is not None]
    y = min(max(lows) + _UNDER_BAND, chart.floor - _ABOVE_FLOOR)
    anchor = _anchor(chart, slot, chart.band)
    yield words(chart.band, x=percent(chart.x(slot)), y=rem(y), class_="chart-soft", anchor=anchor)


def _label_height(chart: LineChart, series: Series) -> float:
    """How far down the words of the last point stand, in rem."""
    placed = [(slot, point) for slot, point in enumerate(series.points) if point is not None]
    return _beside(chart, series, placed[-_UNDER_WORDS:]) if placed else 0.0


def _beside(chart: LineChart, series: Series, near: Sequence[_Placed]) -> float:
    heights = [chart.y(point.value) for _, point in near]
    return max(heights) + 1.35 if series.below else min(heights) - 0.6


def _anchor(chart: LineChart, slot: int, text: str) -> str:
    """Long words near an edge grow away from it."""
    is_short = len(text) <= 4  # noqa: PLR2004 -- a figure alone
    if is_short or chart.slots <= 3:  # noqa: PLR2004 -- room on both sides
        return "middle"
    return "start" if slot < chart.slots / 3 else "end" if slot >= chart.slots * 2 / 3 else "middle"


def _kept(chart: LineChart) -> Iterator[str]:
    """A tick for every commitment, beside each other where several were done between the same sessions."""
    tick = element("path", d="M-5 0 L-1.5 4 L5.5 -5", class_="chart-tick")
    for slot in sorted(set(chart.kept)):
        towards = -1 if slot == chart.slots - 1 else 1
        for number in range(min(_TICKS, chart.kept.count(slot))):
            x = chart.x(slot + 0.5) + towards * number * _BETWEEN_TICKS
            yield element("svg", tick, x=percent(x), y=rem(chart.below + 0.75), overflow="visible", aria_hidden="true")


def _dates(chart: LineChart) -> Iterator[str]:
    y = chart.below + 1.1 + (_MARKS if chart.kept else 0)
    last = chart.slots - 1
    every = -(-chart.slots // _DATES_AT_MOST)
    for slot, text in enumerate(chart.dates):
        is_end = slot in (0, last)
        if is_end or (slot % every == 0 and last - slot >= every):
            x, anchor = _date_place(chart, slot)
            kind = "chart-date" if is_end else "chart-date chart-more"
            yield words(text, x=percent(x), y=rem(y), class_=kind, anchor=anchor)
    if chart.start:
        x, anchor = _date_place(chart, 0)
        yield words(chart.start, x=percent(x), y=rem(y + 1.15), class_="chart-soft", anchor=anchor)


def _date_place(chart: LineChart, slot: int) -> tuple[float, str]:
    if chart.slots <= 3 or slot not in (0, chart.slots - 1):  # noqa: PLR2004 -- room under each point
        return chart.x(slot), "middle"
    return (0.0, "start") if slot == 0 else (100.0, "end")


def _at(chart: LineChart, slot: int, point: Point) -> tuple[str, str]:
    return percent(chart.x(slot)), rem(chart.y(point.value))


def _line(start: tuple[str, str], end: tuple[str, str], class_: str) -> str:
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=class_)
