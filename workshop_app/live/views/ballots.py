"""What a phone needs to answer: the control, its options and the words it speaks with."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import (
    Activity,
    ChoiceBody,
    DilemmaBody,
    Option,
    PointsBody,
    PulseBody,
    QuestionBody,
    ScaleBody,
)
from workshop_app.domain.phases import ROUNDS
from workshop_app.live.views.context import Scene, shown_proposals
from workshop_app.live.views.frames import BallotView, ItemView, OptionView

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
        "points.left",
        "points.none_left",
        "points.over",
        "points.sum_error",
        "points.more",
        "points.less",
        "points.field",
    ),
    "dots": ("dots.left", "dots.add", "dots.remove", "figure.dots"),
    "pulse": (
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
    if opened is None or scene.phase is None or (activity.kind, scene.phase) not in ROUNDS:
        return BallotView()
    key, round_ = opened
    ballot = _widget(scene, activity, round_)
    return replace(
        ballot, run=scene.snapshot.runs.get(key, ""), round=round_, texts=_texts(scene, ballot, len(ballot.items))
    )


def _widget(scene: Scene, activity: Activity, round_: str) -> BallotView:
    match activity.body:
        case ChoiceBody() as body:
            return BallotView(widget="choice", options=_options(scene, body.options), most=body.most)
        case DilemmaBody() as body:
            return BallotView(widget="choice", shape="one", options=_options(scene, body.options))
        case ScaleBody() as body:
            return BallotView(
                widget="scale",
                shape="number",
                options=[OptionView(id=f"{n}", label=scene.text(t)) for n, t in enumerate(body.steps, start=1)],
            )
        case PointsBody() as body:
            return BallotView(widget="points", options=_options(scene, body.options), total=body.total, step=body.step)
        case PulseBody() as body:
            return _pulse(scene, body)
        case QuestionBody() as body if round_ == "dots":
            options = [OptionView(id=card.id, label=card.text) for card in shown_proposals(scene)]
            return BallotView(widget="dots", options=options, most=body.dots_on_one, total=body.dots)
        case QuestionBody() as body:
            return BallotView(
                widget="choice",
                shape="one",
                options=[
                    OptionView(id=q.id, label=scene.text(q.title), help=scene.text(q.gloss)) for q in body.questions
                ],
            )
        case _:
            return BallotView()


def _pulse(scene: Scene, body: PulseBody) -> BallotView:
    instrument = body.instrument
    items = [
        ItemView(
            id=item.id,
            text=scene.text(item.text),
            introduction=scene.text(dimension.introduction) if dimension.introduction else "",
        )
        for dimension in instrument.dimensions
        for item in dimension.items
    ]
    items.append(ItemView(id=instrument.anchor.id, text=scene.text(instrument.anchor.text)))
    steps = [scene.text(step) for step in instrument.steps]
    return BallotView(widget="pulse", items=items, steps=[*steps, scene.text(instrument.dont_know)])


def _options(scene: Scene, options: tuple[Option, ...]) -> list[OptionView]:
    return [OptionView(id=o.id, label=scene.text(o.text), help=scene.text(o.help), mark=o.id) for o in options]


def _texts(scene: Scene, ballot: BallotView, total: int) -> dict[str, str]:
    on_phone = {slot: "{" + slot + "}" for slot in _ON_PHONE}
    slots = {**on_phone, "k": ballot.most, "max": ballot.most, "total": total, "unit": scene.snapshot.unit.name}
    keys = (*_COMMON, *_BY_WIDGET[ballot.widget])
    texts = {key: scene.say(key, **slots) for key in keys}
    return texts | {f"{key}.one": scene.say(key, **{**slots, "n": 1}) for key in keys if key in _COUNTED}
