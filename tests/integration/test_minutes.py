"""The minutes, read back: fit for the archive and for screen readers, and the session's page to the digit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from tests.integration.house import CONTENT, KARI, PULSE, UNIT
from tests.past import CARD, Held, hold
from tests.pdf import ReadPdf
from tests.pictures import SVG
from workshop_app.live.views.report import Asked, Report, report
from workshop_app.persistence.engine import Database
from workshop_app.phrases import phrase
from workshop_app.reports import minutes as setting
from workshop_app.reports.minutes import NotSet, minutes
from workshop_app.reports.minutes_content import minutes_content
from workshop_app.reports.printable import _PRINTED, printable
from workshop_app.services.logo_drawing import redrawn
from workshop_app.services.snapshot import Snapshot, load_snapshot

#: What is drawn from the figures is the same wherever they lie.
DATABASES = ("sqlite",)

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
MARKUP = '= #panic("x") *fet* _kursiv_ $x^2$ `kode` @merke <a> // \\ [x] ~ -- "'
Holding = Callable[..., Snapshot]


@pytest.fixture
def held(database: Database) -> Holding:
    """`held(number=8)`: a session that has ended, with that many answers."""

    def put(**chosen: object) -> Snapshot:
        given = {"unit_id": UNIT.id, "held_on": date(2026, 3, 2), "number": 8, "next_date": "2026-05-04", **chosen}
        return load_snapshot(database, hold(database, CONTENT, KARI, Held(**given)))

    return put


def page_of(snapshot: Snapshot, *, minimum: int = 5) -> Report:
    return report(snapshot, minimum=minimum, now=NOW)


def read(snapshot: Snapshot, *, minimum: int = 5) -> ReadPdf:
    return ReadPdf(minutes(snapshot, minimum=minimum))


def test_it_is_what_an_archive_and_a_screen_reader_want(held: Holding) -> None:
    pdf = read(held())
    assert (pdf.stated("pdfaid:part"), pdf.stated("pdfaid:conformance")) == ("3", "A")
    assert pdf.stated("pdfuaid:part") == "1"
    assert pdf.stated("dc:title") == "Samlingsreferat: Helse og mestring, 02.03.2026"
    assert bool(pdf.root.MarkInfo.Marked)
    assert str(pdf.root.Lang) == "nb"
    assert bool(pdf.root.ViewerPreferences.DisplayDocTitle)
    assert pdf.root.OutputIntents
    assert "/JavaScript" not in pdf.root.get("/Names", {})


def test_the_municipalitys_logo_stands_on_top_and_says_its_name(held: Holding) -> None:
    snapshot = held(number=4)
    pdf = ReadPdf(minutes(snapshot, minimum=5, logo=redrawn(SVG).content))
    assert next(tag.alt for tag in pdf.tags("Figure")) == snapshot.municipality.name
    assert (pdf.stated("pdfaid:part"), pdf.stated("pdfuaid:part")) == ("3", "1")


def test_headings_tables_and_lists_are_tagged(held: Holding) -> None:
    pdf = read(held())
    kinds = [tag.kind for tag in pdf.document.all()]
    assert pdf.document.kind == "Document"
    assert [len(pdf.tags(kind)) for kind in ("Title", "H1", "Table")] == [1, 4, 1]
    levels = [int(kind[1]) for kind in kinds if kind in {"H1", "H2", "H3"}]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    assert {"TH", "TD", "L", "LI"} <= set(kinds)


@pytest.mark.parametrize("number", [0, 4, 5, 7, 8, 9, 10, 14, 20, 25])
def test_every_figure_is_that_of_the_sessions_page(held: Holding, number: int) -> None:
    snapshot = held(number=number, seed=number)
    pdf, page = read(snapshot), page_of(snapshot)

    charts = [group for asked in page.asked for group in asked.groups if any(bar.text for bar in group.bars)]
    assert [tag.alt for tag in pdf.tags("Figure")] == [group.sentence for group in charts]
    for asked in page.asked:
        for text in printed_texts(asked):
            assert pdf.has(text), text


def printed_texts(asked: Asked) -> list[str]:
    """Every text of one thing that was asked, on the session's page."""
    bars = [text for group in asked.groups for bar in group.bars for text in (group.title, f"{bar.label}", bar.text)]
    top = [text for card in asked.top for text in (card.note, card.text)]
    flat = [asked.title, *asked.wording, *asked.statements, asked.sentence, *asked.notes, asked.hidden]
    return [*flat, *bars, asked.top_title, *top, asked.proposals_title, *asked.proposals]


@pytest.mark.parametrize("minimum", [5, 9])
def test_the_same_things_are_told_in_the_same_order(held: Holding, minimum: int) -> None:
    snapshot = held(number=8)
    page, content = page_of(snapshot, minimum=minimum), minutes_content(snapshot, minimum=minimum)
    assert [one.id for one in content.asked] == [one.id for one in page.asked]
    assert [(one.title, list(one.wording), one.sentence, one.hidden) for one in content.asked] == [
        (one.title, one.wording, one.sentence, one.hidden) for one in page.asked
    ]
    assert [(a.what, [*a.facts]) for a in content.agreed] == [
        (a.what, [(fact.label, fact.text) for fact in a.facts]) for a in page.agreed
    ]
    assert content.next_date == page.next_date


def test_figures_about_the_leader_are_never_in_the_archive(held: Holding) -> None:
    content = minutes_content(held(number=14), minimum=5)
    pulse = next(one for one in content.asked if one.id == PULSE)
    assert [bar.label for bar in pulse.charts[0].bars] == [
        "Rom for selvledelse",
        "Tillit, rammer og retning",
        "Økonomi, organisasjon, dokumentasjon",
        "Alt i alt styrer vi det daglige arbeidet vårt selv.",
    ]


def test_agenda_limits_and_next_date_are_there(held: Holding) -> None:
    snapshot = held()
    pdf = read(snapshot)
    for text in (
        "Nordre Land kommune",
        "90 minutter i alt",
        "Hva tallene ikke sier",
        *(phrase(key, "nb") for key in ("result.caption", "result.purpose", "verdict.no_cause")),
        "Vi møtes igjen 04.05.2026",
        "Når skal det være gjort? 01.04.2026",
        *(activity.title.nb for activity in snapshot.agenda.activities),
    ):
        assert pdf.has(text), text


@pytest.mark.parametrize(("language", "title"), [("nn", "Samlingsreferat"), ("en", "Minutes of the session")])
def test_it_is_in_the_sessions_language(held: Holding, language: str, title: str) -> None:
    pdf = read(held(language=language))
    assert str(pdf.root.Lang) == language
    assert pdf.has(title)
    assert pdf.has(phrase("verdict.no_cause", language))


@pytest.mark.parametrize("text", [MARKUP, "#sys.inputs", "\\u{1f600}", "]#panic()[", '"); #panic("'])
def test_what_people_wrote_is_never_markup(held: Holding, text: str) -> None:
    pdf = read(held(cards=[replace(CARD, what=text)], proposals=(text, "Annet", "Tredje")))
    assert pdf.text.count("".join(text.split())) == 2


def test_what_the_typeface_does_not_have_stands_as_its_number(held: Holding) -> None:
    pdf = read(held(cards=[replace(CARD, what="Smil 🙂 på jobb, दि, ﷽, čáhci, a\u0301")]))
    assert pdf.has("Smil [U+1F642] på jobb, [U+0926][U+093F], [U+FDFD], čáhci, á")


def test_whatever_is_printable_can_be_set(held: Holding) -> None:
    chance, snapshot = Random(7), held()
    letters = [chr(code) for first, last in _PRINTED for code in range(first, last + 1)]
    for _ in range(60):
        text = printable("".join(chance.choices(letters, k=250)))
        card = replace(CARD, what=text)
        assert minutes(replace(snapshot, cards=(card,)), minimum=5)


def test_any_text_at_all_becomes_printable() -> None:
    every = "".join(chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000)
    assert all(any(first <= ord(c) <= last for first, last in _PRINTED) for c in set(printable(every)))


def test_the_same_minutes_are_the_same_bytes(held: Holding) -> None:
    snapshot = held()
    assert minutes(snapshot, minimum=5) == minutes(snapshot, minimum=5)


def test_a_session_without_anything_has_minutes_that_say_so(held: Holding) -> None:
    snapshot = held(cards=[], next_date="")
    empty = replace(snapshot, live=replace(snapshot.live, left={}))
    pdf = read(empty)
    assert pdf.has("Samlingen ble avsluttet før noe var talt opp.")
    assert pdf.has("Ingen tiltak fra denne samlingen.")


def test_what_the_typesetter_refuses_is_an_error_like_others(held: Holding, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "printable", lambda text: text)
    with pytest.raises(NotSet):
        read(held(cards=[replace(CARD, what="🙂")]))


class Panic(BaseException):
    """As typst breaks down: not an `Exception`."""


def test_when_the_typesetter_breaks_down_the_thread_goes_on(held: Holding, monkeypatch: pytest.MonkeyPatch) -> None:
    def compile_(*_: object, **__: object) -> bytes:
        raise Panic

    monkeypatch.setattr("typst.compile", compile_)
    with pytest.raises(NotSet, match="Panic"):
        read(held())
