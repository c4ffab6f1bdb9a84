"""What sealing a part leaves behind: figures in place of ballots, and what the room has settled by them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from workshop_app.domain.agenda import Agenda
from workshop_app.domain.disclosure import Audience, show
from workshop_app.domain.session import Event, EventKind, RunKey, as_settled
from workshop_app.domain.tally import Aggregate, tally
from workshop_app.persistence import proposals, runs, session_log
from workshop_app.persistence.runs import Count, Hands
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.transaction import Transaction
from workshop_app.services import pooling


def counter(db: Transaction, record: SessionRecord, agenda: Agenda, *, minimum: int) -> Count:
    """The function that counts a part's ballots when it is sealed. `minimum` is the municipality's k.

    A sitting's pulse is added to those of the others instead, and leaves nothing of its own.
    """

    def count(activity_id: str, part: str, ballots: Sequence[Mapping[str, str]], hands: Hands) -> Mapping[str, str]:
        activity = as_settled(session_log.load_live(db, record.id), agenda.activity(activity_id))
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


def settle(
    db: Transaction, record: SessionRecord, agenda: Agenda, *, events: Sequence[Event], minimum: int
) -> list[Event]:
    """What sealed votes settle for what comes after them, such as which question the room works on."""
    if any(event.kind is EventKind.ENDED for event in events):
        return []
    sealed = [event for event in events if event.kind is EventKind.RUN_SEALED]
    kept = runs.figures(db, record.id) if sealed else {}
    return [settled for event in sealed for settled in _settled(agenda, event, kept, minimum=minimum)]


def _settled(
    agenda: Agenda, event: Event, kept: Mapping[RunKey, Mapping[str, str]], *, minimum: int
) -> Iterator[Event]:
    activity, part = agenda.activity(str(event.payload["activity"])), str(event.payload["part"])
    aggregates = [Aggregate.from_json(json.loads(text)) for text in kept.get((activity.id, part), {}).values()]
    shown = show(activity, part=part, aggregates=aggregates, audience=Audience.FACILITATOR, k=minimum)
    taken = activity.body.taken(shown, part=part)
    if taken is None:
        return
    # A question has an event of its own, since a facilitator may choose one too.
    if activity.body.offered_questions():
        yield Event(EventKind.QUESTION_CHOSEN, event.at, {"activity": activity.id, "question": taken})
    else:
        yield Event(EventKind.TAKEN, event.at, {"activity": activity.id, "chosen": taken})
