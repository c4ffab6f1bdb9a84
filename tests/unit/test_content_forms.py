"""A form for a step of any kind, read off its types: filled in and sent back it is the same step."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from workshop_app.content_checks import refuse_mistakes
from workshop_app.content_forms import addable, blank, filled, form_of, read_form
from workshop_app.content_loader import load_content
from workshop_app.content_reading import Mistakes
from workshop_app.domain.agenda import Activity, Text
from workshop_app.kinds.catalogue import forms
from workshop_app.kinds.choice.rules import ChoiceBody
from workshop_app.kinds.pulse.rules import PulseBody

CONTENT = load_content(Path(__file__).parents[2] / "content")
STEPS = [
    pytest.param(activity, id=f"{agenda.id}/{activity.id}")
    for agenda in CONTENT.agendas.values()
    for activity in agenda.activities
]


def sent(activity: Activity) -> dict:
    """The form as a browser sends it when nothing was touched."""
    return json.loads(json.dumps(filled(activity)))


@pytest.mark.parametrize("activity", STEPS)
def test_a_form_that_is_not_touched_gives_the_same_step(activity: Activity) -> None:
    assert read_form(sent(activity), activity, CONTENT) == activity


@pytest.mark.parametrize("kind", forms())
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_field_of_every_kind_has_a_label(kind: str, language: str) -> None:
    """A kind with a new field needs a phrase `step.field.<name>`, and no more."""
    names = [field["name"] for field in form_of(kind, language)]
    assert names[0] == "title"
    assert names[-5:] == ["minutes", "say", "later", "may_skip", "part"]


@pytest.mark.parametrize("kind", addable(CONTENT))
def test_a_new_step_of_any_kind_is_one_that_may_be_kept(kind: str) -> None:
    step = blank(kind, CONTENT, "nb")
    refuse_mistakes(step)
    assert (step.kind, step.title.nb) == (kind, "Eget steg")
    step = replace(step, part=Text(nb="Vaktene"))
    assert read_form(sent(step), step, CONTENT) == step


def test_nobody_makes_a_pulse_of_ones_own_or_changes_what_it_asks() -> None:
    pulse = next(activity for activity in CONTENT.agendas["90-minutter"].activities if activity.kind == "pulse")
    assert "pulse" not in addable(CONTENT)
    assert "instrument" not in [field["name"] for field in form_of("pulse", "nb")]

    changed = read_form({**sent(pulse), "instrument": "en-annen-1"}, pulse, CONTENT)

    assert isinstance(changed.body, PulseBody)
    assert changed.body == pulse.body


def test_a_new_answer_gets_an_id_of_its_words_that_stays() -> None:
    trial = next(activity for activity in CONTENT.agendas["90-minutter"].activities if activity.id == "provestemme")
    form = sent(trial)
    form["options"] += [{"id": "", "text": {"nb": "Kaffe"}}, {"id": "", "text": {"nb": "Blåbærsaft & vann"}}]

    body = read_form(form, trial, CONTENT).body

    assert isinstance(body, ChoiceBody)
    assert [option.id for option in body.options][-2:] == ["kaffe-2", "blabaersaft-vann"]
    assert [option.id for option in body.options][:-2] == [option["id"] for option in sent(trial)["options"]]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("options", [{"id": "a", "text": {"nb": "A"}}], "options: har 1, og det må være minst 2"),
        ("question", {"nb": "a" * 5000}, "question.nb: har 5000 tegn, og det kan være høyst 600"),
        ("question", {"nb": "<b>Hva?"}, "question.nb: har kode (<b>)"),
        ("title", {}, "title.nb: mangler"),
        ("part", None, "part: mangler"),
        ("part", {"nb": " "}, "part.nb: er tom"),
        ("minutes", {"open": "to"}, "minutes.open: er ikke et helt tall"),
        ("minutes", {"open": 500}, "minutes.open: er 500, og må være fra 0 til 120"),
        ("colour", "red", "colour: er ikke en kjent nøkkel"),
    ],
)
def test_a_mistake_stands_under_the_key_of_its_field(field: str, value: object, told: str) -> None:
    trial = next(activity for activity in CONTENT.agendas["90-minutter"].activities if activity.id == "provestemme")

    with pytest.raises(Mistakes) as refused:
        read_form({**sent(trial), field: value}, trial, CONTENT)

    assert refused.value.all[0].told("nb").startswith(told)


@pytest.mark.parametrize("sent_instead", [None, [], "x", {"options": "x"}, {"say": {"open": 1}}, {1: 2}])
def test_whatever_a_browser_sends_instead_is_refused(sent_instead: object) -> None:
    trial = next(activity for activity in CONTENT.agendas["90-minutter"].activities if activity.id == "provestemme")
    with pytest.raises(Mistakes):
        read_form(sent_instead, trial, CONTENT)
