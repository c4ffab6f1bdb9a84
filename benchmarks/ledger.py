"""What phones were told is stored, kept on their side, and compared with what the server counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from workshop_app.persistence.engine import Database

_QUERY = text(
    "SELECT aggregates.round, aggregates.figures FROM aggregates JOIN runs ON runs.id = aggregates.run_id"
    " WHERE runs.session_id = :session AND runs.activity_id = :activity"
)


@dataclass
class Ledger:
    """(activity, round) → phone → the newest answer that it was told is stored."""

    stored: dict[tuple[str, str], dict[int, Any]] = field(default_factory=dict)

    def note(self, activity: str, round_: str, *, phone: int, answer: Any) -> None:
        """That phone has its receipt."""
        self.stored.setdefault((activity, round_), {})[phone] = answer

    def compare(self, tally: Mapping[str, Any], activity: str) -> tuple[int, int]:
        """(answers lost, answers counted too often) in the tally of an activity, by round."""
        missing = surplus = 0
        for (of, round_), answers in self.stored.items():
            if of == activity:
                expected, counted = _counts(answers.values(), tally[round_])
                missing += (expected - counted).total()
                surplus += (counted - expected).total()
        return missing, surplus


def _counts(answers: Any, counted: Mapping[str, Any]) -> tuple[Counter[str], Counter[str]]:
    """By option where the tally has options, otherwise how many there are."""
    figures = (counted["figures"] or {}).get("counts")
    if figures is None:
        return Counter(answers=len(answers)), Counter(answers=counted["n"])
    return Counter(_option(answer) for answer in answers), Counter(figures)


def _option(answer: Any) -> str:
    return str(answer[0] if isinstance(answer, list) else answer)


def tally_of(database: Database, session_id: str, activity: str) -> dict[str, Any]:
    """Round → what the server has counted of a sealed activity."""
    with database.reading() as db:
        rows = db.execute(_QUERY, {"session": session_id, "activity": activity}).all()
    return {round_: json.loads(figures) for round_, figures in rows}
