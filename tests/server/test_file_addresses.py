"""On the served program, addresses of files lead to files, and the pages around them stay pages."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from benchmarks.prepared import Prepared, prepare
from tests.past import Held, hold
from tests.servers import Server
from workshop_app.content_loader import load_content
from workshop_app.persistence import sessions
from workshop_app.services import clock
from workshop_app.services.sign_in import SignIn


@pytest.fixture
def at(shared_server: Server):
    """(a browser that is signed in on a server, the unit's id, the id of a session that has ended)."""
    one = shared_server
    prepared = prepare(one.data_dir)
    unit_id, ended = put_session(prepared, one.data_dir)
    with httpx.Client(base_url=one.url, cookies={"workshop_sign_in": prepared.cookie}, timeout=60) as client:
        yield client, unit_id, ended
    prepared.database.close()


def put_session(prepared: Prepared, folder: Path) -> tuple[str, str]:
    person = SignIn(prepared.database, folder).person(prepared.cookie)
    with prepared.database.reading() as db:
        record = sessions.find_session(db, prepared.session_id)
    assert record is not None
    held = Held(unit_id=record.unit_id, held_on=clock.today() - timedelta(days=90), number=14)
    return record.unit_id, hold(prepared.database, load_content(Path("content")), person, held)


def test_files_win_over_pages_and_pages_are_still_there(at):
    client, unit_id, ended = at
    for path, beginning in (
        (f"/enheter/{unit_id}/eksport/xlsx", b"PK"),
        (f"/enheter/{unit_id}/eksport/csv", b"PK"),
        (f"/enheter/{unit_id}/eksport/json", b"{"),
        (f"/samlinger/{ended}/referat.pdf", b"%PDF"),
        (f"/samlinger/{ended}/kalender.ics", b"BEGIN:VCALENDAR"),
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.content[: len(beginning)]) == (200, beginning), path
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
    for path in (f"/enheter/{unit_id}", f"/samlinger/{ended}"):
        assert client.get(path).headers["content-type"].startswith("text/html")


def test_what_is_not_there_is_one_sentence_and_strangers_are_asked_in(at):
    client, unit_id, _ = at
    for path in ("/enheter/nope/eksport/xlsx", f"/enheter/{unit_id}/eksport/exe", "/d/nope/kalender.ics"):
        answer = client.get(path)
        assert (answer.status_code, answer.text) == (404, "Siden finnes ikke.")
    client.cookies.clear()
    answer = client.get(f"/enheter/{unit_id}/eksport/xlsx")
    assert (answer.status_code, httpx.URL(answer.headers["location"]).path) == (303, "/logg-inn")
