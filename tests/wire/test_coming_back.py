"""The server may die at any moment: what a phone has been told is received is there, once."""

from __future__ import annotations

import asyncio
import json

from benchmarks.players import CONTROL, CONTROL_LIVE, PHONE, PHONE_LIVE, STAGE_LIVE, Client, connect
from tests.wire.conftest import Begin


async def test_acknowledged_answers_survive_a_kill_in_the_middle_of_a_burst(begin_alone: Begin) -> None:
    workshop = await begin_alone(phones=30)
    await workshop.go_to("provestemme", "open")
    voting = [asyncio.create_task(workshop.answer(phone, ["te"])) for phone in workshop.phones]
    await asyncio.wait(voting, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.to_thread(workshop.server.kill)
    await asyncio.gather(*(phone.wire.until_lost() for phone in workshop.phones))
    for vote in voting:
        vote.cancel()
    receipts = [phone.seen.values.get(f"{PHONE_LIVE}.receipt", {}) for phone in workshop.phones]
    acknowledged = sum(receipt.get("state") == "stored" for receipt in receipts)
    assert 0 < acknowledged <= workshop.prepared.stored_ballots() <= 30


async def test_everybody_is_where_they_were_after_a_restart(begin_alone: Begin) -> None:
    workshop = await begin_alone(phones=2)
    await workshop.go_to("provestemme", "open")
    phone = workshop.phones[0]
    await workshop.answer(phone, ["kaffe"], seq=7)
    await asyncio.to_thread(workshop.server.kill)
    await asyncio.to_thread(workshop.server.start)
    seats = {f"{PHONE}.seats_rx_state_": phone.seen.values[f"{PHONE}.seats"]}
    back = await connect(workshop.server.url, f"/d/{workshop.prepared.code}", storage=seats)
    await back.seen.until(lambda v: v.get(f"{PHONE_LIVE}.own", {}).get("joined"))
    assert back.frame(PHONE_LIVE)["activity"] == "provestemme"
    own = back.seen.values[f"{PHONE_LIVE}.own"]["answers"]
    assert [(answer["seq"], json.loads(answer["answer"])) for answer in own] == [(7, ["kaffe"])]
    # A page passes over what equals what it has: without another number it would not send again what it kept.
    assert back.seen.values[f"{PHONE_LIVE}.own"]["arrivals"] != phone.seen.values[f"{PHONE_LIVE}.own"]["arrivals"]
    stage = await connect(workshop.server.url, workshop.prepared.stage_path)
    await stage.seen.until(lambda v: v.get(f"{STAGE_LIVE}.counts", {}).get("done") == 1)
    for client in (back, stage):
        await client.wire.close()


async def test_what_the_browser_keeps_comes_before_what_it_shows(begin: Begin) -> None:
    workshop = await begin(phones=1)
    phone = await connect(workshop.server.url, f"/d/{workshop.prepared.code}")
    await phone.seen.until(lambda v: f"{PHONE_LIVE}.own" in v)
    await phone.wire.send(f"{PHONE}.choose_language", language="nn")
    await phone.seen.until(
        lambda v: v[f"{PHONE_LIVE}.frame"]["language"] == "nn" and v.get(f"{PHONE}.language") == "nn"
    )
    assert phone.seen.at[f"{PHONE}.language"] <= phone.seen.at[f"{PHONE_LIVE}.frame"]
    await phone.wire.send(f"{PHONE}.join", token="a1" * 32)
    await phone.seen.until(lambda v: v[f"{PHONE_LIVE}.own"]["joined"] and "a1a1" in v.get(f"{PHONE}.seats", ""))
    assert phone.seen.at[f"{PHONE}.seats"] <= phone.seen.at[f"{PHONE_LIVE}.own"]
    await phone.wire.close()


async def test_the_same_answer_sent_again_counts_once(begin: Begin) -> None:
    workshop = await begin(phones=1)
    await workshop.go_to("provestemme", "open")
    for _ in range(3):
        assert (await workshop.answer(workshop.phones[0], ["te"], seq=1))["state"] == "stored"
    assert workshop.prepared.stored_ballots() == 1


async def press_and_be_done(control: Client, **pressed: object) -> None:
    control.seen.values.pop(f"{CONTROL}.notice", None)
    await control.wire.send(f"{CONTROL}.press", **pressed)
    await control.seen.until(lambda v: f"{CONTROL}.notice" in v)


async def test_two_control_screens_pressing_together_move_one_step(begin: Begin) -> None:
    workshop = await begin(phones=1)
    cookie = f"workshop_sign_in={workshop.prepared.cookie}"
    other = await connect(workshop.server.url, f"/styr/{workshop.prepared.code}", cookie=cookie)
    await other.seen.until(lambda v: f"{CONTROL_LIVE}.frame" in v)
    frame = other.frame(CONTROL_LIVE)
    pressed = {"move": "next", "step": frame["step"], "phase": frame["phase"]}
    await asyncio.gather(workshop.tell("press", **pressed), press_and_be_done(other, **pressed))
    await workshop.tell("note", name="code", value=True)
    assert workshop.control.frame(CONTROL_LIVE)["step"] == frame["step"] + 1
    await other.seen.until(lambda v: v[f"{CONTROL_LIVE}.frame"] == workshop.control.frame(CONTROL_LIVE))
    await other.wire.close()
