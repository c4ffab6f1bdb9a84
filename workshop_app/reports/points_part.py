"""The hundred points on a unit's page: for each option how it is and how it is wanted, session by session."""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_app.domain.disclosure import Bound, Figure, PointsRow, ShownPoints
from workshop_app.kinds.points.rules import PointsBody
from workshop_app.phrases.formatting import enumeration, format_date
from workshop_app.reports.line_charts import LineChart, Point, Series, line_chart
from workshop_app.reports.parts import Chart, Row, Table
from workshop_app.reports.unit_figures import SessionFigures, UnitFigures
from workshop_app.reports.wording import Words


@dataclass(frozen=True, kw_only=True)
class OptionOverTime:
    """One option over all sessions. `id` is also what its accent goes by."""

    id: str = ""
    name: str = ""
    help: str = ""
    says: str = ""
    chart: Chart = field(default_factory=Chart)


@dataclass(frozen=True, kw_only=True)
class PointsPart:
    """All options. Without a `title` points were never given; `nothing` stands in place of figures."""

    title: str = ""
    nothing: str = ""
    sentence: str = ""
    options: list[OptionOverTime] = field(default_factory=list)


def points_part(figures: UnitFigures, words: Words) -> PointsPart:
    """The options of the latest session that had them; sessions before are read by the options' ids."""
    asked = [session for session in figures.sessions if session.points_activity]
    activity = asked[-1].points_activity if asked else None
    if activity is None or not isinstance(activity.body, PointsBody):
        return PointsPart()
    title, shown = words.text(activity.title), [one for one in asked if isinstance(one.points, ShownPoints)]
    if not shown:
        return PointsPart(title=title, nothing=words.say("result.hidden"))
    body = activity.body
    names = {option.id: words.text(option.text) for option in body.options}
    helps = {option.id: words.text(option.help) if option.help else "" for option in body.options}
    lines = [_option(asked, option, names[option], helps[option], body.total, words) for option in names]
    return PointsPart(
        title=title,
        sentence=_largest(shown[-1], names, words),
        options=[line for line in lines if line.chart.svg],
    )


def _largest(session: SessionFigures, names: dict[str, str], words: Words) -> str:
    largest = session.points.largest if isinstance(session.points, ShownPoints) else ()
    named = [names[option] for option in largest if option in names]
    if not named:
        return ""
    return words.say(
        "points.latest", date=session.occasion.record.held_on, name=enumeration(named, words.language.value)
    )


def _option(
    asked: list[SessionFigures], option: str, name: str, help_text: str, total: int, words: Words
) -> OptionOverTime:
    rows = [_row_of(session, option) for session in asked]
    latest = next((row for row in reversed(rows) if row), None)
    if latest is None:
        return OptionOverTime(name=name)
    today, desired = words.points(latest.today), words.points(latest.desired)
    says = words.say("points.in_words", name=name, today=today, desired=desired)
    return OptionOverTime(
        id=option, name=name, help=help_text, says=says, chart=_chart(asked, rows, option, name, total, words)
    )


def _chart(
    asked: list[SessionFigures], rows: list[PointsRow | None], option: str, name: str, total: int, words: Words
) -> Chart:
    dates = [format_date(session.occasion.record.held_on) for session in asked]
    latest = next(row for row in reversed(rows) if row)
    today_is_above = latest.today.value >= latest.desired.value
    sides = {side: words.say(f"points.side.{side}") for side in ("today", "desired")}
    drawing = LineChart(
        id=f"poeng-{option}",
        title=name,
        description=words.say(
            "points.in_words", name=name, today=words.points(latest.today), desired=words.points(latest.desired)
        ),
        dates=dates,
        series=[
            Series(
                points=[_point(row.today, words) if row else None for row in rows],
                below=not today_is_above,
                name=sides["today"],
            ),
            Series(
                points=[_point(row.desired, words) if row else None for row in rows],
                is_dashed=True,
                below=today_is_above,
                name=sides["desired"],
            ),
        ],
        bottom=0,
        top=total,
        guides={0: "", total: words.say("points.most")},
        plot=9.0,
    )
    heads = [words.say("figures.session"), words.say("stage.today"), words.say("stage.desired")]
    table = Table(
        caption=name, heads=heads, rows=[_table_row(day, row, words) for day, row in zip(dates, rows, strict=True)]
    )
    return Chart(svg=line_chart(drawing), table=table)


def _table_row(day: str, row: PointsRow | None, words: Words) -> Row:
    if row is None:
        return Row(head=day, cells=[words.say("result.hidden"), ""])
    return Row(head=day, cells=[words.points(row.today), words.points(row.desired)])


def _row_of(session: SessionFigures, option: str) -> PointsRow | None:
    rows = session.points.rows if isinstance(session.points, ShownPoints) else ()
    return next((row for row in rows if row.option == option), None)


def _point(figure: Figure, words: Words) -> Point:
    return Point(value=figure.value, label=words.points(figure), is_open=figure.bound is not Bound.ABOUT)
