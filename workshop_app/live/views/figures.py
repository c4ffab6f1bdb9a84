"""Shown figures → bars with words. Takes only what `disclosure` lets through."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_app.domain.agenda import (
    Activity,
    Instrument,
    Language,
    ScaleBody,
)
from workshop_app.domain.disclosure import (
    Bar,
    Bound,
    Form,
    Hidden,
    Shown,
    ShownBeforeAfter,
    ShownPoints,
    ShownPulse,
    ShownVote,
)
from workshop_app.domain.sentences import TOO_FEW, shift_sentence, sureness_sentence
from workshop_app.live.views import frames
from workshop_app.phrases import phrase
from workshop_app.phrases.formatting import enumeration
from workshop_app.reports.figure_words import bar_labels, mean_text, option_labels, percent_text, points_text

#: Which side of the written number a figure lies on, as bars carry it.
_SIDES = {Bound.AT_MOST: "below", Bound.UNDER: "below", Bound.AT_LEAST: "above", Bound.OVER: "above", Bound.ABOUT: ""}
_TOP_OF_SCALE = 50


def bar_groups(activity: Activity, shown: Shown, language: Language) -> tuple[list[frames.BarGroup], str]:
    """(bars under headings, the sentence that goes with them). No groups: the sentence says it all."""
    match shown:
        case ShownVote():
            return [_vote(activity, shown, language)], _vote_sentence(activity, shown, language)
        case ShownBeforeAfter():
            return _before_after(activity, shown, language), phrase(shift_sentence(shown), language)
        case ShownPoints():
            return _points(activity, shown, language), _gap_sentence(activity, shown, language)
        case _:
            return [], phrase(TOO_FEW, language) if isinstance(shown, Hidden) else ""


def pulse_group(instrument: Instrument, shown: ShownPulse, language: Language) -> frames.BarGroup:
    """The dimensions that may be shown, each as one bar from 1 to 5, and the anchor last."""
    titles = {dimension.id: dimension.title for dimension in instrument.dimensions}
    rows = [(titles[d.dimension].in_language(language), d.mean) for d in shown.dimensions if d.mean]
    if shown.anchor.mean:
        rows.append((instrument.anchor.text.in_language(language), shown.anchor.mean))
    bars = [
        frames.Bar(
            label=label,
            text=mean_text(mean, language),
            width=(mean.tenths - 10) * 100 // (_TOP_OF_SCALE - 10),
            bound=_SIDES[mean.bound],
        )
        for label, mean in rows
    ]
    return frames.BarGroup(bars=bars, sentence=_read_aloud(bars))


def _vote(activity: Activity, shown: ShownVote, language: Language) -> frames.BarGroup:
    bars = _bars(activity, shown.bars, shown.form, language)
    return frames.BarGroup(bars=bars, sentence=_read_aloud(bars))


def _vote_sentence(activity: Activity, shown: ShownVote, language: Language) -> str:
    if isinstance(activity.body, ScaleBody) and activity.body.is_confidence:
        return phrase(sureness_sentence(shown), language)
    return phrase("stage.most_chosen", language) if shown.form is Form.TOP else ""


def _before_after(activity: Activity, shown: ShownBeforeAfter, language: Language) -> list[frames.BarGroup]:
    sides = (("dilemma.before", shown.before), ("dilemma.after", shown.after))
    groups = []
    for key, side in sides:
        bars = _bars(activity, side, shown.form, language)
        groups.append(frames.BarGroup(title=phrase(key, language), bars=bars, sentence=_read_aloud(bars)))
    return groups


def _bars(activity: Activity, bars: Sequence[Bar], form: Form, language: Language) -> list[frames.Bar]:
    labels = bar_labels(activity, bars, form, language)
    return [_share(bar, label, language) for label, bar in zip(labels, bars, strict=True)]


def _share(bar: Bar, label: str, language: Language) -> frames.Bar:
    if not bar.share:
        return frames.Bar(id=bar.options[0], label=label)
    return frames.Bar(
        id=bar.options[0],
        label=label,
        text=percent_text(bar.share, language),
        width=bar.share.value,
        bound=_SIDES[bar.share.bound],
    )


def _points(activity: Activity, shown: ShownPoints, language: Language) -> list[frames.BarGroup]:
    labels = option_labels(activity, language)
    sides = (("stage.today", [row.today for row in shown.rows]), ("stage.desired", [row.desired for row in shown.rows]))
    groups = []
    for key, figures in sides:
        bars = [
            frames.Bar(
                id=row.option,
                label=labels[row.option],
                text=points_text(figure, language),
                width=figure.value,
                mark=row.option,
                bound=_SIDES[figure.bound],
            )
            for row, figure in zip(shown.rows, figures, strict=True)
        ]
        groups.append(frames.BarGroup(title=phrase(key, language), bars=bars, sentence=_read_aloud(bars)))
    return groups


def _gap_sentence(activity: Activity, shown: ShownPoints, language: Language) -> str:
    if not shown.largest:
        return ""
    labels = option_labels(activity, language)
    return phrase("stage.largest_gap", language, name=enumeration([labels[one] for one in shown.largest], language))


def _read_aloud(bars: Sequence[frames.Bar]) -> str:
    """The bars as one sentence, for those who hear them."""
    return ". ".join(f"{bar.label}: {bar.text}" if bar.text else bar.label for bar in bars)
