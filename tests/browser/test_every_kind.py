"""Every kind of activity in every phase: what a person sees on projector, phone and control screen, and what axe finds.

One walk through one session, since each place is only reached by way of those before it. The table is `every_kind`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

from benchmarks.past_sessions import Past, card, store
from benchmarks.prepared import Prepared, prepare
from tests.browser import people
from tests.browser.axe import found_on_all
from tests.browser.control_room import PATIENCE, STEP_IS_SEEN, take_control
from tests.browser.every_kind import AGENDA, PHONES, SEEN, Seen, every_kind, places
from tests.browser.legible import out_of_place
from tests.browser.phones import arrive
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.browser.whole_session import here
from tests.servers import Server
from workshop_app.kinds.catalogue import forms
from workshop_app.persistence import commitments, proposals
from workshop_app.persistence.sessions import find_by_code

#: Whether all the words stand on the page, the first of them as a heading, with so many fields to fill in.
_STANDS = """({ words, fields }) => {
  const plain = (text) => text.replace(/\\s+/g, " ").trim();
  const text = plain(document.body.innerText);
  const headings = [...document.querySelectorAll("h1, h2")].map((heading) => plain(heading.innerText));
  return words.every((word) => text.includes(word))
    && (fields === null || headings.includes(words[0]))
    && (fields === null || [...document.querySelectorAll("main :is(input, textarea)")]
      .filter((field) => field.checkVisibility()).length === fields);
}"""
#: Neither bars nor shares of anything while answers come in.
_FIGURES = "/%/.test(document.querySelector('main').innerText) || document.querySelector('.bar-fill') !== null"


@dataclass
class Walk:
    """A projector, a control screen and two phones in a room of bare ones."""

    room: StageRoom
    stage: Page
    control: Page
    phone: Page
    other: Page

    @property
    def pages(self) -> Mapping[str, Page]:
        return {"projector": self.stage, "control": self.control, "phone": self.phone, "small phone": self.other}

    def look(self, seen: Seen) -> Iterator[str]:
        """What is not as it should be, where the room is."""
        for page in self.pages.values():
            self.room.is_shown_on(page)
        yield from _lacking(self.stage, "projector", seen.stage, fields=0)
        yield from _lacking(self.phone, "phone", seen.phone, fields=seen.fields)
        yield from _lacking(self.control, "control", seen.control)
        if self.room.phone_frame()["ballot"]["widget"] and self.stage.evaluate(_FIGURES):
            yield "projector: shows figures of an open vote"
        if self.other.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield "small phone: reaches beyond the right edge"
        self.control.wait_for_function(STEP_IS_SEEN, timeout=PATIENCE)
        yield from (f"projector: {wrong}" for wrong in out_of_place(self.stage))
        yield from (f"{name}: {found}" for name, found in found_on_all(self.pages).items())


def test_every_kind_and_phase_is_in_the_table() -> None:
    kinds = {activity.id: activity.kind for activity in every_kind().agendas[AGENDA].activities}
    walked = {(kinds[activity], phase) for activity, phase in places()}
    assert walked == {(kind, str(phase)) for kind, form in forms().items() for phase in form.course.phases}


def test_every_phase_of_every_kind_shows_what_is_to_be_done_or_seen(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=PHONES, prepared=_with_a_past(shared_server)) as room:
        walk = Walk(
            room=room,
            stage=screens.open("projector", room.url),
            control=take_control(screens, shared_server, room.prepared),
            phone=arrive(screens, room),
            other=arrive(screens, room, size="small phone"),
        )
        for activity, phase in places():
            _onward(room, f"{activity}-{phase}")
            seen = SEEN[activity][phase]
            assert list(walk.look(seen)) == [], room.place
            _do(walk, activity, phase, seen)


def _with_a_past(server: Server) -> Prepared:
    """The unit has met before, promised one thing and answered the pulse."""
    prepared = prepare(server.data_dir, content=every_kind())
    with prepared.database.unit_of_work() as db:
        record = find_by_code(db, prepared.code)
        assert record is not None
        past = Past(id="before", held_on=date(2025, 11, 12), cards=(card(1),))
        store(db, past, unit_id=record.unit_id, created_by=record.created_by)
    return prepared


def _onward(room: StageRoom, place: str) -> None:
    """On to that place: closing what can be closed, and past what the table leaves out."""
    for _ in range(3):
        if here(room) == place:
            return
        room.press("close" if room.control["may_close"] else "next")
    assert here(room) == place


def _lacking(page: Page, name: str, words: str, *, fields: int | None = None) -> Iterator[str]:
    wanted = [word.strip() for word in words.split("|") if word.strip()]
    try:
        page.wait_for_function(_STANDS, arg={"words": wanted, "fields": fields}, timeout=PATIENCE)
    except TooLate:
        yield f"{name}: not {wanted} with {fields} fields, but {page.locator('body').inner_text()}"


def _do(walk: Walk, activity: str, phase: str, seen: Seen) -> None:
    """What people do there, and what is at once to be seen of it."""
    room = walk.room
    if seen.writes:
        _write(room, activity, seen)
    match activity, phase:
        case "tillitspulsen", "open":
            people.lead_the_unit(walk.other)
        case "tiltak", "writing":
            with room.prepared.database.unit_of_work() as db:
                commitments.save_card(db, room.prepared.session_id, card(1), id_="c1")
    room.answer([_by_order(room, answer) for answer in seen.given()])


def _by_order(room: StageRoom, answer: Any) -> Any:
    """Dots are given to whatever there is, in its order."""
    if not isinstance(answer, tuple):
        return answer
    options = [option["id"] for option in room.phone_frame()["ballot"]["options"]]
    return dict(zip(options, answer, strict=True))


def _write(room: StageRoom, activity: str, seen: Seen) -> None:
    with room.prepared.database.unit_of_work() as db:
        for group, text in enumerate(seen.writes, start=1):
            id_ = f"{activity}-{group}"
            proposals.add_proposal(
                db, id_=id_, session_id=room.prepared.session_id, activity_id=activity, group=group, text=text
            )
            proposals.judge_proposal(db, id_, state="shown")
