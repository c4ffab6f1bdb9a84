"""What sealing a part leaves behind: figures in place of ballots, and a question settled by the room."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from workshop_app.domain.agenda import Agenda
from workshop_app.domain.disclosure import Audience, Shown, ShownVote, show
from workshop_app.domain.session import Event, EventKind
from workshop_app.domain.tally import Aggregate, tally
from workshop_app.persistence import proposals, sessions
from workshop_app.persistence.sessions import Count, Hands, SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.services import pooling


def counter(db: Transaction, record: SessionRecord, agenda: Agenda, *, minimum: int) -> Count:
    """The function that counts a part's ballots when it is sealed. `minimum` is the municipality's k.

    A sitting's pulse is added to those of the others instead, and leaves nothing of its own.
    """

    def count(activity_id: str, part: str, ballots: Sequence[Mapping[str, str]], hands: Hands) -> Mapping[str, str]:
        activity = agenda.activity(activity_id)
        read = [{round_: json.loads(answer) for round_, answer in ballot.items()} for ballot in ballots]
        if activity.body.questionnaire() and pooling.add_pulse(db, record.id, activity, ballots=read):
            return {}
        stored = proposals.list_proposals(db, record.id, activity_id=activity_id)
        aggregates = tally(
            activity,
            part=part,
            ballots=read,
            k=minimum,
            merged={proposal.id: proposal.merged_into for proposal in stored if proposal.merged_into is not None},
            proposals=[proposal.id for proposal in stored if proposal.state in ("shown", "merged")],
            hands=hands,
        )
        return {aggregate.round: json.dumps(aggregate.to_json()) for aggregate in aggregates}

    return count


def settle_question(
    db: Transaction, record: SessionRecord, agenda: Agenda, *, events: Sequence[Event], minimum: int
) -> list[Event]:
    """Once the room's vote on the question is sealed and has one winner, take that one."""
    sealed = [event for event in events if event.kind is EventKind.RUN_SEALED and event.payload["part"] == "choose"]
    if not sealed or any(event.kind is EventKind.ENDED for event in events):
        return []
    activity = agenda.activity(str(sealed[0].payload["activity"]))
    figures = sessions.figures(db, record.id).get((activity.id, "choose"), {})
    aggregates = [Aggregate.from_json(json.loads(text)) for text in figures.values()]
    shown = show(activity, part="choose", aggregates=aggregates, audience=Audience.FACILITATOR, k=minimum)
    leading = _leading(shown)
    if leading is None:
        return []
    return [Event(EventKind.QUESTION_CHOSEN, sealed[0].at, {"activity": activity.id, "question": leading})]


def _leading(shown: Shown) -> str | None:
    """The one option that leads as far as figures are shown; None for a tie or too few answers."""
    if not isinstance(shown, ShownVote):
        return None
    best = max((bar.share.value if bar.share else 0 for bar in shown.bars), default=0)
    ahead = [bar for bar in shown.bars if (bar.share.value if bar.share else 0) == best]
    return ahead[0].options[0] if len(ahead) == 1 and len(ahead[0].options) == 1 else None
