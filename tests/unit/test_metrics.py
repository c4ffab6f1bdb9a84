"""What Prometheus is told: how many and how long, to whoever has the token."""

from __future__ import annotations

import re

from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette

from workshop_app import metrics
from workshop_app.endpoints.metrics import metrics_routes
from workshop_app.live.room import Connection, Role, Room

TOKEN = "a token of thirty-two characters"


def connected(sid: str, seat: str = "", role: Role = Role.PHONE) -> Connection:
    return Connection(sid=sid, session_id="s", role=role, language="nb", seat=seat)


def value_of(name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", metrics.exposition(lambda: 0).decode(), re.MULTILINE)
    return float(found[1]) if found else 0.0


async def asked(app: Starlette, *tokens: str) -> list[Response]:
    async with AsyncClient(transport=ASGITransport(app), base_url="http://tillit.example") as client:
        return [await client.get("/metrics", headers={"Authorization": token} if token else {}) for token in tokens]


async def test_only_whoever_has_the_token_is_told() -> None:
    app = Starlette(routes=metrics_routes(TOKEN, lambda: b"workshop_people_here 0.0\n"))
    told = await asked(app, f"Bearer {TOKEN}", "", "Bearer another", f"Basic {TOKEN}")
    assert [answer.status_code for answer in told] == [200, 401, 401, 401]
    assert told[0].text == "workshop_people_here 0.0\n"
    assert told[0].headers["content-type"].startswith("text/plain; version=0.0.4")
    assert all("workshop_" not in answer.text for answer in told[1:])


async def test_without_a_token_there_is_no_such_address() -> None:
    (told,) = await asked(Starlette(routes=metrics_routes(None, lambda: b"")), "Bearer ")
    assert told.status_code == 404


async def test_whoever_asks_often_is_told_the_same_until_time_has_passed() -> None:
    numbers = iter(range(9))
    often = Starlette(routes=metrics_routes(TOKEN, lambda: str(next(numbers)).encode()))
    assert [answer.text for answer in await asked(often, *[f"Bearer {TOKEN}"] * 3)] == ["0", "0", "0"]
    seldom = Starlette(routes=metrics_routes(TOKEN, lambda: str(next(numbers)).encode(), kept=0))
    assert [answer.text for answer in await asked(seldom, *[f"Bearer {TOKEN}"] * 2)] == ["1", "2"]


def test_a_seat_in_two_tabs_is_one_person_here() -> None:
    people, phones = value_of("workshop_people_here"), value_of('workshop_connections{kind="phone"}')
    room = Room("s")
    for connection in (connected("a"), connected("a", "seat"), connected("b", "seat"), connected("c", "other")):
        room.add(connection)
    room.add(connected("d", role=Role.STAGE))
    assert value_of("workshop_people_here") - people == 2
    assert value_of('workshop_connections{kind="phone"}') - phones == 3
    for sid in "abcd":
        room.remove(sid)
    assert value_of("workshop_people_here") == people
    assert value_of('workshop_connections{kind="phone"}') == phones


def test_a_database_that_is_away_leaves_the_rest() -> None:
    def away() -> int:
        raise OSError

    told = metrics.exposition(away).decode()
    assert "workshop_database_up 0.0" in told
    assert "workshop_sessions_under_way" not in told
    assert "workshop_people_here" in told


def test_no_metric_has_a_label_that_names_anybody_or_anything_of_theirs() -> None:
    told = metrics.exposition(lambda: 3).decode()
    assert "workshop_sessions_under_way 3.0" in told
    labels = set(re.findall(r"^workshop_\w+{(.*)}", told, re.MULTILINE))
    assert {name for each in labels for name in re.findall(r'(\w+)="', each)} <= {"kind", "outcome", "le"}
