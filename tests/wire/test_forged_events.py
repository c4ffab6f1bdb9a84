"""Anything a browser can name, it can call: whoever is not entitled changes nothing and learns nothing."""

from __future__ import annotations

import asyncio
import json
from time import perf_counter

from httpx import AsyncClient

from benchmarks.players import CONTROL, CONTROL_LIVE, PHONE, PHONE_LIVE, connect, join
from tests.wire.conftest import Begin
from workshop_app.services.limits import CODES


async def test_a_phone_can_not_press_the_facilitators_buttons(begin: Begin) -> None:
    workshop = await begin(phones=1)
    before = workshop.control.frame(CONTROL_LIVE)["version"]
    phone = workshop.phones[0]
    for handler in ("_do", "_person"):
        await phone.wire.send(f"{CONTROL}.{handler}")
    for handler, payload in (
        ("press", {"move": "next", "step": 0, "phase": "shown"}),
        ("note", {"name": "hidden", "value": True}),
        ("set_groups", {"count": 3}),
        ("write_card", {"position": 1, "field": "what", "value": "x"}),
    ):
        phone.seen.values.pop(f"{CONTROL}.notice", None)
        await phone.wire.send(f"{CONTROL}.{handler}", **payload)
        await phone.seen.until(lambda v: v.get(f"{CONTROL}.notice"))
    await workshop.tell("note", name="code", value=True)
    assert workshop.control.frame(CONTROL_LIVE)["version"] == before + 1


async def test_the_control_page_without_a_cookie_shows_nothing(begin: Begin) -> None:
    workshop = await begin(phones=1)
    stranger = await connect(workshop.server.url, f"/styr/{workshop.prepared.code}", keep_frames=True)
    await stranger.wire.until_heard("/logg-inn")
    assert workshop.prepared.stage_path not in "".join(stranger.wire.frames or [])
    assert f"{CONTROL_LIVE}.frame" not in stranger.seen.values
    await stranger.wire.close()


async def test_the_projector_needs_its_key(begin: Begin) -> None:
    workshop = await begin(phones=1)
    path = workshop.prepared.stage_path
    stranger = await connect(workshop.server.url, path[:-1] + ("0" if path[-1] != "0" else "1"), keep_frames=True)
    await stranger.wire.until_heard("finnes ikke")
    assert '"frame' not in "".join(stranger.wire.frames or [])
    await stranger.wire.close()


async def test_an_event_larger_than_any_of_ours_is_dropped_and_the_phone_goes_on(begin: Begin) -> None:
    workshop = await begin(phones=1)
    await workshop.go_to("provestemme", "open")
    phone = workshop.phones[0]
    ballot = {"run": phone.frame(PHONE_LIVE)["ballot"]["run"], "round": "vote", "answer": ["te"]}
    await phone.wire.send(f"{PHONE}.answer", ballot={**ballot, "seq": 1, "padding": "x" * 20_000})
    await phone.wire.send(f"{PHONE}.answer", ballot={**ballot, "seq": 2})
    await phone.seen.until(lambda v: v.get(f"{PHONE_LIVE}.receipt", {}).get("seq") == 2)
    assert workshop.prepared.stored_ballots() == 1


async def test_nothing_is_uploaded_and_no_other_site_may_ask(begin: Begin) -> None:
    workshop = await begin(phones=1)
    async with AsyncClient(base_url=workshop.server.url) as browser:
        own = {"origin": workshop.server.url}
        assert (await browser.post("/_upload", headers=own)).status_code in {404, 405}
        asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
        answer = await browser.options("/_event/", headers=asked)
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_wrong_codes_from_one_network_are_stopped_and_those_with_a_seat_stay(begin_alone: Begin) -> None:
    """Alone, since nobody new comes in from this network for five minutes."""
    workshop = await begin_alone(phones=1)
    codes = (f"QQQQ{a}{b}" for a in "ACDEFGHJ" for b in "ACDEFGHJ")
    said = [await problem_at(workshop.server.url, next(codes)) for _ in range(CODES.amount + 1)]
    assert said[0] != said[-1]
    assert said[-1].startswith("For mange forsøk.")
    right = await problem_at(workshop.server.url, workshop.prepared.code)
    assert right.startswith("For mange forsøk."), "a right code is not told from a wrong one"
    await workshop.go_to("provestemme", "open")
    workshop.phones[0].frame(PHONE_LIVE)

    # Meanwhile a room of forty scans the projector's code behind the same address.
    began = perf_counter()
    guessed, *joined = await asyncio.gather(
        problem_at(workshop.server.url, next(codes)),
        *(join(workshop.server.url, f"{workshop.prepared.code}?k={workshop.prepared.scan_key}") for _ in range(40)),
    )
    assert guessed.startswith("For mange forsøk.")
    assert len(joined) == 40
    assert perf_counter() - began < 60
    for phone, _ in joined:
        await phone.wire.close()


async def problem_at(url: str, code: str) -> str:
    """What a phone is told that opens the address of a code."""
    phone = await connect(url, f"/d/{code}")
    await phone.seen.until(lambda v: f"{PHONE_LIVE}.own" in v)
    said = str(phone.seen.values[f"{PHONE_LIVE}.own"]["problem"])
    await phone.wire.close()
    return said


async def test_an_answer_without_a_seat_is_refused(begin: Begin) -> None:
    workshop = await begin(phones=1)
    await workshop.go_to("provestemme", "open")
    ballot = workshop.phones[0].frame(PHONE_LIVE)["ballot"]
    onlooker = await connect(workshop.server.url, f"/d/{workshop.prepared.code}")
    await onlooker.seen.until(lambda v: f"{PHONE_LIVE}.own" in v)
    await onlooker.wire.send(
        f"{PHONE}.answer", ballot={"run": ballot["run"], "round": "vote", "seq": 1, "answer": ["te"]}
    )
    await onlooker.seen.until(lambda v: f"{PHONE_LIVE}.receipt" in v)
    assert onlooker.seen.values[f"{PHONE_LIVE}.receipt"]["state"] == "refused"
    assert workshop.prepared.stored_ballots() == 0
    await onlooker.wire.close()


async def test_a_foreign_seat_token_is_no_seat(begin: Begin) -> None:
    workshop = await begin(phones=1)
    storage = {f"{PHONE}.seats_rx_state_": json.dumps({workshop.prepared.code: "not-a-token"})}
    forger = await connect(workshop.server.url, f"/d/{workshop.prepared.code}", storage=storage)
    await forger.seen.until(lambda v: f"{PHONE_LIVE}.own" in v)
    assert forger.seen.values[f"{PHONE_LIVE}.own"]["joined"] is False
    await forger.wire.close()


async def test_hostile_answers_are_refused_and_nothing_is_stored(begin: Begin) -> None:
    workshop = await begin(phones=1)
    await workshop.go_to("hundre-poeng", "today")
    phone = workshop.phones[0]
    hostile = [
        {"hierarki": 50, "marked": 50, "tillit": 50},
        {"hierarki": 100},
        "x" * 10_000,
        {"hierarki": True, "marked": 50, "tillit": 49},
        [],
        None,
    ]
    for seq, answer in enumerate(hostile, start=1):
        receipt = await workshop.answer(phone, answer, seq=seq)
        assert receipt["state"] == "refused"
        assert receipt["message"]
    assert workshop.prepared.stored_ballots() == 0


async def test_a_vote_for_a_closed_round_says_so_and_is_not_taken(begin: Begin) -> None:
    workshop = await begin(phones=1)
    await workshop.go_to("provestemme", "open")
    phone = workshop.phones[0]
    ballot = phone.frame(PHONE_LIVE)["ballot"]
    await workshop.press("close")
    await phone.wire.send(f"{PHONE}.answer", ballot={"run": ballot["run"], "round": "vote", "seq": 1, "answer": ["te"]})
    await phone.seen.until(lambda v: v.get(f"{PHONE_LIVE}.receipt", {}).get("seq") == 1)
    receipt = phone.seen.values[f"{PHONE_LIVE}.receipt"]
    assert receipt["state"] == "closed"
    assert receipt["message"].startswith("Avstemningen er lukket")
    assert workshop.prepared.stored_ballots() == 0


async def test_nothing_that_a_browser_sent_stands_in_the_log(begin: Begin) -> None:
    workshop = await begin(phones=1)
    await workshop.go_to("provestemme", "open")
    phone, marker = workshop.phones[0], "merkelapp-7f3a"
    ballot = phone.frame(PHONE_LIVE)["ballot"]
    await workshop.answer(phone, [marker])
    await workshop.answer(phone, ["te"], seq=2)
    for packet in (
        marker,
        [marker],
        {"name": marker},
        {"name": f"{PHONE}.answer", "payload": marker},
        {"name": f"{PHONE}.answer", "payload": {"ballot": marker}},
        {"name": f"{PHONE}.answer", "payload": {"other": marker}},
        {"name": f"{PHONE}.answer", "payload": {"ballot": {"run": {marker: 1}, "round": [marker], "seq": marker}}},
        {"name": f"{PHONE}.propose", "payload": {"activity": marker, "text": marker, "proposal": marker}},
        {"name": f"{PHONE}.claim_group", "payload": {"activity": marker, "group": marker}},
    ):
        await phone.wire.send_packet(packet)
    assert (await workshop.answer(phone, ["kaffe"], seq=3))["state"] == "stored"
    assert marker not in workshop.server.log
    assert ballot["run"] not in workshop.server.log
