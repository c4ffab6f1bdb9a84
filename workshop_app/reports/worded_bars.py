"""Shown figures → bars with words, the same on the room's screens, on a session's page and in its minutes.

Takes only what `disclosure` lets through, and knows neither screens nor files: each draws these bars its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from workshop_app.domain.agenda import Activity, Instrument, Language
from workshop_app.domain.disclosure import (
    Bar,
    Bound,
    Form,
    Hidden,
    LadderRow,
    Mean,
    Shown,
    ShownAgain,
    ShownBeforeAfter,
    ShownHands,
    ShownLadder,
    ShownPoints,
    ShownPulse,
    ShownRow,
    ShownRows,
    ShownVote,
)
from workshop_app.domain.sentences import TOO_FEW, held_sentence
from workshop_app.phrases import phrase
from workshop_app.phrases.formatting import enumeration
from workshop_app.reports.figure_words import (
    bar_labels,
    mean_text,
    option_labels,
    percent_text,
    points_text,
    round_label,
    row_labels,
    sentence_text,
    spread_text,
)

_BOTTOM, _TOP = 10, 50
#: An option of more characters is read where its bar stands.
_LONGEST_NAME = 60


@dataclass(frozen=True, kw_only=True)
class WordedBar:
    """One bar: what it is called, what it says, and where on its scale that lies, in percent.

    `option` is the first one that it stands for. Without a `text` only the order may be known.
    """

    option: str = ""
    label: str
    text: str = ""
    width: int = 0
    bound: Bound = Bound.ABOUT


@dataclass(frozen=True, kw_only=True)
class WordedBars:
    """Bars under one heading; `note` is said of them, or in their place."""

    title: str = ""
    bars: tuple[WordedBar, ...]
    note: str = ""

    @property
    def sentence(self) -> str:
        """The bars as one sentence, for those who hear them."""
        return ". ".join(
            f"{leading(bar.label)} {bar.text}" if bar.text else bar.label.removesuffix(".") for bar in self.bars
        )


def leading(label: str) -> str:
    """A label that leads up to its figure. A question keeps its mark; a statement's full stop is none here."""
    return label if label.endswith("?") else f"{label.removesuffix('.')}:"


def worded_vote(
    activity: Activity, shown: Shown, language: Language, hands: Sequence[ShownHands] = ()
) -> tuple[tuple[WordedBars, ...], str]:
    """(bars of a vote and of raised hands, the sentence that goes with them). No bars: the sentence says it all."""
    secret, sentence = _secret(activity, shown, language)
    if isinstance(shown, ShownVote) and not sentence and not hands:
        sentence = _most_chosen(secret[0].bars, language)
    if isinstance(shown, Hidden):
        sentence = phrase("hands.note" if hands else TOO_FEW, language)
    return _with_hands(secret, activity, hands, language), sentence


def _secret(activity: Activity, shown: Shown, language: Language) -> tuple[tuple[WordedBars, ...], str]:
    """(bars of a vote under their headings, the sentence that goes with them); nothing where nothing is shown."""
    match shown:
        case ShownVote():
            bars = _shares(activity, shown.bars, shown.form, language)
            return (WordedBars(bars=tuple(bars)),), _of_vote(activity, shown, language)
        case ShownRows():
            titles = row_labels(activity, language)
            rows = (_row(activity, row, titles[row.row], shown.form, language) for row in shown.rows)
            return tuple(rows), _of_rows(activity, shown, language)
        case ShownLadder():
            titles = row_labels(activity, language)
            steps = (_steps(row, titles[row.row], language) for row in shown.rows)
            return tuple(steps), _of_gap([titles[one] for one in shown.largest], language)
        case ShownBeforeAfter():
            sides = (("dilemma.before", shown.before), ("dilemma.after", shown.after))
            groups = ((key, _shares(activity, side, shown.form, language)) for key, side in sides)
            return _titled(groups, language), sentence_text(activity, shown, language)
        case ShownAgain():
            return _again(activity, shown, language)
        case ShownPoints():
            labels = option_labels(activity, language)
            apart = [labels[one] for one in shown.largest]
            return tuple(_points(activity, shown, language)), _of_gap(apart, language)
        case _:
            return (), ""


def _with_hands(
    beside: Sequence[WordedBars], activity: Activity, hands: Sequence[ShownHands], language: Language
) -> tuple[WordedBars, ...]:
    """The bars of secret answers, if there are any, and those of raised hands after them, each marked as what it is."""
    if not hands:
        return tuple(beside)
    secret = tuple(replace(one, title=one.title or phrase("hands.secret", language)) for one in beside)
    return (*secret, *(_by_hand(activity, one, language) for one in hands))


def _by_hand(activity: Activity, one: ShownHands, language: Language) -> WordedBars:
    title = " · ".join(filter(None, (phrase("hands.marked", language), round_label(activity, one.round, language))))
    bars = tuple(_shares(activity, one.vote.bars, one.vote.form, language))
    note = phrase("stage.most_chosen", language) if one.vote.form is Form.TOP else ""
    return WordedBars(title=title, bars=bars, note=note)


def worded_pulse(instrument: Instrument, shown: ShownPulse, language: Language) -> WordedBars:
    """A bar from 1 to 5 for every dimension that may be shown, and the anchor last."""
    titles = {dimension.id: dimension.title.in_language(language) for dimension in instrument.dimensions}
    rows = [(titles[one.dimension], one.mean) for one in shown.dimensions]
    rows.append((instrument.anchor.text.in_language(language), shown.anchor.mean))
    return WordedBars(bars=tuple(_mean(label, mean, language) for label, mean in rows if mean))


def _mean(label: str, mean: Mean, language: Language) -> WordedBar:
    width = (mean.tenths - _BOTTOM) * 100 // (_TOP - _BOTTOM)
    return WordedBar(label=label, text=mean_text(mean, language), width=width, bound=mean.bound)


def _shares(activity: Activity, bars: Sequence[Bar], form: Form, language: Language) -> list[WordedBar]:
    labels = bar_labels(activity, bars, form, language)
    return [_share(bar, label, language) for label, bar in zip(labels, bars, strict=True)]


def _share(bar: Bar, label: str, language: Language) -> WordedBar:
    option, share = bar.options[0], bar.share
    if share is None:
        return WordedBar(option=option, label=label)
    text = percent_text(share, language)
    return WordedBar(option=option, label=label, text=text, width=share.value, bound=share.bound)


def _row(activity: Activity, row: ShownRow, title: str, form: Form, language: Language) -> WordedBars:
    note = spread_text(row.spread, language) if row.bars else phrase("rows.too_few", language)
    return WordedBars(title=title, bars=tuple(_shares(activity, row.bars, form, language)), note=note)


def _steps(row: LadderRow, title: str, language: Language) -> WordedBars:
    sides = ((phrase("stage.today", language), row.today), (phrase("stage.desired", language), row.desired))
    bars = tuple(_mean(label, mean, language) for label, mean in sides if mean)
    return WordedBars(title=title, bars=bars, note="" if bars else phrase("rows.too_few", language))


def side_titles(activity: Activity, language: Language) -> tuple[str, str]:
    """What stands over the figures of today and over those of what is wanted."""
    own = {round_: text.in_language(language) for round_, text in activity.body.headings().items()}
    return own.get("today") or phrase("stage.today", language), own.get("desired") or phrase("stage.desired", language)


def _points(activity: Activity, shown: ShownPoints, language: Language) -> Iterator[WordedBars]:
    labels = option_labels(activity, language)
    sides = ([(row.option, row.today) for row in shown.rows], [(row.option, row.desired) for row in shown.rows])
    for title, figures in zip(side_titles(activity, language), sides, strict=True):
        bars = (
            WordedBar(
                option=option,
                label=labels[option],
                text=points_text(figure, language),
                width=figure.value,
                bound=figure.bound,
            )
            for option, figure in figures
        )
        yield WordedBars(title=title, bars=tuple(bars))


def _again(activity: Activity, shown: ShownAgain, language: Language) -> tuple[tuple[WordedBars, ...], str]:
    """The earlier session's two votes, then those of this one; what the talk moved, and what has become of that."""
    then, now = shown.then, shown.now
    sides = (
        ("dilemma.then_before", then.before),
        ("dilemma.then_after", then.after),
        ("dilemma.now_before", now.before),
        ("dilemma.now_after", now.after),
    )
    groups = ((key, _shares(activity, side, now.form, language)) for key, side in sides)
    said = f"{sentence_text(activity, now, language)} {phrase(held_sentence(then, now), language)}"
    return _titled(groups, language, date=shown.held_on), said


def _titled(
    groups: Iterable[tuple[str, Sequence[WordedBar]]], language: Language, **slots: object
) -> tuple[WordedBars, ...]:
    return tuple(WordedBars(title=phrase(key, language, **slots), bars=tuple(bars)) for key, bars in groups)


def _of_vote(activity: Activity, shown: ShownVote, language: Language) -> str:
    most_chosen = phrase("stage.most_chosen", language) if shown.form is Form.TOP else ""
    return sentence_text(activity, shown, language) or most_chosen


def _most_chosen(bars: Sequence[WordedBar], language: Language) -> str:
    """Which option most have chosen, where the figures that are shown leave no doubt."""
    most = max((bar.width for bar in bars), default=0)
    ahead = [bar for bar in bars if bar.width == most and bar.bound not in {Bound.AT_MOST, Bound.UNDER}]
    if len(ahead) != 1 or len(ahead[0].label) > _LONGEST_NAME:
        return ""
    return phrase("result.most_chosen", language, name=ahead[0].label)


def _of_rows(activity: Activity, shown: ShownRows, language: Language) -> str:
    most_chosen = phrase("rows.most_chosen", language) if shown.form is Form.TOP else ""
    return sentence_text(activity, shown, language) or most_chosen


def _of_gap(names: Sequence[str], language: Language) -> str:
    return phrase("stage.largest_gap", language, name=enumeration(names, language)) if names else ""
