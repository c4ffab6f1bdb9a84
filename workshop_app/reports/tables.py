"""A unit's figures → tables, in the words of the screens. Every file that holds figures is written from these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from workshop_app.domain.agenda import Language
from workshop_app.domain.disclosure import ShownDots
from workshop_app.phrases import phrase
from workshop_app.reports.lift_rows import lift_rows
from workshop_app.reports.promises_part import STATES
from workshop_app.reports.pulse_rows import dimension_rows, item_rows, pulse_lines, trend_rows
from workshop_app.reports.rows import CommitmentRow, QuestionRow, SessionRow, Tables
from workshop_app.reports.unit_figures import SessionFigures, UnitFigures
from workshop_app.reports.vote_rows import dilemma_rows, hands_rows, point_rows, vote_rows


def tables(figures: UnitFigures, language: Language = Language.BOKMAL) -> Tables:
    """All tables of the unit."""
    return _with_first_sittings(figures, _tables(figures, language))


def _tables(figures: UnitFigures, language: Language) -> Tables:
    return Tables(
        sessions=tuple(_session(figures, number, one, language) for number, one in figures.numbered()),
        dimensions=tuple(dimension_rows(figures, language)),
        items=tuple(item_rows(figures, language)),
        trends=tuple(trend_rows(figures, language)),
        dilemma=tuple(row for number, one in figures.numbered() for row in dilemma_rows(number, one, language)),
        votes=tuple(row for number, one in figures.numbered() for row in vote_rows(number, one, language)),
        hands=tuple(row for number, one in figures.numbered() for row in hands_rows(number, one, language)),
        points=tuple(row for number, one in figures.numbered() for row in point_rows(number, one, language)),
        questions=tuple(row for number, one in figures.numbered() for row in _questions(number, one, language)),
        commitments=tuple(_commitments(figures, language)),
        lifts=tuple(lift_rows(figures, language)),
    )


def _session(figures: UnitFigures, number: int, session: SessionFigures, language: Language) -> SessionRow:
    occasion = session.occasion
    answered = [p.n for line in pulse_lines(figures) if (p := line.points[number - 1]).mean and p.n is not None]
    return SessionRow(
        session=number,
        date=occasion.record.held_on,
        agenda=occasion.agenda.title.in_language(language),
        pulse=session.instrument is not None,
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


def _questions(number: int, session: SessionFigures, language: Language) -> Iterator[QuestionRow]:
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
    held = {one.occasion.record.id: (number, one.occasion.record.held_on) for number, one in figures.numbered()}
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
