"""The dilemma on a unit's page: each session before and after the talk, and whether a change lasted until the next.

No answer is better than another: the words only say where the weight was and whether it moved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from workshop_app.domain.agenda import Activity
from workshop_app.domain.disclosure import Bar, Form, ShownBeforeAfter
from workshop_app.domain.reorganisation import latest_between
from workshop_app.domain.sentences import held_sentence
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.bar_charts import BarChart, DrawnBar, bar_chart
from workshop_app.reports.figure_words import sentence_text
from workshop_app.reports.parts import Chart, Row, Table
from workshop_app.reports.unit_figures import SessionFigures, UnitFigures
from workshop_app.reports.wording import Words


@dataclass(frozen=True, kw_only=True)
class DilemmaVote:
    """One session's dilemma. `hidden` stands in place of figures."""

    date: str = ""
    shift: str = ""
    held: str = ""
    answered: str = ""
    hidden: str = ""
    chart: Chart = field(default_factory=Chart)


@dataclass(frozen=True, kw_only=True)
class DilemmaPart:
    """The latest session, and those before it. Without a `title` there has been no dilemma."""

    title: str = ""
    question: str = ""
    note: str = ""
    latest: list[DilemmaVote] = field(default_factory=list)
    earlier_title: str = ""
    earlier: list[DilemmaVote] = field(default_factory=list)


def dilemma_part(figures: UnitFigures, words: Words) -> DilemmaPart:
    """Newest first. Sessions that asked another question than the newest are compared with nothing."""
    asked = [session for session in figures.sessions if session.dilemma_activity]
    if not asked:
        return DilemmaPart()
    before: list[SessionFigures | None] = [None, *asked[:-1]]
    votes = [
        _vote(session, last, words, id_=f"dilemma-{number}", days=figures.history.other_people)
        for number, (session, last) in enumerate(zip(asked, before, strict=True))
    ]
    latest = asked[-1].dilemma_activity
    assert latest is not None
    (question,) = latest.body.wording()
    return DilemmaPart(
        title=words.text(latest.title),
        question=words.text(question),
        note=words.say("dilemma.no_key"),
        latest=votes[:-2:-1],
        earlier_title=words.say("figures.earlier_sessions") if votes[1:] else "",
        earlier=votes[-2::-1],
    )


def _vote(
    session: SessionFigures, last: SessionFigures | None, words: Words, *, id_: str, days: Sequence[dt.date]
) -> DilemmaVote:
    date, shown, activity = format_date(session.occasion.record.held_on), session.dilemma, session.dilemma_activity
    if not isinstance(shown, ShownBeforeAfter) or activity is None:
        return DilemmaVote(date=date, hidden=words.say("result.hidden"))
    return DilemmaVote(
        date=date,
        shift=sentence_text(activity, shown, words.language),
        held=_held(session, last, shown, words, days=days),
        answered=words.say("figures.answered_twice", before=shown.n_before, after=shown.n_after),
        chart=before_after_chart(activity, shown, words, id_=id_, title=f"{words.text(activity.title)} {date}"),
    )


def _held(
    session: SessionFigures,
    last: SessionFigures | None,
    shown: ShownBeforeAfter,
    words: Words,
    *,
    days: Sequence[dt.date],
) -> str:
    """Where the room ended last time against where it begins now, by the same measure as a talk's shift."""
    if last is None or last.dilemma is None or not _is_asked_again(session, last):
        return ""
    held_on = (one.occasion.record.held_on for one in (last, session))
    if changed := latest_between(days, *held_on):
        return words.say("dilemma.other_people", date=changed)
    return words.say(held_sentence(last.dilemma, shown))


def _is_asked_again(session: SessionFigures, last: SessionFigures) -> bool:
    now, then = session.dilemma_activity, last.dilemma_activity
    return now is not None and then is not None and now.body.asks_the_same(then.body)


def before_after_chart(activity: Activity, shown: ShownBeforeAfter, words: Words, *, id_: str, title: str) -> Chart:
    """Two votes on the same steps, each with a bar before and after the talk."""
    labels = _labels(activity, shown, words)
    sides = [[_percent(bar, words) for bar in side] for side in (shown.before, shown.after)]
    rows = list(zip(labels, *sides, strict=True))
    groups = [
        (label, (_drawn("before", first, words), _drawn("after", second, words)))
        for label, first, second in zip(labels, shown.before, shown.after, strict=True)
    ]
    say = words.say
    says = " ".join(
        f"{label}. {say('dilemma.before_short', x=before)}. {say('dilemma.after_short', x=after)}."
        for label, before, after in rows
    )
    heads = [say(key) for key in ("figures.answer", "dilemma.before", "dilemma.after")]
    return Chart(
        svg=bar_chart(BarChart(id=id_, title=title, description=says, groups=groups)),
        table=Table(
            caption=title, heads=heads, rows=[Row(head=label, cells=[before, after]) for label, before, after in rows]
        ),
    )


def _labels(activity: Activity, shown: ShownBeforeAfter, words: Words) -> Sequence[str]:
    body = activity.body
    texts = body.bin_texts() if shown.form is Form.BINS else body.option_texts().values()
    return [words.text(text) for text in texts]


def _drawn(side: str, bar: Bar, words: Words) -> DrawnBar:
    key = "dilemma.before_short" if side == "before" else "dilemma.after_short"
    return DrawnBar(text=words.say(key, x=_percent(bar, words)), figure=bar.share, is_before=side == "before")


def _percent(bar: Bar, words: Words) -> str:
    return words.percent(bar.share) if bar.share else ""
