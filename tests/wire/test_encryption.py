"""What must be encrypted is refused over plain http, whichever door a phone comes in by."""

from __future__ import annotations

import asyncio

from benchmarks.players import CONTROL, CONTROL_LIVE, PHONE_LIVE, connect, join
from benchmarks.prepared import prepare
from tests.conftest import ServerFactory


async def test_the_pulse_stays_shut_at_an_unencrypted_address(server: ServerFactory) -> None:
    settings = {"WORKSHOP_PUBLIC_URL": "http://tillit.example.org", "WORKSHOP_REQUIRE_HTTPS": "yes"}
    own = await asyncio.to_thread(lambda: server(settings=settings))
    prepared = await asyncio.to_thread(prepare, own.data_dir)
    control = await connect(own.url, f"/styr/{prepared.code}", cookie=f"workshop_sign_in={prepared.cookie}")
    await control.seen.until(lambda v: f"{CONTROL_LIVE}.frame" in v)
    await control.wire.send(f"{CONTROL}.open_lobby")
    await control.wire.send(f"{CONTROL}.note", name="http", value=True)
    phone, _ = await join(own.url, prepared.code)
    reached = set()
    for _ in range(12):
        frame = control.frame(CONTROL_LIVE)
        await control.wire.send(f"{CONTROL}.press", move="next", step=frame["step"], phase=frame["phase"])
        await asyncio.sleep(0.15)
        await control.wire.send(f"{CONTROL}.confirm")
        await asyncio.sleep(0.15)
        if phone.frame(PHONE_LIVE)["ballot"]["widget"]:
            reached.add(phone.frame(PHONE_LIVE)["activity"])
    assert "tillitspulsen" not in reached
    assert "provestemme" in reached
    for client in (control, phone):
        await client.wire.close()
