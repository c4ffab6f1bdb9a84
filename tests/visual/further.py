"""A session of every activity that the ninety minutes are without, so that each kind comes before the camera."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.past_sessions import Past, card, store
from benchmarks.prepared import Prepared, prepare
from tests.browser.every_kind import with_all_votes, with_arguments
from tests.browser.stage_room import StageRoom
from tests.browser.whole_session import PHONES, here
from workshop_app.content_loader import Content, load_content
from workshop_app.domain.agenda import Activity
from workshop_app.kinds.catalogue import forms
from workshop_app.persistence import proposals
from workshop_app.persistence.sessions import find_by_code

_BASE = "90-minutter"
_BEFORE = date(2025, 11, 12)
_WORDS = ("tillit", "ro", "mot", "nærhet", "arbeidsglede", "medansvar")
_TEXTS = ("Vi spør før vi gjør unntak", "Vi prøver ut vaktbytte", "Vi skriver kortere referater")
#: Kinds in which groups write, and what.
_WRITTEN = {
    "words": _WORDS,
    "question": _TEXTS,
    "one-two-four-all": _TEXTS,
    "dilemma": ("Mest kulturen: Vanene sitter i veggene", "Mest at vi mangler kunnskap: Ingen har lært oss det"),
}
#: What all answer where something must come of it, by place.
_AGREED: Mapping[str, Any] = {
    "hva-na-kort-choosing": "risikovurdering",
    "hva-na-1-2-4-alle-choosing": "prosedyrer",
    # Two of them are ours, so that dots are given.
    "seks-anbefalinger-open": {
        **dict.fromkeys(("samordne", "rammer", "detaljer", "forskning"), "staten"),
        **dict.fromkeys(("forsok", "tilsyn"), "vi"),
    },
    "seks-anbefalinger-dots": {"tilsyn": 2, "forsok": 1},
}


@dataclass
class Further:
    """The walk. Answers are drawn as in a rehearsal, the same ones at each run."""

    directory: Path
    activities: dict[str, Activity] = field(init=False)
    prepared: Prepared = field(init=False)

    def __post_init__(self) -> None:
        content = load_content(Path("content"))
        self.activities = _others(content)
        base = replace(content.agendas[_BASE], activities=tuple(self.activities.values()))
        self.prepared = prepare(self.directory, content=replace(content, agendas={**content.agendas, _BASE: base}))
        self._remember()

    def places(self, room: StageRoom) -> Iterator[str]:
        """Each place's name in turn, from the first activity to the last. One vote of each kind stands closed first."""
        self._write()
        closed: set[str] = set()
        while room.has_next:
            self.answer(room)
            before, kind = room.place, self._kind(room)
            is_new = room.control["may_close"] and kind not in closed
            room.press("close" if is_new else "next")
            closed |= {kind} if is_new else set()
            assert room.place != before, f"nothing leads on from {before}"
            yield here(room)

    def answer(self, room: StageRoom) -> None:
        """Every bare phone answers, where there is something to answer."""
        frame = room.phone_frame()
        ballot = frame["ballot"]
        if not ballot["widget"]:
            return
        chance = Random(here(room))
        body, offered = self.activities[frame["activity"]].body, [option["id"] for option in ballot["options"]]
        given = [body.drawn(chance, round_=ballot["round"], proposals=offered) for _ in range(PHONES)]
        agreed = _AGREED.get(here(room))
        room.answer(given if agreed is None else [agreed] * PHONES)

    def _kind(self, room: StageRoom) -> str:
        activity = self.activities.get(room.phone_frame()["activity"])
        return activity.kind if activity else ""

    def _remember(self) -> None:
        """The unit has met before, promised two things and answered the pulse."""
        with self.prepared.database.unit_of_work() as db:
            record = find_by_code(db, self.prepared.code)
            assert record is not None
            past = Past(id="before", held_on=_BEFORE, cards=(card(1), card(2)))
            store(db, past, unit_id=record.unit_id, created_by=record.created_by)

    def _write(self) -> None:
        with self.prepared.database.unit_of_work() as db:
            for activity in self.activities.values():
                for number, written in enumerate(_WRITTEN.get(activity.kind, ()), start=1):
                    id_ = f"{activity.id}-{number}"
                    proposals.add_proposal(
                        db,
                        id_=id_,
                        session_id=self.prepared.session_id,
                        activity_id=activity.id,
                        group=number,
                        text=written,
                    )
                    proposals.judge_proposal(db, id_, state="shown")


def unpictured(places: Collection[str]) -> Iterator[str]:
    """Each kind's phases that are in none of these places."""
    content = load_content(Path("content"))
    pictured = {
        (activity.kind, phase)
        for activity in (*content.activities.values(), *_others(content).values())
        for phase in activity.body.course.phases
        if f"{activity.id}-{phase}" in places
    }
    for kind, form in forms().items():
        yield from (f"{kind} {phase}: is not pictured" for phase in form.course.phases if (kind, phase) not in pictured)


def _others(content: Content) -> dict[str, Activity]:
    """What the ninety minutes are without, but for a second goodbye; by id. One dilemma more has arguments."""
    walked = {activity.id for activity in content.agendas[_BASE].activities}
    order = [a for agenda in content.agendas.values() for a in agenda.activities]
    found = {activity.id: activity for activity in (*order, *content.activities.values())}
    others = {id_: activity for id_, activity in found.items() if id_ not in {*walked, "takk-for-i-dag"}}
    others["hva-na-1-2-4-alle"] = with_all_votes(others["hva-na-1-2-4-alle"])
    dilemma = with_arguments(found["kunnskap-eller-kultur"])
    return {**others, "argumenter": replace(dilemma, id="argumenter")}
