"""Shown figures → the words they stand in, the same on every screen and in every file.

Takes only what `disclosure` lets through. Whoever writes a figure asks here, so that a page and a file
can't differ by a digit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workshop_app.domain.agenda import Activity, Language
from workshop_app.domain.agreement import Spread
from workshop_app.domain.disclosure import Bar, Bound, Figure, Form, Mean, Shown
from workshop_app.persistence.people import Municipality
from workshop_app.persistence.units import Unit
from workshop_app.phrases import phrase
from workshop_app.phrases.formatting import format_decimal

_NO_BREAK = "\N{NO-BREAK SPACE}"


def unit_name(unit: Unit, municipality: Municipality, language: str) -> str:
    """The unit's name, and that it is made up where it is: a file can be taken far from the page that says so."""
    return f"{unit.name} · {phrase('example.badge', language)}" if municipality.is_example else unit.name


def percent_text(figure: Figure, language: str) -> str:
    """A share as people read it: `35 %`, or «20 % eller lavere» at the ends."""
    written = f"{figure.value}{_NO_BREAK}%"
    match figure.bound:
        case Bound.AT_MOST:
            return phrase("result.bottom", language, x=written)
        case Bound.AT_LEAST:
            return phrase("result.top", language, x=written)
        case Bound.UNDER:
            return phrase("result.under_10", language)
        case Bound.OVER:
            return phrase("result.over_90", language)
        case Bound.ABOUT:
            return written


def share_of(bar: Bar, language: Language) -> tuple[int | None, str | None, str]:
    """(number, how it is to be read, text) of a bar; nothing where only the order may be known."""
    figure: Figure | None = bar.share
    return (figure.value, figure.bound.value, percent_text(figure, language)) if figure else (None, None, "")


def mean_text(mean: Mean, language: str) -> str:
    """A mean on the scale: `3,5`, or «4,5 eller høyere» at the ends."""
    return _hedged(tenths_text(mean.tenths, language), mean.bound, language)


def points_text(figure: Figure, language: str) -> str:
    """A mean of points: `35`, or «10 eller lavere» at the ends."""
    return _hedged(str(figure.value), figure.bound, language)


def tenths_text(tenths: int, language: str) -> str:
    """A number in tenths on the scale: `3,5`."""
    return format_decimal(tenths / 10, language)


def spread_text(spread: Spread | None, language: str) -> str:
    """How alike the answers to a statement are, as far as its bars tell; empty where nothing is said."""
    return phrase(f"spread.{spread.value}", language) if spread else ""


def option_labels(activity: Activity, language: Language) -> Mapping[str, str]:
    """Option id → its text, for every kind that has options."""
    return {option: text.in_language(language) for option, text in activity.body.option_texts().items()}


def row_labels(activity: Activity, language: Language) -> Mapping[str, str]:
    """Row id → its text, for kinds that ask about several things at once."""
    return {row: text.in_language(language) for row, text in activity.body.row_texts().items()}


def ends_line(activity: Activity, language: Language) -> str:
    """What 1 and 5 mean, for a kind that is shown as means between them; else empty."""
    ends = [text.in_language(language) for text in activity.body.end_texts()]
    return phrase("rows.ends", language, first=ends[0], last=ends[1]) if ends else ""


def round_label(activity: Activity, round_: str, language: Language) -> str:
    """What a round is called, where there is more than one."""
    rounds = activity.body.course.rounds
    occasions = [phase for phase, (_, known) in rounds.items() if known == round_]
    return phrase(f"phase.{occasions[0].value}", language) if len(rounds) > 1 else ""


def sentence_text(activity: Activity, shown: Shown, language: Language) -> str:
    """The sentence that the figures bear out, in the activity's own words; empty where its kind has none."""
    texts = {slot: text.in_language(language) for slot, text in activity.body.sentence_texts().items()}
    key = activity.body.sentence(shown)
    return phrase(key, language, **texts) if key else ""


def bar_labels(activity: Activity, bars: Sequence[Bar], form: Form, language: Language) -> list[str]:
    """What each bar of a vote is called: its options, or the name of their bin."""
    if form is Form.BINS:
        return [name.in_language(language) for name in activity.body.bin_texts()]
    labels = option_labels(activity, language)
    return [", ".join(labels[option] for option in bar.options) for bar in bars]


def _hedged(written: str, bound: Bound, language: str) -> str:
    if bound in (Bound.AT_MOST, Bound.UNDER):
        return phrase("result.bottom", language, x=written)
    return phrase("result.top", language, x=written) if bound in (Bound.AT_LEAST, Bound.OVER) else written
