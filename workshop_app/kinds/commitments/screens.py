"""The commitments on the three screens: written on the control screen, for all to see."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.kinds.commitments.rules import CommitmentsBody
from workshop_app.live.views.cards import card_forms
from workshop_app.live.views.context import Scene
from workshop_app.live.views.dots import top_cards
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.parts import ProposalCard
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.lifts import lift_panel, lifted
from workshop_app.live.views.proposals import proposal_card
from workshop_app.live.views.screens import Screens


class CommitmentsScreens(Screens[CommitmentsBody]):
    """Writing down what the unit will do."""

    def phone(self, scene: Scene, activity: Activity, body: CommitmentsBody) -> PhoneFrame:
        """The cards as they stand."""
        wait = "wait.writing_cards" if scene.phase is Phase.WRITING else "wait.plenary"
        cards = scene.commitments()
        return PhoneFrame(screen="commitments", wait=scene.say(wait), commitments=cards, lifted=lifted(scene))

    def stage(self, scene: Scene, activity: Activity, body: CommitmentsBody) -> StageFrame:
        """The cards; until there is one, the proposals in the first places, to make it of."""
        frame = StageFrame(
            screen="commitments",
            title=scene.say("stage.commitment"),
            commitments=scene.commitments(),
            lifted=lifted(scene),
        )
        if scene.snapshot.cards:
            return frame
        left = scene.snapshot.live.left
        asked = [one for one in scene.snapshot.agenda.activities if one.body.offered_questions()]
        top = [card for one in asked if left.get(one.id) is Phase.REVEALED for card in top_cards(scene, one)]
        return replace(frame, lead=scene.text(body.lead), prompt=scene.say("stage.top") if top else "", cards=top)

    def control(self, scene: Scene, activity: Activity, body: CommitmentsBody, frame: ControlFrame) -> ControlFrame:
        """The cards to write on, what to make them of, and the date to settle before people leave."""
        writes = scene.phase is Phase.WRITING
        return replace(
            frame,
            cards=card_forms(scene, most=body.most if writes else 0),
            writes_cards=writes,
            may_make_card=writes and sum(bool(card.what) for card in scene.snapshot.cards) < body.most,
            shown=_to_make_cards_of(scene) if writes else [],
            asks_date=True,
            lifting=lift_panel(scene),
        )


def _to_make_cards_of(scene: Scene) -> list[ProposalCard]:
    """The room's first places; all approved proposals where there are no places."""
    asked = next((one for one in scene.snapshot.agenda.activities if one.body.offered_questions()), None)
    if asked is None:
        return []
    approved = [
        proposal_card(scene, one)
        for one in scene.snapshot.proposals
        if one.activity_id == asked.id and one.state == "shown"
    ]
    return top_cards(scene, asked) or approved


SCREENS = CommitmentsScreens()
