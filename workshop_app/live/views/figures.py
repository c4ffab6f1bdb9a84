"""The worded bars of `reports` as frames carry them."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_app.domain.agenda import Activity, Instrument, Language
from workshop_app.domain.disclosure import Bound, Shown, ShownHands, ShownPoints, ShownPulse
from workshop_app.live.views.frames.parts import Bar, BarGroup
from workshop_app.reports.figure_words import option_labels
from workshop_app.reports.worded_bars import WordedBars, worded_pulse, worded_vote

#: Which side of the written number a figure lies on, as bars carry it.
_SIDES = {Bound.AT_MOST: "below", Bound.UNDER: "below", Bound.AT_LEAST: "above", Bound.OVER: "above", Bound.ABOUT: ""}


def bar_groups(
    activity: Activity, shown: Shown, language: Language, hands: Sequence[ShownHands] = ()
) -> tuple[list[BarGroup], str]:
    """(bars under headings, the sentence that goes with them). No groups: the sentence says it all."""
    groups, sentence = worded_vote(activity, shown, language, hands)
    is_marked = isinstance(shown, ShownPoints)
    return [bar_group(group, is_marked=is_marked) for group in groups], sentence


def places(
    activity: Activity, language: Language, *, titles: Sequence[str] = ("",), is_marked: bool = False
) -> list[BarGroup]:
    """Where the bars will stand: every option in its place, before anybody has answered. Made of the agenda alone.

    `titles` stand over what is asked twice.
    """
    bars = [
        Bar(id=option, label=label, mark=option if is_marked else "", bound="open")
        for option, label in option_labels(activity, language).items()
    ]
    return [BarGroup(title=title, bars=bars) for title in titles]


def pulse_group(instrument: Instrument, shown: ShownPulse, language: Language) -> BarGroup:
    """The dimensions that may be shown, each as one bar from 1 to 5, and the anchor last."""
    return bar_group(worded_pulse(instrument, shown, language))


def bar_group(group: WordedBars, *, is_marked: bool = False) -> BarGroup:
    """Bars as frames carry them. `is_marked`: each option has its own colour and pattern, in all groups alike."""
    bars = [
        Bar(
            id=bar.option,
            label=bar.label,
            text=bar.text,
            width=bar.width,
            mark=bar.option if is_marked else "",
            bound=_SIDES[bar.bound],
        )
        for bar in group.bars
    ]
    return BarGroup(title=group.title, bars=bars, sentence=group.sentence, note=group.note)
