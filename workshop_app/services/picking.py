"""What a step asks about, picked in the room before it is asked. Functions for the inside of a change, as `group_work`.

What is picked becomes part of the session's own agenda, so that ballots, figures, minutes and files find it where they
find everything else. From the first round on it stays as it is: nothing of a step's agenda changes that has taken
an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from workshop_app.content_loader import freeze
from workshop_app.domain.agenda import Phase
from workshop_app.domain.agenda_editing import changed
from workshop_app.domain.body import Body
from workshop_app.domain.errors import RefusedMove
from workshop_app.domain.session import Event
from workshop_app.persistence import sessions
from workshop_app.services.changes import Standing
from workshop_app.services.group_work import texts_changed


def pick(at: Standing, *, pick: str, is_wanted: bool) -> Sequence[Event]:
    """Take one in or out. Raises `RefusedMove` once it has been asked, and `BadInput`."""
    return _keep(at, lambda body: body.with_pick(pick, is_wanted=is_wanted))


def write(at: Standing, *, text: str) -> Sequence[Event]:
    """Take in what somebody has worded. Raises as `pick`."""
    return _keep(at, lambda body: body.with_own_pick(text))


def _keep(at: Standing, change: Callable[[Body], Body]) -> Sequence[Event]:
    activity = at.live.current(at.agenda)
    if activity is None or at.live.phase is not Phase.PICKING:
        raise RefusedMove("pick.settled")
    body = change(activity.body)
    if body == activity.body:
        return []
    sessions.replace_agenda(at.db, at.record.id, freeze(changed(at.agenda, replace(activity, body=body))))
    return texts_changed()
