"""Dots on projector and phones, as all kinds show them that take any: being given, and the first places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workshop_app.domain.agenda import Activity
from workshop_app.domain.body import Body
from workshop_app.kinds.dots import DotsBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.parts import OptionView, ProposalCard
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.votes import open_stage, phone_vote
from workshop_app.reports.session_facts import first_places


def dots_ballot(of: Body, cards: Sequence[ProposalCard]) -> BallotView:
    """Dots on these."""
    body = _dots(of)
    options = [OptionView(id=card.id, label=card.text) for card in cards]
    return BallotView(widget="dots", options=options, most=body.on_one, total=body.each)


def dots_phone(scene: Scene, activity: Activity, *, title: str) -> PhoneFrame:
    """How many dots one has, and what there is to give them to."""
    body = _dots(scene.asked(activity, "dots").body)
    key = "dots.help" if body.things is None else "dots.each"
    question = scene.say(key, n=body.each, max=body.on_one)
    return replace(phone_vote(scene, activity, StageFrame(), question=question), title=title)


def dots_stage(scene: Scene, activity: Activity, cards: Sequence[ProposalCard], *, title: str) -> StageFrame:
    """What dots are given to, and no dots."""
    frame = open_stage(scene, question=scene.say("stage.dots", n=_dots(scene.asked(activity, "dots").body).each))
    return replace(frame, title=title, screen="dots", cards=list(cards))


def top_stage(scene: Scene, activity: Activity, cards: Sequence[ProposalCard], *, title: str) -> StageFrame:
    """The first places; where there are none to show, all the `cards` as they stood."""
    top = top_cards(scene, activity)
    nothing = scene.say("stage.vote_lost" if scene.is_lost(activity, "dots") else "stage.too_few")
    return StageFrame(
        screen="top" if top else "cards",
        question=title,
        prompt=scene.say("stage.top") if top else "",
        cards=top or list(cards),
        sentence="" if top else nothing,
    )


def top_cards(scene: Scene, activity: Activity) -> list[ProposalCard]:
    """What is in the first places; `note` says the rank."""
    return [ProposalCard(id=one.id, text=one.text, note=one.place) for one in first_places(scene, activity)]


def _dots(body: Body) -> DotsBody:
    assert isinstance(body, DotsBody)
    return body
