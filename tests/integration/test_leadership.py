"""Figures about a unit's leader are about one person: a new one sees those of the own time, and the line is broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from benchmarks.past_sessions import Past, store
from tests.integration.house import ADMIN, KARI, UNIT
from workshop_app.domain.access import LEADER, Person
from workshop_app.domain.disclosure import ShownPoint
from workshop_app.domain.errors import BadInput
from workshop_app.persistence import people
from workshop_app.persistence.engine import Database
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.reports.unit_page import UnitReport, unit_report
from workshop_app.services import clock
from workshop_app.services.administration import Account, Administration, Membership
from workshop_app.services.history import History

SPRING, AUTUMN = date(2026, 3, 2), date(2026, 9, 7)
CHANGED = date(2026, 6, 1)


@pytest.fixture
def administration(database: Database) -> Administration:
    with database.unit_of_work() as db:
        for held_on in (SPRING, AUTUMN):
            past = Past(id=f"past-{held_on.month}", held_on=held_on, people=12, seed=held_on.month)
            store(db, past, unit_id=UNIT.id, created_by=KARI.id)
    return Administration(database=database)


def part(since: date | None = None, **chosen: bool) -> tuple[Membership, ...]:
    return (Membership(unit_id=UNIT.id, leads_since=since, **{"leads": True, **chosen}),)


def invite(administration: Administration, name: str, parts: tuple[Membership, ...]) -> Account:
    draft = Account(id="", name=name, email=f"{name}@example.no", role=LEADER, memberships=parts)
    return administration.invite(ADMIN, draft).account


def read_again(administration: Administration, account: Account) -> Account:
    return administration.account(ADMIN, account.id)


def person(administration: Administration, account: Account) -> Person:
    with administration.database.reading() as db:
        found = people.find_person(db, account.id)
    assert found is not None
    return found


def report(administration: Administration, account: Account) -> UnitReport:
    history = History(database=administration.database).unit(person(administration, account), UNIT.id)
    return unit_report(unit_figures(history))


def about_leader(administration: Administration, account: Account) -> tuple[ShownPoint, ...]:
    history = History(database=administration.database).unit(person(administration, account), UNIT.id)
    pulse = unit_figures(history).pulse
    assert pulse is not None
    return next((line.points for line in pulse.lines if line.dimension == "c"), ())


def shown(points: tuple[ShownPoint, ...]) -> list[bool]:
    return [point.mean is not None for point in points]


def test_a_new_leader_does_not_see_figures_about_the_one_before(administration: Administration) -> None:
    before = invite(administration, "lars", part(date(2025, 1, 1)))
    assert shown(about_leader(administration, before)) == [True, True]
    administration.close(ADMIN, before.id)
    after = invite(administration, "siv", part())
    assert shown(about_leader(administration, after)) == [False, False]
    assert read_again(administration, after).memberships[0].leads_since == clock.today()


def test_a_leader_sees_from_the_first_day_on_and_is_told_so(administration: Administration) -> None:
    leading = invite(administration, "siv", part(CHANGED))
    assert shown(about_leader(administration, leading)) == [False, True]
    assert report(administration, leading).pulse.leader_hidden == (
        "Du ser tall om lederen fra 01.06.2026, da du ble leder."
    )


def test_whoever_sees_both_by_agreement_finds_the_line_broken(administration: Administration) -> None:
    agreed = invite(administration, "per", part(leads=False, reads_leader=True))
    assert [point.after_break for point in about_leader(administration, agreed)] == [False, False]
    invite(administration, "siv", part(CHANGED))
    points = about_leader(administration, agreed)
    assert shown(points) == [True, True]
    assert [point.after_break for point in points] == [False, True]
    told = str(report(administration, agreed).pulse)
    assert "Enheten fikk ny leder 01.06.2026. Tall om lederen før og etter kan ikke sammenlignes." in told


def test_nobody_leads_from_a_day_on_which_somebody_else_did(administration: Administration) -> None:
    before = invite(administration, "lars", part(date(2025, 1, 1)))
    administration.change(ADMIN, replace(before, memberships=()))
    for since in (CHANGED, clock.today() + timedelta(days=1)):
        with pytest.raises(BadInput) as refused:
            invite(administration, "siv", part(since))
        assert refused.value.slots["field"] == "leder-fra-unit"
    invite(administration, "siv", part(clock.today()))


def test_a_day_filled_in_wrong_is_corrected_and_a_mistaken_leader_leaves_no_trace(
    administration: Administration,
) -> None:
    mistaken = invite(administration, "lars", part())
    administration.change(ADMIN, replace(mistaken, memberships=()))
    leading = invite(administration, "siv", part(AUTUMN + timedelta(days=1)))
    assert shown(about_leader(administration, leading)) == [False, False]
    administration.change(ADMIN, replace(leading, memberships=part(CHANGED)))
    assert shown(about_leader(administration, leading)) == [False, True]


def test_a_leader_whose_first_day_is_not_known_sees_nothing_that_may_be_about_another_until_it_is_filled_in(
    administration: Administration,
) -> None:
    other, invited = invite(administration, "siv", part(leads=False)), invite(administration, "lars", ())
    with administration.database.unit_of_work() as db:
        people.add_membership(db, person_id=invited.id, unit_id=UNIT.id, leads=True)
    lars = read_again(administration, invited)
    assert shown(about_leader(administration, lars)) == [False, False]
    assert "når en administrator har ført inn fra hvilken dag du er leder her" in (
        report(administration, lars).pulse.leader_hidden
    )
    administration.change(ADMIN, replace(lars, name="Lars"))
    undated = [one for one in administration.accounts(ADMIN) if one.led_since_nobody_knows]
    assert [(one.id, one.led_since_nobody_knows) for one in undated] == [(lars.id, (UNIT.id,))]
    assert shown(about_leader(administration, lars)) == [False, False]
    assert shown(about_leader(administration, other)) == []
    administration.change(ADMIN, replace(lars, memberships=part(CHANGED)))
    assert shown(about_leader(administration, lars)) == [False, True]
    assert read_again(administration, lars).led_since_nobody_knows == ()
