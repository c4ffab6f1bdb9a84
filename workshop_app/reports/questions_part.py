"""Which of the five «Hva nå?» questions a unit has taken up, and what came of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workshop_app.domain.agenda import Question
from workshop_app.domain.disclosure import ShownDots
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.question_votes import TakenVote, taken_votes
from workshop_app.reports.unit_figures import SessionFigures, UnitFigures
from workshop_app.reports.wording import Words


@dataclass(frozen=True, kw_only=True)
class TopProposal:
    """A proposal among the three with the most dots, and its place."""

    rank: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One question in one session. `became_title` says whether the commitments came from its proposals."""

    date: str = ""
    title: str = ""
    path: str = ""
    votes: list[TakenVote] = field(default_factory=list)
    top_title: str = ""
    top: list[TopProposal] = field(default_factory=list)
    became_title: str = ""
    became: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class QuestionsPart:
    """All of them, latest first. Without a `title` no session had such a question."""

    title: str = ""
    sentence: str = ""
    taken: list[Taken] = field(default_factory=list)
    left_title: str = ""
    left: list[str] = field(default_factory=list)


def questions_part(figures: UnitFigures, words: Words) -> QuestionsPart:
    """The part as it is told."""
    offered = _offered(figures)
    taken = [session for session in figures.sessions if session.question]
    if not offered:
        return QuestionsPart()
    ids = {session.question.id for session in taken if session.question}
    left = [words.text(question.title) for id_, question in offered.items() if id_ not in ids]
    return QuestionsPart(
        title=words.say("questions.over_time"),
        sentence=(words.say("unit.questions_taken", n=len(ids)) if left else words.say("unit.all_questions_taken"))
        + ".",
        taken=[_taken(session, words) for session in reversed(taken)],
        left_title=words.say("questions.left") if left else "",
        left=left,
    )


def _offered(figures: UnitFigures) -> Mapping[str, Question]:
    """The questions there are to take, as the latest session that had them words them."""
    for session in reversed(figures.sessions):
        for activity in session.occasion.agenda.activities:
            if offered := activity.body.offered_questions():
                return {question.id: question for question in offered}
    return {}


def _taken(session: SessionFigures, words: Words) -> Taken:
    question, record = session.question, session.occasion.record
    assert question is not None
    top = list(_top(session))
    title, became = _became(session, words)
    return Taken(
        date=format_date(record.held_on),
        title=words.text(question.title),
        votes=taken_votes(session, words),
        path=f"/samlinger/{record.id}",
        top_title=words.say("stage.top") if top else "",
        top=top,
        became_title=title,
        became=became,
    )


def _top(session: SessionFigures) -> Iterable[TopProposal]:
    if not isinstance(session.dots, ShownDots):
        return
    texts = {proposal.id: proposal.text for proposal in session.occasion.proposals if proposal.state == "shown"}
    for place in session.dots.places:
        for proposal in place.proposals:
            if proposal in texts:
                yield TopProposal(rank=str(place.rank), text=texts[proposal])


def _became(session: SessionFigures, words: Words) -> tuple[str, list[str]]:
    """The commitments that were made from a proposal; where none was, those of the same session."""
    cards = [card for card in session.occasion.cards if card.what]
    from_proposals = [card.what for card in cards if card.proposal_id]
    if from_proposals:
        return words.say("questions.became"), from_proposals
    return (words.say("questions.same_session") if cards else ""), [card.what for card in cards]
