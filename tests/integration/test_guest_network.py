"""The room's wireless network: on the projector alone, in no log and no backup, and gone when the session ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.integration.backed_up import number_of
from tests.integration.house import KARI, House, scene
from workshop_app.domain.errors import BadInput, RefusedMove
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.stage import stage_frame
from workshop_app.services.backups import Backups, Occasion

PASSWORD = "blaabaer-2026"


@pytest.fixture
def shown(house: House) -> House:
    house.facilitation.show_network(house.code, KARI, name="Gjest", password=PASSWORD)
    return house


def test_it_stands_beside_the_code_and_the_password_on_no_other_screen(shown: House) -> None:
    network = stage_frame(scene(shown)).network
    assert (network.name, network.password) == ("Nett: Gjest", f"Passord: {PASSWORD}")
    assert network.qr.startswith("data:image/svg+xml")
    control = control_frame(scene(shown))
    assert control.network == "Nettet «Gjest» står på skjermen, ved siden av koden."
    assert PASSWORD not in str(control)
    assert PASSWORD not in str(phone_frame(scene(shown)))


def test_it_is_in_no_event_and_no_backup(shown: House, tmp_path: Path) -> None:
    with shown.database.reading() as db:
        assert PASSWORD not in str(db.execute(text("SELECT * FROM session_events")).all())
    made = Backups(database=shown.database, folder=tmp_path / "backups", keep=1).take(Occasion.ASKED)
    assert PASSWORD.encode() not in made.file.read_bytes()


def test_it_is_gone_when_it_is_taken_away_and_when_the_session_ends(shown: House) -> None:
    shown.facilitation.take_network_away(shown.code, KARI)
    assert not stage_frame(scene(shown)).network.qr
    shown.facilitation.show_network(shown.code, KARI, name="Gjest", password="")
    assert not stage_frame(scene(shown)).network.password
    shown.facilitation.end(shown.code, KARI, confirmed=True)
    assert number_of(shown.database, "guest_networks") == 0
    with pytest.raises(RefusedMove):
        shown.facilitation.show_network(shown.code, KARI, name="Gjest", password="")


def test_what_can_t_be_shown_leaves_what_stands_there(shown: House) -> None:
    with pytest.raises(BadInput):
        shown.facilitation.show_network(shown.code, KARI, name="Et annet", password="kort")
    assert stage_frame(scene(shown)).network.name == "Nett: Gjest"
