"""While a vote stands open, nobody is shown anything that depends on what was answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

import pytest

from tests.integration.house import (
    CHOICE,
    CONTENT,
    DILEMMA,
    ITEMS,
    KARI,
    POINTS,
    PULSE,
    QUESTION,
    SCALE,
    SECOND_CHOICE,
    House,
    scene,
)
from workshop_app.domain.agenda import Language, Phase
from workshop_app.domain.errors import RefusedMove
from workshop_app.domain.phases import Move
from workshop_app.domain.session import EventKind
from workshop_app.live.presence import Presence
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.counts import counts_view
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.stage import stage_frame
from workshop_app.services.arrivals import Seat
from workshop_app.services.counting import count_round

#: Frames are drawn from snapshots: they are the same wherever these lie.
DATABASES = ("sqlite",)

ROOM = 12
#: Activity and round → two ways for a room to answer, as unlike each other as can be.
UNLIKE: dict[tuple[str, str], tuple[object, object]] = {
    (CHOICE, "vote"): (["kaffe"], ["ingenting"]),
    (PULSE, "pulse"): (dict.fromkeys(ITEMS, 1), dict.fromkeys(ITEMS, 5)),
    (POINTS, "today"): ({"hierarki": 100, "marked": 0, "tillit": 0}, {"hierarki": 0, "marked": 0, "tillit": 100}),
    (POINTS, "desired"): ({"hierarki": 100, "marked": 0, "tillit": 0}, {"hierarki": 0, "marked": 0, "tillit": 100}),
    (SECOND_CHOICE, "vote"): (["vurdering"], ["ingen"]),
    (DILEMMA, "first"): ("bare-kunnskap", "bare-kultur"),
    (DILEMMA, "second"): ("bare-kultur", "bare-kunnskap"),
    (QUESTION, "choose"): ("tilsyn", "samhandling"),
    (SCALE, "vote"): (1, 5),
}


def frames(house: House, seats: Sequence[Seat]) -> str:
    """Everything that all screens are shown just now, in every language, as it goes over the wire."""
    snapshot, here = house.snapshot, [seat.token for seat in seats]
    counted = count_round(house.database, snapshot, here=here)
    presence = Presence(here=len(here), offline=0, stages=1, controls=1)
    shown = []
    for language in Language:
        seen = scene(house, language)
        shown += [asdict(make(seen)) for make in (phone_frame, stage_frame, control_frame)]
        shown.append(asdict(counts_view(seen, presence, counted)))
    return json.dumps(shown, default=str, ensure_ascii=False)


async def answer(house: House, seats: Sequence[Seat], *, way: int, seq: int) -> None:
    activity = house.live.current(house.agenda)
    assert activity is not None
    if house.round == "dots":
        chosen = [house.snapshot.proposals[way].id]
        answers: object = {chosen[0]: 2}
    else:
        answers = UNLIKE[activity.id, house.round][way]
    await house.answer_all(seats, [answers] * len(seats), seq=seq)


async def walk(house: House, seats: Sequence[Seat], *, seq: int) -> tuple[set[tuple[str, str]], list[str]]:
    """Next by next: which rounds were answered, and the frames of every unsealed step, answered both ways."""
    answered, differing, way = set[tuple[str, str]](), [], 0
    while True:
        if house.live.open_run(house.agenda) is not None:
            activity = house.live.current(house.agenda)
            answered.add((activity.id, house.round))
            seen = []
            for way in (0, 1):
                seq += 1
                await answer(house, seats, way=way, seq=seq)
                seen.append(frames(house, seats))
            if seen[0] != seen[1] or '"groups": [{' in seen[0] or "\N{NO-BREAK SPACE}%" in seen[0]:
                differing.append(f"{activity.id}/{house.live.phase}")
        if house.live.phase is Phase.GROUPS:
            hand_in(house, seats)
        try:
            house.advance()
        except RefusedMove:
            return answered, differing


def hand_in(house: House, seats: Sequence[Seat]) -> None:
    """Two approved proposals to give dots to."""
    house.facilitation.note(house.code, KARI, EventKind.GROUPS_SET, 2)
    for group in (1, 2):
        pen = house.participation.claim_group(seats[group], activity_id=QUESTION, group=group, writer=None)
        house.participation.propose(seats[group], activity_id=QUESTION, writer=pen, text=f"Forslag {group}")
    for proposal in house.snapshot.proposals:
        house.facilitation.approve(house.code, KARI, proposal=proposal.id)


@pytest.fixture
def room(house: House) -> tuple[House, list[Seat]]:
    house.open_lobby()
    seats = house.join(ROOM)
    house.press()
    return house, seats


def write_a_card(house: House) -> None:
    for field, value in {"what": "Møte", "who": "HR", "due": "2026-05-04", "first_step": "Innkalle"}.items():
        house.facilitation.write_card(house.code, KARI, position=1, field=field, value=value)


async def test_frames_of_an_open_vote_are_the_same_bytes_whatever_was_answered(
    room: tuple[House, list[Seat]],
) -> None:
    house, seats = room
    write_a_card(house)
    answered, differing = await walk(house, seats, seq=0)
    assert differing == []
    assert answered == {*UNLIKE, (QUESTION, "dots")}
    assert house.live.step == len(CONTENT.agendas["90-minutter"].activities) - 1


@pytest.mark.parametrize(("activity", "phase"), [(DILEMMA, Phase.DISCUSSION), (PULSE, Phase.CLOSED)])
async def test_frames_of_a_closed_vote_are_the_same_bytes_whatever_was_answered(
    room: tuple[House, list[Seat]], activity: str, phase: Phase
) -> None:
    house, seats = room
    seen = []
    for way in (0, 1):
        house.go_to(activity)
        await answer(house, seats, way=way, seq=way + 1)
        house.go_to(activity, phase)
        seen.append(without_version(frames(house, seats)))
        if way == 0:
            house.press(Move.BACK)
    assert seen[0] == seen[1]


async def test_frames_do_show_figures_once_the_vote_is_revealed(room: tuple[House, list[Seat]]) -> None:
    house, seats = room
    house.go_to(CHOICE, Phase.OPEN)
    await answer(house, seats, way=0, seq=1)
    house.press()
    revealed = frames(house, seats)
    assert '"groups": [{' in revealed
    assert "\N{NO-BREAK SPACE}%" in revealed


def without_version(text: str) -> str:
    """The frames without how often the session has changed and when it last did."""
    kept = json.loads(text)
    for frame in kept:
        for name in ("version", "timer"):
            frame.pop(name, None)
    return json.dumps(kept)
