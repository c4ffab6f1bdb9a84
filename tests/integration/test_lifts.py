"""Løft: sent by the room's choice, answered at the level above, and told when the unit meets again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.integration.house import ADMIN, COMMITMENTS, KARI, LEADING, STRANGER, UNIT, House, create_session, scene
from tests.pdf import ReadPdf
from workshop_app.domain.access import LEADER, Person
from workshop_app.domain.agenda import Language, Phase
from workshop_app.domain.errors import BadInput, NotAllowed, RefusedMove
from workshop_app.domain.lifts import counted
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence import lifts, units
from workshop_app.persistence.units import Unit
from workshop_app.reports.lift_words import lift_counts
from workshop_app.reports.minutes import minutes
from workshop_app.reports.minutes_content import minutes_content
from workshop_app.reports.municipality_figures import municipality_figures
from workshop_app.reports.municipality_page import municipality_page
from workshop_app.reports.tables import tables
from workshop_app.reports.tidy import measured
from workshop_app.reports.unit_figures import UnitFigures, unit_figures
from workshop_app.reports.workbook import workbook
from workshop_app.services import clock
from workshop_app.services.history import History
from workshop_app.services.lifting import MOST, Lifting

ABOVE = Unit(id="above", name="Helse", leader_role="kommunalsjefen", agreed_roles="", discussed_on=None)
CHIEF = Person(id="chief", name="Siv", role=LEADER, units=frozenset({ABOVE.id, UNIT.id}))
WHAT, WHY = "La oss bestille vikar selv", "Vi venter to dager på et ja"


@pytest.fixture
def under(house: House) -> House:
    """A unit that lies under another, in the middle of writing commitments."""
    with house.database.unit_of_work() as db:
        units.add_unit(db, ABOVE)
        units.change_unit(db, replace(UNIT, parent_id=ABOVE.id))
    house.go_to(COMMITMENTS, Phase.WRITING)
    return house


def lift(house: House, what: str = WHAT, why: str = WHY, **more: str) -> str:
    """Send one; its id."""
    house.facilitation.lift(house.code, KARI, what=what, why=why, **more)
    return house.snapshot.lifts[-1].lift.id


def answer(house: House, lift_id: str, *, person: Person = CHIEF, **given: object) -> None:
    said = {"answer": "yes", "sentence": "Fra 1. mai bestiller dere selv", "by": date(2026, 5, 1), **given}
    Lifting(database=house.database).answer(person, lift=lift_id, today=clock.today(), **said)  # type: ignore[arg-type]


def meets_again(house: House) -> House:
    """The unit's next session, opened."""
    later = replace(house, code=create_session(house.database))
    later.facilitation.open_lobby(later.code, KARI)
    return later


def test_what_is_lifted_stands_on_every_screen_and_with_the_leader_above(under: House) -> None:
    lift_id = lift(under)
    told = f"Løftet til kommunalsjefen i Helse: {WHAT}"
    assert stage_frame(scene(under)).lifted == [told]
    assert phone_frame(scene(under)).lifted == [told]
    (sent,) = control_frame(scene(under)).lifting.sent
    assert (sent.id, sent.what, sent.may_take_back) == (lift_id, WHAT, True)
    assert [one.lift.what for one in Lifting(database=under.database).inbox(CHIEF)] == [WHAT]


def test_a_unit_at_the_top_lifts_to_the_management_and_administrators_answer(house: House) -> None:
    house.go_to(COMMITMENTS, Phase.WRITING)
    lift_id = lift(house)
    assert stage_frame(scene(house)).lifted == [f"Løftet til ledelsen i Nordre Land kommune: {WHAT}"]
    with pytest.raises(NotAllowed):
        answer(house, lift_id, person=CHIEF)
    answer(house, lift_id, person=ADMIN)


@pytest.mark.parametrize("person", [KARI, LEADING, STRANGER], ids=["facilitator", "the unit's own leader", "stranger"])
def test_only_the_level_above_answers(under: House, person: Person) -> None:
    lift_id = lift(under)
    with pytest.raises(NotAllowed):
        answer(under, lift_id, person=replace(person, units=frozenset({UNIT.id})))
    assert under.snapshot.lifts[0].lift.answer is None


def test_lifting_belongs_to_the_step_where_commitments_are_written(house: House) -> None:
    with pytest.raises(RefusedMove):
        lift(house)
    house.go_to(COMMITMENTS, Phase.WRITING)
    for empty in ({"what": " "}, {"why": ""}, {"what": "x" * 301}, {"proposal": "no-such-proposal"}):
        with pytest.raises(BadInput):
            lift(house, **empty)  # type: ignore[arg-type]
    for number in range(MOST):
        lift(house, what=f"Noe {number}")
    with pytest.raises(RefusedMove):
        lift(house)
    assert len(house.snapshot.lifts) == MOST


def test_the_room_may_take_it_back_until_it_is_answered(under: House) -> None:
    first, second = lift(under), lift(under, what="Noe annet")
    under.facilitation.take_lift_back(under.code, KARI, lift=first)
    answer(under, second)
    under.facilitation.take_lift_back(under.code, KARI, lift=second)
    assert [sent.lift.id for sent in under.snapshot.lifts] == [second]


def test_the_next_session_opens_with_the_answer(under: House) -> None:
    answer(under, lift(under))
    under.end()
    later = meets_again(under)
    given = "Ja. Fra 1. mai bestiller dere selv. Dato: 01.05.2026."
    told = f"Dere løftet: «{WHAT}». Svaret fra kommunalsjefen i Helse: {given}"
    assert stage_frame(scene(later)).brought == [told]
    assert phone_frame(scene(later)).lifted == [told]
    assert control_frame(scene(later)).brought == [told]
    assert told in report(under.snapshot, minimum=5, now=clock.now()).lifted


def test_an_answer_that_has_not_come_is_reminded_of_and_stays(under: House) -> None:
    lift(under)
    under.end()
    later = meets_again(under)
    (told,) = stage_frame(scene(later)).brought
    assert told == f"Dere løftet: «{WHAT}». Kommunalsjefen i Helse har ikke svart ennå. Vi minner om det i dag."
    (waiting,) = Lifting(database=under.database).inbox(CHIEF)
    assert waiting.lift.reminded_on == clock.today()
    later.end()
    assert len(stage_frame(scene(meets_again(later))).brought) == 1


def test_a_settled_answer_is_told_once_and_work_under_way_until_it_is_settled(under: House) -> None:
    first, second = lift(under), lift(under, what="Noe annet")
    answer(under, first)
    answer(under, second, answer="under-way", sentence="Vi ser på det")
    with under.database.unit_of_work() as db:
        found = lifts.find_lift(db, first)
        assert found is not None
        lifts.change_lift(db, replace(found.lift, told_on=date(2026, 1, 1)))
    under.end()
    assert [("Noe annet" in told) for told in stage_frame(scene(meets_again(under))).brought] == [True]


def test_the_day_by_which_an_answer_is_expected_follows_the_next_session(under: House) -> None:
    lift(under)
    under.facilitation.set_next_date(under.code, KARI, date="2999-06-01")
    under.facilitation.set_next_time(under.code, KARI, time="09:30")
    (sent,) = under.snapshot.lifts
    assert sent.lift.due == date(2999, 6, 1)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"answer": "perhaps"}, "lift.no_answer"),
        ({"sentence": ""}, "lift.empty"),
        ({"sentence": "x" * 301}, "error.too_long"),
        ({"by": None}, "lift.no_date"),
        ({"answer": "under-way", "by": None}, "lift.no_date"),
    ],
)
def test_an_answer_has_a_sentence_and_a_day(under: House, given: dict[str, object], refusal: str) -> None:
    lift_id = lift(under)
    with pytest.raises(BadInput) as refused:
        answer(under, lift_id, **given)
    assert refused.value.key == refusal
    assert under.snapshot.lifts[0].lift.answer is None


def test_a_no_needs_no_day(under: House) -> None:
    lift_id = lift(under)
    answer(under, lift_id, answer="no", sentence="Avtalen binder oss", by=None)
    assert Lifting(database=under.database).inbox(CHIEF) == []


def test_the_municipality_counts_lifted_answered_and_the_median(under: House) -> None:
    ids = [lift(under, what=f"Noe {number}") for number in range(3)]
    answer(under, ids[0])
    answer(under, ids[1], answer="under-way")
    overview = History(database=under.database).overview(CHIEF)
    page = municipality_page(municipality_figures(overview))
    assert page.lifts == "3 løftet · 2 besvart · 1 av dem under arbeid · halvparten av svarene kom innen 0 døgn"


def test_the_median_counts_days_to_the_first_answer(under: House) -> None:
    lift(under)
    (sent,) = under.snapshot.lifts
    took = [replace(sent.lift, sent_on=date(2026, 1, 1), answered_on=date(2026, 1, day)) for day in (3, 8, 29, 10)]
    assert (
        lift_counts(counted([*took, sent.lift]), "nb")
        == "5 løftet · 4 besvart · halvparten av svarene kom innen 8 døgn"
    )
    assert lift_counts(counted([]), "nb") == ""


def figures_of(house: House) -> UnitFigures:
    return unit_figures(History(database=house.database).unit(KARI, UNIT.id))


def test_minutes_have_what_was_lifted_with_its_answer(under: House) -> None:
    first = lift(under)
    lift(under, what="La oss bytte vakter selv")
    answer(under, first)
    under.end()
    pdf = ReadPdf(minutes(under.snapshot, minimum=5))
    answered, waiting = minutes_content(under.snapshot, minimum=5).lifted
    assert (answered.what, dict(answered.facts)["Svar"]) == (
        WHAT,
        "Ja. Fra 1. mai bestiller dere selv. Dato: 01.05.2026.",
    )
    assert dict(waiting.facts)["Svar"] == "Venter på svar"
    assert "Svar ventes innen" in dict(waiting.facts)
    for one in (answered, waiting):
        assert pdf.has(one.what)
        assert all(pdf.has(label) and pdf.has(text) for label, text in one.facts)


def test_files_have_what_was_lifted_with_its_answer(under: House) -> None:
    answer(under, lift(under))
    assert tables(figures_of(under)).lifts == ()
    under.end()
    (row,) = tables(figures_of(under)).lifts
    assert (row.asked, row.hinders, row.level) == (WHAT, WHY, "Kommunalsjefen i Helse")
    assert (row.answer, row.answer_text, row.reason) == ("yes", "Ja", "Fra 1. mai bestiller dere selv")
    assert (row.by, row.answered_on) == (date(2026, 5, 1), clock.today())
    told = {
        line.statistic: line.text for line in measured(figures_of(under), Language.BOKMAL) if line.measure == "lift"
    }
    assert (told["asked"], told["answer"], told["reason"]) == (WHAT, "yes", "Fra 1. mai bestiller dere selv")
    sheet = load_workbook(BytesIO(workbook(figures_of(under), today=clock.today())))["Løft"]
    heads, cells = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert dict(zip(heads, cells, strict=True))["Begrunnelse"] == "Fra 1. mai bestiller dere selv"
