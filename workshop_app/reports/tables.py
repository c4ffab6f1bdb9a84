"""A unit's figures → tables, in the words of the screens. Every file that holds figures is written from these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from workshop_app.domain.agenda import Instrument, Language
from workshop_app.domain.commitments import CommitmentState
from workshop_app.domain.disclosure import Hidden, ShownDots, ShownLine, ShownPoint, ShownTrend
from workshop_app.phrases import phrase
from workshop_app.reports.figure_words import (
    bar_labels,
    mean_text,
    option_labels,
    points_text,
    round_label,
    spread_text,
)
from workshop_app.reports.lift_rows import lift_rows
from workshop_app.reports.rows import (
    CommitmentRow,
    DimensionRow,
    HandsRow,
    ItemRow,
    PointRow,
    QuestionRow,
    SessionRow,
    Tables,
    TrendRow,
)
from workshop_app.reports.unit_figures import SessionFigures, UnitFigures
from workshop_app.reports.vote_rows import dilemma_rows, share_of, vote_rows

#: The state of a commitment → the phrase that says it.
STATES = {
    CommitmentState.NOT_STARTED: "follow.not_begun",
    CommitmentState.UNDER_WAY: "follow.under_way",
    CommitmentState.DONE: "follow.done",
    CommitmentState.DROPPED: "follow.chosen_away",
}
#: What the three bins of a statement are called.
_BINS = ("scale.bins.low", "scale.bins.mid", "scale.bins.high")


def tables(figures: UnitFigures, language: Language = Language.BOKMAL) -> Tables:
    """All tables of the unit."""
    return _with_first_sittings(figures, _tables(figures, language))


def _tables(figures: UnitFigures, language: Language) -> Tables:
    return Tables(
        sessions=tuple(_session(figures, one, language) for one in _numbered(figures)),
        dimensions=tuple(_dimensions(figures, language)),
        items=tuple(_items(figures, language)),
        trends=tuple(_trends(figures, language)),
        dilemma=tuple(row for one in _numbered(figures) for row in dilemma_rows(one, language)),
        votes=tuple(row for one in _numbered(figures) for row in vote_rows(one, language)),
        hands=tuple(row for one in _numbered(figures) for row in _hands(one, language)),
        points=tuple(row for one in _numbered(figures) for row in _points(one, language)),
        questions=tuple(row for one in _numbered(figures) for row in _questions(one, language)),
        commitments=tuple(_commitments(figures, language)),
        lifts=tuple(lift_rows(figures, language)),
    )


def instrument_of(session: SessionFigures) -> Instrument | None:
    """The questionnaire that this session's pulse asked, with its version."""
    asked = (activity.body.questionnaire() for activity in session.occasion.agenda.activities)
    return next(filter(None, asked), None)


def _numbered(figures: UnitFigures) -> Iterator[tuple[int, SessionFigures]]:
    return enumerate(figures.sessions, start=1)


def _session(figures: UnitFigures, numbered: tuple[int, SessionFigures], language: Language) -> SessionRow:
    number, session = numbered
    occasion = session.occasion
    answered = [p.n for line in _lines(figures) if (p := line.points[number - 1]).mean and p.n is not None]
    return SessionRow(
        session=number,
        date=occasion.record.held_on,
        agenda=occasion.agenda.title.in_language(language),
        pulse=instrument_of(session) is not None,
        n=max(answered, default=None),
    )


def _with_first_sittings(figures: UnitFigures, made: Tables) -> Tables:
    """Every row of a sitting with the number of the first session of its workshop."""
    workshops = [session.occasion.workshop for session in figures.sessions]
    ids = [workshop and workshop.id for workshop in workshops]
    first = {number: ids.index(id_) + 1 for number, id_ in enumerate(ids, start=1) if id_}
    if not first:
        return made
    told = {
        field.name: tuple(replace(row, first_sitting=first.get(row.session)) for row in getattr(made, field.name))
        for field in fields(made)
        if field.name != "trends"
    }
    return replace(made, **told)


def _lines(figures: UnitFigures) -> Sequence[ShownLine]:
    return (*figures.pulse.lines, figures.pulse.anchor) if figures.pulse else ()


def _asked(figures: UnitFigures) -> Iterator[tuple[int, dt.date, Instrument, ShownLine, ShownPoint]]:
    """Every point of every line whose session had the pulse, session by session."""
    for number, session in _numbered(figures):
        instrument = instrument_of(session)
        if instrument is not None:
            day = session.occasion.record.held_on
            yield from ((number, day, instrument, line, line.points[number - 1]) for line in _lines(figures))


def _dimensions(figures: UnitFigures, language: Language) -> Iterator[DimensionRow]:
    for number, day, instrument, line, point in _asked(figures):
        title = dimension_title(instrument, line.dimension, language)
        # Behind a break there is nothing to compare with, and «first» would be untrue.
        verdict = None if point.after_break else point.verdict
        if title:
            yield DimensionRow(
                session=number,
                date=day,
                instrument=instrument.id,
                version=instrument.version,
                dimension=line.dimension,
                title=title,
                n=point.n if point.mean else None,
                mean=_decimal(point.mean.tenths) if point.mean else None,
                bound=point.mean.bound.value if point.mean else None,
                text=mean_text(point.mean, language) if point.mean else phrase("result.hidden", language),
                low=_decimal(point.low),
                high=_decimal(point.high),
                difference=_decimal(point.difference),
                verdict=verdict.value if verdict else None,
                sentence=phrase(f"verdict.{verdict.value}", language) if verdict else None,
                after_break=point.after_break,
            )


def dimension_title(instrument: Instrument, dimension: str, language: Language) -> str:
    """What a dimension is called in that version; for the anchor, its wording. Empty where it was not asked."""
    titles = {one.id: one.title for one in instrument.dimensions} | {"anchor": instrument.anchor.text}
    return titles[dimension].in_language(language) if dimension in titles else ""


def _items(figures: UnitFigures, language: Language) -> Iterator[ItemRow]:
    for number, day, instrument, line, point in _asked(figures):
        wording = {item.id: item.text.in_language(language) for item in instrument.items()}
        for item in point.items:
            for key, bar in zip(_BINS, item.bars, strict=True):
                value, bound, text = share_of(bar, language)
                yield ItemRow(
                    session=number,
                    date=day,
                    instrument=instrument.id,
                    version=instrument.version,
                    dimension=line.dimension,
                    item=item.item,
                    statement=wording[item.item],
                    n=item.n,
                    option="+".join(bar.options),
                    label=phrase(key, language),
                    share=value,
                    bound=bound,
                    text=text,
                    spread=item.spread.value if item.spread else None,
                    spread_text=spread_text(item.spread, language),
                )


def _trends(figures: UnitFigures, language: Language) -> Iterator[TrendRow]:
    latest = next((found for one in reversed(figures.sessions) if (found := instrument_of(one))), None)
    for line in _lines(figures):
        if line.trend and latest:
            yield TrendRow(
                dimension=line.dimension,
                title=dimension_title(latest, line.dimension, language),
                sessions=line.trend.sessions,
                direction=_direction(line.trend),
            )


def _direction(trend: ShownTrend) -> str:
    if trend.rising:
        return "rising"
    return "falling" if trend.falling else "unsure"


def _hands(numbered: tuple[int, SessionFigures], language: Language) -> Iterator[HandsRow]:
    """Only what the order may be known of has no number: then the most raised for."""
    number, session = numbered
    for raised in session.hands:
        asked, vote = raised.asked, raised.hands.vote
        question = " ".join(text.in_language(language) for text in asked.body.wording())
        for label, bar in zip(bar_labels(asked, vote.bars, vote.form, language), vote.bars, strict=True):
            value, bound, text = share_of(bar, language)
            yield HandsRow(
                session=number,
                date=session.occasion.record.held_on,
                question=question,
                occasion=round_label(asked, raised.hands.round, language),
                form=vote.form.value,
                option="+".join(bar.options),
                label=label,
                n=vote.n,
                share=value,
                bound=bound,
                text=text or phrase("stage.most_chosen", language),
            )


def _points(numbered: tuple[int, SessionFigures], language: Language) -> Iterator[PointRow]:
    number, session = numbered
    activity, shown = session.points_activity, session.points
    if activity is None or shown is None:
        return
    day = session.occasion.record.held_on
    if isinstance(shown, Hidden):
        nothing = phrase("result.hidden", language)
        yield PointRow(session=number, date=day, today_text=nothing, desired_text=nothing)
        return
    labels = option_labels(activity, language)
    for row in shown.rows:
        yield PointRow(
            session=number,
            date=day,
            option=row.option,
            label=labels[row.option],
            n_today=shown.n_today,
            today=row.today.value,
            today_bound=row.today.bound.value,
            today_text=points_text(row.today, language),
            n_desired=shown.n_desired,
            desired=row.desired.value,
            desired_bound=row.desired.bound.value,
            desired_text=points_text(row.desired, language),
            gap=row.gap,
        )


def _questions(numbered: tuple[int, SessionFigures], language: Language) -> Iterator[QuestionRow]:
    number, session = numbered
    question, proposals = session.question, session.occasion.proposals
    if question is None:
        return
    day, title = session.occasion.record.held_on, question.title.in_language(language)
    texts = {proposal.id: proposal.text for proposal in proposals}
    places = session.dots.places if isinstance(session.dots, ShownDots) else ()
    ranked = [(place.rank, len(place.proposals) > 1, id_) for place in places for id_ in place.proposals]
    placed = {id_ for _, _, id_ in ranked}
    rest = [(None, False, one.id) for one in proposals if one.state == "shown" and one.id not in placed]
    given = [
        QuestionRow(
            session=number,
            date=day,
            question=question.id,
            title=title,
            rank=rank,
            tied=tied,
            proposal=texts.get(id_, ""),
        )
        for rank, tied, id_ in (*ranked, *rest)
    ]
    yield from given or [QuestionRow(session=number, date=day, question=question.id, title=title)]


def _commitments(figures: UnitFigures, language: Language) -> Iterator[CommitmentRow]:
    held = {one.occasion.record.id: (number, one.occasion.record.held_on) for number, one in _numbered(figures)}
    for line in figures.commitments:
        card, (number, day) = line.card, held[line.session_id]
        yield CommitmentRow(
            session=number,
            date=day,
            number=card.position,
            what=card.what,
            situation=card.situation,
            who=card.who,
            due=card.due,
            first_step=card.first_step,
            notice=card.notice,
            state=card.state.value,
            state_text=phrase(STATES[card.state], language),
            learnt=card.learnt,
            settled_on=card.settled_on,
        )


def _decimal(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10
