"""Each mistake that a facilitator can make in `content/` is told in one sentence: file, key, reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workshop_app.content_loader import ContentError, load_content
from workshop_app.domain.agenda import Language, Phase
from workshop_app.kinds.question.rules import QuestionBody
from workshop_app.kinds.slide.rules import SlideBody

SHIPPED = Path(__file__).parents[2] / "content"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "content"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("activities/velkommen", "kind =", "kind", "is not readable as TOML"),
        ("activities/velkommen", 'kind = "slide"\n', "", "kind: is missing"),
        ("activities/velkommen", '"slide"', '"slid"', "kind: is not one of choice, closing"),
        ("activities/velkommen", 'title.nb = "Velkommen"\n', "", "title.nb: is missing"),
        ("activities/velkommen", '"Velkommen"', '" "', "title.nb: is empty"),
        ("activities/velkommen", "title.nb", "titel.nb", "title.nb: is missing"),
        ("activities/velkommen", 'kind = "slide"', 'kind = "slide"\ncolour = "red"', "colour: is not a known key"),
        ("activities/velkommen", 'kind = "slide"', 'kind = "slide"\nid = "velkommen"', "id: is not a known key"),
        ("activities/velkommen", "title.en", "title.de", "title.de: is not a known key"),
        ("activities/velkommen", "shown = 2", "shown = -2", "minutes.shown: is -2 and must be from 0 to 120"),
        ("activities/velkommen", "shown = 2", 'shown = "to"', "minutes.shown: is not a whole number"),
        ("activities/velkommen", "shown = 2", "opne = 2", "minutes.opne: is not a phase"),
        ("activities/velkommen", "shown = 2", "open = 2", "minutes.open: is not a phase of a slide (shown)"),
        ("activities/velkommen", "[[say.shown]]", "[[say.dots]]", "say.dots: is not a phase of a slide (shown)"),
        ("activities/velkommen", "[[say.shown]]", "[[later.dots]]", "later.dots: is not a phase of a slide (shown)"),
        (
            "activities/velkommen",
            'source = "Lillehammer kommune, 11.02.2019"\n',
            "",
            "quotations[1].source: is missing",
        ),
        (
            "activities/velkommen",
            'title.nb = "Velkommen"',
            'title.nb = "Velkommen {name}"',
            "title.nb: {name} is not one",
        ),
        ("activities/velkommen", 'title.nb = "Velkommen"', 'title.nb = "Velkommen {"', "title.nb: has a brace"),
        ("activities/svarene", "minst {k}", "minst fem", "lines[2].nn: does not have the same words in braces"),
        ("activities/provestemme", 'id = "te"', 'id = "kaffe"', "options: the id kaffe is there twice"),
        (
            "activities/provestemme",
            'kind = "choice"',
            'kind = "choice"\nmost = 9',
            "most: is 9 and must be from 1 to 5",
        ),
        (
            "activities/hundre-poeng",
            'kind = "points"',
            'kind = "points"\nstep = 30',
            "step: does not divide 100 evenly",
        ),
        ("activities/hva-na", "dots_on_one = 2", "dots_on_one = 4", "dots_on_one: is 4 and must be from 1 to 3"),
        ("activities/hva-na", "dots = 3", 'chosen = "vaer"', "chosen: is not one of the questions (tilsyn,"),
        ("activities/hva-na", '"hva-na"', '"hva-da"', "questions: there is no file hva-da.toml"),
        ("activities/tillitspulsen", "-1", "-2", "instrument: there is no file tillitspulsen-2.toml"),
        ("activities/tiltak", "most = 2", "most = 0", "most: is 0 and must be from 1 to 5"),
        ("activities/sikkerhet", '{ nb = "Helt usikker"', '{ nb = ""', "steps[1].nb: is empty"),
        ("questions/hva-na", 'id = "tilsyn"', 'id = "rapportering"', "questions: the id rapportering is there twice"),
        ("instruments/tillitspulsen-1", "version = 1", "version = 2", "id: with the version it makes tillitspulsen-2"),
        ("instruments/tillitspulsen-1", 'id = "a2"', 'id = "a1"', "items: the id a1 is there twice"),
        ("agendas/90-minutter", '"velkommen"', '"velkomst"', "parts[1].activities[1]: there is no file velkomst.toml"),
        ("agendas/90-minutter", '"spilleregler"', '"velkommen"', "parts: has the activity velkommen twice"),
        ("agendas/90-minutter", '["tillitspulsen"]', "[]", "parts: has a pulse-result without a pulse before it"),
        (
            "agendas/90-minutter",
            '"velkommen"',
            '{ id = "velkommen", minutes = { open = 1 } }',
            "parts[1].activities[1].minutes.open: is not a phase of a slide",
        ),
        ("agendas/90-minutter", "[[lobby_say]]", "[[lobby]]", "lobby_say: is missing"),
        ("agendas/90-minutter", '"Tiltak"', '"Tiltak for {enhet}"', "parts[7].heading.nb: {enhet} is not one of"),
        (
            "pages/personvern",
            '"{municipality} er',
            '"{kommune} er',
            "{kommune} is not one of contact, k, k_leader, months",
        ),
        ("pages/tilgjengelighet", "title.nb", "titel.nb", "title.nb: is missing"),
        ("activities/svarene", "{k}", "{antall}", "lines[2].nb: {antall} is not one of date, k, leader_role"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_reason(content: Path, file: str, old: str, new: str, told: str) -> None:
    edit(content / f"{file}.toml", old, new)

    with pytest.raises(ContentError) as refusal:
        load_content(content)

    sentence = str(refusal.value)
    assert sentence.startswith(f"content/{file}.toml: ")
    assert told in sentence
    assert "\n" not in sentence


def test_a_choice_without_options_is_refused(content: Path) -> None:
    file = content / "activities" / "provestemme.toml"
    file.write_text(file.read_text(encoding="utf-8").split("[[options]]")[0], encoding="utf-8")
    with pytest.raises(ContentError, match=r"provestemme\.toml: options: is missing"):
        load_content(content)

    edit(file, 'kind = "choice"', 'kind = "choice"\noptions = []')
    with pytest.raises(ContentError, match=r"provestemme\.toml: options: has 0 where at least 2 must be"):
        load_content(content)


def test_an_agenda_without_activities_is_refused(content: Path) -> None:
    file = content / "agendas" / "tom.toml"
    file.write_text('title = "Tom"\nlobby_say = []\nparts = []\n', encoding="utf-8")
    with pytest.raises(ContentError, match=r"agendas/tom\.toml: parts: has no activities"):
        load_content(content)


def test_a_file_with_a_name_that_can_be_no_id_is_refused(content: Path) -> None:
    file = content / "activities" / "velkommen.toml"
    file.rename(file.with_name("Velkommen til oss.toml"))
    with pytest.raises(ContentError, match="the name of a file"):
        load_content(content)


def test_a_page_of_ones_own_that_is_wrong_is_told_and_not_replaced(content: Path) -> None:
    edit(content / "pages" / "personvern.toml", "title", "titel")
    with pytest.raises(ContentError, match=r"content/pages/personvern\.toml: "):
        load_content(content)


def test_a_directory_without_content_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="instruments: has no files"):
        load_content(tmp_path / "content")


def test_a_file_that_is_not_utf_8_is_refused(content: Path) -> None:
    (content / "activities" / "velkommen.toml").write_bytes("title = 'Første'".encode("latin-1"))
    with pytest.raises(ContentError, match=r"velkommen\.toml: is not readable. Save it as text in UTF-8"):
        load_content(content)


def test_a_plain_string_is_the_text_in_bokmal(content: Path) -> None:
    file = content / "activities" / "pause.toml"
    file.write_text(
        'kind = "slide"\ntitle = "Pause"\nlines = ["Kaffe", "Te"]\n[say]\nshown = ["Vi tar en pause."]\n',
        encoding="utf-8",
    )

    pause = load_content(content).activities["pause"]

    assert isinstance(pause.body, SlideBody)
    assert pause.title.in_language(Language.ENGLISH) == "Pause"
    assert [line.nb for line in pause.body.lines] == ["Kaffe", "Te"]
    assert pause.say[Phase.SHOWN][0].nb == "Vi tar en pause."
    assert pause.total_minutes == 0


def test_an_agenda_may_give_an_activity_other_minutes(content: Path) -> None:
    file = content / "agendas" / "90-minutter.toml"
    edit(file, '"hva-na"', '{ id = "hva-na", minutes = { groups = 6 } }')

    agenda = load_content(content).agendas["90-minutter"]

    assert agenda.total_minutes == 86
    assert agenda.activity("hva-na").minutes[Phase.GROUPS] == 6
    assert agenda.activity("hva-na").minutes[Phase.ALONE] == 3


def test_the_question_may_be_chosen_in_the_file(content: Path) -> None:
    edit(content / "activities" / "hva-na.toml", "dots = 3", 'chosen = "tilsyn"')
    body = load_content(content).activities["hva-na"].body
    assert isinstance(body, QuestionBody)
    assert body.chosen == "tilsyn"


def test_every_mistake_of_every_file_is_told(content: Path) -> None:
    edit(content / "activities" / "velkommen.toml", 'title.nb = "Velkommen"\n', 'colour = "red"\n')
    edit(content / "activities" / "velkommen.toml", "shown = 2", 'shown = "to"')
    edit(content / "agendas" / "90-minutter.toml", '"spilleregler"', '"spilleregel"')

    with pytest.raises(ContentError) as refusal:
        load_content(content)

    told = [mistake.told("nb") for mistake in refusal.value.mistakes]
    assert told[:3] == [
        "content/activities/velkommen.toml: title.nb: mangler",
        "content/activities/velkommen.toml: minutes.shown: er ikke et helt tall",
        "content/activities/velkommen.toml: colour: er ikke en kjent nøkkel",
    ]
    assert [line for line in told if "90-minutter" in line] == [
        "content/agendas/90-minutter.toml: parts[1].activities[1]: filen velkommen.toml har feil",
        "content/agendas/90-minutter.toml: parts[1].activities[2]: det er ingen fil som heter spilleregel.toml",
    ]


def test_an_agenda_may_bring_its_own_steps(content: Path) -> None:
    file = content / "agendas" / "90-minutter.toml"
    pause = '{ id = "pause", kind = "slide", title = "Pause", lines = ["Kaffe"], minutes = { shown = 9 } }'
    edit(file, '"spilleregler"', pause)

    step = load_content(content).agendas["90-minutter"].activities[1]

    assert (step.id, step.title.nb, step.total_minutes) == ("pause", "Pause", 9)
    assert step.part is not None
    assert step.part.nb == "Velkommen"

    edit(file, '"pause"', '"Pause!"')
    with pytest.raises(ContentError, match=r"parts\[1\]\.activities\[2\]\.id: may only have small letters"):
        load_content(content)


OPTION = '\n[[options]]\nid = "{n}"\ntext = "Svar {n}"\n'
CHOICE = 'kind = "choice"\ntitle = "Vaktene"\nquestion = "{question}"\n'


@pytest.mark.parametrize(
    ("question", "options", "told"),
    [
        ("Hvem setter opp vaktene?", 1, "options: har 1, og det må være minst 2"),
        ("Hvem setter opp vaktene?", 40, "options: har 40, og det kan være høyst 12"),
        ("a" * 5000, 2, "question.nb: har 5000 tegn, og det kan være høyst 600. Del teksten, eller kort den ned"),
        ("<b>Hvem</b> da?", 2, "question.nb: har kode (<b>). Skriv ren tekst"),
        ("**Hvem** da?", 2, "question.nb: har kode (**). Skriv ren tekst"),
        ("Se [siden](https://x.no)", 2, "question.nb: har kode (](). Skriv ren tekst"),
        ("Hvem\\u202eda?", 2, "question.nb: har tegn som ikke kan ses"),
    ],
)
def test_a_question_that_fits_no_screen_is_explained(content: Path, question: str, options: int, told: str) -> None:
    text = CHOICE.format(question=question) + "".join(OPTION.format(n=n) for n in range(options))
    (content / "activities" / "vaktene.toml").write_text(text, encoding="utf-8")

    with pytest.raises(ContentError) as refusal:
        load_content(content)

    assert [one.told("nb") for one in refusal.value.mistakes] == [f"content/activities/vaktene.toml: {told}"]


@pytest.mark.parametrize("fine", ["Mindre enn 5, eller 3 < 4?", "Kari & Ola", "Rom #4", "Ja, 2 * 2", "kl. 14.30–15.00"])
def test_what_only_looks_like_markup_is_taken(content: Path, fine: str) -> None:
    text = CHOICE.format(question=fine) + OPTION.format(n=1) + OPTION.format(n=2)
    (content / "activities" / "vaktene.toml").write_text(text, encoding="utf-8")

    assert "vaktene" in load_content(content).activities


def test_an_agenda_over_four_hours_is_explained(content: Path) -> None:
    file = content / "agendas" / "90-minutter.toml"
    edit(file, '"velkommen"', '{ id = "velkommen", minutes = { shown = 120 } }')
    edit(file, '"spilleregler"', '{ id = "spilleregler", minutes = { shown = 120 } }')

    with pytest.raises(ContentError, match=r"90-minutter\.toml: parts: takes 32\d minutes, .* at most 240"):
        load_content(content)
