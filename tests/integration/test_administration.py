"""Giving people access: links that work once, units and roles, and the last administrator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from tests.integration.house import ADMIN, KARI, LEADING, UNIT, create_session
from workshop_app.domain.access import ADMINISTRATOR, FACILITATOR, LEADER, Person
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.persistence import people, units
from workshop_app.persistence.accounts import bind_identity
from workshop_app.persistence.engine import Database
from workshop_app.persistence.units import Unit
from workshop_app.services import clock
from workshop_app.services.accounts import Accounts
from workshop_app.services.administration import Account, Administration, Link, Membership
from workshop_app.services.limits import TooManyTries
from workshop_app.services.links import LINK_LASTS

PASSWORD = "fire ord etter hverandre"
DRAFT = Account(
    id="",
    name="Siv Ærlig",
    email=" Siv@Example.no ",
    role=LEADER,
    memberships=(Membership(unit_id=UNIT.id, leads=True),),
)


def taken(accounts: Accounts, link: Link) -> Person:
    """Whoever has taken the link, signed in."""
    person = accounts.sign_in.person(accounts.use_link(token=link.token, password=PASSWORD).cookie)
    assert person is not None
    return person


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    then = clock.now() + by
    monkeypatch.setattr(clock, "now", lambda: then)


def test_an_invited_person_chooses_a_password_and_is_signed_in(
    administration: Administration, accounts: Accounts
) -> None:
    link = administration.invite(ADMIN, DRAFT)
    assert (accounts.opened_by(link.token).name, link.account.email) == ("Siv Ærlig", "siv@example.no")

    person = taken(accounts, link)

    assert (person.role, person.units, person.reads_leader) == (LEADER, {UNIT.id}, {UNIT.id})
    cookie = accounts.sign_in.sign_in(email="siv@example.no", password=PASSWORD)
    assert accounts.sign_in.person(cookie) == person


def test_a_link_works_once(administration: Administration, accounts: Accounts) -> None:
    link = administration.invite(ADMIN, DRAFT)
    taken(accounts, link)
    for again in (lambda: accounts.opened_by(link.token), lambda: taken(accounts, link)):
        with pytest.raises(NotAllowed, match=r"sign_in\.link_used"):
            again()


def test_a_link_is_too_old_after_seven_days(
    administration: Administration, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = administration.invite(ADMIN, DRAFT)
    later(monkeypatch, LINK_LASTS - timedelta(minutes=1))
    assert accounts.opened_by(link.token).id == link.account.id
    later(monkeypatch, timedelta(minutes=2))
    with pytest.raises(NotAllowed, match=r"sign_in\.link_used"):
        taken(accounts, link)


def test_a_new_link_replaces_the_one_before(administration: Administration, accounts: Accounts) -> None:
    first = administration.invite(ADMIN, DRAFT)
    second = administration.new_link(ADMIN, first.account.id)
    with pytest.raises(NotAllowed, match=r"sign_in\.link_used"):
        accounts.opened_by(first.token)
    taken(accounts, second)


def test_a_password_that_cant_be_taken_leaves_the_link_as_it_was(
    administration: Administration, accounts: Accounts
) -> None:
    link = administration.invite(ADMIN, DRAFT)
    with pytest.raises(BadInput, match=r"setup\.password_short"):
        accounts.use_link(token=link.token, password="kort")
    taken(accounts, link)


def test_made_up_links_are_answered_alike_and_slowed_down(accounts: Accounts) -> None:
    with pytest.raises(TooManyTries):
        for number in range(50):
            with pytest.raises(NotAllowed, match=r"sign_in\.link_used"):
                accounts.opened_by(f"made up {number}")


def test_only_the_links_hash_is_in_the_file(administration: Administration, on_disk: Callable[[], bytes]) -> None:
    link = administration.invite(ADMIN, DRAFT)
    administration.database.close()
    stored = on_disk()
    assert b"siv@example.no" in stored
    assert link.token.encode() not in stored


def test_nobody_signs_in_before_the_link_is_taken(administration: Administration, accounts: Accounts) -> None:
    administration.invite(ADMIN, DRAFT)
    for password in ("", PASSWORD):
        with pytest.raises(BadInput, match=r"sign_in\.wrong"):
            accounts.sign_in.sign_in(email="siv@example.no", password=password)


def test_a_reset_leaves_the_password_until_it_is_taken_and_then_signs_out_elsewhere(
    administration: Administration, accounts: Accounts
) -> None:
    link = administration.invite(ADMIN, DRAFT)
    taken(accounts, link)
    elsewhere = accounts.sign_in.sign_in(email="siv@example.no", password=PASSWORD)
    reset = administration.new_link(ADMIN, link.account.id)
    assert accounts.sign_in.person(elsewhere) is not None

    entered = accounts.use_link(token=reset.token, password="noe helt annet denne gangen")

    assert accounts.sign_in.person(elsewhere) is None
    assert accounts.sign_in.person(entered.cookie) is not None
    with pytest.raises(BadInput, match=r"sign_in\.wrong"):
        accounts.sign_in.sign_in(email="siv@example.no", password=PASSWORD)


@pytest.mark.parametrize(
    ("changed", "key", "field"),
    [
        ({"name": " "}, "error.field_missing", "name"),
        ({"name": "x" * 10_000}, "error.too_long", "name"),
        ({"email": "siv"}, "setup.email_wrong", "email"),
        ({"email": "kari@example.no"}, "people.email_taken", "email"),
        ({"email": "KARI@example.no"}, "people.email_taken", "email"),
        ({"role": ""}, "people.role_missing", "role"),
        ({"role": "king"}, "people.role_missing", "role"),
        ({"memberships": (Membership(unit_id="gone"),)}, "error.gone", None),
    ],
)
def test_what_cant_be_taken_is_named_by_its_field_and_nothing_is_made(
    administration: Administration, changed: dict[str, object], key: str, field: str | None
) -> None:
    before = administration.accounts(ADMIN)
    with pytest.raises(BadInput) as refused:
        administration.invite(ADMIN, replace(DRAFT, **changed))
    assert (refused.value.key, refused.value.slots.get("field")) == (key, field)
    assert administration.accounts(ADMIN) == before


def test_a_unit_has_one_leader_of_its_own(administration: Administration) -> None:
    administration.invite(ADMIN, DRAFT)
    with pytest.raises(BadInput) as refused:
        administration.invite(ADMIN, replace(DRAFT, email="arne@example.no"))
    assert (refused.value.key, refused.value.slots["name"]) == ("people.leader_taken", "Siv Ærlig")


def test_figures_about_a_leader_are_given_unit_by_unit(administration: Administration, accounts: Accounts) -> None:
    with administration.database.unit_of_work() as db:
        under = Unit(id="b", name="B", leader_role="x", agreed_roles="", discussed_on=None, parent_id=UNIT.id)
        units.add_unit(db, under, member=KARI.id)
    parts = (Membership(unit_id=UNIT.id), Membership(unit_id="b", reads_leader=True))
    agreed = taken(accounts, administration.invite(ADMIN, replace(DRAFT, memberships=parts)))
    leading = taken(accounts, administration.invite(ADMIN, replace(DRAFT, email="arne@example.no")))
    assert (agreed.units, agreed.reads_leader) == ({UNIT.id, "b"}, {"b"})
    assert (leading.units, leading.reads_leader) == ({UNIT.id, "b"}, {UNIT.id})


def test_a_facilitator_for_all_units_has_those_to_come_too(administration: Administration, accounts: Accounts) -> None:
    draft = replace(DRAFT, role=FACILITATOR, everywhere=True, memberships=())
    cookie = accounts.use_link(token=administration.invite(ADMIN, draft).token, password=PASSWORD).cookie
    with administration.database.unit_of_work() as db:
        new = Unit(id="new", name="Ny", leader_role="x", agreed_roles="", discussed_on=date(2026, 1, 1))
        units.add_unit(db, new, member=KARI.id)
    person = accounts.sign_in.person(cookie)
    assert person is not None
    assert person.units == {UNIT.id, "new"}
    assert person.reads_leader == frozenset()


def test_only_facilitators_are_facilitators_for_all(administration: Administration) -> None:
    assert administration.invite(ADMIN, replace(DRAFT, everywhere=True)).account.everywhere is False


def give_password(administration: Administration, *ids: str) -> None:
    with administration.database.unit_of_work() as db:
        db.execute(text("UPDATE people SET password_hash = ''"))
        for id_ in ids:
            people.replace_password_hash(db, id_, "something")


CLOSED_OR_DEMOTED = pytest.mark.parametrize(
    "act",
    [
        lambda a, account: a.close(ADMIN, account.id),
        lambda a, account: a.change(ADMIN, replace(account, role=FACILITATOR)),
    ],
    ids=["closed", "demoted"],
)


@CLOSED_OR_DEMOTED
def test_the_last_administrator_who_can_sign_in_stays(
    administration: Administration, act: Callable[[Administration, Account], None]
) -> None:
    invited = administration.invite(ADMIN, replace(DRAFT, role=ADMINISTRATOR, memberships=()))
    give_password(administration, ADMIN.id)
    account = administration.account(ADMIN, ADMIN.id)
    with pytest.raises(BadInput, match=r"people\.last_administrator"):
        act(administration, account)
    assert administration.account(ADMIN, ADMIN.id) == account

    give_password(administration, ADMIN.id, invited.account.id)
    act(administration, account)


@CLOSED_OR_DEMOTED
def test_where_no_passwords_are_taken_an_administrator_with_only_a_password_is_none_who_can_sign_in(
    administration: Administration, act: Callable[[Administration, Account], None]
) -> None:
    other = administration.invite(ADMIN, replace(DRAFT, role=ADMINISTRATOR, memberships=())).account.id
    give_password(administration, ADMIN.id, other)
    with administration.database.unit_of_work() as db:
        bind_identity(db, ADMIN.id, b"anne" * 8)
    without_passwords = replace(administration, local=False)
    account = administration.account(ADMIN, ADMIN.id)
    with pytest.raises(BadInput, match=r"people\.last_administrator"):
        act(without_passwords, account)
    assert administration.account(ADMIN, ADMIN.id) == account

    with administration.database.unit_of_work() as db:
        bind_identity(db, other, b"siv " * 8)
    act(without_passwords, account)


def test_a_changed_role_is_the_role_at_the_next_action(administration: Administration, accounts: Accounts) -> None:
    link = administration.invite(ADMIN, replace(DRAFT, role=FACILITATOR, memberships=()))
    cookie = accounts.use_link(token=link.token, password=PASSWORD).cookie
    administration.change(ADMIN, replace(DRAFT, id=link.account.id))
    person = accounts.sign_in.person(cookie)
    assert person is not None
    assert (person.role, person.units) == (LEADER, {UNIT.id})


def test_which_sessions_an_account_no_longer_controls(administration: Administration, database: Database) -> None:
    create_session(database)
    with database.reading() as db:
        session = db.execute(text("SELECT id FROM sessions")).scalar_one()
    assert administration.no_longer_controls(KARI.id, [session, "gone"]) == frozenset()
    assert administration.no_longer_controls(LEADING.id, [session]) == {session}
    assert administration.no_longer_controls(LEADING.id, []) == {session}, "another process may have its screen"
    assert administration.no_longer_controls("nobody", [session]) == {session}


def test_a_closed_account_is_signed_out_and_forgotten(administration: Administration, accounts: Accounts) -> None:
    link = administration.invite(ADMIN, DRAFT)
    cookie = accounts.use_link(token=link.token, password=PASSWORD).cookie
    reset = administration.new_link(ADMIN, link.account.id)

    administration.close(ADMIN, link.account.id)

    assert accounts.sign_in.person(cookie) is None
    with pytest.raises(NotAllowed, match=r"sign_in\.link_used"):
        accounts.opened_by(reset.token)
    with pytest.raises(BadInput, match=r"sign_in\.wrong"):
        accounts.sign_in.sign_in(email="siv@example.no", password=PASSWORD)
    with pytest.raises(NotAllowed, match=r"page\.not_found"):
        administration.account(ADMIN, link.account.id)
    administration.invite(ADMIN, DRAFT)


def test_sessions_outlive_the_account_that_made_them_without_its_name(
    administration: Administration, database: Database
) -> None:
    create_session(database)
    administration.close(ADMIN, KARI.id)
    with database.reading() as db:
        row = db.execute(text("SELECT name, email, password_hash, closed FROM people WHERE id = 'kari'")).one()
        assert db.execute(text("SELECT created_by FROM sessions")).scalar_one() == KARI.id
    assert tuple(row) == ("", KARI.id, "", 1)
    assert KARI.id not in {one.id for one in administration.accounts(ADMIN)}


def test_signing_somebody_out_everywhere(administration: Administration, accounts: Accounts) -> None:
    link = administration.invite(ADMIN, DRAFT)
    cookies = [accounts.use_link(token=link.token, password=PASSWORD).cookie]
    cookies += [accounts.sign_in.sign_in(email="siv@example.no", password=PASSWORD)]
    administration.sign_out_everywhere(ADMIN, link.account.id)
    assert [accounts.sign_in.person(cookie) for cookie in cookies] == [None, None]


def test_ones_own_password_is_changed_and_other_browsers_are_signed_out(
    administration: Administration, accounts: Accounts
) -> None:
    link = administration.invite(ADMIN, DRAFT)
    here = accounts.use_link(token=link.token, password=PASSWORD).cookie
    person = accounts.sign_in.person(here)
    assert person is not None
    with pytest.raises(BadInput) as refused:
        accounts.change_password(person, current="feil passord her", password="noe helt annet")
    assert (refused.value.key, refused.value.slots["field"]) == ("account.wrong_password", "current")
    with pytest.raises(BadInput, match=r"setup\.password_short"):
        accounts.change_password(person, current=PASSWORD, password="kort")

    new = accounts.change_password(person, current=PASSWORD, password="noe helt annet")

    assert accounts.sign_in.person(here) is None
    assert accounts.sign_in.person(new.cookie) == person


def test_an_account_that_was_closed_meanwhile_gets_no_new_password(
    administration: Administration, accounts: Accounts
) -> None:
    link = administration.invite(ADMIN, DRAFT)
    person = taken(accounts, link)
    administration.close(ADMIN, link.account.id)
    with pytest.raises(NotAllowed, match=r"sign_in\.expired"):
        accounts.change_password(person, current=PASSWORD, password="noe helt annet")
