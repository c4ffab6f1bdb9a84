"""A unit's page as ready texts: first what was promised and learnt, then the figures, in words before numbers.

Everything comes from `UnitFigures`, so the page can tell no more than its audience may see. Knows no screen.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_app.domain.agenda import Language
from workshop_app.reports.dilemma_part import DilemmaPart, dilemma_part
from workshop_app.reports.points_part import PointsPart, points_part
from workshop_app.reports.promises_part import PromisesPart, promises_part
from workshop_app.reports.pulse_part import PulsePart, pulse_part
from workshop_app.reports.questions_part import QuestionsPart, questions_part
from workshop_app.reports.unit_figures import UnitFigures
from workshop_app.reports.wording import Words


@dataclass(frozen=True, kw_only=True)
class UnitReport:
    """All sections of the page. A section without a title is left out; `lead` is empty before the first session."""

    lead: str = ""
    promises: PromisesPart = field(default_factory=PromisesPart)
    pulse: PulsePart = field(default_factory=PulsePart)
    dilemma: DilemmaPart = field(default_factory=DilemmaPart)
    points: PointsPart = field(default_factory=PointsPart)
    questions: QuestionsPart = field(default_factory=QuestionsPart)
    purpose: str = ""


def unit_report(figures: UnitFigures, *, language: Language = Language.BOKMAL) -> UnitReport:
    """The page of a unit."""
    unit, sessions = figures.history.unit, figures.sessions
    words = Words(language, unit=unit.name, leader_role=unit.leader_role)
    if not sessions:
        return UnitReport(purpose=words.say("result.purpose"))
    return UnitReport(
        lead=words.say("unit.lead", n=len(sessions), date=sessions[-1].occasion.record.held_on),
        promises=promises_part(figures, words),
        pulse=pulse_part(figures, words),
        dilemma=dilemma_part(figures, words),
        points=points_part(figures, words),
        questions=questions_part(figures, words),
        purpose=words.say("result.purpose"),
    )
