"""What the privacy page says, with the periods and the threshold that the municipality has decided.

The legal basis is what a municipality that starts using the workshop takes over as its own decision.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_app.domain.retention import Periods
from workshop_app.domain.thresholds import floored
from workshop_app.services.review import Municipality
from workshop_app.ui.desk import say

#: A task in the public interest. Consent would not do: an employee can't freely refuse an employer.
LEGAL_BASIS = "privacy.legal_basis"

_SECTIONS = {
    "privacy.section.who": ("privacy.page.who", "privacy.page.why", "privacy.page.basis"),
    "privacy.section.answers": ("privacy.page.during", "privacy.page.after"),
    "privacy.section.stored": ("privacy.page.not", "privacy.page.phone", "privacy.storage_notice"),
    "privacy.section.how_long": ("privacy.page.texts", "privacy.page.totals"),
    "privacy.section.who_sees": ("privacy.page.who_sees", "result.purpose"),
    "privacy.section.rights": ("privacy.page.rights", "privacy.page.contact"),
}


@dataclass(frozen=True, kw_only=True)
class PrivacySection:
    """A heading and the sentences under it."""

    title: str = ""
    sentences: list[str] = field(default_factory=list)


def privacy_sections(municipality: Municipality | None, *, minimum: int) -> list[PrivacySection]:
    """The page's text in order. Before set-up there is nobody to name yet, and it says so."""
    periods = municipality.periods if municipality else Periods()
    unknown = say("information.not_set_up")
    slots = {
        "controller": municipality.name if municipality else unknown,
        "dpo_contact": municipality.privacy_contact if municipality else unknown,
        "legal_basis": say(LEGAL_BASIS),
        "k": municipality.threshold(minimum) if municipality else floored(minimum),
        "months": periods.months_of_texts,
        "years": periods.years_of_totals,
        "agreed_roles": say("privacy.agreed_roles"),
    }
    return [
        PrivacySection(title=say(title), sentences=[say(key, **slots) for key in keys])
        for title, keys in _SECTIONS.items()
    ]
