"""An operator stops the server in mid-vote: phones are let go, nothing acknowledged is lost, and all come back."""

from __future__ import annotations

import asyncio
import json
import signal

from benchmarks.players import PHONE, PHONE_LIVE, Client, connect
from tests.wire.conftest import Begin
from tests.workshop import Workshop

#: Seconds after which a phone must know that it is alone, and after which the server must have ended.
_LET_GO, _ENDED = 10, 20
_PHONES = 20


async def come_back(workshop: Workshop, phone: Client) -> Client:
    """The same phone on the server as it runs now."""
    seats = {f"{PHONE}.seats_rx_state_": phone.seen.values[f"{PHONE}.seats"]}
    back = await connect(workshop.server.url, f"/d/{workshop.prepared.code}", storage=seats)
    await back.seen.until(lambda v: v.get(f"{PHONE_LIVE}.own", {}).get("joined"))
    return back


async def test_a_stop_in_mid_vote_lets_phones_go_and_loses_nothing_acknowledged(begin_alone: Begin) -> None:
    workshop = await begin_alone(phones=_PHONES)
    await workshop.go_to("provestemme", "open")
    acknowledged = []

    async def vote(number: int) -> None:
        if (await workshop.answer(workshop.phones[number], ["te"], seq=number + 1))["state"] == "stored":
            acknowledged.append(number)

    await asyncio.gather(*(vote(number) for number in range(_PHONES // 2)))
    on_their_way = [asyncio.create_task(vote(number)) for number in range(_PHONES // 2, _PHONES)]
    workshop.server.process.send_signal(signal.SIGTERM)

    async with asyncio.timeout(_LET_GO):
        await asyncio.gather(*(phone.wire.until_lost() for phone in workshop.phones))
    assert await asyncio.to_thread(workshop.server.process.wait, _ENDED) == 0
    for outcome in await asyncio.gather(*on_their_way, return_exceptions=True):
        # Acknowledged, or never: the connection ended before.
        assert outcome is None or isinstance(outcome, ConnectionError)
    assert len(acknowledged) <= workshop.prepared.stored_ballots() <= _PHONES
    assert len(acknowledged) >= _PHONES // 2

    await asyncio.to_thread(workshop.server.start)
    for number in acknowledged[:3]:
        back = await come_back(workshop, workshop.phones[number])
        assert back.frame(PHONE_LIVE)["activity"] == "provestemme"
        (own,) = back.seen.values[f"{PHONE_LIVE}.own"]["answers"]
        assert (own["seq"], json.loads(own["answer"])) == (number + 1, ["te"])
        await back.wire.close()
