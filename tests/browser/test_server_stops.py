"""The operator stops the server and starts it again, as for an upgrade: phones say so, and come back by themselves."""

from __future__ import annotations

import signal

from tests.browser.phones import arrive, sees
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.conftest import ServerFactory

_ENDED = 20


def test_phones_say_that_the_server_is_away_and_are_back_by_themselves(server: ServerFactory, screens: Screens) -> None:
    own = server()
    screens.forgive("WebSocket|ERR_CONNECTION_REFUSED")
    with StageRoom(own, phones=1) as room:
        phone = arrive(screens, room)
        room.go_to("provestemme", "open")
        sees(phone, "Te")

        own.process.send_signal(signal.SIGTERM)
        sees(phone, "Vi er straks tilbake. La siden stå åpen.")
        assert own.process.wait(_ENDED) == 0
        own.start()

        phone.get_by_text("Vi er straks tilbake").wait_for(state="hidden")
        phone.get_by_role("radio", name="Te", exact=True).check()
        phone.get_by_role("button", name="Send svaret").click()
        sees(phone, "Svaret er mottatt.")
        assert room.prepared.stored_ballots() == 1
