"""Agendas of one's own: copied, changed, taken away as a file and back in, and never overwritten in silence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.integration.house import CONTENT
from tests.roles import HOME, cookie_of, furnish
from workshop_app.content_checks import LONGEST_TEXT
from workshop_app.domain.access import FACILITATOR, Person
from workshop_app.domain.agenda import Option, Phase, Text
from workshop_app.domain.agenda_editing import changed, entitled, inserted, moved, swapped, timed, without
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.kinds.choice.rules import ChoiceBody
from workshop_app.persistence import audit
from workshop_app.persistence.audit import Selection
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.reports.audit_lines import line
from workshop_app.services.own_agendas import OwnAgendas, Unfit
from workshop_app.services.preparation import Preparation
from workshop_app.services.review import Review
from workshop_app.services.sign_in import SignIn
from workshop_app.services.snapshot import load_snapshot

NINETY = "90-minutter"
#: Steps that ship and stand in no agenda that ships.
LEFT = sorted(
    CONTENT.activities.keys() - {activity.id for agenda in CONTENT.agendas.values() for activity in agenda.activities}
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("agendas") / "workshop.db"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    furnish(database)
    database.close()
    return file


@pytest.fixture
def agendas(template: Path, tmp_path: Path) -> Iterator[OwnAgendas]:
    database = Database(f"sqlite:///{shutil.copy(template, tmp_path / 'workshop.db')}")
    yield OwnAgendas(database=database, content=CONTENT)
    database.close()


@pytest.fixture
def siv(agendas: OwnAgendas) -> Person:
    found = SignIn(agendas.database, Path()).person(cookie_of(FACILITATOR))
    assert found is not None
    return found


@pytest.fixture
def own(agendas: OwnAgendas, siv: Person) -> str:
    return agendas.copy(siv, NINETY, title="Vår samling")


def steps(agendas: OwnAgendas, siv: Person, own: str) -> list[str]:
    return [activity.id for activity in agendas.opened(siv, own).agenda.activities]


def test_a_copy_is_the_same_under_its_own_name_beside_those_that_ship(agendas: OwnAgendas, siv: Person) -> None:
    own = agendas.copy(siv, NINETY, title="  Vår   samling ")

    kept = agendas.opened(siv, own)

    assert (kept.agenda.title, kept.version, kept.is_own) == (Text(nb="Vår samling"), 1, True)
    assert kept.agenda.activities == CONTENT.agendas[NINETY].activities
    assert [one.agenda.id for one in agendas.listed(siv)] == [*CONTENT.agendas, own]


@pytest.mark.parametrize(("title", "key"), [("Vår samling", "agendas.title_taken"), (" ", "error.field_missing")])
def test_a_copy_needs_a_name_of_its_own(agendas: OwnAgendas, siv: Person, own: str, title: str, key: str) -> None:
    with pytest.raises(BadInput) as refused:
        agendas.copy(siv, NINETY, title=title)
    assert (refused.value.key, refused.value.slots["field"]) == (key, "title")
    assert len(agendas.all()) == len(CONTENT.agendas) + 1


def test_changes_follow_each_other_and_are_kept(agendas: OwnAgendas, siv: Person, own: str) -> None:
    agendas.change(siv, own, seen=1, change=lambda agenda: moved(agenda, "provestemme", 0))
    agendas.change(siv, own, seen=2, change=lambda agenda: timed(agenda, "velkommen", Phase.SHOWN, 7))
    kept = agendas.change(siv, own, seen=3, change=lambda agenda: without(agenda, "svarene"))

    assert agendas.opened(siv, own) == kept
    assert kept.version == 4
    assert steps(agendas, siv, own)[:4] == ["provestemme", "velkommen", "spilleregler", "tillitspulsen"]
    assert (
        kept.agenda.total_minutes
        == CONTENT.agendas[NINETY].total_minutes + 5 - CONTENT.activities["svarene"].total_minutes
    )


def test_who_has_not_seen_the_newest_overwrites_nothing(agendas: OwnAgendas, siv: Person, own: str) -> None:
    agendas.change(siv, own, seen=1, change=lambda agenda: without(agenda, "svarene"))

    with pytest.raises(BadInput) as refused:
        agendas.change(siv, own, seen=1, change=lambda agenda: without(agenda, "velkommen"))

    assert refused.value.key == "agendas.changed_meanwhile"
    assert steps(agendas, siv, own)[0] == "velkommen"


def test_what_ships_is_changed_and_deleted_by_nobody(agendas: OwnAgendas, siv: Person) -> None:
    with pytest.raises(NotAllowed):
        agendas.change(siv, NINETY, seen=0, change=lambda agenda: without(agenda, "svarene"))
    with pytest.raises(NotAllowed):
        agendas.delete(siv, NINETY)


def choice(options: int = 2, question: str = "Hvem setter opp vaktene?") -> ChoiceBody:
    return ChoiceBody(
        kind="choice",
        question=Text(nb=question),
        options=tuple(Option(id=f"svar-{n}", text=Text(nb=f"Svar {n}")) for n in range(options)),
    )


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (choice(options=1), "activities[2].options: har 1, og det må være minst 2"),
        (choice(options=40), "activities[2].options: har 40, og det kan være høyst 12"),
        (
            choice(question="a" * 5000),
            f"activities[2].question.nb: har 5000 tegn, og det kan være høyst {LONGEST_TEXT}.",
        ),
        (choice(question="<i>Hvem?"), "activities[2].question.nb: har kode (<i>). Skriv ren tekst"),
    ],
)
def test_an_unfit_step_is_explained_and_not_kept(
    agendas: OwnAgendas, siv: Person, own: str, body: ChoiceBody, told: str
) -> None:
    step = replace(CONTENT.activities["provestemme"], id="vaktene", body=body)

    with pytest.raises(Unfit) as refused:
        agendas.change(siv, own, seen=1, change=lambda agenda: inserted(agenda, step, after="velkommen"))

    (mistake,) = refused.value.mistakes
    assert mistake.told("nb").startswith(told)
    assert agendas.opened(siv, own).version == 1


def test_over_four_hours_and_a_result_before_its_pulse_are_explained(
    agendas: OwnAgendas, siv: Person, own: str
) -> None:
    def long(agenda):
        return timed(timed(agenda, "velkommen", Phase.SHOWN, 120), "svarene", Phase.SHOWN, 120)

    for change, told in ((long, "høyst 240"), (lambda agenda: moved(agenda, "pulsen-i-dag", 0), "uten en puls før")):
        with pytest.raises(Unfit) as refused:
            agendas.change(siv, own, seen=1, change=change)
        assert told in refused.value.mistakes[0].told("nb")


@pytest.mark.parametrize("id_", LEFT)
def test_what_stands_in_no_agenda_that_ships_is_swapped_in_at_the_same_place(
    agendas: OwnAgendas, siv: Person, own: str, id_: str
) -> None:
    before = agendas.opened(siv, own).agenda
    after = agendas.change(
        siv, own, seen=1, change=lambda agenda: swapped(agenda, "hva-na", CONTENT.activities[id_])
    ).agenda
    place = [one.id for one in before.activities].index("hva-na")
    assert after.activities[place] == replace(CONTENT.activities[id_], part=before.activities[place].part)
    assert (*after.activities[:place], *after.activities[place + 1 :]) == (
        *before.activities[:place],
        *before.activities[place + 1 :],
    )


def test_a_pulse_that_has_a_result_is_not_swapped_away(agendas: OwnAgendas, siv: Person, own: str) -> None:
    with pytest.raises(Unfit):
        agendas.change(
            siv, own, seen=1, change=lambda agenda: swapped(agenda, "tillitspulsen", CONTENT.activities["ett-ord"])
        )
    assert agendas.opened(siv, own).version == 1


def test_a_file_brings_the_same_agenda_back_as_a_new_one(agendas: OwnAgendas, siv: Person, own: str) -> None:
    step = replace(CONTENT.activities["provestemme"], id="vaktene", title=Text(nb="Vaktene"), body=choice())
    agendas.change(siv, own, seen=1, change=lambda agenda: inserted(agenda, step, after="svarene"))
    before = agendas.opened(siv, own)
    title, text = agendas.exported(siv, own)

    again = agendas.imported(siv, text)

    assert title == "Vår samling"
    assert again.agenda.title == Text(nb="Vår samling (2)")
    assert again.agenda.activities == before.agenda.activities
    assert again.agenda.lobby_say == before.agenda.lobby_say
    assert agendas.opened(siv, own) == before
    assert agendas.imported(siv, text).agenda.title == Text(nb="Vår samling (3)")


@pytest.mark.parametrize("name", CONTENT.agendas)
def test_what_ships_comes_back_from_a_file_as_it_was(agendas: OwnAgendas, siv: Person, name: str) -> None:
    again = agendas.imported(siv, agendas.exported(siv, name)[1])
    assert replace(again.agenda, id=name, title=CONTENT.agendas[name].title) == CONTENT.agendas[name]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("#" * 1_000_001, "er for stor. Et opplegg kan fylle 1000 kB"),
        ("ø" * 600_000, "er for stor. Et opplegg kan fylle 1000 kB"),
        ("title = [", "kan ikke leses som TOML"),
        ('title = "A"\nlobby_say: []', "kan ikke leses som TOML. Feilen er på linje 2, tegn 10."),
        ('kind = "slide"\ntitle = "Pause"', "er ikke et opplegg"),
        ('title = "X"\nlobby_say = []\nparts = []', "parts: har ingen steg"),
        ("colour = 1", "er verken et opplegg, et steg, spørsmål eller en puls"),
        ("", "er tom"),
        (" \n\n", "er tom"),
        ("title = 'F\N{REPLACEMENT CHARACTER}rste'", "kan ikke leses. Lagre filen som tekst i UTF-8"),
    ],
)
def test_a_file_that_is_no_agenda_is_explained_and_brings_nothing(
    agendas: OwnAgendas, siv: Person, text: str, told: str
) -> None:
    with pytest.raises(Unfit) as refused:
        agendas.imported(siv, text)
    assert refused.value.mistakes[0].told("nb").startswith(told)
    assert len(agendas.all()) == len(CONTENT.agendas)


def test_a_session_keeps_the_agenda_that_it_was_made_with(agendas: OwnAgendas, siv: Person, own: str) -> None:
    preparation = Preparation(database=agendas.database, content=CONTENT)
    assert own in [agenda.id for agenda in preparation.agendas(preparation.unit(siv, HOME))]
    order = steps(agendas, siv, own)
    code = preparation.create_session(
        siv,
        unit_id=HOME,
        agenda_id=own,
        held_on=date(2026, 12, 1),
        language="nb",
        order=order,
        chosen_question=None,
    )

    def renamed(agenda):
        return entitled(changed(agenda, replace(agenda.activities[0], title=Text(nb="Hei"))), "Noe annet")

    agendas.change(siv, own, seen=1, change=renamed)
    agendas.delete(siv, own)

    session = Review(database=agendas.database, secret=b"").controlled(siv, code)
    frozen = load_snapshot(agendas.database, session).agenda
    assert frozen.title == Text(nb="Vår samling")
    assert frozen.activities == CONTENT.agendas[NINETY].activities


def test_what_is_done_to_an_agenda_stands_in_the_log_once_for_many_presses(agendas: OwnAgendas, siv: Person) -> None:
    own = agendas.copy(siv, NINETY, title="Vår samling")
    for seen in (1, 2):
        step = agendas.opened(siv, own).agenda.activities[-1].id
        agendas.change(siv, own, seen=seen, change=lambda agenda, step=step: without(agenda, step))
    agendas.change(siv, own, seen=3, change=lambda agenda: entitled(agenda, "Vår dag"))
    agendas.delete(siv, own)
    with agendas.database.reading() as db:
        told = [(line(entry).what, line(entry).about, line(entry).detail) for entry in audit.entries(db, Selection())]
    assert told[::-1] == [
        ("Laget et opplegg", "Vår samling", ""),
        ("Endret opplegget", "Vår samling", ""),
        ("Endret opplegget", "Vår samling", "Navn: fra Vår samling til Vår dag"),
        ("Slettet opplegget", "Vår dag", ""),
    ]
