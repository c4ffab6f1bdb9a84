"""`workshop serve` on PostgreSQL, as its operator meets it."""

from __future__ import annotations

import urllib.error
import urllib.request
from urllib.parse import quote

import pytest

from tests.conftest import ServerFactory
from tests.postgres import Postgres
from tests.server.test_serving import run_serve


def test_it_serves_on_an_empty_database_and_again_on_the_same(server: ServerFactory, postgres: Postgres):
    address = postgres.address(postgres.new_database())
    first = server(settings={"WORKSHOP_DATABASE_URL": address})
    with urllib.request.urlopen(f"{first.url}/helse") as answer:
        assert answer.read() == b"ok"
    assert first.set_up_url
    assert not list(first.data_dir.glob("*.db"))
    assert first.stop() == 0
    assert "Traceback" not in first.log

    second = server(settings={"WORKSHOP_DATABASE_URL": address})
    assert second.set_up_url


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("postgresql://workshop:hemmelig@127.0.0.1:1/workshop", "it does not answer"),
        ("postgresql://workshop:hem@melig@nowhere.invalid/workshop", "it does not answer"),
        ("postgresql://workshop:hem/melig@127.0.0.1:melig/workshop", "it does not answer"),
        ("postgresql://postgres:hemmelig@/no-such-name?host={folder}", "there is no database or user of that name"),
        ("postgresql://nobody:hemmelig@/postgres?host={folder}", "there is no database or user of that name"),
    ],
)
def test_a_database_that_can_not_be_used_stops_the_start_with_one_sentence(postgres: Postgres, tmp_path, address, why):
    ended = run_serve(
        tmp_path, WORKSHOP_DATABASE_URL=address.format(folder=quote(str(postgres.folder), safe="")), WORKSHOP_PORT="1"
    )

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == f"The database that WORKSHOP_DATABASE_URL names cannot be used: {why}.\n"


def test_health_tells_when_the_database_has_gone_and_when_it_is_back(server: ServerFactory):
    own = Postgres()
    try:
        one = server(settings={"WORKSHOP_DATABASE_URL": own.address()})
        own.kill()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{one.url}/helse")
        assert refused.value.code == 503
        refused.value.close()
        own.start_again()
        with urllib.request.urlopen(f"{one.url}/helse") as answer:
            assert answer.read() == b"ok"
    finally:
        own.stop()
