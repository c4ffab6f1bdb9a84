"""Commitments on a unit's page: what was kept, what was learnt, and how it has gone over time.

Counted here are commitments, not answers: nothing about them is a secret of the room.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from workshop_app.domain.commitments import CommitmentState
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.parts import Row, Table
from workshop_app.reports.sitting_words import session_name
from workshop_app.reports.unit_figures import CommitmentLine, UnitFigures
from workshop_app.reports.wording import Words
from workshop_app.services.history import Occasion

#: What was learnt earlier than in so many commitments is read on their own cards.
_LEARNT = 3
#: In the order of a commitment's life.
STATES = {
    CommitmentState.DONE: "follow.done",
    CommitmentState.UNDER_WAY: "follow.under_way",
    CommitmentState.NOT_STARTED: "follow.not_begun",
    CommitmentState.DROPPED: "follow.chosen_away",
}


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A commitment, and what became of it. `key` is its name on the page."""

    key: str = ""
    session_id: str = ""
    position: int = 0
    what: str = ""
    who: str = ""
    due: str = ""
    session: str = ""
    session_path: str = ""
    state: str = ""
    state_label: str = ""
    learnt: str = ""
    settle: str = ""
    settle_label: str = ""


@dataclass(frozen=True, kw_only=True)
class PromisesPart:
    """What was learnt last, the commitments of the latest session that made any, and those before."""

    title: str = ""
    nothing: str = ""
    sentence: str = ""
    learnt_title: str = ""
    learnt: list[Promise] = field(default_factory=list)
    latest_title: str = ""
    latest: list[Promise] = field(default_factory=list)
    earlier_title: str = ""
    earlier: list[Promise] = field(default_factory=list)
    over_time: Table = field(default_factory=Table)


def promises_part(figures: UnitFigures, words: Words) -> PromisesPart:
    """Newest first."""
    lines, title = figures.commitments, words.say("promises.title")
    if not lines:
        return PromisesPart(title=title, nothing=words.say("promises.none") if figures.sessions else "")
    occasions = {session.occasion.record.id: session.occasion for session in figures.sessions}
    newest = _together(figures, occasions[lines[-1].session_id])
    told = [(line.session_id, _promise(line, _name(occasions[line.session_id], words), words)) for line in lines]
    learnt = sorted((line for line in lines if line.card.learnt), key=_last_settled, reverse=True)[:_LEARNT]
    earlier = [promise for id_, promise in reversed(told) if id_ not in newest]
    first = occasions[lines[0].session_id].record.held_on
    return PromisesPart(
        title=title,
        sentence=words.say("follow.share", done=figures.kept, total=len(lines), date=first),
        learnt_title=words.say("promises.learnt") if learnt else "",
        learnt=[_promise(line, _name(occasions[line.session_id], words), words) for line in learnt],
        latest_title=_latest_title(occasions[lines[-1].session_id], words),
        latest=[promise for id_, promise in told if id_ in newest],
        earlier_title=words.say("history.earlier_commitments", n=len(earlier)) if earlier else "",
        earlier=earlier,
        over_time=_over_time(figures, words),
    )


def _together(figures: UnitFigures, latest: Occasion) -> set[str]:
    """The session itself, and the other sittings of its workshop."""
    workshop = latest.workshop
    others = (one.occasion for one in figures.sessions if workshop and one.occasion.workshop == workshop)
    return {latest.record.id, *(one.record.id for one in others)}


def _latest_title(latest: Occasion, words: Words) -> str:
    if latest.sitting is None:
        return words.say("follow.title", date=latest.record.held_on)
    return words.say("follow.title_sittings")


def _name(occasion: Occasion, words: Words) -> str:
    return session_name(occasion.record.held_on, occasion.sitting, words.language.value)


def _last_settled(line: CommitmentLine) -> date:
    return line.card.settled_on or date.min


def _promise(line: CommitmentLine, day: str, words: Words) -> Promise:
    card = line.card
    return Promise(
        key=f"{line.session_id}-{card.position}",
        session_id=line.session_id,
        position=card.position,
        what=card.what,
        who=card.who,
        due=format_date(card.due) if card.due else "",
        session=day,
        session_path=f"/samlinger/{line.session_id}",
        state=card.state.value,
        state_label=words.say(STATES[card.state]),
        learnt=card.learnt,
        settle=words.say("promises.settle_again" if card.settled_on else "promises.settle"),
        settle_label=words.say("promises.of", what=card.what),
    )


def _over_time(figures: UnitFigures, words: Words) -> Table:
    """A row for every session that made commitments, oldest first."""
    counts: dict[str, Counter[CommitmentState]] = {}
    for line in figures.commitments:
        counts.setdefault(line.session_id, Counter())[line.card.state] += 1
    rows = [
        Row(
            head=_name(session.occasion, words),
            cells=[str(counts[id_].total()), *(str(counts[id_][state]) for state in STATES)],
        )
        for session in figures.sessions
        if (id_ := session.occasion.record.id) in counts
    ]
    heads = ["figures.session", "promises.number", *STATES.values()]
    return Table(caption=words.say("promises.over_time"), heads=[words.say(head) for head in heads], rows=rows)
