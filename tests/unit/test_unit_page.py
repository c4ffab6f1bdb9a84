"""A unit's page in words: what it says with no sessions, one, too few answers, breaks, and many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from benchmarks.past_sessions import card, occasion
from tests.unit.unit_reports import DAYS, figures_of, history_of, page_of, past, texts, with_means
from workshop_app.domain.agenda import Language
from workshop_app.domain.commitments import CommitmentState
from workshop_app.domain.disclosure import Audience
from workshop_app.domain.tally import Aggregate
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.reports.unit_page import UnitReport, unit_report
from workshop_app.services.history import Occasion

TREND_NEEDS = "Vi sier noe om utviklingen når dere har hatt fire pulser."
LEADER_HIDDEN = "Tall om lederen vises bare når minst 7 har svart, og bare til lederen og tjenestelederen."


def page_of_means(*means: float) -> UnitReport:
    return unit_report(unit_figures(history_of(with_means(means))))


def test_a_unit_without_sessions_has_nothing_but_the_purpose() -> None:
    page = page_of([])
    assert page == UnitReport(purpose=page.purpose)
    assert page.purpose


def test_one_session_is_a_starting_point() -> None:
    page = page_of([past(0)])

    assert page.lead == "Dere har hatt én samling, 01.02.2023."
    assert page.pulse.verdict == "Dette er startpunktet. Etter neste puls kan dere begynne å sammenligne."
    assert page.pulse.trend == TREND_NEEDS
    assert "første puls" in page.pulse.chart.svg
    assert len(page.pulse.chart.table.rows) == 1
    assert page.dilemma.latest[0].held == ""


def test_only_suppressed_sessions_say_that_there_is_nothing_to_show() -> None:
    page = page_of([past(0, 4), past(1, 3)])

    nothing = "Ingen tall å vise her."
    assert (page.pulse.nothing, page.points.nothing) == (nothing, nothing)
    assert [vote.hidden for vote in (*page.dilemma.latest, *page.dilemma.earlier)] == [nothing, nothing]
    assert page.questions.sentence == "1 av fem spørsmål er tatt opp."
    assert not any("<svg" in text for text in texts(page))


def test_nobody_having_answered_looks_like_too_few() -> None:
    assert page_of([past(0, 0)]) == page_of([past(0, 4)])


def test_a_pulse_that_was_never_asked_is_said_to_be_missing() -> None:
    page = page_of([past(0, has_pulse=False)])
    assert page.pulse.nothing == "Pulsen har ikke vært med i noen samling ennå."


def test_the_latest_session_without_figures_is_mentioned_and_stays_a_gap() -> None:
    page = page_of([past(0), past(1), past(2, 4)])

    assert "Siste samling har ingen tall å vise her." in page.pulse.sentences
    assert page.pulse.sentences[0].startswith("Sist, 02.05.2023:")
    assert page.pulse.chart.table.rows[2].cells == ["Ingen tall å vise her.", "", "", ""]


def test_words_come_before_the_figure_and_the_figure_with_its_doubt() -> None:
    page = page_of_means(3.0, 4.0)

    assert page.pulse.verdict == "Tydelig høyere enn sist"
    assert page.pulse.sentences == [
        "Forskjellen er større enn det som vanligvis er tilfeldig.",
        "Sist, 02.05.2023: 4,0 på en skala fra 1 til 5.",
        "Tallet er usikkert. Det ligger trolig mellom 3,7 og 4,3.",
        "25 svarte.",
    ]
    assert page.pulse.caption[-1] == "Tallene sier ikke hva som er årsaken."
    assert page.pulse.chart.table.rows[1].cells[-1] == "Tydelig høyere enn sist (1,0 høyere)."


def test_lower_after_the_first_session_may_mean_higher_demands_and_later_it_may_not() -> None:
    drop = "Lavere etter første samling kan bety at vi har fått høyere krav."
    assert drop in page_of_means(4.0, 3.0).pulse.sentences
    assert drop not in page_of_means(3.5, 4.0, 3.0).pulse.sentences


def test_a_change_that_one_cant_claim_is_given_no_number() -> None:
    page = page_of_means(3.4, 3.5)
    assert page.pulse.chart.table.rows[1].cells[-1] == (
        "Vi kan ikke se noen sikker endring. Det betyr ikke at alt er som før."
    )


@pytest.mark.parametrize(
    ("means", "told"),
    [
        ((3.0, 3.4, 3.8), TREND_NEEDS),
        ((3.0, 3.4, 3.8, 4.2), "Over 4 pulser går tallene oppover, mer enn det som vanligvis er tilfeldig."),
        ((4.2, 3.8, 3.4, 3.0), "Over 4 pulser går tallene nedover, mer enn det som vanligvis er tilfeldig."),
        ((3.4, 3.5, 3.4, 3.5), "Over 4 pulser kan vi ikke se noen sikker utvikling."),
    ],
)
def test_a_development_is_claimed_from_four_sessions(means: tuple[float, ...], told: str) -> None:
    assert page_of_means(*means).pulse.trend == told


def test_a_new_wording_breaks_the_line_and_takes_the_verdicts_place() -> None:
    page = page_of([past(0), past(1), past(2, version=2)])

    assert page.pulse.verdict == "Ordlyden ble endret 03.08.2023. Tall før og etter kan ikke sammenlignes."
    assert page.pulse.chart.says.startswith("03.08.2023: ")
    assert "ny ordlyd" in page.pulse.chart.svg
    assert page.pulse.chart.svg.count("<polygon") == 1
    assert page.pulse.trend == "Vi sier noe om utviklingen når dere har hatt fire pulser etter endringen."


def test_after_another_session_the_new_wording_is_a_note() -> None:
    page = page_of([past(0), past(1, version=2), past(2, version=2)])
    assert page.pulse.sentences[-1] == "Ordlyden ble endret 02.05.2023. Tall før og etter kan ikke sammenlignes."
    assert page.pulse.chart.says.startswith("Siden endringen: fra ")


def test_a_reorganised_unit_breaks_the_line_with_its_own_date() -> None:
    page = page_of([past(0), past(1)], reorganised_on=date(2023, 3, 1))
    assert page.pulse.verdict == "Enheten ble omorganisert 01.03.2023. Tall før og etter kan ikke sammenlignes."
    assert "omorganisert" in page.pulse.chart.svg


def test_figures_about_the_leader_are_for_the_leader() -> None:
    unit, leader = (page_of([past(0), past(1)], audience=audience) for audience in (Audience.UNIT, Audience.LEADER))

    assert unit.pulse.leader_hidden == LEADER_HIDDEN
    assert "Støtte fra lederen" not in "".join(texts(unit))
    assert [side.title for side in leader.pulse.others] == [
        "Tillit, rammer og retning",
        "Støtte fra lederen",
        "Økonomi, organisasjon, dokumentasjon",
    ]
    assert leader.pulse.leader_hidden == ""


def test_statements_stand_side_by_side_from_ten_answers() -> None:
    few, enough = (page_of([past(0, n)]).pulse.others[-1] for n in (9, 12))

    assert few.hidden == "Ingen tall å vise her."
    assert len(enough.statements) == 3
    assert enough.is_open
    assert enough.statements_table.heads == ["Påstand", "Uenig", "Både og", "Enig", "Hvor like svarene er", "Svarte"]
    said = [row.cells[3] for row in enough.statements_table.rows]
    assert said == [one.spread for one in enough.statements]
    assert set(said) <= {"Svarene ligner hverandre", "Svarene er delte", "Svarene spriker"}


def dilemma_of(number: int, before: tuple[int, ...], after: tuple[int, ...]) -> Occasion:
    """A session whose dilemma was answered so, from knowledge to culture."""
    one = occasion(past(number, has_pulse=False))
    key, (first, *_) = next((key, rounds) for key, rounds in one.counted.items() if key[1] == "dilemma")
    assert first.figures is not None
    votes = {"first": before, "second": after}
    counted = tuple(
        Aggregate(round_, sum(counts), {"counts": dict(zip(first.figures["counts"], counts, strict=True))})
        for round_, counts in votes.items()
    )
    return replace(one, counted={**one.counted, key: counted})


KNOWLEDGE, CULTURE, FURTHER = (2, 8, 2, 0, 0), (0, 1, 1, 9, 1), (0, 0, 0, 1, 11)


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ((KNOWLEDGE, CULTURE), KNOWLEDGE, "ser ut til å ha gått tilbake før denne samlingen."),
        ((KNOWLEDGE, CULTURE), CULTURE, "ser ut til å ha holdt seg fram til denne samlingen."),
        ((KNOWLEDGE, CULTURE), FURTHER, "Bildet har flyttet seg videre siden forrige gang."),
        ((CULTURE, CULTURE), CULTURE, "Bildet er nokså likt det vi endte med forrige gang."),
        ((CULTURE, CULTURE), KNOWLEDGE, "Siden da har det flyttet seg."),
    ],
)
def test_a_dilemma_is_compared_with_where_the_last_one_ended(
    then: tuple[tuple[int, ...], tuple[int, ...]], now: tuple[int, ...], told: str
) -> None:
    page = unit_report(unit_figures(history_of([dilemma_of(0, *then), dilemma_of(1, now, now)])))

    assert page.dilemma.latest[0].held.endswith(told)
    assert page.dilemma.latest[0].answered == "12 svarte før og 12 etter samtalen."
    assert page.dilemma.earlier[0].held == ""


def test_votes_in_different_forms_are_not_laid_side_by_side() -> None:
    page = page_of([past(0, 6), past(1, 12)])
    assert page.dilemma.latest[0].held.startswith("Vi kan ikke si om endringen har holdt seg.")


def test_points_are_told_for_each_option_with_the_largest_gap_first() -> None:
    page = page_of([past(0), past(1)])

    assert page.points.sentence == "Sist, 02.05.2023: Tillit hadde størst avstand mellom i dag og ønsket."
    assert [option.name for option in page.points.options] == ["Byråkrati", "Marked", "Tillit"]
    assert [row.head for row in page.points.options[0].chart.table.rows] == ["01.02.2023", "02.05.2023"]


def test_questions_are_counted_once_and_tell_what_came_of_them() -> None:
    page = page_of([past(0), past(1, cards=(card(1),)), past(2, question="rapportering")])

    assert page.questions.sentence == "2 av fem spørsmål er tatt opp."
    assert [taken.date for taken in page.questions.taken] == ["03.08.2023", "02.05.2023", "01.02.2023"]
    assert page.questions.taken[1].became == ["Flytte budsjettmøtet til teamet"]
    assert page.questions.taken[1].became_title == "Tiltak fra samme samling"
    assert len(page.questions.left) == 3


def test_when_all_five_are_taken_none_is_left() -> None:
    questions = ("tilsyn", "risikovurdering", "prosedyrer", "rapportering", "samhandling")
    page = page_of([past(number, question=question) for number, question in enumerate(questions)])

    assert page.questions.sentence == "Alle fem spørsmålene er tatt opp."
    assert page.questions.left == []


def test_commitments_stand_first_with_what_was_learnt() -> None:
    done = card(1, state=CommitmentState.DONE, settled_on=DAYS[1])
    page = page_of([past(0, cards=(done, card(2))), past(1, cards=(card(1),))])

    promises = page.promises
    assert promises.sentence == "1 av 3 tiltak er gjort siden 01.02.2023."
    assert [promise.learnt for promise in promises.learnt] == [
        "Det tok fem minutter, og de fleste spurte om det samme."
    ]
    assert [promise.state_label for promise in promises.earlier] == ["Ikke begynt", "Gjort"]
    assert [row.cells for row in promises.over_time.rows] == [["2", "1", "0", "1", "0"], ["1", "0", "0", "1", "0"]]
    assert page.pulse.chart.svg.count("chart-tick") == 1


def test_a_tick_stands_where_a_commitment_was_done_also_before_the_first_session() -> None:
    early = card(1, state=CommitmentState.DONE, settled_on=date(2022, 1, 1))
    assert page_of([past(0, cards=(early,)), past(1)]).pulse.chart.svg.count("chart-tick") == 1


@pytest.mark.parametrize("language", Language)
def test_the_page_can_be_made_in_every_language(language: Language) -> None:
    pasts = [past(0, cards=(card(1),)), past(1, 4), past(2, version=2), *(past(n, version=2) for n in range(3, 7))]
    page = unit_report(figures_of(pasts), language=language)
    assert page.pulse.verdict
