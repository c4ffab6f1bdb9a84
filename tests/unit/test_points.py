"""A hundred points twice: what stands over the two rounds, and which of them make a line over time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.past_sessions import occasion
from tests.activities import points
from tests.unit.unit_reports import history_of, past
from workshop_app.content_loader import load_content
from workshop_app.domain.agenda import Activity, Language
from workshop_app.domain.disclosure import Audience, show
from workshop_app.domain.tally import tally
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.reports.unit_page import unit_report
from workshop_app.reports.worded_bars import worded_vote
from workshop_app.services.history import Occasion

OBSTACLES = load_content(Path("content")).activities["hindringer"]


def titles(activity: Activity) -> list[str]:
    """What stands over the two rounds when twelve people have answered."""
    options = list(activity.body.option_texts())
    answer = dict.fromkeys(options, 0) | {options[0]: 100}
    ballots = [{"today": answer, "desired": answer}] * 12
    aggregates = tally(activity, part="points", ballots=ballots, k=5)
    shown = show(activity, part="points", aggregates=aggregates, audience=Audience.ROOM, k=5)
    groups, _ = worded_vote(activity, shown, Language.BOKMAL)
    return [group.title for group in groups]


def with_obstacles_in_place(one: Occasion) -> Occasion:
    """The session with the obstacles asked for where it had the points."""
    steps = (
        replace(OBSTACLES, id=activity.id) if activity.kind == "points" else activity
        for activity in one.agenda.activities
    )
    return replace(one, agenda=replace(one.agenda, activities=tuple(steps)))


def test_a_pair_of_questions_that_is_not_today_and_desired_says_what_it_is() -> None:
    assert titles(points()) == ["Slik er det hos oss i dag", "Slik vil vi ha det"]
    assert titles(OBSTACLES) == ["Her ligger hindringene", "Her kan vi selv gjøre mest"]


def test_only_today_and_desired_are_told_as_a_line_over_time() -> None:
    sessions = [occasion(past(number)) for number in range(3)]
    assert unit_report(unit_figures(history_of(sessions))).points.title
    obstacles = [with_obstacles_in_place(one) for one in sessions]
    assert unit_report(unit_figures(history_of(obstacles))).points.title == ""
