"""What ships in `content/`: whole, in three languages, true to the deck, and ninety minutes long."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workshop_app.content_loader import freeze, load_content, thaw
from workshop_app.domain.agenda import Quotation, Text
from workshop_app.kinds.dilemma.rules import DilemmaBody
from workshop_app.kinds.pulse.rules import PulseBody
from workshop_app.kinds.question.rules import QuestionBody
from workshop_app.phrases import slots

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CONTENT = load_content(ROOT / "content")
NINETY = CONTENT.agendas["90-minutter"]


def found(subject: object, kind: type) -> Iterator[object]:
    """Everything of that type inside."""
    if isinstance(subject, kind):
        yield subject
    if is_dataclass(subject):
        for field in fields(subject):
            yield from found(getattr(subject, field.name), kind)
    elif isinstance(subject, tuple):
        for part in subject:
            yield from found(part, kind)
    elif hasattr(subject, "values"):
        yield from found(tuple(subject.values()), kind)


def test_the_long_agenda_is_ninety_minutes_in_the_order_of_the_design() -> None:
    assert NINETY.total_minutes == 90
    assert [activity.id for activity in NINETY.activities] == [
        "velkommen",
        "spilleregler",
        "svarene",
        "provestemme",
        "tillitspulsen",
        "styringsprinsipper",
        "hundre-poeng",
        "definisjoner",
        "hva-er-tillit",
        "dilemma-ramme",
        "kunnskap-eller-kultur",
        "hva-betyr-det",
        "hva-na",
        "pulsen-i-dag",
        "tiltak",
        "sikkerhet",
        "forste-steg",
        "avslutning",
    ]


def test_each_part_of_the_long_agenda_takes_its_time() -> None:
    parts: dict[str, int] = {}
    for activity in NINETY.activities:
        assert activity.part is not None
        parts[activity.part.nb] = parts.get(activity.part.nb, 0) + activity.total_minutes
    assert parts == {
        "Velkommen": 7,
        "Tillitspulsen": 5,
        "Styringsprinsipper": 10,
        "Hva er tillit?": 5,
        "Dilemma": 20,
        "Hva nå?": 25,
        "Tiltak": 12,
        "Avslutning": 6,
    }


def test_the_second_workshop_has_what_the_first_leaves_out_in_ninety_minutes() -> None:
    second = CONTENT.agendas["samling-to"]
    assert second.total_minutes == 90
    own = [activity.id for activity in second.activities if activity.id not in {a.id for a in NINETY.activities}]
    assert own == [
        "vedtaket",
        "hvor-kom-vi",
        "fem-pastander",
        "seks-anbefalinger",
        "ansvarstrapp",
        "tre-dimensjoner",
        "hindringer",
    ]


def test_the_pulse_stands_at_the_same_place_in_all_agendas() -> None:
    before = {
        name: [activity.id for activity in agenda.activities][: [a.kind for a in agenda.activities].index("pulse")]
        for name, agenda in CONTENT.agendas.items()
    }
    assert before["samling-to"] == before["90-minutter"]


def test_the_buffer_is_what_may_be_skipped() -> None:
    skipped = [activity.id for activity in NINETY.activities if activity.may_skip]
    assert skipped == ["definisjoner", "hva-er-tillit", "pulsen-i-dag"]


def test_every_step_has_something_to_say() -> None:
    assert [activity.id for activity in NINETY.activities if not any(activity.say.values())] == []


@pytest.mark.parametrize("folder", [field.name for field in fields(CONTENT)])
def test_every_text_that_ships_is_in_three_languages_with_the_same_slots(folder: str) -> None:
    texts = [text for text in found(getattr(CONTENT, folder), Text) if isinstance(text, Text)]
    assert texts
    for text in texts:
        assert text.nn, text.nb
        assert text.en, text.nb
        assert slots(text.nb) == slots(text.nn) == slots(text.en), text.nb
        assert "!" not in f"{text.nb}{text.nn}{text.en}"


@pytest.mark.parametrize("name", CONTENT.activities)
def test_norwegians_do_not_mix(name: str) -> None:
    texts = [text for text in found(CONTENT.activities[name], Text) if isinstance(text, Text)]
    bokmal, nynorsk = (" ".join(str(getattr(text, language)) for text in texts) for language in ("nb", "nn"))
    assert re.findall(r"\b(?:ikkje|kva|korleis|eg|berre|nokon|frå|meir|mykje)\b", bokmal) == []
    assert re.findall(r"\b(?:ikke|hva|hvordan|jeg|bare|noen|fra|mer|mye|selv)\b", nynorsk) == []


def test_the_five_questions_and_the_dilemma_stand_as_in_the_deck() -> None:
    question, dilemma = NINETY.activity("hva-na").body, NINETY.activity("kunnskap-eller-kultur")
    assert isinstance(question, QuestionBody)
    assert [candidate.title.nb for candidate in question.questions] == [
        "Hva er et tillitsbasert tilsyn?",
        "Større grad av risikovurdering ved utvelgelse/planlegging av tilsyn?",
        "Hva gjør vi hvis prosedyrer/regler kommer i veien for gode løsninger?",
        "Hvordan unngår vi unødvendig rapportering?",
        "Hvordan dokumenterer vi samhandling?",
    ]
    assert dilemma.title.nb == "Kunnskap eller kultur?"
    assert isinstance(dilemma.body, DilemmaBody)
    assert question.source.nb == "Lillehammer kommune, 11.02.2019"


def test_all_five_closing_statements_of_the_deck_are_there_with_their_source() -> None:
    quotations = [q for q in found(tuple(CONTENT.activities.values()), Quotation) if isinstance(q, Quotation)]
    closing = {q.text for q in quotations if q.source == "Lillehammer kommune, 11.02.2019"}
    beginnings = (
        "Tillitsbasert ledelse innebærer ifølge Øllgaard Bentzen",
        "Gjennom involvering, delegering og oppbygging av kompetanse",
        "Tillit får også en viktig relasjonell dimensjon",
        "Den formelle leder mister likevel ikke sin betydning",
        "På et mer generelt nivå kan en tillitsreform beskrives",
    )
    assert sorted(text[:12] for text in closing) == sorted(beginning[:12] for beginning in beginnings)
    assert {q.source for q in quotations} == {
        "Lillehammer kommune, 11.02.2019",
        "Gambetta 1988",
        "Mayer, Davis & Schoorman 1995",
    }


def test_the_pulse_is_twelve_statements_and_one_on_the_aim_with_the_leader_set_apart() -> None:
    (pulse,) = [activity.body for activity in NINETY.activities if activity.kind == "pulse"]
    assert isinstance(pulse, PulseBody)
    instrument = pulse.instrument
    assert [item.id for item in instrument.items()] == [f"{d}{n}" for d in "abcd" for n in (1, 2, 3)] + ["anchor"]
    assert [dimension.id for dimension in instrument.dimensions if dimension.about_leader] == ["c"]
    assert [dimension.id for dimension in instrument.dimensions if dimension.headline] == ["a"]


def test_no_politician_is_named_and_no_pie_is_invented() -> None:
    shipped = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "content").rglob("*.toml"))
    assert re.findall(r"Rahaman|Thomassen|\d+ ?%", shipped) == []


@pytest.mark.parametrize("name", CONTENT.agendas)
def test_a_frozen_agenda_thaws_to_the_same(name: str) -> None:
    agenda = CONTENT.agendas[name]
    assert thaw(freeze(agenda)) == agenda
    assert freeze(thaw(freeze(agenda))) == freeze(agenda)
