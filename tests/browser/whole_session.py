"""A session from its lobby to its end, with everything in it that groups and unit can write, stopped at every place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from benchmarks.prepared import Prepared
from tests.browser.stage_room import StageRoom
from workshop_app.domain.body import Body
from workshop_app.domain.commitments import Card
from workshop_app.persistence import commitments, proposals

#: As many phones as there are answers to each question.
PHONES = 8
_LONGEST = (
    "Når skjemaene kommer i veien, snakker vi først med den det gjelder, og "
    "skriver etterpå ned bare det som den neste faktisk trenger å vite hos oss."
)
_TOWARDS_CULTURE = ["mest-kultur"] * 4 + ["like-mye", "bare-kultur", "mest-kunnskap", "mest-kultur"]
#: By the place where they are given; 100 points are given twice.
_ANSWERS: dict[str, Sequence[Any]] = {
    "provestemme-open": [["te"]] * 5 + [["kaffe"]] * 3,
    "tillitspulsen-open": [
        {f"{dimension}{item}": 2 + (person + item) % 4 for dimension in "abcd" for item in (1, 2, 3)} | {"anchor": 4}
        for person in range(PHONES)
    ],
    "hundre-poeng-today": [{"hierarki": 50, "marked": 20, "tillit": 30}] * PHONES,
    "hundre-poeng-desired": [{"hierarki": 20, "marked": 10, "tillit": 70}] * PHONES,
    "hva-er-tillit-open": [["vilje"]] * 5 + [["begge"]] * 3,
    "kunnskap-eller-kultur-first-vote": ["mest-kunnskap"] * 5 + ["like-mye"] * 3,
    "kunnskap-eller-kultur-second-vote": _TOWARDS_CULTURE,
    # The question with the longest title.
    "hva-na-choosing": ["prosedyrer"] * PHONES,
    "hva-na-open": ["2"] * PHONES,
    "hva-na-dots": [{"p1": 2, "p2": 1}] * PHONES,
    "sikkerhet-open": [4, 4, 4, 5, 3, 4, 4, 5],
}


def places(room: StageRoom) -> Iterator[str]:
    """Each place's name in turn: «lobby», «provestemme-open» … «ended». The room is there while the caller has it.

    At a vote nobody has answered yet; `answer` has all bare phones do so, and what is left out is answered then.
    """
    _write(room.prepared)
    yield here(room)
    while room.has_next:
        answer(room)
        before = room.place
        room.press()
        if room.place == before:
            break
        yield here(room)
    room.press("end")
    yield here(room)


def here(room: StageRoom) -> str:
    """The name of where the room is."""
    frame = room.phone_frame()
    step, _, phase = frame["step"].partition("/")
    return f"{frame['activity']}-{phase}" if phase else str(step)


def answer(room: StageRoom) -> None:
    """The bare phones answer, where there is something to answer. Called once more it changes nothing."""
    room.answer(list(_ANSWERS.get(here(room), ())))


def _write(prepared: Prepared) -> None:
    """As much as groups and unit can write: twelve proposals of 140 characters and two cards."""
    with prepared.database.unit_of_work() as db:
        for number in range(1, 13):
            proposals.add_proposal(
                db,
                id_=f"p{number}",
                session_id=prepared.session_id,
                activity_id="hva-na",
                group=number,
                text=_LONGEST[: Body.longest_text],
            )
            proposals.judge_proposal(db, f"p{number}", state="shown")
        for position in (1, 2):
            card = Card(
                position=position,
                what=_LONGEST[: Body.longest_text],
                who="Teamlederen på dagvakt og fagsykepleieren",
                due=date(2027, 1, 14),
                first_step=_LONGEST[: Body.longest_text],
            )
            commitments.save_card(db, prepared.session_id, card, id_=f"c{position}")
