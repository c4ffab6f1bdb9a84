"""Of an open vote nothing but counters reaches any browser: what every websocket carried is read."""

from __future__ import annotations

import json

from benchmarks.players import STAGE_LIVE
from tests.wire.conftest import Begin
from tests.workshop import Workshop


def _frames_since(workshop: Workshop, mark: dict[int, int], *, but: object = None) -> str:
    clients = [workshop.control, workshop.stage, *workshop.phones]
    kept = [c for c in clients if c is not but]
    return "\n".join(frame for c in kept for frame in (c.wire.frames or [])[mark[id(c)] :])


def _mark(workshop: Workshop) -> dict[int, int]:
    return {id(c): len(c.wire.frames or []) for c in (workshop.control, workshop.stage, *workshop.phones)}


async def test_frames_of_an_open_vote_carry_no_figure(begin: Begin) -> None:
    workshop = await begin(phones=8)
    await workshop.go_to("provestemme", "open")
    mark = _mark(workshop)
    for phone in workshop.phones:
        assert (await workshop.answer(phone, ["te"]))["state"] == "stored"
    await workshop.stage.seen.until(lambda v: v[f"{STAGE_LIVE}.counts"]["done"] == 8)
    heard = _frames_since(workshop, mark)
    assert '"width":' not in heard
    assert "%" not in heard
    assert '"te"' not in heard


async def test_answers_make_no_difference_to_what_others_get(begin: Begin) -> None:
    workshop = await begin(phones=6)
    await workshop.go_to("kunnskap-eller-kultur", "first-vote")
    heard = []
    for seq, option in enumerate(("bare-kunnskap", "bare-kultur"), start=1):
        mark = _mark(workshop)
        for phone in workshop.phones:
            await workshop.answer(phone, option, seq=seq)
        await workshop.stage.seen.until(lambda v: v[f"{STAGE_LIVE}.counts"]["done"] == 6)
        heard.append(_frames_since(workshop, mark))
    assert all("kunnskap" not in text and "kultur" not in text for text in heard)


async def test_first_vote_of_a_dilemma_stays_hidden_while_people_talk(begin: Begin) -> None:
    workshop = await begin(phones=6)
    await workshop.go_to("kunnskap-eller-kultur", "first-vote")
    for phone in workshop.phones:
        await workshop.answer(phone, "mest-kultur")
    mark = _mark(workshop)
    await workshop.press()
    assert workshop.stage.frame(STAGE_LIVE)["screen"] == "talk"
    assert '"groups":[{' not in _frames_since(workshop, mark).replace(" ", "")


async def test_five_answers_are_shown_after_closing_and_four_are_not(begin: Begin) -> None:
    workshop = await begin(phones=5)
    await workshop.go_to("provestemme", "open")
    for phone in workshop.phones[:4]:
        await workshop.answer(phone, ["te"])
    await workshop.press()
    assert workshop.stage.frame(STAGE_LIVE)["screen"] == "too-few"
    assert "For få svar" in json.dumps(workshop.stage.frame(STAGE_LIVE), ensure_ascii=False)
    await workshop.press("repeat")
    for phone in workshop.phones:
        await workshop.answer(phone, ["kaffe"], seq=2)
    await workshop.press()
    assert workshop.stage.frame(STAGE_LIVE)["groups"][0]["bars"][0]["label"] == "Kaffe"
