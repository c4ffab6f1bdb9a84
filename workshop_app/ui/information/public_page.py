"""A page of `content/pages` in one language, with the municipality's name and the periods in its sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_app.content_checks import PublicPage
from workshop_app.domain.agenda import Language, Text
from workshop_app.domain.retention import Periods
from workshop_app.domain.thresholds import floored, for_leader
from workshop_app.phrases import fill, phrase
from workshop_app.services.review import Municipality


@dataclass(frozen=True, kw_only=True)
class SectionView:
    """A heading and the sentences under it."""

    heading: str = ""
    sentences: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class PageView:
    """The page as it is read; `language` tells screen readers how."""

    language: str = Language.BOKMAL.value
    title: str = ""
    lead: str = ""
    sections: list[SectionView] = field(default_factory=list)


def page_view(page: PublicPage, language: Language, *, municipality: Municipality | None, minimum: int) -> PageView:
    """Before set-up there is nobody to name yet, and it says so."""
    periods = municipality.periods if municipality else Periods()
    k = municipality.threshold(minimum) if municipality else floored(minimum)
    unknown = phrase("information.not_set_up", language)
    slots = {
        "municipality": municipality.name if municipality else unknown,
        "contact": municipality.privacy_contact if municipality else unknown,
        "k": k,
        "k_leader": for_leader(k),
        "months": periods.months_of_texts,
        "years": periods.years_of_totals,
    }

    def said(text: Text) -> str:
        return fill(text.in_language(language), language, **slots)

    return PageView(
        language=language.value,
        title=said(page.title),
        lead=said(page.lead) if page.lead else "",
        sections=[
            SectionView(heading=said(section.heading), sentences=[said(text) for text in section.sentences])
            for section in page.sections
        ],
    )
