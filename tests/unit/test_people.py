"""What an administrator reads about somebody's way in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from workshop_app.services import clock
from workshop_app.services.administration import Account
from workshop_app.ui.people.listing import link_state

PER = Account(id="per", name="Per", email="per@example.no", role="leader")
MUNICIPAL = "Logger inn med jobbkontoen"


def test_an_account_of_the_municipality_needs_no_link() -> None:
    assert link_state(replace(PER, is_municipal=True)) == MUNICIPAL
    assert link_state(PER) == "Lenken er for gammel"
    assert link_state(replace(PER, has_password=True)) == ""


def test_a_link_that_is_out_is_told_where_it_opens_something() -> None:
    out = replace(PER, is_municipal=True, link_until=clock.now() + timedelta(days=1))
    assert link_state(out).startswith("Har fått en lenke")
    assert link_state(out, local=False) == MUNICIPAL


def test_where_passwords_are_switched_off_nobody_waits_for_a_link() -> None:
    assert link_state(PER, local=False) == MUNICIPAL
    assert link_state(replace(PER, has_password=True), local=False) == MUNICIPAL
