"""Everything that may be seen of a unit as one JSON document; docs/exports.md describes its schema.

Codes stay codes and numbers numbers; the texts beside them are those of the screens. Nothing about when or by whom
the file was made, so the same figures make the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from workshop_app.domain.agenda import Language
from workshop_app.domain.thresholds import floored, for_items, for_leader
from workshop_app.reports.caveats import about_leader, cannot, rules, wordings
from workshop_app.reports.tables import tables
from workshop_app.reports.unit_figures import UnitFigures

#: Goes up when a name changes or a meaning does; new names alone don't raise it.
FORMAT = "tillitsverkstedet/unit/1"


def json_file(figures: UnitFigures, language: Language = Language.BOKMAL) -> bytes:
    """The finished document."""
    return json.dumps(_document(figures, language), ensure_ascii=False, indent=1, default=_plain).encode()


def _document(figures: UnitFigures, language: Language) -> dict[str, Any]:
    history = figures.history
    k = history.minimum
    return {
        "format": FORMAT,
        "language": language.value,
        "municipality": history.municipality.name,
        "unit": history.unit.name,
        "example": history.municipality.is_example,
        "audience": history.audience.value,
        "about_leader": about_leader(figures, language) or None,
        "thresholds": {"any": floored(k), "statements": for_items(k), "leader": for_leader(k)},
        "rules": rules(figures, language),
        "cannot": cannot(language),
        "wordings": [asdict(one) for one in wordings(figures, language)],
        "kept": figures.kept,
        **asdict(tables(figures, language)),
    }


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
