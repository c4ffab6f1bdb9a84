"""The pulse on a unit's page: the headline first and in words, its line, the anchor, and the other dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workshop_app.domain.access import NOT_KNOWN
from workshop_app.domain.agenda import Dimension, Instrument
from workshop_app.domain.disclosure import ShownItem, ShownLine, ShownPoint
from workshop_app.domain.statistics import Verdict
from workshop_app.domain.thresholds import for_leader
from workshop_app.reports.bar_charts import BarChart, DrawnBar, bar_chart
from workshop_app.reports.parts import Chart, Row, Table
from workshop_app.reports.pulse_line import PulseLine, known
from workshop_app.reports.unit_figures import UnitFigures
from workshop_app.reports.wording import Words

_CLEAR = frozenset({Verdict.HIGHER, Verdict.LOWER})
_LOWER = frozenset({Verdict.LOWER, Verdict.MAYBE_LOWER})


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement of a dimension, drawn in three bins; `spread` says how alike the answers are."""

    text: str = ""
    svg: str = ""
    spread: str = ""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One dimension. `hidden` stands in place of everything where there is nothing to show."""

    id: str = ""
    title: str = ""
    says: str = ""
    verdict: str = ""
    hidden: str = ""
    chart: Chart = field(default_factory=Chart)
    statements_title: str = ""
    statements: list[Statement] = field(default_factory=list)
    statements_table: Table = field(default_factory=Table)
    #: Statements that are meant to stand side by side are open from the start.
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class PulsePart:
    """The pulse over time. `nothing` stands in place of all figures; without a `title` the part is left out."""

    title: str = ""
    nothing: str = ""
    verdict: str = ""
    sentences: list[str] = field(default_factory=list)
    chart: Chart = field(default_factory=Chart)
    trend: str = ""
    caption: list[str] = field(default_factory=list)
    anchor_title: str = ""
    anchor_text: str = ""
    anchor: Side = field(default_factory=Side)
    others_title: str = ""
    exploratory: str = ""
    others_note: str = ""
    others: list[Side] = field(default_factory=list)
    leader_hidden: str = ""


def pulse_part(figures: UnitFigures, words: Words) -> PulsePart:
    """The part as this audience may see it."""
    instruments = [session.instrument for session in figures.sessions]
    latest = next((one for one in reversed(instruments) if one), None)
    if figures.pulse is None or latest is None:
        nothing = words.say("unit.no_pulse") if figures.sessions else ""
        return PulsePart(title=words.say("pulse.title") if nothing else "", nothing=nothing)
    dimensions = {dimension.id: dimension for dimension in latest.dimensions}
    headline, *others = [_line(figures, words, shown, dimensions[shown.dimension]) for shown in figures.pulse.lines]
    leader_hidden = _leader_hidden(figures, words, dimensions)
    if not known(headline.shown):
        return PulsePart(title=headline.title, nothing=words.say("result.hidden"), leader_hidden=leader_hidden)
    anchor = PulseLine(figures, words, figures.pulse.anchor, id="anker", title=words.text(latest.anchor.text))
    return PulsePart(
        title=headline.title,
        verdict=_verdict(words, headline),
        sentences=_sentences(words, headline),
        chart=headline.chart(is_large=True),
        trend=_trend(words, headline),
        caption=[words.say("result.caption"), words.say("verdict.no_cause")],
        anchor_title=words.say("unit.anchor"),
        anchor_text=anchor.title,
        anchor=_side(words, anchor, None, latest),
        others_title=words.say("dimension.others") if others else "",
        exploratory=words.say("dimension.exploratory"),
        others_note=words.say("dimension.exploratory.note"),
        others=[_side(words, line, dimensions[line.shown.dimension], latest) for line in others],
        leader_hidden=leader_hidden,
    )


def _line(figures: UnitFigures, words: Words, shown: ShownLine, dimension: Dimension) -> PulseLine:
    return PulseLine(figures, words, shown, id=f"puls-{dimension.id}", title=words.text(dimension.title))


def _leader_hidden(figures: UnitFigures, words: Words, dimensions: Mapping[str, Dimension]) -> str:
    """Why figures about the leader are missing, where they are asked for and this audience may not see them."""
    lines = figures.pulse.lines if figures.pulse else ()
    shown = {line.dimension for line in lines}
    history = figures.history
    if not any(one.about_leader and one.id not in shown for one in dimensions.values()):
        if history.leader_from == NOT_KNOWN:
            return words.say("unit.leader_since_unknown")
        return words.say("unit.leader_from", date=history.leader_from) if history.leader_from else ""
    roles = history.unit.agreed_roles or words.say("unit.nobody_else")
    return words.say("result.leader_hidden", k_leader=for_leader(history.minimum), agreed_roles=roles)


def _verdict(words: Words, line: PulseLine) -> str:
    placed = known(line.shown)
    _, point = placed[-1]
    if len(placed) == 1:
        return words.say("unit.one")
    if point.after_break:
        return line.breaks[-1].sentence
    return words.say(f"verdict.{point.verdict}")


def _sentences(words: Words, line: PulseLine) -> list[str]:
    """What the verdict means, the figure with its doubt, and what must be known to read it."""
    placed = known(line.shown)
    slot, point = placed[-1]
    told = [words.say("verdict.clear_means")] if point.verdict in _CLEAR else []
    if point.verdict in _LOWER and len(placed) == 2:  # noqa: PLR2004 -- the second pulse of all
        told.append(words.say("verdict.drop_after_first"))
    told.append(words.say("unit.latest_mean", date=line.day(slot), mean=line.written(point)))
    told.append(words.say("result.interval", low=words.tenths(point.low or 0), high=words.tenths(point.high or 0)))
    told.append(words.say("result.n", n=point.n) + ".")
    session, *later = line.unit.sessions[slot:]
    if session.occasion.workshop is not None:
        told.append(words.say("sittings.of_all"))
    if any(not one.is_counted_with_others for one in later):
        told.append(words.say("unit.latest_hidden"))
    earlier = line.breaks[:-1] if point.after_break else line.breaks
    return [*told, *(one.sentence for one in earlier)]


def _trend(words: Words, line: PulseLine) -> str:
    shown = line.shown.trend
    if shown is None:
        return words.say("trend.needs_after_break" if line.breaks else "verdict.trend_needs")
    direction = "rising" if shown.rising else "falling" if shown.falling else "unsure"
    return words.say(f"trend.{direction}", n=shown.sessions)


def _side(words: Words, line: PulseLine, dimension: Dimension | None, instrument: Instrument) -> Side:
    placed = known(line.shown)
    if not placed:
        return Side(id=line.id, title=line.title, hidden=words.say("result.hidden"))
    slot, point = placed[-1]
    return Side(
        id=line.id,
        title=line.title,
        says=words.say(
            "dimension.says",
            date=line.day(slot),
            mean=line.written(point),
            low=words.tenths(point.low or 0),
            high=words.tenths(point.high or 0),
        ),
        verdict=words.say(f"verdict.{point.verdict}") if point.verdict and not point.after_break else "",
        chart=line.chart(is_large=False),
        statements_title=words.say("dimension.statements", name=line.title) if point.items else "",
        statements=_statements(words, line, point, instrument),
        statements_table=_statements_table(words, line, point, instrument),
        is_open=dimension is not None and dimension.formative,
    )


def _statements(words: Words, line: PulseLine, point: ShownPoint, instrument: Instrument) -> list[Statement]:
    made = []
    for item in point.items:
        text, bins = (
            _text(words, instrument, item),
            list(zip(_bins(words), item.bars, _shares(words, item), strict=True)),
        )
        drawing = BarChart(
            id=f"{line.id}-{item.item}",
            title=text,
            description=" ".join(f"{name}: {share}." for name, _, share in bins),
            groups=[(name, [DrawnBar(text=share, figure=bar.share)]) for name, bar, share in bins],
        )
        made.append(Statement(text=text, svg=bar_chart(drawing), spread=words.spread(item.spread)))
    return made


def _statements_table(words: Words, line: PulseLine, point: ShownPoint, instrument: Instrument) -> Table:
    first, *last = (words.say(f"figures.{name}") for name in ("statement", "spread", "answered"))
    return Table(
        caption=words.say("dimension.statements", name=line.title),
        heads=[first, *_bins(words), *last],
        rows=[
            Row(
                head=_text(words, instrument, item),
                cells=[*_shares(words, item), words.spread(item.spread), str(item.n)],
            )
            for item in point.items
        ],
    )


def _text(words: Words, instrument: Instrument, shown: ShownItem) -> str:
    return next((words.text(item.text) for item in instrument.items() if item.id == shown.item), "")


def _bins(words: Words) -> list[str]:
    return [words.say(f"scale.bins.{name}") for name in ("low", "mid", "high")]


def _shares(words: Words, shown: ShownItem) -> list[str]:
    return [words.percent(bar.share) if bar.share else "" for bar in shown.bars]
