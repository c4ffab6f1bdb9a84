"""What a decision needs to know that is not in the log, and what that keeps shut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.domain.errors import RefusedMove
from workshop_app.domain.session import LiveSession, as_settled


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a decision needs to know that is not in the log.

    `is_sitting`: the session is one of several sittings of a workshop; `is_pulse_counted`: the pulse of them all has
    been counted. Of the commitment cards: how many there are, and the phrase keys of required fields still empty.
    """

    now: datetime
    encrypted: bool = True
    require_https: bool = False
    answered: int = 0
    expected: int = 0
    confirmed: bool = False
    is_sitting: bool = False
    is_pulse_counted: bool = False
    cards: int = 0
    missing: Sequence[str] = ()


def is_shut(session: LiveSession, activity: Activity, around: Surroundings, *, phase: Phase) -> bool:
    """Whether nothing that the facilitator can say opens that phase of the activity."""
    is_readable = _is_confidential(session, activity, phase) and around.require_https and not around.encrypted
    return is_readable or bool(_refused_to_sitting(session, activity, around, phase=phase))


def demand_open(session: LiveSession, activity: Activity, around: Surroundings, *, phase: Phase) -> None:
    """Raise `RefusedMove` where that phase of the activity may not be gone to."""
    if _is_confidential(session, activity, phase):
        _demand_encryption(session, around)
    refused = _refused_to_sitting(session, activity, around, phase=phase)
    if refused:
        raise RefusedMove(refused)


def _is_confidential(session: LiveSession, activity: Activity, phase: Phase) -> bool:
    """Whether it is asked in confidence: all of the activity, or what that phase asks."""
    return activity.body.is_confidential or as_settled(session, activity).body.confides(phase)


def _refused_to_sitting(session: LiveSession, activity: Activity, around: Surroundings, *, phase: Phase) -> str:
    """Why a sitting's pulse takes no answers: they are in the sum of all sittings, out of which none can be taken."""
    taking = activity.body.course.rounds.get(phase)
    if not around.is_sitting or activity.body.questionnaire() is None or taking is None:
        return ""
    run = session.run(activity.id, taking[0])
    if run is not None and run.counted:
        return "sittings.refused.again"
    return "sittings.refused.counted" if around.is_pulse_counted else ""


def _demand_encryption(session: LiveSession, around: Surroundings) -> None:
    if around.encrypted:
        return
    if around.require_https:
        raise RefusedMove("control.refused.https")
    if not session.plain_http_accepted:
        raise RefusedMove("control.refused.accept_http")
