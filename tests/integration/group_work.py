"""Groups at work on a question: who writes, what they hand in, and what has become of it."""

from __future__ import annotations

from tests.integration.house import KARI, QUESTION, House
from workshop_app.domain.agenda import Phase
from workshop_app.domain.session import EventKind
from workshop_app.services.arrivals import Seat


def in_groups(house: House) -> House:
    """A session where three groups may hand in proposals."""
    house.go_to(QUESTION, Phase.GROUPS)
    house.facilitation.note(house.code, KARI, EventKind.GROUPS_SET, 3)
    return house


def claim(house: House, group: object, *, seat: Seat | None = None, writer: str | None = None) -> tuple[Seat, str]:
    seat = seat or house.join(1)[0]
    return seat, house.participation.claim_group(seat, activity_id=QUESTION, group=group, writer=writer)


def propose(house: House, pen: tuple[Seat, str], words: object, proposal: object = None) -> str:
    seat, writer = pen
    house.participation.propose(seat, activity_id=QUESTION, writer=writer, text=words, proposal=proposal)
    return house.snapshot.proposals[-1].id


def states(house: House) -> dict[str, str]:
    return {proposal.text: proposal.state for proposal in house.snapshot.proposals}


def shown(house: House, number: int) -> list[str]:
    """That many approved proposals, one from each group."""
    house.facilitation.note(house.code, KARI, EventKind.GROUPS_SET, 12)
    house.join(house.minimum)
    made = [propose(house, claim(house, group), f"forslag {group}") for group in range(1, number + 1)]
    for proposal in made:
        house.facilitation.approve(house.code, KARI, proposal=proposal)
    return made
