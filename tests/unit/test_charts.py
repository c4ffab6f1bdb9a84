"""Charts tell no more than what is shown, in their words or in their places, and can be read without colour."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random
from xml.etree.ElementTree import fromstring

import pytest

from benchmarks.past_sessions import occasion
from tests.unit.unit_reports import figures_of, history_of, past, texts
from workshop_app.domain.disclosure import Audience, Bound, Figure, ShownBeforeAfter, ShownPoints
from workshop_app.domain.tally import Aggregate
from workshop_app.reports.bar_charts import BarChart, DrawnBar, bar_chart
from workshop_app.reports.interval_strips import IntervalStrip, interval_strip
from workshop_app.reports.line_charts import LineChart, Point, Series, line_chart
from workshop_app.reports.unit_figures import UnitFigures, unit_figures
from workshop_app.reports.unit_page import unit_report
from workshop_app.services.history import Occasion

PASTS = [past(0), past(1, 4), past(2, 9), past(3, 22, version=2), past(4, 45, version=2), past(5, 8, version=2)]
SVG = "{http://www.w3.org/2000/svg}"


def shown_numbers(figures: UnitFigures) -> set[str]:
    """Every number in the shown values, as it is written."""
    found: set[str] = set()
    assert figures.pulse is not None
    for point in (point for line in (*figures.pulse.lines, figures.pulse.anchor) for point in line.points):
        tenths = [point.low, point.high, point.mean.tenths if point.mean else None, abs(point.difference or 0)]
        found |= {f"{value / 10:.1f}".replace(".", ",") for value in tenths if value is not None}
        found |= {str(point.n), *(str(bar.share.value) for item in point.items for bar in item.bars if bar.share)}
        found |= {str(item.n) for item in point.items}
    for session in figures.sessions:
        if isinstance(session.dilemma, ShownBeforeAfter):
            found |= {str(session.dilemma.n_before), str(session.dilemma.n_after)}
            sides = (*session.dilemma.before, *session.dilemma.after)
            found |= {str(bar.share.value) for bar in sides if bar.share}
        if isinstance(session.points, ShownPoints):
            found |= {str(figure.value) for row in session.points.rows for figure in (row.today, row.desired)}
    return found


def drawings(figures: UnitFigures) -> list[str]:
    return [text for text in texts(unit_report(figures)) if text.startswith("<svg")]


@pytest.mark.parametrize("audience", [Audience.UNIT, Audience.LEADER])
def test_every_number_on_a_drawing_and_in_a_table_is_a_shown_one(audience: Audience) -> None:
    figures = figures_of(PASTS, audience=audience)
    report = unit_report(figures)
    told = [text for text in texts((report.pulse, report.dilemma, report.points)) if not text.startswith("<svg")]
    for drawing in drawings(figures):
        told += [element.text or "" for element in fromstring(drawing).iter()]
    without_dates = [re.sub(r"\d\d\.\d\d\.\d{4}", "", text) for text in told if not re.fullmatch(r"[\w-]*-\d+", text)]
    # The scale's ends, how many pulses a trend rests on, and the threshold for figures about the leader.
    known = shown_numbers(figures) | {"1", "5", "3", "7"}

    assert len(drawings(figures)) > 10
    numbers = {number for text in without_dates for number in re.findall(r"\d+(?:,\d+)?", text)}
    assert numbers - known == set()


def blurred(one: Occasion, chance: Random) -> Occasion:
    """The same session with other exact figures: small moves, most of which rounding hides."""

    def changed(aggregate: Aggregate) -> Aggregate:
        if aggregate.round != "pulse" or aggregate.figures is None:
            return aggregate
        dimensions = {
            id_: {**kept, "mean": kept["mean"] + chance.uniform(-0.01, 0.01)} if "mean" in kept else kept
            for id_, kept in aggregate.figures["dimensions"].items()
        }
        return replace(aggregate, figures={**aggregate.figures, "dimensions": dimensions})

    return replace(one, counted={key: tuple(map(changed, rounds)) for key, rounds in one.counted.items()})


def test_what_is_shown_alike_is_drawn_alike() -> None:
    """No place on a drawing is computed from anything but the shown values."""
    chance, plain = Random(1), [occasion(one) for one in PASTS]
    first = unit_figures(history_of(plain))
    alike = 0
    for _ in range(20):
        second = unit_figures(history_of([blurred(one, chance) for one in plain]))
        if second.pulse == first.pulse:
            alike += 1
            assert unit_report(second) == unit_report(first)
    assert alike


def test_every_drawing_is_well_formed_and_has_a_name_and_a_description() -> None:
    ids: list[str] = []
    for drawing in drawings(figures_of(PASTS, audience=Audience.LEADER)):
        root = fromstring(drawing)
        assert root.get("role") == "img"
        named = {element.get("id"): element.text for element in root.iter() if element.get("id")}
        ids += named
        assert named[root.get("aria-labelledby")]
        assert named[root.get("aria-describedby")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("figure", "sure", "maybe"),
    [
        (Figure(40), "22%", None),
        (Figure(20, Bound.AT_MOST), None, "11%"),
        (Figure(10, Bound.UNDER), None, "5.5%"),
        (Figure(80, Bound.AT_LEAST), "44%", "11%"),
        (Figure(90, Bound.OVER), "49.5%", "5.5%"),
    ],
)
@pytest.mark.parametrize("is_before", [False, True])
def test_a_bar_is_open_where_its_figure_is_only_a_bound(
    figure: Figure, sure: str | None, maybe: str | None, is_before: bool
) -> None:
    bar = DrawnBar(text="så mange", figure=figure, is_before=is_before)
    root = fromstring(bar_chart(BarChart(id="x", title="T", description="D", groups=[("Enig", [bar])])))
    widths = {one.get("class"): one.get("width") for one in root.iter(f"{SVG}rect")}
    drawn = {"chart-before" if is_before else "chart-after": sure, "chart-open": maybe}
    assert widths == {look: width for look, width in drawn.items() if width}


def test_words_can_never_become_markup() -> None:
    evil = '"><script>alert(1)</script>'
    drawn = DrawnBar(text=evil, figure=Figure(50), is_before=True)
    bars = bar_chart(BarChart(id="x", title=evil, description=evil, groups=[(evil, [drawn])]))
    lines = line_chart(
        LineChart(
            id="x",
            title=evil,
            description=evil,
            dates=[evil],
            series=[Series(points=[Point(value=30, label=evil)], name=evil)],
            bottom=10,
            top=50,
            guides={10: evil},
            breaks={0: evil},
            start=evil,
        )
    )
    for drawing in (bars, lines):
        assert not list(fromstring(drawing).iter(f"{SVG}script"))
        assert "<script" not in drawing


def test_before_and_after_differ_in_more_than_colour() -> None:
    before = DrawnBar(text="Før: 20", figure=Figure(20), is_before=True)
    after = DrawnBar(text="Etter: 40", figure=Figure(40))
    drawing = bar_chart(BarChart(id="x", title="t", description="d", groups=[("Kultur", [before, after])]))
    before, after = fromstring(drawing).iter(f"{SVG}rect")
    assert before.get("fill") == "url(#x-skravur)"
    assert after.get("fill") is None


def test_a_hedged_figure_is_an_open_ring_and_a_break_parts_the_line() -> None:
    points = [Point(value=45, label="4,5 eller høyere", is_open=True), Point(value=40, label="4,0", is_joined=False)]
    drawing = line_chart(
        LineChart(
            id="x", title="t", description="d", dates=["1", "2"], series=[Series(points=points)], bottom=10, top=50
        )
    )
    assert drawing.count("chart-ring") == 1
    assert drawing.count("chart-dot") == 1
    assert "chart-line" not in drawing.replace("chart-lines", "")


def test_few_dates_and_figures_stand_on_a_long_line() -> None:
    points = [Point(value=30, label="3,0") for _ in range(40)]
    dates = [f"dag {number}" for number in range(40)]
    drawing = line_chart(
        LineChart(id="x", title="t", description="d", dates=dates, series=[Series(points=points)], bottom=10, top=50)
    )
    assert drawing.count("chart-label") == 1
    assert 3 <= drawing.count("chart-date") <= 7


def test_units_are_drawn_on_one_scale_and_their_doubt_as_wide_as_it_is() -> None:
    def drawn(value: int, low: int, high: int) -> tuple[str | None, ...]:
        strip = IntervalStrip(
            id="x",
            title="t",
            description="d",
            value=value,
            low=low,
            high=high,
            bottom=10,
            top=50,
            ends=("uenig", "enig"),
        )
        root = fromstring(interval_strip(strip))
        (band,), (dot,) = root.iter(f"{SVG}rect"), root.iter(f"{SVG}circle")
        return band.get("x"), band.get("width"), dot.get("cx")

    assert drawn(30, 20, 40) == ("25%", "50%", "50%")
    assert drawn(40, 38, 42) == ("70%", "10%", "75%")


def test_the_last_figures_doubt_is_said_under_its_band_and_inside_the_plot() -> None:
    def height(low: int) -> float:
        points = [Point(value=30, label="3,0", low=25, high=35), Point(value=31, label="3,1", low=low, high=36)]
        chart = LineChart(
            id="x",
            title="t",
            description="d",
            dates=["1", "2"],
            series=[Series(points=points)],
            bottom=10,
            top=50,
            band="trolig 2,6 til 3,6",
        )
        (words,) = (one for one in fromstring(line_chart(chart)).iter(f"{SVG}text") if one.text == chart.band)
        y = float((words.get("y") or "").removesuffix("rem"))
        assert y < chart.floor
        return y - chart.y(low)

    assert height(26) > 1
    assert height(10) < 0


@pytest.mark.parametrize("value", [0, 10, 50])
def test_the_dates_stand_below_the_words_of_a_low_line(value: int) -> None:
    low = Series(points=[Point(value=value, label=str(value))] * 3, below=True, name="ønsket")
    chart = LineChart(
        id="a", title="A", description="A", dates=["1", "2", "3"], series=[low], bottom=0, top=100, plot=9.0
    )
    heights = {
        element.get("class"): float((element.get("y") or "").removesuffix("rem"))
        for element in fromstring(line_chart(chart)).iter(f"{SVG}text")
    }

    assert heights["chart-date"] - heights["chart-label"] > 1
