"""The projector's screens by the names that frames call them."""

from __future__ import annotations

from workshop_app.ui.stage.phases.matrix import matrix
from workshop_app.ui.stage.phases.promises import commitments, ended
from workshop_app.ui.stage.phases.proposals import cards, dots, top
from workshop_app.ui.stage.phases.result import follow_up, pulse, result, too_few
from workshop_app.ui.stage.phases.slide import slide
from workshop_app.ui.stage.phases.vote import vote
from workshop_app.ui.stage.phases.work import arguments, chosen, groups, talk

SCREENS = {
    "slide": slide,
    "vote": vote,
    "result": result,
    "matrix": matrix,
    "too-few": too_few,
    "pulse": pulse,
    "follow-up": follow_up,
    "talk": talk,
    "groups": groups,
    "arguments": arguments,
    "cards": cards,
    "dots": dots,
    "top": top,
    "chosen": chosen,
    "commitments": commitments,
    "ended": ended,
}
