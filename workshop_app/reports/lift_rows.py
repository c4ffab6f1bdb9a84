"""What a unit has lifted from its sessions, and what was answered, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator

from workshop_app.domain.agenda import Language
from workshop_app.reports.lift_words import level_alone, state_words
from workshop_app.reports.rows import LiftRow
from workshop_app.reports.unit_figures import UnitFigures


def lift_rows(figures: UnitFigures, language: Language) -> Iterator[LiftRow]:
    """Those of sessions that have ended, the oldest first."""
    held = {one.occasion.record.id: (number, one.occasion.record.held_on) for number, one in figures.numbered()}
    for sent in figures.history.lifts:
        lift = sent.lift
        if lift.session_id in held:
            number, day = held[lift.session_id]
            yield LiftRow(
                session=number,
                date=day,
                number=lift.position,
                asked=lift.what,
                hinders=lift.why,
                level=level_alone(sent.level, figures.history.municipality, language),
                sent_on=lift.sent_on,
                expected_by=lift.due,
                answer=lift.answer.value if lift.answer else "waiting",
                answer_text=state_words(lift, language),
                reason=lift.sentence,
                by=lift.by,
                answered_on=lift.told_on,
            )
