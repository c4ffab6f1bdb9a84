"""What the control screen offers to say: of a result only what fits it, and of an unsealed vote nothing at all."""

from __future__ import annotations

import pytest

from tests.integration.house import DILEMMA, SCALE, House, scene
from workshop_app.domain.agenda import Language, Phase
from workshop_app.domain.phases import Move
from workshop_app.live.views.control import control_frame
from workshop_app.phrases import phrase

#: What is drawn from the figures is the same wherever they lie.
DATABASES = ("sqlite",)

ROOM = 12
MOVED, NOT_MOVED, UNITED, FEW = (f"say.dilemma_{each}" for each in ("reveal", "none", "united", "few"))
NOT_SURE = "say.confidence_low"


def said(house: House, *, language: Language = Language.BOKMAL) -> list[str]:
    return control_frame(scene(house, language)).say


def words(*keys: str) -> list[str]:
    return [phrase(key, "nb") for key in keys]


async def vote(house: House, first: str, second: str, *, number: int = ROOM) -> None:
    """Both votes of the dilemma, each unanimous, up to the press that closes and shows them."""
    seats = house.join(number)
    house.go_to(DILEMMA, Phase.FIRST_VOTE)
    await house.answer_all(seats, [first] * number, seq=1)
    house.go_to(DILEMMA, Phase.SECOND_VOTE)
    await house.answer_all(seats, [second] * number, seq=2)


async def test_of_an_unsealed_dilemma_nothing_is_said(house: House) -> None:
    house.open_lobby()
    seats = house.join(ROOM)
    house.go_to(DILEMMA, Phase.FIRST_VOTE)
    await house.answer_all(seats, ["bare-kultur"] * ROOM, seq=1)
    heard = said(house)
    house.go_to(DILEMMA, Phase.DISCUSSION)
    heard += said(house)
    house.go_to(DILEMMA, Phase.SECOND_VOTE)
    await house.answer_all(seats, ["bare-kultur"] * ROOM, seq=2)
    heard += said(house)
    house.press(Move.CLOSE)
    assert house.live.phase is Phase.CLOSED
    heard += said(house)
    assert heard == [
        "Svar alene først, før dere snakker sammen.",
        "Snakk sammen ved bordet i åtte minutter. Begynn med det beste argumentet for den andre siden.",
        "Vi svarer en gang til. Det er lov å endre mening, og det er lov å la være.",
    ]


@pytest.mark.parametrize(
    ("first", "second", "number", "keys"),
    [
        ("bare-kunnskap", "bare-kultur", ROOM, [MOVED, UNITED]),
        ("bare-kultur", "bare-kultur", ROOM, [NOT_MOVED, UNITED]),
        ("bare-kunnskap", "bare-kultur", 4, [FEW]),
    ],
)
async def test_what_is_said_of_a_dilemma_fits_what_is_shown(
    house: House, first: str, second: str, number: int, keys: list[str]
) -> None:
    house.open_lobby()
    await vote(house, first, second, number=number)
    house.press()
    assert house.live.phase is Phase.REVEALED
    assert said(house) == words(*keys)


async def test_it_is_said_in_the_rooms_language(house: House) -> None:
    house.open_lobby()
    await vote(house, "bare-kultur", "bare-kultur")
    house.press()
    assert said(house, language=Language.ENGLISH) == words(NOT_MOVED, UNITED)


@pytest.mark.parametrize(
    ("step", "number", "keys"), [(5, ROOM, []), (1, ROOM, [NOT_SURE]), (1, 4, [])], ids=["sure", "not sure", "hidden"]
)
async def test_only_a_room_that_is_not_sure_is_told_so(house: House, step: int, number: int, keys: list[str]) -> None:
    house.open_lobby()
    seats = house.join(number)
    house.go_to(SCALE, Phase.OPEN)
    await house.answer_all(seats, [step] * number)
    assert said(house) == ["Hvor sikker er du på at dette blir gjort? Svar ærlig."]
    house.press()
    assert said(house) == words(*keys)
