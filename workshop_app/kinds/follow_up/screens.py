"""Following up on the three screens: the commitment, what the room has noticed, and then how it went."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.domain.commitments import Promised
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
        before, shown = scene.followed_up(activity), self.stage(scene, activity, body)
        if before is None:
            return PhoneFrame(screen="wait", wait=shown.sentence)
        if scene.phase is Phase.REVEALED:
            learnt = before.card.learnt
            return replace(phone_result(scene, shown), lines=[learnt] if learnt else [])
        question = scene.text(body.question)
        cards = [_view(scene, before, body)]
        return phone_vote(scene, activity, shown, question=question, lead=scene.text(body.note), commitments=cards)

    def stage(self, scene: Scene, activity: Activity, body: FollowUpBody) -> StageFrame:
        """The commitment with the question under it; then what the room answered, and what became of it."""
        before = scene.followed_up(activity)
        if before is None:
            return StageFrame(screen="too-few", sentence=scene.say(_nothing(scene, body)))
        if scene.phase is Phase.REVEALED:
            card = before.card
            found = result_stage(scene, activity, question=card.what)
            return replace(
                found,
                screen="follow-up",
                mode=scene.promised_in(before),
                prompt=scene.say(STATES[card.state]) if card.settled_on else "",
                lead=card.learnt,
            )
        vote = open_stage if scene.phase is Phase.OPEN else closed_stage
        frame = vote(scene, question="")
        return replace(frame, lead=scene.text(body.question), commitments=[_view(scene, before, body)])

    def ballot(self, scene: Scene, body: FollowUpBody, round_: str) -> BallotView:
        """The options, where there is a commitment to ask about."""
        if body.number > len(scene.snapshot.promised):
            return BallotView()
        return BallotView(widget="choice", shape="one", options=option_views(scene, body.options))

    def control(self, scene: Scene, activity: Activity, body: FollowUpBody, frame: ControlFrame) -> ControlFrame:
        """What to press once the room has voted; and what has no step to be followed up in."""
        before = scene.followed_up(activity)
        if before is None:
            return replace(frame, hint=scene.say(_nothing(scene, body)))
        if scene.phase is not Phase.REVEALED:
            return frame
        card = before.card
        state = card.state.value if card.settled_on else ""
        form = FollowForm(
            what=card.what, who=card.who, origin=scene.sitting_of(before), state=state, learnt=card.learnt
        )
        return replace(frame, follow=form, hint=_without_step(scene, body) or frame.hint)


def _nothing(scene: Scene, body: FollowUpBody) -> str:
    return "follow.no_more" if body.number > 1 and scene.snapshot.promised else "empty.no_commitments"


def _without_step(scene: Scene, body: FollowUpBody) -> str:
    """In the last step of its kind: how many commitments are left over."""
    last = max(activity.body.followed_up() for activity in scene.snapshot.agenda.activities)
    left = len(scene.snapshot.promised) - last
    return scene.say("follow.without_step", n=left) if body.number == last and left > 0 else ""


def _view(scene: Scene, before: Promised, body: FollowUpBody) -> CommitmentView:
    """In short: what, who and by when; of several sittings also whose it is."""
    card = before.card
    due = format_date(card.due) if card.due else ""
    return CommitmentView(position=body.number, what=card.what, who=card.who, due=due, origin=scene.sitting_of(before))


SCREENS = FollowUpScreens()
