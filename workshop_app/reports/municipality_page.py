"""The page of all units: a tree in alphabetical order, each unit in a few words. Nothing is ranked, nothing compared.

Commitments are no answers, so those of all units below one may be added up. Means of several units together are
`ShownRollUp`s and come from `domain.disclosure`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_app.domain.agenda import Language
from workshop_app.domain.disclosure import Bound, ShownRollUp
from workshop_app.domain.unit_tree import Tree
from workshop_app.phrases.formatting import alphabetical
from workshop_app.reports.interval_strips import IntervalStrip, interval_strip
from workshop_app.reports.lift_words import lift_counts
from workshop_app.reports.municipality_figures import GlanceFigures, MunicipalityFigures
from workshop_app.reports.wording import Words

_Tree = Tree[GlanceFigures]
#: The scale's ends, in tenths.
_BOTTOM, _TOP = 10, 50


@dataclass(frozen=True, kw_only=True)
class UnitInTree:
    """A unit on the page. `depth` is how far it is moved in; `under` says the same to those who hear it.

    `closed` is empty for a unit that goes on. `strip` draws what `headline` says.
    """

    id: str = ""
    path: str = ""
    name: str = ""
    depth: int = 0
    under: str = ""
    closed: str = ""
    held: str = ""
    commitments: str = ""
    all_under: str = ""
    headline: str = ""
    strip: str = ""
    roll_up: str = ""


@dataclass(frozen=True, kw_only=True)
class MunicipalityPage:
    """The page. `totals` is empty before the first session; `drawn` says what the second figure of a unit is."""

    totals: str = ""
    order: str = ""
    drawn: str = ""
    lifts: str = ""
    units: list[UnitInTree] = field(default_factory=list)


def municipality_page(figures: MunicipalityFigures, *, language: Language = Language.BOKMAL) -> MunicipalityPage:
    """All units that somebody may see."""
    words, tree = Words(language), _tree(figures)
    held = sum(unit.glance.sessions > 0 for unit in figures.units)
    done, total = (sum(getattr(unit.glance, name) for unit in figures.units) for name in ("done", "commitments"))
    return MunicipalityPage(
        totals=f"{words.say('municipality.held', n=held)} {_done(words, done, total)}".strip() if held else "",
        order=words.say("municipality.order") if len(figures.units) > 1 else "",
        drawn=words.say("municipality.drawn.help") if any(unit.drawn for unit in figures.units) else "",
        lifts=lift_counts(figures.lifts, language.value),
        units=[
            _row(unit, depth, tree, words, figures.roll_ups.get(unit.glance.unit.id)) for unit, depth in tree.walk()
        ],
    )


def _done(words: Words, done: int, total: int) -> str:
    return words.say("municipality.done", n=done, total=total) if total else ""


def _tree(figures: MunicipalityFigures) -> _Tree:
    return Tree(
        figures.units,
        id_of=lambda one: one.glance.unit.id,
        parent_of=lambda one: one.glance.unit.parent_id,
        order=lambda one: alphabetical(one.glance.unit.name),
    )


def _row(unit: GlanceFigures, depth: int, tree: _Tree, words: Words, roll_up: ShownRollUp | None) -> UnitInTree:
    glance, parent = unit.glance, tree.parent(unit)
    return UnitInTree(
        id=glance.unit.id,
        path=f"/enheter/{glance.unit.id}",
        name=glance.unit.name,
        depth=depth,
        under=words.say("municipality.under", name=parent.glance.unit.name) if parent else "",
        closed=words.say("units.closed_on", date=glance.unit.closed_on) if glance.unit.closed_on else "",
        held=_held(unit, words),
        commitments=_commitments(words, "municipality.commitments", [unit]),
        all_under=_commitments(words, "municipality.all_under", [unit, *below]) if (below := tree.below(unit)) else "",
        headline=_headline(unit, words),
        strip=_strip(unit, words),
        roll_up=_roll_up(roll_up, words),
    )


def _held(unit: GlanceFigures, words: Words) -> str:
    glance = unit.glance
    if not glance.latest:
        return words.say("units.none_held")
    return f"{words.say('units.sessions', n=glance.sessions)} · {words.say('units.latest', date=glance.latest)}"


def _commitments(words: Words, key: str, units: list[GlanceFigures]) -> str:
    total = sum(unit.glance.commitments for unit in units)
    return words.say(key, done=sum(unit.glance.done for unit in units), total=total) if total else ""


def _headline(unit: GlanceFigures, words: Words) -> str:
    point = unit.headline
    if point is None or point.mean is None or unit.title is None:
        return ""
    low, high = words.tenths(point.low or 0), words.tenths(point.high or 0)
    title, mean = words.text(unit.title), words.mean(point.mean)
    told = words.say("municipality.mean", title=title, date=unit.held_on, mean=mean, low=low, high=high)
    return f"{told} {words.say('municipality.drawn', mean=words.mean(unit.drawn))}" if unit.drawn else told


def _strip(unit: GlanceFigures, words: Words) -> str:
    point = unit.headline
    if point is None or point.mean is None or point.low is None or point.high is None or unit.title is None:
        return ""
    strip = IntervalStrip(
        id=f"enhet-{unit.glance.unit.id}",
        title=f"{words.text(unit.title)}, {unit.glance.unit.name}",
        description=_headline(unit, words),
        value=point.mean.tenths,
        low=point.low,
        high=point.high,
        bottom=_BOTTOM,
        top=_TOP,
        ends=(words.say("scale.agree.1"), words.say("scale.agree.5")),
        is_open=point.mean.bound is not Bound.ABOUT,
    )
    return interval_strip(strip)


def _roll_up(shown: ShownRollUp | None, words: Words) -> str:
    if shown is None or shown.mean is None:
        return ""
    return words.say("municipality.roll_up", n=shown.units, mean=words.mean(shown.mean))
