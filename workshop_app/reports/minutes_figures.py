"""Shown figures → the charts of the minutes: bars with the words of the screens, and each chart as one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshop_app.domain.agenda import Activity, Instrument, Language, ScaleBody
from workshop_app.domain.disclosure import (
    Bar,
    Bound,
    Figure,
    Form,
    Mean,
    Shown,
    ShownBeforeAfter,
    ShownPoints,
    ShownPulse,
    ShownVote,
)
from workshop_app.domain.sentences import shift_sentence, sureness_sentence
from workshop_app.phrases import phrase
from workshop_app.phrases.formatting import enumeration
from workshop_app.reports.figure_words import bar_labels, mean_text, option_labels, percent_text, points_text

_BOTTOM, _TOP = 10, 50


@dataclass(frozen=True)
class DrawnBar:
    """One bar. `solid` per cent of its track are sure, as many as `open` more are possible, for figures at the ends."""

    label: str
    text: str = ""
    solid: int = 0
    open: int = 0


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars under one heading; `sentence` says what they show, for those who hear it."""

    title: str = ""
    bars: tuple[DrawnBar, ...]
    sentence: str


def charts(activity: Activity, shown: Shown, language: Language) -> tuple[tuple[Chart, ...], str]:
    """(the charts of a vote, the sentence that goes with them)."""
    match shown:
        case ShownVote():
            return (_chart("", _votes(activity, shown.bars, shown.form, language)),), _of_vote(
                activity, shown, language
            )
        case ShownBeforeAfter():
            sides = (("dilemma.before", shown.before), ("dilemma.after", shown.after))
            drawn = ((phrase(key, language), _votes(activity, side, shown.form, language)) for key, side in sides)
            return tuple(_chart(title, side) for title, side in drawn), phrase(shift_sentence(shown), language)
        case ShownPoints():
            return _points(activity, shown, language), _of_gap(activity, shown, language)
        case _:
            return (), ""


def pulse_chart(instrument: Instrument, shown: ShownPulse, language: Language) -> Chart | None:
    """A bar from 1 to 5 for every dimension that may be shown, and the anchor last; None where none may."""
    titles = {dimension.id: dimension.title.in_language(language) for dimension in instrument.dimensions}
    rows = [(titles[d.dimension], d.mean) for d in shown.dimensions]
    rows.append((instrument.anchor.text.in_language(language), shown.anchor.mean))
    bars = [_mean_bar(label, mean, language) for label, mean in rows if mean]
    return _chart("", bars) if bars else None


def _mean_bar(label: str, mean: Mean, language: Language) -> DrawnBar:
    width = (mean.tenths - _BOTTOM) * 100 // (_TOP - _BOTTOM)
    return _drawn(label, mean_text(mean, language), width, mean.bound)


def _votes(activity: Activity, bars: Sequence[Bar], form: Form, language: Language) -> list[DrawnBar]:
    labels = bar_labels(activity, bars, form, language)
    return [
        _drawn(label, percent_text(bar.share, language), bar.share.value, bar.share.bound)
        if bar.share
        else DrawnBar(label)
        for label, bar in zip(labels, bars, strict=True)
    ]


def _points(activity: Activity, shown: ShownPoints, language: Language) -> tuple[Chart, ...]:
    labels = option_labels(activity, language)
    sides: tuple[tuple[str, list[tuple[str, Figure]]], ...] = (
        ("stage.today", [(row.option, row.today) for row in shown.rows]),
        ("stage.desired", [(row.option, row.desired) for row in shown.rows]),
    )
    return tuple(
        _chart(
            phrase(key, language),
            (_drawn(labels[id_], points_text(one, language), one.value, one.bound) for id_, one in figures),
        )
        for key, figures in sides
    )


def _drawn(label: str, text: str, width: int, bound: Bound) -> DrawnBar:
    if bound in (Bound.AT_MOST, Bound.UNDER):
        return DrawnBar(label, text, 0, width)
    return DrawnBar(label, text, width, 100 - width if bound in (Bound.AT_LEAST, Bound.OVER) else 0)


def _chart(title: str, bars: Iterable[DrawnBar]) -> Chart:
    drawn = tuple(bars)
    sentence = ". ".join(f"{bar.label}: {bar.text}" if bar.text else bar.label for bar in drawn)
    return Chart(title=title, bars=drawn, sentence=sentence)


def _of_vote(activity: Activity, shown: ShownVote, language: Language) -> str:
    if isinstance(activity.body, ScaleBody) and activity.body.is_confidence:
        return phrase(sureness_sentence(shown), language)
    return phrase("stage.most_chosen", language) if shown.form is Form.TOP else ""


def _of_gap(activity: Activity, shown: ShownPoints, language: Language) -> str:
    if not shown.largest:
        return ""
    labels = option_labels(activity, language)
    return phrase("stage.largest_gap", language, name=enumeration([labels[one] for one in shown.largest], language))
