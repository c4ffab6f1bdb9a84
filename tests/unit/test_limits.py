"""Join codes can't be found by trying, however fast; a room that mistypes, or comes all at once, is let in."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from limits import RateLimitItemPerMinute

from tests.unit.test_metrics import value_of
from tests.valkey import Valkey
from workshop_app.domain.codes import ALPHABET, LENGTH
from workshop_app.services.limits import (
    CODES,
    CODES_IN_ALL,
    GROUP_WORK,
    Guesses,
    Limits,
    Networks,
    Passwords,
    TooManyTries,
)

TODAY = date(2026, 11, 26)
LIVE_SESSIONS = 20
A_YEAR = 365 * 24 * 3600


def guess(guesses: Guesses, network: str, tries: int) -> int:
    """How many of so many wrong codes are looked up at all."""
    looked_up = 0
    for _ in range(tries):
        try:
            guesses.demand(network)
        except TooManyTries:
            continue
        guesses.count(network)
        looked_up += 1
    return looked_up


def test_guessing_from_one_network_takes_years_until_any_of_twenty_sessions_is_hit() -> None:
    looked_up = guess(Guesses(Limits()), "one", 1_000)
    assert looked_up == CODES.amount
    # Without repeating oneself: the expected place of the first of 20 among all codes in random order.
    guesses_needed = (len(ALPHABET) ** LENGTH + 1) / (LIVE_SESSIONS + 1)
    assert guesses_needed / (looked_up / CODES.get_expiry()) > 3 * A_YEAR


def test_another_network_is_not_slowed_down() -> None:
    guesses = Guesses(Limits())
    guess(guesses, "one", 1_000)
    guesses.demand("other")


def test_wrong_codes_and_refusals_are_counted_for_prometheus() -> None:
    before, refused = value_of("workshop_wrong_codes_total"), value_of('workshop_refused_total{kind="codes"}')
    assert guess(Guesses(Limits()), "one", 100) == 60
    assert value_of("workshop_wrong_codes_total") - before == 60
    assert value_of('workshop_refused_total{kind="codes"}') - refused == 40


def test_a_refusal_says_how_long_it_lasts_and_what_helps() -> None:
    guesses = Guesses(Limits())
    guess(guesses, "one", CODES.amount)
    with pytest.raises(TooManyTries) as refused:
        guesses.demand("one")
    assert refused.value.key == "error.too_many_codes"
    assert 200 < refused.value.slots["n"] <= CODES.get_expiry()


def test_many_wrong_codes_from_everywhere_are_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    guesses = Guesses(Limits())
    with caplog.at_level(logging.WARNING, logger="workshop"):
        for network in range(20):
            guess(guesses, str(network), CODES_IN_ALL.amount // 10)
    assert [record.getMessage() for record in caplog.records] == [
        "More than 300 wrong join codes in a minute: somebody may be guessing"
    ]


def test_a_seat_that_takes_and_gives_back_the_pen_without_end_is_stopped() -> None:
    limits = Limits()
    for _ in range(GROUP_WORK.amount):
        limits.demand_and_count(GROUP_WORK, "seat")
    with pytest.raises(TooManyTries):
        limits.demand_and_count(GROUP_WORK, "seat")
    limits.demand_and_count(GROUP_WORK, "another seat")


def allowed_passwords(passwords: Passwords, account: str, network: str, tries: int = 50) -> int:
    """How many of so many tries are looked at."""
    allowed = 0
    for _ in range(tries):
        try:
            passwords.try_once(account, network)
        except TooManyTries:
            continue
        allowed += 1
    return allowed


def test_passwords_are_counted_by_account_and_network_and_a_right_one_starts_afresh() -> None:
    passwords = Passwords(Limits())
    assert allowed_passwords(passwords, "kari", "town hall") == 6
    assert allowed_passwords(passwords, "ola", "town hall") == 6
    assert allowed_passwords(passwords, "kari", "home") == 6
    passwords.was_right("kari", "town hall")
    assert allowed_passwords(passwords, "kari", "town hall") == 6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
        ("203.0.113.9", "::ffff:203.0.113.9"),
        ("2001:db8:1:2::1", "[2001:db8:1:2::9]"),
    ],
)
def test_addresses_of_one_network_have_one_name(one: str, other: str) -> None:
    networks = Networks(secret=b"secret")
    assert networks.name(one, today=TODAY) == networks.name(other, today=TODAY)


def test_a_networks_name_tells_nothing_and_changes_each_day() -> None:
    networks = Networks(secret=b"secret")
    name = networks.name("203.0.113.9", today=TODAY)
    assert len(name) == 16
    others = {
        networks.name("203.0.113.10", today=TODAY),
        networks.name("203.0.113.9", today=date(2026, 11, 27)),
        networks.name("2001:db8:1:3::1", today=TODAY),
        Networks(secret=b"other").name("203.0.113.9", today=TODAY),
    }
    assert name not in others
    assert networks.name("nonsense", today=TODAY) == ""


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    server = Valkey(tmp_path / "valkey")
    server.start()
    yield server
    server.end()


def test_workers_count_together_in_valkey_and_each_for_itself_without(valkey: Valkey) -> None:
    limit = RateLimitItemPerMinute(10, namespace="tried")
    workers = [Limits(valkey.address.replace("valkey", "redis")) for _ in range(2)]
    allowed = [worker.count(limit, "one") for _ in range(10) for worker in workers]
    assert sum(allowed) == 10
    valkey.kill()
    allowed = [worker.count(limit, "one") for _ in range(20) for worker in workers]
    assert sum(allowed) == 20


def test_wrong_passwords_are_counted_over_all_workers(valkey: Valkey) -> None:
    workers = [Limits(valkey.address.replace("valkey", "redis")) for _ in range(2)]
    assert sum(allowed_passwords(Passwords(worker), "kari", "town hall", tries=6) for worker in workers) == 6
    Passwords(workers[0]).was_right("kari", "town hall")
    assert allowed_passwords(Passwords(workers[1]), "kari", "town hall") == 6
