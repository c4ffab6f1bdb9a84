"""What a phone needs to answer: the control, its options and the words it speaks with."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity
from workshop_app.domain.session import as_settled
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.phone import BallotView
from workshop_app.live.views.screens import screens_of

_COMMON = (
    "button.send",
    "button.change",
    "button.withdraw",
    "button.skip",
    "button.retry",
    "wait.sending",
    "wait.answered",
    "wait.skipped",
    "wait.withdrawn",
    "offline.queued",
    "offline.sent",
    "offline.too_late",
    "error.not_saved",
    "error.vote_closed",
)
_BY_WIDGET = {
    "choice": ("choice.one", "choice.up_to", "choice.full"),
    "scale": ("choice.one",),
    "points": (
        "page.loading",
        "points.left",
        "points.none_left",
        "points.over",
        "points.sum_error",
        "points.more",
        "points.less",
        "points.field",
    ),
    "rows": ("page.loading", "rows.guide", "rows.progress", "rows.done", "rows.more"),
    "dots": ("page.loading", "dots.left", "dots.add", "dots.remove", "figure.dots"),
    "pulse": (
        "page.loading",
        "pulse.intro",
        "pulse.i_lead",
        "pulse.leader_skips",
        "pulse.leader_undo",
        "pulse.auto_next",
        "pulse.progress",
        "pulse.review",
        "pulse.review_all",
        "pulse.done",
        "pulse.start",
        "pulse.unanswered",
        "button.back",
        "button.next",
        "button.review",
        "button.deliver_pulse",
    ),
}
#: Those that have a form of their own for one.
_COUNTED = ("dots.left", "points.left", "figure.dots")
#: Slots that the phone itself fills in, since it alone knows them.
_ON_PHONE = ("n", "sum", "name", "text", "answer")


def ballot_view(scene: Scene, activity: Activity) -> BallotView:
    """The ballot of the round that is open; an empty one when nothing is."""
    opened = scene.snapshot.live.open_run(scene.snapshot.agenda)
    if opened is None:
        return BallotView()
    key, round_ = opened
    ballot = screens_of(activity).ballot(scene, as_settled(scene.snapshot.live, activity).body, round_)
    return replace(
        ballot, run=scene.snapshot.runs.get(key, ""), round=round_, texts=_texts(scene, ballot, len(ballot.items))
    )


def _texts(scene: Scene, ballot: BallotView, total: int) -> dict[str, str]:
    on_phone = {slot: "{" + slot + "}" for slot in _ON_PHONE}
    slots = {**on_phone, "k": ballot.most, "max": ballot.most, "total": total, "unit": scene.snapshot.unit.name}
    keys = (*_COMMON, *_BY_WIDGET.get(ballot.widget, ()))
    texts = {key: scene.say(key, **slots) for key in keys}
    return texts | {f"{key}.one": scene.say(key, **{**slots, "n": 1}) for key in keys if key in _COUNTED}
