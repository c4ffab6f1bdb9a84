"""What must be encrypted is refused over plain http, whichever door a phone comes in by."""

from __future__ import annotations

import asyncio

from benchmarks.players import PHONE_LIVE
from tests.conftest import ServerFactory
from tests.workshop import open_workshop


async def test_the_pulse_stays_shut_at_an_unencrypted_address(server: ServerFactory) -> None:
    settings = {"WORKSHOP_PUBLIC_URL": "http://tillit.example.org", "WORKSHOP_REQUIRE_HTTPS": "yes"}
    own = await asyncio.to_thread(lambda: server(settings=settings))
    workshop = await open_workshop(own, phones=1)
    (phone,) = workshop.phones
    reached = set()
    for _ in range(12):
        await workshop.press()
        if phone.frame(PHONE_LIVE)["ballot"]["widget"]:
            reached.add(phone.frame(PHONE_LIVE)["activity"])
    assert "tillitspulsen" not in reached
    assert "provestemme" in reached
    await workshop.close()
