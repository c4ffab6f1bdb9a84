"""Every screen of the long workshop at every size: all of it in sight, and large enough at the back."""

from __future__ import annotations

from datetime import date
from typing import Any

from playwright.sync_api import Page

from benchmarks.prepared import Prepared
from tests.browser.axe import found_by_axe
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.servers import Server
from workshop_app.domain.commitments import Card
from workshop_app.persistence import commitments, proposals
from workshop_app.services.participation import LONGEST_PROPOSAL as _PROPOSAL

_SIZES = ((1920, 1080), (1024, 768), (1280, 720), (3840, 2160))
#: At 1080p, in pixels; other sizes in proportion.
_SMALLEST = 28
_ANSWERS: dict[str, Any] = {
    "provestemme": ["te"],
    "hundre-poeng": {"hierarki": 50, "marked": 20, "tillit": 30},
    "hva-er-tillit": ["vilje"],
    "kunnskap-eller-kultur": "mest-kultur",
    "sikkerhet": 4,
    # The question with the longest title.
    "hva-na": "prosedyrer",
}
_LONGEST = (
    "Når skjemaene kommer i veien, snakker vi først med den det gjelder, og "
    "skriver etterpå ned bare det som den neste faktisk trenger å vite hos oss."
)
_LOOK = """(smallest) => {
  const unit = Math.min(innerWidth / 1920, innerHeight / 1080);
  const seen = [], outside = [], small = [];
  const words = document.createTreeWalker(document.querySelector('.stage'), NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const element = words.currentNode.parentElement, style = getComputedStyle(element);
    const text = words.currentNode.textContent.trim();
    if (!text || style.visibility === 'hidden' || element.closest('.visually-hidden')) continue;
    seen.push(text);
    const range = document.createRange();
    range.selectNodeContents(words.currentNode);
    const box = range.getBoundingClientRect();
    if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight) outside.push(text);
    if (parseFloat(style.fontSize) / unit < smallest - 0.01) small.push(text);
  }
  const scrolls = [...document.querySelectorAll('.fit')].some(
    (box) => box.firstElementChild.scrollHeight > box.clientHeight + 1);
  return { empty: seen.length === 0, outside, small, scrolls };
}"""


def test_every_screen_fits_at_every_size(shared_server: Server, screens: Screens) -> None:
    complaints: list[str] = []
    with StageRoom(shared_server, phones=6) as room:
        pages = [
            screens.open("projector", room.url, viewport={"width": width, "height": height}, color_scheme="dark")
            for width, height in _SIZES
        ]
        _write(room.prepared)
        _look(room, pages, complaints)
        while room.has_next:
            _work(room)
            before = room.place
            room.press()
            if room.place == before:
                break
            _look(room, pages, complaints)
    assert complaints == []


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
                text=_LONGEST[:_PROPOSAL],
            )
            proposals.judge_proposal(db, f"p{number}", state="shown")
        for position in (1, 2):
            card = Card(
                position=position,
                what=_LONGEST[:_PROPOSAL],
                who="Teamlederen på dagvakt og fagsykepleieren",
                due=date(2027, 1, 14),
                first_step=_LONGEST[:_PROPOSAL],
            )
            commitments.save_card(db, prepared.session_id, card, id_=f"c{position}")


def _work(room: StageRoom) -> None:
    """What phones do where the room is."""
    frame = room.phone_frame()
    answer = {"p1": 2, "p2": 1} if frame["step"].endswith("/dots") else _ANSWERS.get(frame["activity"])
    if frame["ballot"]["widget"] and answer is not None:
        room.answer([answer] * 6)


def _look(room: StageRoom, pages: list[Page], complaints: list[str]) -> None:
    for page, size in zip(pages, _SIZES, strict=True):
        room.is_shown_on(page)
        found = page.evaluate(_LOOK, _SMALLEST)
        if found != {"empty": False, "outside": [], "small": [], "scrolls": False}:
            complaints.append(f"{room.place} at {size}: {found}")
    complaints.extend(f"{room.place}: {found}" for found in found_by_axe(pages[0]))
