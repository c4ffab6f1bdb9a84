"""What becomes of the groups' work: proposals judged, and commitment cards written.

Each function is the inside of one change (see `changes`): it works on the session as it stands,
returns the events to append, or raises and then nothing has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from workshop_app.domain import commitments
from workshop_app.domain.agenda import Agenda
from workshop_app.domain.disclosure import may_show_texts
from workshop_app.domain.errors import BadInput, RefusedMove
from workshop_app.domain.session import Event, EventKind, Stage
from workshop_app.persistence import commitments as cards
from workshop_app.persistence import people, proposals, seats
from workshop_app.persistence.proposals import Proposal
from workshop_app.services import clock
from workshop_app.services.changes import Standing
from workshop_app.services.tokens import new_id

#: Proposals that a screen can hold, and groups that a room can have.
MOST_SHOWN = 12
#: The reasons for which a proposal may come back.
REASONS = ("control.reason.name", "control.reason.unclear")
#: What has been on the screen. A proposal that waits or was sent back has been read by one person only.
_APPROVED = ("shown", "merged")


def approve(at: Standing, proposal: str, *, minimum: int) -> Sequence[Event]:
    """Show a proposal. Raises `RefusedMove` when the screen is full, dots are being given, or too few are here.

    `minimum` is the least k, which the municipality may have raised.
    """
    found = _judged(at, proposal)
    k = people.threshold(at.db, at_least=minimum)
    if not may_show_texts(seats.count_seats(at.db, at.record.id), k=k):
        raise RefusedMove("control.refused.few_for_texts", k=k)
    if at.live.open_run(at.agenda) is not None:
        raise RefusedMove("control.refused.dots_open")  # Those who have answered already would not have seen it.
    shown = [other for other in _of_activity(at, found) if other.state == "shown" and other.id != found.id]
    if len(shown) >= MOST_SHOWN:
        raise RefusedMove("control.refused.screen_full", most=MOST_SHOWN)
    proposals.judge_proposal(at.db, proposal, state="shown")
    return texts_changed()


def send_back(at: Standing, proposal: str, reason: str) -> Sequence[Event]:
    """Return a proposal to its group with one of `REASONS`. What had been merged into it waits anew."""
    if reason not in REASONS:
        raise BadInput("error.not_saved")
    _judged(at, proposal)
    proposals.judge_proposal(at.db, proposal, state="returned", reason=reason)
    return texts_changed()


def merge(at: Standing, proposal: str, into: str) -> Sequence[Event]:
    """Let one shown proposal stand for both, and for what was merged into either."""
    found, target = _judged(at, proposal), _find(at, into)
    if found.id == target.id or target.state != "shown" or target.activity_id != found.activity_id:
        raise BadInput("error.not_saved")
    proposals.judge_proposal(at.db, proposal, state="merged", merged_into=into)
    return texts_changed()


def write_card(at: Standing, *, position: int, field: str, value: str) -> Sequence[Event]:
    """Change one field of a card; it appears when it is first written on and goes when all is taken out."""
    _demand_unended(at)
    if position not in _positions(at.agenda):
        raise BadInput("error.not_saved")
    found = {card.position: card for card in cards.list_cards(at.db, at.record.id)}
    card = found.get(position) or commitments.Card(position=position)
    filled = commitments.fill(card, field=field, value=value)
    if filled.is_blank:
        cards.remove_card(at.db, at.record.id, position)
    else:
        cards.save_card(at.db, at.record.id, filled, id_=new_id())
    return texts_changed()


def card_facts(at: Standing) -> Mapping[str, Any]:
    """What `moves` wants to know before the room agrees: how many cards there are, and what they lack."""
    written = cards.list_cards(at.db, at.record.id)
    missing = dict.fromkeys(key for card in written for key in card.missing())
    return {"cards": len(written), "missing": tuple(missing)}


def card_from_proposal(at: Standing, proposal: str) -> Sequence[Event]:
    """Let an approved proposal become the text of the first card without one. Again is harmless."""
    _demand_unended(at)
    source = _find(at, proposal)
    if source.state not in _APPROVED:
        raise BadInput("error.not_saved")
    found = {card.position: card for card in cards.list_cards(at.db, at.record.id)}
    if any(card.proposal_id == source.id for card in found.values()):
        return []
    free = [n for n in _positions(at.agenda) if n not in found or not found[n].what]
    if not free:
        raise RefusedMove("control.refused.cards_full")
    card = found.get(free[0]) or commitments.Card(position=free[0])
    cards.save_card(at.db, at.record.id, replace(card, what=source.text, proposal_id=source.id), id_=new_id())
    return texts_changed()


def remove_card(at: Standing, *, position: int) -> Sequence[Event]:
    """Take a card away."""
    _demand_unended(at)
    cards.remove_card(at.db, at.record.id, position)
    return texts_changed()


def texts_changed() -> list[Event]:
    """Texts are not in the log; that there are new ones is."""
    return [Event(EventKind.TEXTS_CHANGED, clock.now())]


def _judged(at: Standing, proposal: str) -> Proposal:
    """The proposal that is to be judged. Raises where it can't be just now."""
    _demand_unended(at)
    found = _find(at, proposal)
    if at.live.open_run(at.agenda) is not None and found.state in _APPROVED:
        raise RefusedMove("control.refused.dots_open")
    return found


def _find(at: Standing, proposal: str) -> Proposal:
    for found in proposals.list_proposals(at.db, at.record.id):
        if found.id == proposal:
            return found
    raise BadInput("error.not_saved")


def _of_activity(at: Standing, proposal: Proposal) -> list[Proposal]:
    return proposals.list_proposals(at.db, at.record.id, activity_id=proposal.activity_id)


def _demand_unended(at: Standing) -> None:
    if at.live.stage is Stage.ENDED:
        raise RefusedMove("error.code_ended")


def _positions(agenda: Agenda) -> range:
    return range(1, 1 + max((activity.body.most_cards() for activity in agenda.activities), default=0))
