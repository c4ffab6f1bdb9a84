"""First-run set-up, passwords and signed-in browsers, on a database of their own."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services import clock
from workshop_app.services.sign_in import SIGN_IN_LASTS, SignIn

FIELDS = {
    "municipality": "Nordre Land kommune",
    "privacy_contact": "personvern@example.no",
    "name": "Kari Nordmann",
    "email": "Kari@Example.no",
    "password": "fire ord etter hverandre",
}


@pytest.fixture
def sign_in(tmp_path: Path) -> Iterator[SignIn]:
    database = Database(f"sqlite:///{tmp_path / 'workshop.db'}")
    upgrade(database)
    yield SignIn(database, tmp_path)
    database.close()


def key_of(sign_in: SignIn) -> str:
    path = sign_in.set_up_path()
    assert path is not None
    return path.removeprefix("/oppsett?nokkel=")


def set_up(sign_in: SignIn, **changed: str) -> str:
    return sign_in.set_up(key=key_of(sign_in), **{**FIELDS, **changed})


def refusal(sign_in: SignIn, **changed: str) -> tuple[str, object]:
    with pytest.raises(BadInput) as refused:
        set_up(sign_in, **changed)
    return refused.value.key, refused.value.slots.get("field")


def test_set_up_signs_the_first_person_in(sign_in: SignIn) -> None:
    cookie = set_up(sign_in)

    person = sign_in.person(cookie)
    assert person is not None
    assert (person.name, person.role) == ("Kari Nordmann", "administrator")


def test_the_link_is_the_same_until_it_is_used_and_then_gone(sign_in: SignIn) -> None:
    key = key_of(sign_in)
    assert key_of(sign_in) == key
    assert sign_in.opens_set_up(key)

    set_up(sign_in)

    assert sign_in.set_up_path() is None
    assert not sign_in.opens_set_up(key)
    with pytest.raises(NotAllowed, match=r"sign_in\.link_used"):
        sign_in.set_up(key=key, **FIELDS)


def test_nobody_but_the_owner_reads_the_links_key(sign_in: SignIn) -> None:
    key_of(sign_in)
    assert stat.S_IMODE((sign_in.data_dir / "setup.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("key", ["", "guessed", "x" * 10_000])
def test_a_wrong_key_opens_nothing(sign_in: SignIn, key: str) -> None:
    key_of(sign_in)
    assert not sign_in.opens_set_up(key)
    with pytest.raises(NotAllowed):
        sign_in.set_up(key=key, **FIELDS)
    assert not sign_in.is_set_up()


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"municipality": " "}, "error.field_missing"),
        ({"privacy_contact": ""}, "error.field_missing"),
        ({"name": "x" * 10_000}, "error.too_long"),
        ({"email": ""}, "error.field_missing"),
        ({"email": "kari"}, "setup.email_wrong"),
        ({"email": "k ari@example.no"}, "setup.email_wrong"),
        ({"email": "x" * 10_000 + "@example.no"}, "error.too_long"),
        ({"password": "elleve tegn"}, "setup.password_short"),
        ({"password": "x" * 10_000}, "setup.password_long"),
    ],
)
def test_what_cant_be_taken_is_named_by_its_field(sign_in: SignIn, changed: dict[str, str], key: str) -> None:
    assert refusal(sign_in, **changed) == (key, *changed)
    assert not sign_in.is_set_up()


def test_signing_in_with_the_address_in_any_case(sign_in: SignIn) -> None:
    set_up(sign_in)
    cookie = sign_in.sign_in(email=" KARI@example.NO ", password=FIELDS["password"])
    assert sign_in.person(cookie) is not None


@pytest.mark.parametrize(("email", "password"), [("kari@example.no", "feil"), ("ola@example.no", FIELDS["password"])])
def test_a_wrong_address_and_a_wrong_password_are_told_alike(sign_in: SignIn, email: str, password: str) -> None:
    set_up(sign_in)
    with pytest.raises(BadInput) as refused:
        sign_in.sign_in(email=email, password=password)
    assert (refused.value.key, refused.value.slots) == ("sign_in.wrong", {})


def test_passwords_and_cookies_are_not_in_the_file(sign_in: SignIn, tmp_path: Path) -> None:
    cookie = set_up(sign_in)
    sign_in.database.close()

    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert FIELDS["password"].encode() not in stored
    assert cookie.encode() not in stored
    assert b"$argon2id$" in stored


def test_signing_out_forgets_this_browser_and_no_other(sign_in: SignIn) -> None:
    here, elsewhere = set_up(sign_in), sign_in.sign_in(email=FIELDS["email"], password=FIELDS["password"])

    sign_in.sign_out(here)

    assert sign_in.person(here) is None
    assert sign_in.person(elsewhere) is not None


def test_a_signed_in_browser_is_forgotten_after_its_time(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie, then = set_up(sign_in), clock.now()

    monkeypatch.setattr(clock, "now", lambda: then + SIGN_IN_LASTS + timedelta(seconds=1))

    assert sign_in.person(cookie) is None


@pytest.mark.parametrize("cookie", [None, "", "made up"])
def test_nobody_is_behind_other_cookies(sign_in: SignIn, cookie: str | None) -> None:
    set_up(sign_in)
    assert sign_in.person(cookie) is None
