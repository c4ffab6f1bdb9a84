"""Votes in a unit's tables: a dilemma's two, those that some questions have of their own, hands, and points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workshop_app.domain.agenda import Activity, Language
from workshop_app.domain.disclosure import Bar, Form, Hidden, Shown, ShownBeforeAfter, ShownVote
from workshop_app.phrases import phrase
from workshop_app.reports.figure_words import bar_labels, option_labels, points_text, round_label, share_of
from workshop_app.reports.rows import DilemmaRow, HandsRow, PointRow, VoteRow
from workshop_app.reports.unit_figures import SessionFigures

_TWICE, _ONCE = ("before", "after"), ("choice",)
_Side = tuple[str, int, Sequence[Bar]]


def dilemma_rows(number: int, session: SessionFigures, language: Language) -> Iterator[DilemmaRow]:
    """The two votes of a session's dilemma, if it had one."""
    activity, shown = session.dilemma_activity, session.dilemma
    if activity is None or shown is None:
        return
    day, question = session.occasion.record.held_on, _wording(activity, language)
    for told in _bars(activity, shown, _TWICE, language):
        yield DilemmaRow(session=number, date=day, question=question, **told)


def vote_rows(number: int, session: SessionFigures, language: Language) -> Iterator[VoteRow]:
    """The votes of the question that was worked on, if it has any."""
    for vote in session.votes:
        assert session.question is not None, "a vote belongs to a question"
        rounds = _TWICE if vote.part == "dilemma" else _ONCE
        for told in _bars(vote.asked, vote.shown, rounds, language):
            yield VoteRow(
                session=number,
                date=session.occasion.record.held_on,
                question=session.question.id,
                wording=_wording(vote.asked, language),
                occasion="" if rounds == _ONCE else phrase(f"dilemma.{told['round']}", language),
                **told,
            )


def hands_rows(number: int, session: SessionFigures, language: Language) -> Iterator[HandsRow]:
    """Hands that were counted. What only the order may be known of has no number: then the most raised for."""
    for raised in session.hands:
        asked, vote = raised.asked, raised.hands.vote
        for told in _each(asked, vote.n, vote.form, vote.bars, language):
            yield HandsRow(
                session=number,
                date=session.occasion.record.held_on,
                question=_wording(asked, language),
                occasion=round_label(asked, raised.hands.round, language),
                **told,
            )


def point_rows(number: int, session: SessionFigures, language: Language) -> Iterator[PointRow]:
    """How points were given out today and as it should be; one row says so where it can't be shown."""
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


def _wording(activity: Activity, language: Language) -> str:
    return " ".join(text.in_language(language) for text in activity.body.wording())


def _bars(activity: Activity, shown: Shown, rounds: Sequence[str], language: Language) -> Iterator[dict[str, Any]]:
    """What a row says of each bar; of a round that may not be shown, that it may not."""
    form, sides = _sides(shown)
    if form is None:
        yield from ({"round": one, "text": phrase("result.hidden", language)} for one in rounds)
        return
    for round_, n, bars in sides:
        yield from ({"round": round_, **told} for told in _each(activity, n, form, bars, language))


def _each(activity: Activity, n: int, form: Form, bars: Sequence[Bar], language: Language) -> Iterator[dict[str, Any]]:
    for label, bar in zip(bar_labels(activity, bars, form, language), bars, strict=True):
        value, bound, text = share_of(bar, language)
        yield {
            "form": form.value,
            "option": "+".join(bar.options),
            "label": label,
            "n": n,
            "share": value,
            "bound": bound,
            "text": text or phrase("stage.most_chosen", language),
        }


def _sides(shown: Shown) -> tuple[Form | None, Sequence[_Side]]:
    match shown:
        case ShownBeforeAfter():
            return shown.form, (("before", shown.n_before, shown.before), ("after", shown.n_after, shown.after))
        case ShownVote():
            return shown.form, (("choice", shown.n, shown.bars),)
        case _:
            return None, ()
