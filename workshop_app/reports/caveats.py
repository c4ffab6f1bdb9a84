"""What goes with every file: the wording that was asked, how the figures were made coarse, and what they can't say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workshop_app.domain.agenda import Instrument, Language, Text
from workshop_app.domain.disclosure import Audience
from workshop_app.domain.statistics import OWN_SPREAD
from workshop_app.domain.thresholds import ITEMS, SHARES, floored, for_items, for_leader
from workshop_app.persistence.units import Unit
from workshop_app.phrases import fill, phrase
from workshop_app.reports.unit_figures import UnitFigures

#: What no figure can say, in the order in which it is read.
_CANNOT = (
    "result.caption",
    "export.cannot.small",
    "verdict.no_cause",
    "export.cannot.people",
    "verdict.drop_after_first",
    "result.purpose",
)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement of the pulse, in its exact wording."""

    dimension: str
    title: str
    item: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What one version of the pulse asked."""

    instrument: str
    version: int
    title: str
    instruction: str
    note: str
    steps: tuple[str, ...]
    statements: tuple[Statement, ...]


def rules(figures: UnitFigures, language: Language) -> tuple[str, ...]:
    """How to read the figures: thresholds, rounding and intervals, in plain words."""
    k, latest = figures.history.minimum, _instruments(figures)[-1:]
    headline = [d.title.in_language(language) for one in latest for d in one.dimensions if d.headline]
    return (
        phrase("export.rules.threshold", language, k=floored(k)),
        phrase("export.rules.statements", language, k_items=for_items(k)),
        phrase("export.rules.leader", language, k_leader=for_leader(k)),
        phrase("export.rules.mean", language, n=ITEMS),
        phrase("export.rules.share", language, n=SHARES),
        phrase("export.rules.ends", language),
        phrase("export.rules.interval", language, n=OWN_SPREAD),
        phrase("export.rules.break", language),
        *(phrase("export.rules.headline", language, title=title) for title in headline),
    )


def cannot(language: Language) -> tuple[str, ...]:
    """What the figures do not say."""
    return tuple(phrase(key, language) for key in _CANNOT)


def about_leader(figures: UnitFigures, language: Language) -> str:
    """For whom the file is, where it holds figures about the leader; else empty."""
    if figures.history.audience is not Audience.LEADER:
        return ""
    roles = figures.history.unit.agreed_roles or phrase("unit.nobody_else", language)
    return phrase("export.leader_inside", language, agreed_roles=roles)


def wordings(figures: UnitFigures, language: Language) -> tuple[Wording, ...]:
    """Every version of the pulse that the unit has been asked, the first one first."""
    return tuple(_wording(one, figures.history.unit, language) for one in _instruments(figures))


def filled(text: Text, unit: Unit, language: Language) -> str:
    """A text from `content/` with the unit's names in it."""
    return fill(text.in_language(language), language, unit=unit.name, leader_role=unit.leader_role)


def _instruments(figures: UnitFigures) -> list[Instrument]:
    found = [instrument for one in figures.sessions if (instrument := one.instrument)]
    return list({(one.id, one.version): one for one in found}.values())


def _wording(instrument: Instrument, unit: Unit, language: Language) -> Wording:
    return Wording(
        instrument=instrument.id,
        version=instrument.version,
        title=instrument.title.in_language(language),
        instruction=filled(instrument.instruction, unit, language),
        note=instrument.note.in_language(language),
        steps=tuple(step.in_language(language) for step in instrument.steps),
        statements=tuple(_statements(instrument, language)),
    )


def _statements(instrument: Instrument, language: Language) -> Iterator[Statement]:
    for dimension in instrument.dimensions:
        title = dimension.title.in_language(language)
        for item in dimension.items:
            yield Statement(dimension=dimension.id, title=title, item=item.id, text=item.text.in_language(language))
    anchor = instrument.anchor
    yield Statement(dimension="anchor", title="", item=anchor.id, text=anchor.text.in_language(language))
