"""Following up on the three screens: the commitment, what the room has noticed, and then how it went."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.domain.commitments import Card
from workshop_app.kinds.follow_up.rules import FollowUpBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.control import ControlFrame, FollowForm
from workshop_app.live.views.frames.parts import CommitmentView
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import closed_stage, open_stage, option_views, phone_result, phone_vote, result_stage
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.promises_part import STATES


class FollowUpScreens(Screens[FollowUpBody]):
    """One commitment of the session before."""

    def phone(self, scene: Scene, activity: Activity, body: FollowUpBody) -> PhoneFrame:
        """The ballot, and then the same as on the projector."""
        card, shown = _card(scene, body), self.stage(scene, activity, body)
        if card is None:
            return PhoneFrame(screen="wait", wait=shown.sentence)
        if scene.phase is Phase.REVEALED:
            return replace(phone_result(scene, shown), lines=[card.learnt] if card.learnt else [])
        question = scene.text(body.question)
        return phone_vote(
            scene, activity, shown, question=question, lead=scene.text(body.note), commitments=[_view(card)]
        )

    def stage(self, scene: Scene, activity: Activity, body: FollowUpBody) -> StageFrame:
        """The commitment with the question under it; then what the room answered, and what became of it."""
        card, before = _card(scene, body), scene.snapshot.promised
        if card is None or before is None:
            return StageFrame(screen="too-few", sentence=scene.say(_nothing(scene, body)))
        if scene.phase is Phase.REVEALED:
            found = result_stage(scene, activity, question=card.what)
            return replace(
                found,
                screen="follow-up",
                mode=scene.say("follow.title", date=before.held_on),
                prompt=scene.say(STATES[card.state]) if card.settled_on else "",
                lead=card.learnt,
            )
        vote = open_stage if scene.phase is Phase.OPEN else closed_stage
        frame = vote(scene, question="")
        return replace(frame, lead=scene.text(body.question), commitments=[_view(card)])

    def ballot(self, scene: Scene, body: FollowUpBody, round_: str) -> BallotView:
        """The options, where there is a commitment to ask about."""
        if _card(scene, body) is None:
            return BallotView()
        return BallotView(widget="choice", shape="one", options=option_views(scene, body.options))

    def control(self, scene: Scene, activity: Activity, body: FollowUpBody, frame: ControlFrame) -> ControlFrame:
        """What to press once the room has voted; and that there is nothing to follow up where there is not."""
        card = _card(scene, body)
        if card is None:
            return replace(frame, hint=scene.say(_nothing(scene, body)))
        if scene.phase is not Phase.REVEALED:
            return frame
        state = card.state.value if card.settled_on else ""
        return replace(frame, follow=FollowForm(what=card.what, who=card.who, state=state, learnt=card.learnt))


def _card(scene: Scene, body: FollowUpBody) -> Card | None:
    before = scene.snapshot.promised
    return before.card(body.number) if before else None


def _nothing(scene: Scene, body: FollowUpBody) -> str:
    return "empty.no_commitments" if body.number == 1 or scene.snapshot.promised is None else "follow.no_more"


def _view(card: Card) -> CommitmentView:
    """In short: what, who and by when."""
    due = format_date(card.due) if card.due else ""
    return CommitmentView(position=card.position, what=card.what, who=card.who, due=due)


SCREENS = FollowUpScreens()
