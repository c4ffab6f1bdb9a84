"""THE choke point: aggregate → what may be shown, to whom, how coarsely (domain.md §2.6).

Screens, exports, minutes, screen-reader texts and the control screen get their figures from here and
nowhere else. Each kind of activity names the form that its votes are shown in; the forms are here. It knows
no words and no screens, and it never sees a ballot: only sealed aggregates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workshop_app.domain.agenda import Activity
from workshop_app.domain.disclosure.allotments import show_dots, show_points
from workshop_app.domain.disclosure.beside import PulseOfSession, show_beside
from workshop_app.domain.disclosure.earlier import CountedBefore
from workshop_app.domain.disclosure.hands import ShownHands, show_hands
from workshop_app.domain.disclosure.history import show_headline, show_history
from workshop_app.domain.disclosure.ladder import show_ladder
from workshop_app.domain.disclosure.likeness import percents
from workshop_app.domain.disclosure.nearness import are_near
from workshop_app.domain.disclosure.pulse import version_of
from workshop_app.domain.disclosure.roll_up import show_roll_ups
from workshop_app.domain.disclosure.rows import show_rows
from workshop_app.domain.disclosure.sealed import Sealed
from workshop_app.domain.disclosure.shown import (
    Audience,
    Bar,
    Bound,
    Figure,
    Form,
    Hidden,
    LadderRow,
    Mean,
    Place,
    PointsRow,
    Shown,
    ShownAgain,
    ShownBeforeAfter,
    ShownDimension,
    ShownDots,
    ShownItem,
    ShownLadder,
    ShownPoints,
    ShownPulse,
    ShownRow,
    ShownRows,
    ShownVote,
)
from workshop_app.domain.disclosure.shown_history import (
    ShownHistory,
    ShownLine,
    ShownPoint,
    ShownRollUp,
    ShownRollUps,
    ShownTrend,
    ShownUnit,
)
from workshop_app.domain.disclosure.spread import Measured, measured, pooled_spread
from workshop_app.domain.disclosure.texts import may_show_texts
from workshop_app.domain.disclosure.votes import show_again, show_before_after, show_choices, show_vote
from workshop_app.domain.tally import Aggregate

__all__ = [
    "Audience",
    "Bar",
    "Bound",
    "CountedBefore",
    "Figure",
    "Form",
    "Hidden",
    "LadderRow",
    "Mean",
    "Measured",
    "Place",
    "PointsRow",
    "PulseOfSession",
    "Sealed",
    "Shown",
    "ShownAgain",
    "ShownBeforeAfter",
    "ShownDimension",
    "ShownDots",
    "ShownHands",
    "ShownHistory",
    "ShownItem",
    "ShownLadder",
    "ShownLine",
    "ShownPoint",
    "ShownPoints",
    "ShownPulse",
    "ShownRollUp",
    "ShownRollUps",
    "ShownRow",
    "ShownRows",
    "ShownTrend",
    "ShownUnit",
    "ShownVote",
    "are_near",
    "may_show_texts",
    "measured",
    "percents",
    "pooled_spread",
    "show",
    "show_again",
    "show_before_after",
    "show_beside",
    "show_choices",
    "show_dots",
    "show_hands",
    "show_headline",
    "show_history",
    "show_ladder",
    "show_points",
    "show_roll_ups",
    "show_rows",
    "show_vote",
    "version_of",
]


def show(
    activity: Activity,
    *,
    part: str,
    aggregates: Iterable[Aggregate],
    audience: Audience,
    k: int,
    pulses: Sequence[PulseOfSession] = (),
    before: CountedBefore | None = None,
) -> Shown:
    """What `audience` may see of a sealed part. `k` is the municipality's threshold; 5 is its floor.

    A pulse is shown beside those that the unit has answered shortly before: `pulses` are these and, as the last one
    counted, itself. Without them it is taken for the unit's only one. `before` is what an earlier session counted that
    asked the same.

    A part that was never voted on has no aggregates, and that looks like one with too few answers.
    """
    counted = {aggregate.round: aggregate for aggregate in aggregates}
    sealed = Sealed(activity=activity, part=part, counted=counted, audience=audience, k=k, pulses=pulses, before=before)
    return activity.body.shown(sealed)
