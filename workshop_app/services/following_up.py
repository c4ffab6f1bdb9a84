"""What became of the commitments of the session before, said in the room once it has voted.

`settle` is the inside of one change, as in `group_work`.
"""

from __future__ import annotations

from collections.abc import Sequence

from workshop_app.domain import commitments as rules
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import RefusedMove
from workshop_app.domain.session import Event
from workshop_app.persistence import commitments
from workshop_app.services import clock
from workshop_app.services.changes import Standing
from workshop_app.services.group_work import texts_changed
from workshop_app.services.tokens import new_id


def settle(at: Standing, *, state: str | None, learnt: str | None) -> Sequence[Event]:
    """Say how the commitment at hand went, or what was learnt; None leaves what was said.

    Raises `RefusedMove` before the room's vote is shown, and `BadInput`.
    """
    activity = at.live.current(at.agenda)
    number = activity.body.followed_up() if activity else 0
    if not number or at.live.phase is not Phase.REVEALED:
        raise RefusedMove("control.refused.not_here")
    promised = commitments.promised_before(at.db, at.record)
    if len(promised) < number:
        raise RefusedMove("control.refused.not_here")
    before = promised[number - 1]
    card = before.card
    said = state if state is not None else card.state.value
    settled = rules.settle(card, state=said, learnt=card.learnt if learnt is None else learnt, today=clock.today())
    if state is None and card.settled_on is None:
        raise RefusedMove("follow.state_first")
    commitments.save_card(at.db, before.session_id, settled, id_=new_id())
    return texts_changed()
