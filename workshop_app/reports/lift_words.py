"""Lifts (løft) in words: to whom, how far they have come, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workshop_app.domain.lifts import Lift, LiftAnswer, LiftCounts
from workshop_app.domain.plain_text import capitalised
from workshop_app.persistence.lifts import SentLift
from workshop_app.persistence.people import Municipality
from workshop_app.persistence.units import Unit
from workshop_app.phrases import phrase
from workshop_app.phrases.formatting import format_decimal

STATES = {
    None: "lift.status.waiting",
    LiftAnswer.WORKING: "lift.status.working",
    LiftAnswer.YES: "lift.status.yes",
    LiftAnswer.NO: "lift.status.no",
}


@dataclass(frozen=True, kw_only=True)
class LiftLine:
    """A lift on a desk page. `state` is a code: the answer, or `waiting`."""

    id: str = ""
    what: str = ""
    why: str = ""
    ends: str = ""
    state: str = ""
    state_label: str = ""
    answer: str = ""
    reminded: str = ""
    sentence: str = ""
    by_iso: str = ""
    answer_label: str = ""


def sent_line(sent: SentLift, municipality: Municipality, language: str) -> LiftLine:
    """For the unit that sent it."""
    level = level_name(sent.level, municipality, language)
    return _line(sent, language, ends=phrase("lift.to", language, level=level, date=sent.lift.sent_on))


def received_line(sent: SentLift, language: str) -> LiftLine:
    """For whoever answers."""
    lift = sent.lift
    ends = phrase("lift.from", language, unit=sent.unit.name, date=lift.sent_on, due=lift.due)
    waited = lift.answer is None and lift.reminded_on is not None
    return replace(
        _line(sent, language, ends=ends),
        reminded=phrase("lift.reminded", language, date=lift.reminded_on) if waited else "",
        answer_label=phrase("lift.answer", language, unit=sent.unit.name),
    )


def _line(sent: SentLift, language: str, *, ends: str) -> LiftLine:
    lift = sent.lift
    return LiftLine(
        id=lift.id,
        what=lift.what,
        why=lift.why,
        ends=ends,
        state=lift.answer.value if lift.answer else "waiting",
        state_label=state_words(lift, language),
        answer=answer_words(lift, language),
        sentence=lift.sentence,
        by_iso=lift.by.isoformat() if lift.by else "",
    )


def level_name(level: Unit | None, municipality: Municipality, language: str) -> str:
    """Who answers, as it stands inside a sentence: «tjenestelederen i Helse og mestring»."""
    if level is None:
        return phrase("lift.management", language, municipality=municipality.name)
    # Not as a slot: a role that begins a phrase would get a capital, and this stands inside a sentence.
    return f"{level.leader_role} {phrase('lift.of_unit', language, unit=level.name)}"


def level_alone(level: Unit | None, municipality: Municipality, language: str) -> str:
    """Who answers, where it stands by itself: «Tjenestelederen i Helse og mestring»."""
    return capitalised(level_name(level, municipality, language))


def state_words(lift: Lift, language: str) -> str:
    """How far it has come: «Venter på svar»."""
    return phrase(STATES[lift.answer], language)


def answer_words(lift: Lift, language: str) -> str:
    """The answer with its sentence and its day; empty before there is one."""
    if lift.answer is None:
        return ""
    given = phrase("lift.answered", language, state=state_words(lift, language), sentence=_ended(lift.sentence))
    return f"{given} {phrase('lift.by', language, date=lift.by)}" if lift.by else given


def told(sent: SentLift, municipality: Municipality, language: str) -> str:
    """What a session opens with: what was lifted, and the answer, or that there is none yet."""
    lift, level = sent.lift, level_name(sent.level, municipality, language)
    if lift.answer is None:
        return phrase("lift.unanswered", language, what=_stem(lift.what), level=level)
    return phrase("lift.at_start", language, what=_stem(lift.what), level=level, answer=answer_words(lift, language))


def lift_counts(counts: LiftCounts, language: str) -> str:
    """How many, how many answered, and how long that takes; empty before the first lift."""
    if not counts.lifted:
        return ""
    parts = [phrase("lift.counts", language, n=counts.lifted, answered=counts.answered)]
    if counts.working:
        parts.append(phrase("lift.working_of_them", language, n=counts.working))
    if counts.median_days is not None:
        days = counts.median_days
        told_days = int(days) if days == int(days) else format_decimal(days, language)
        parts.append(phrase("lift.median", language, days=told_days))
    return " · ".join(parts)


def _stem(sentence: str) -> str:
    return sentence.removesuffix(".")


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!", "…")) else f"{sentence}."
