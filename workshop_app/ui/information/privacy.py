"""What the privacy page says, and the periods and the legal basis that it names.

The constants are what a municipality that starts using the workshop takes over as its own
decision. One that decides otherwise changes them here, and so changes what participants read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_app.domain.retention import MONTHS_OF_TEXTS, YEARS_OF_TOTALS
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
    unknown = say("information.not_set_up")
    slots = {
        "controller": municipality.name if municipality else unknown,
        "dpo_contact": municipality.privacy_contact if municipality else unknown,
        "legal_basis": say(LEGAL_BASIS),
        "k": floored(minimum),
        "months": MONTHS_OF_TEXTS,
        "years": YEARS_OF_TOTALS,
        "agreed_roles": say("privacy.agreed_roles"),
    }
    return [
        PrivacySection(title=say(title), sentences=[say(key, **slots) for key in keys])
        for title, keys in _SECTIONS.items()
    ]
