"""The votes that some questions have of their own, on a unit's page: before and after the talk, or a choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workshop_app.domain.disclosure import Form, ShownBeforeAfter, ShownVote
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.bar_charts import BarChart, DrawnBar, bar_chart
from workshop_app.reports.dilemma_part import before_after_chart
from workshop_app.reports.parts import Chart, Row, Table
from workshop_app.reports.unit_figures import SessionFigures, VoteInQuestion
from workshop_app.reports.worded_bars import WordedBar, worded_vote
from workshop_app.reports.wording import Words


@dataclass(frozen=True, kw_only=True)
class TakenVote:
    """One vote: what was asked, and what came of it. `hidden` stands in place of figures."""

    wording: list[str] = field(default_factory=list)
    sentence: str = ""
    answered: str = ""
    hidden: str = ""
    chart: Chart = field(default_factory=Chart)


def taken_votes(session: SessionFigures, words: Words) -> list[TakenVote]:
    """Those of the question that the session worked on."""
    return [_vote(vote, session, words) for vote in session.votes]


def _vote(vote: VoteInQuestion, session: SessionFigures, words: Words) -> TakenVote:
    record, shown = session.occasion.record, vote.shown
    wording = [words.text(text) for text in vote.asked.body.wording()]
    groups, sentence = worded_vote(vote.asked, shown, words.language)
    named = {"id_": f"sporsmal-{record.id}-{vote.part}", "title": f"{wording[0]} {format_date(record.held_on)}"}
    match shown:
        case ShownBeforeAfter():
            chart = before_after_chart(vote.asked, shown, words, **named)
            answered = words.say("figures.answered_twice", before=shown.n_before, after=shown.n_after)
            return TakenVote(wording=wording, sentence=sentence, answered=answered, chart=chart)
        case ShownVote(form=Form.TOP):
            most = ", ".join(bar.label for bar in groups[0].bars)
            return TakenVote(wording=wording, sentence=f"{sentence}: {most}")
        case ShownVote():
            chart = _chart(groups[0].bars, shown, words, **named)
            return TakenVote(wording=wording, sentence=sentence, chart=chart)
        case _:
            return TakenVote(wording=wording, hidden=words.say("result.hidden"))


def _chart(bars: Sequence[WordedBar], shown: ShownVote, words: Words, *, id_: str, title: str) -> Chart:
    drawn = [
        (bar.label, (DrawnBar(text=bar.text, figure=figure.share),))
        for bar, figure in zip(bars, shown.bars, strict=True)
    ]
    says = " ".join(f"{bar.label}: {bar.text}." for bar in bars)
    heads = [words.say("figures.answer"), words.say("export.column.share")]
    return Chart(
        svg=bar_chart(BarChart(id=id_, title=title, description=says, groups=drawn)),
        table=Table(caption=title, heads=heads, rows=[Row(head=bar.label, cells=[bar.text]) for bar in bars]),
    )
