"""What a step costs the database: a session's screens read of earlier sessions only what they show."""

from __future__ import annotations

from datetime import date

from tests.integration.house import CONTENT, DILEMMA, KARI, UNIT, House, scene, statements
from tests.past import Held, hold
from workshop_app.domain.agenda import Phase
from workshop_app.domain.session import EventKind
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.stage import stage_frame
from workshop_app.services.snapshot import load_snapshot

#: What is asked is the same wherever it is asked.
DATABASES = ("sqlite",)


def asked(house: House, *, at_hand: bool = True) -> list[str]:
    """What the database is asked for one step's screens."""
    return statements(house, lambda: load_snapshot(house.database, house.session_id, at_hand=at_hand))


async def test_once_a_dilemma_is_done_the_steps_after_it_read_no_earlier_votes(house: House) -> None:
    votes = [{"first": "mest-kultur", "second": "mest-kultur"}] * 12
    earlier = Held(unit_id=UNIT.id, held_on=date(2026, 1, 12), number=12, answers={DILEMMA: votes})
    hold(house.database, CONTENT, KARI, earlier)
    house.go_to(DILEMMA, Phase.FIRST_VOTE)
    before = len(asked(house))
    house.go_to(DILEMMA, Phase.REVEALED)
    assert scene(house).snapshot.before
    shown = len(asked(house))
    assert shown > before
    house.skip()
    assert len(asked(house)) <= before
    assert len(asked(house, at_hand=False)) >= shown
    assert house.snapshot.before


def test_the_wireless_network_is_read_while_the_way_in_is_shown_and_not_else(house: House) -> None:
    def is_read() -> bool:
        return any("guest_networks" in statement for statement in asked(house))

    house.open_lobby()
    assert not is_read()
    house.facilitation.show_network(house.code, KARI, name="Gjest", password="")
    assert is_read()
    house.press()
    assert not is_read()
    assert control_frame(scene(house)).network_shown
    house.facilitation.note(house.code, KARI, EventKind.CODE_SHOWN, value=True)
    assert is_read()
    assert stage_frame(scene(house)).network.qr
    house.facilitation.take_network_away(house.code, KARI)
    assert not is_read()
    assert not control_frame(scene(house)).network_shown
