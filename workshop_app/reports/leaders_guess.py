"""What a leader guesses about, and afterwards the figures to lay the guess beside, as ready texts.

Everything that can be said of a guess is made here beforehand, since the browser alone knows the guess. Before the
figures are out there are none in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workshop_app.domain.agenda import Dimension, Instrument, Language
from workshop_app.domain.disclosure import Audience, ShownPoint, show_history
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.wording import Words
from workshop_app.services.guessing import LedPulse

_BOTTOM, _TOP, _STEP = 10, 50, 5


@dataclass(frozen=True, kw_only=True)
class GuessStep:
    """A place on the scale that can be guessed, in tenths; `says` is what it means."""

    value: int = 0
    label: str = ""
    says: str = ""


@dataclass(frozen=True, kw_only=True)
class GuessRow:
    """One dimension. Without figures (`mean` is 0) `hidden` says why; before they are out both are empty.

    `answered` is a sentence with the figure. `low` and `high` are the ends of where it probably lies, all in tenths.
    `aloud` is outcome → the line that may be shown to others; empty where none may.
    """

    id: str = ""
    title: str = ""
    statements: list[str] = field(default_factory=list)
    hidden: str = ""
    answered: str = ""
    mean: int = 0
    low: int = 0
    high: int = 0
    aloud: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class GuessSheet:
    """The page. `measured` is what the browser keeps the guess under."""

    measured: str = ""
    session_path: str = ""
    unit: str = ""
    date: str = ""
    is_out: bool = False
    scale: str = ""
    steps: list[GuessStep] = field(default_factory=list)
    rows: list[GuessRow] = field(default_factory=list)


def guess_sheet(pulse: LedPulse, *, language: Language = Language.BOKMAL) -> GuessSheet:
    """The sheet of a session's pulse."""
    words = Words(language, unit=pulse.unit.name, leader_role=pulse.unit.leader_role)
    points = _points(pulse)
    first, *_, last = pulse.instrument.steps
    return GuessSheet(
        measured=pulse.measured,
        session_path=f"/samlinger/{pulse.record.id}",
        unit=pulse.unit.name,
        date=format_date(pulse.record.held_on),
        is_out=pulse.is_out,
        scale=words.say("guess.scale", first=words.text(first), last=words.text(last)),
        steps=[_step(value, pulse.instrument, words) for value in range(_BOTTOM, _TOP + 1, _STEP)],
        rows=[_row(one, points.get(one.id, ShownPoint()), pulse, words) for one in pulse.instrument.dimensions],
    )


def _points(pulse: LedPulse) -> Mapping[str, ShownPoint]:
    """Dimension → what its line shows of this pulse: what the unit's page will show its leader, and no more."""
    history = show_history(
        pulse.pulses, spread=pulse.spread, audience=Audience.LEADER, k=pulse.minimum, running=pulse.running
    )
    return {line.dimension: line.points[-1] for line in history.lines} if history else {}


def _step(value: int, instrument: Instrument, words: Words) -> GuessStep:
    below, above = (words.text(instrument.steps[place - 1]) for place in (value // 10, -(-value // 10)))
    says = below if below == above else words.say("guess.between", low=below, high=above)
    return GuessStep(value=value, label=words.tenths(value) if value % 10 else str(value // 10), says=says)


def _row(dimension: Dimension, point: ShownPoint, pulse: LedPulse, words: Words) -> GuessRow:
    row = GuessRow(
        id=dimension.id,
        title=words.text(dimension.title),
        statements=[words.text(item.text) for item in dimension.items],
        hidden=_why_hidden(dimension, pulse, words) if pulse.is_out and point.mean is None else "",
    )
    return row if point.mean is None else _with_figures(row, dimension, point, words)


def _why_hidden(dimension: Dimension, pulse: LedPulse, words: Words) -> str:
    is_later = dimension.about_leader and not pulse.has_ended
    return words.say("guess.leader_later" if is_later else "guess.hidden")


def _with_figures(row: GuessRow, dimension: Dimension, point: ShownPoint, words: Words) -> GuessRow:
    assert point.mean is not None
    low, high = point.low or 0, point.high or 0
    # What was answered about the leader goes to the leader alone.
    outcomes = () if dimension.about_leader else ("higher", "lower", "like")
    return GuessRow(
        id=row.id,
        title=row.title,
        statements=row.statements,
        answered=words.say(
            "guess.answered", mean=words.mean(point.mean), low=words.tenths(low), high=words.tenths(high)
        ),
        mean=point.mean.tenths,
        low=low,
        high=high,
        aloud={outcome: words.say(f"guess.aloud.{outcome}", title=row.title) for outcome in outcomes},
    )
