"""Who may make units and sessions, and what is refused, on a database of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from workshop_app.content_loader import load_content
from workshop_app.domain.access import ADMINISTRATOR, FACILITATOR, LEADER, Person
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.persistence import people
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.persistence.units import Unit
from workshop_app.services.preparation import Preparation
from workshop_app.services.review import Review

CONTENT = load_content(Path("content"))
AGENDA = CONTENT.agendas["90-minutter"]
EVERYTHING = tuple(activity.id for activity in AGENDA.activities)
WITHOUT_PULSE = tuple(a.id for a in AGENDA.activities if a.kind not in {"pulse", "pulse-result"})
TODAY = date(2026, 3, 2)
_NOW = datetime(2026, 3, 2, tzinfo=UTC)
_LATER = datetime(2026, 3, 3, tzinfo=UTC)
ADMIN = Person(id="admin", name="Anne", role=ADMINISTRATOR, units=frozenset())


@pytest.fixture
def preparation(tmp_path: Path) -> Iterator[Preparation]:
    database = Database(f"sqlite:///{tmp_path / 'workshop.db'}")
    upgrade(database)
    with database.unit_of_work() as db:
        people.found_municipality(db, name="Nordre Land kommune", privacy_contact="personvern@example.no")
        for id_, role in (("admin", ADMINISTRATOR), ("kari", FACILITATOR), ("lars", LEADER)):
            people.add_person(db, id_=id_, email=f"{id_}@example.no", name=id_, password_hash="-", role=role)
    yield Preparation(database=database, content=CONTENT)
    database.close()


def test_a_unit_lies_under_another_but_never_under_itself(preparation: Preparation) -> None:
    above = add_unit(preparation, "Helse")
    below = preparation.create_unit(
        kari(above), name="Nord", leader_role="x", agreed_roles="", discussed_on=None, parent_id=above
    )
    person = kari(above, below)
    assert preparation.unit(person, below).parent_id == above
    assert [unit.name for unit in preparation.possible_parents(person, above)] == []
    for impossible in (above, below):
        with pytest.raises(BadInput) as refused:
            preparation.change_unit(person, replace(preparation.unit(person, above), parent_id=impossible))
        assert refused.value.slots["field"] == "parent"


def test_a_unit_is_not_put_under_somebody_elses(preparation: Preparation) -> None:
    theirs = add_unit(preparation, "Deres")
    with pytest.raises(BadInput):
        preparation.create_unit(
            kari(), name="Min", leader_role="x", agreed_roles="", discussed_on=None, parent_id=theirs
        )


def test_whoever_leads_above_sees_below_but_not_figures_about_its_leader(preparation: Preparation) -> None:
    above = add_unit(preparation, "Helse")
    below = preparation.create_unit(
        kari(above), name="Nord", leader_role="x", agreed_roles="", discussed_on=None, parent_id=above
    )
    with preparation.database.unit_of_work() as db:
        people.add_membership(db, person_id="lars", unit_id=above, reads_leader=True)
        token = b"t" * 32
        people.remember_sign_in(db, person_id="lars", token_hash=token, expires_at=_LATER, now=_NOW)
    with preparation.database.reading() as db:
        found = people.signed_in_person(db, token_hash=token, now=_NOW)
    assert found is not None
    assert found.units == {above, below}
    assert found.reads_leader == {above}


def kari(*units: str) -> Person:
    return Person(id="kari", name="Kari", role=FACILITATOR, units=frozenset(units))


def lars(*units: str) -> Person:
    return Person(id="lars", name="Lars", role=LEADER, units=frozenset(units))


def add_unit(preparation: Preparation, name: str = "Helse", *, discussed_on: date | None = None, **texts: str) -> str:
    given = {"leader_role": "avdelingslederen", "agreed_roles": "", **texts}
    return preparation.create_unit(kari(), name=name, discussed_on=discussed_on, **given)


def add_session(
    preparation: Preparation,
    person: Person,
    unit: str,
    *,
    order: Sequence[str] = WITHOUT_PULSE,
    question: str | None = None,
    language: str = "nb",
) -> str:
    return preparation.create_session(
        person,
        unit_id=unit,
        agenda_id=AGENDA.id,
        held_on=TODAY,
        language=language,
        order=order,
        chosen_question=question,
    )


def test_units_stand_in_the_norwegian_alphabets_order(preparation: Preparation) -> None:
    names = ["Østre bydel", "Vestre bydel", "Åsen", "Ærlighet", "aktivitet", "Zoo"]
    for name in names:
        add_unit(preparation, name)

    listed = [line.unit.name for line in preparation.units_of(ADMIN)]
    assert listed == ["aktivitet", "Vestre bydel", "Zoo", "Ærlighet", "Østre bydel", "Åsen"]


def test_one_sees_only_the_units_one_belongs_to(preparation: Preparation) -> None:
    mine, other = add_unit(preparation, "Helse"), add_unit(preparation, "Skole")

    assert [line.unit.id for line in preparation.units_of(kari(mine))] == [mine]
    assert [line.unit.id for line in preparation.units_of(lars(other))] == [other]


def test_an_unknown_unit_and_somebody_elses_are_told_alike(preparation: Preparation) -> None:
    other = add_unit(preparation)
    told = set()
    for id_ in (other, "made-up", ""):
        with pytest.raises(NotAllowed) as refused:
            preparation.unit(kari("mine"), id_)
        told.add((refused.value.key, tuple(refused.value.slots)))
    assert told == {("unit.not_found", ())}


def test_a_leader_prepares_nothing(preparation: Preparation) -> None:
    unit = add_unit(preparation)
    leader = lars(unit)

    assert preparation.unit(leader, unit).id == unit
    for forbidden in (
        lambda: preparation.create_unit(leader, name="X", leader_role="x", agreed_roles="", discussed_on=None),
        lambda: preparation.change_unit(leader, preparation.unit(leader, unit)),
        lambda: add_session(preparation, leader, unit),
        lambda: preparation.demand_preparing(leader),
    ):
        with pytest.raises(NotAllowed, match=r"page\.not_found"):
            forbidden()


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        ({"name": "  "}, "error.field_missing"),
        ({"leader_role": ""}, "error.field_missing"),
        ({"name": "x" * 10_000}, "error.too_long"),
        ({"leader_role": "x" * 10_000}, "error.too_long"),
        ({"agreed_roles": "x" * 10_000}, "error.too_long"),
    ],
)
def test_what_cant_be_taken_is_named_by_its_field(preparation: Preparation, texts: dict[str, str], key: str) -> None:
    with pytest.raises(BadInput) as refused:
        add_unit(preparation, **texts)
    assert (refused.value.key, refused.value.slots["field"]) == (key, *texts)


def test_a_name_is_taken_once(preparation: Preparation) -> None:
    add_unit(preparation, "Helse")
    with pytest.raises(BadInput, match=r"units\.name_taken"):
        add_unit(preparation, " HELSE ")


def test_a_unit_is_changed_as_it_is_created(preparation: Preparation) -> None:
    unit = add_unit(preparation, "Helse")
    changed = Unit(
        id=unit, name="  Helse   og mestring ", leader_role="lederen", agreed_roles="", discussed_on=date(2026, 1, 5)
    )

    preparation.change_unit(kari(unit), changed)

    assert preparation.unit(kari(unit), unit) == replace(changed, name="Helse og mestring")


def test_nobody_changes_somebody_elses_unit(preparation: Preparation) -> None:
    unit = preparation.unit(ADMIN, add_unit(preparation))
    with pytest.raises(NotAllowed, match=r"unit\.not_found"):
        preparation.change_unit(kari("mine"), replace(unit, name="Stjålet"))


def test_no_pulse_before_it_has_been_discussed(preparation: Preparation) -> None:
    unit = add_unit(preparation)
    with pytest.raises(BadInput, match=r"prepare\.pulse_not_discussed"):
        add_session(preparation, kari(unit), unit, order=EVERYTHING)
    assert add_session(preparation, kari(unit), unit)


def test_a_session_is_in_its_units_list_and_keeps_its_agenda(preparation: Preparation) -> None:
    unit = add_unit(preparation, discussed_on=TODAY)
    code = add_session(preparation, kari(unit), unit, order=EVERYTHING)

    (line,) = Review(database=preparation.database, secret=b"").sessions_of(lars(unit), unit)
    assert (line.code, line.held_on, line.stage, line.may_control) == (code, TODAY, "draft", False)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"order": ()}, "prepare.refused.empty"),
        ({"order": ("velkommen", "velkommen")}, "prepare.refused.twice"),
        ({"order": ("made-up",)}, "prepare.refused.unknown_step"),
        ({"question": "made-up"}, "prepare.refused.unknown_question"),
        ({"language": "sv"}, "error.not_saved"),
    ],
)
def test_a_selection_that_makes_no_session_is_refused(
    preparation: Preparation, given: dict[str, object], key: str
) -> None:
    unit = add_unit(preparation)
    with pytest.raises(BadInput, match=key):
        add_session(preparation, kari(unit), unit, **given)
    assert Review(database=preparation.database, secret=b"").sessions_of(kari(unit), unit) == []
