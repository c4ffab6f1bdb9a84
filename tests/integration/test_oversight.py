"""Which sessions there are in all units, and where the pulse has been discussed; nothing of what came out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.integration.house import ADMIN, CHOICE, CONTENT, KARI, PULSE, UNIT, House, create_session
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import BadInput, RefusedMove
from workshop_app.domain.session import Stage
from workshop_app.persistence import units
from workshop_app.persistence.units import Unit
from workshop_app.services.oversight import Oversight, chosen
from workshop_app.services.preparation import Preparation

NORTH = Unit(id="north", name="Åsen", leader_role="x", agreed_roles="", discussed_on=None)


@pytest.fixture
def oversight(house: House) -> Oversight:
    return Oversight(database=house.database)


def told(oversight: Oversight, **asked: str) -> list[tuple[str, Stage]]:
    return [(one.unit_name, one.stage) for one in oversight.sessions(ADMIN, chosen(asked)).sessions]


def test_all_sessions_are_listed_with_how_far_they_have_come(house: House, oversight: Oversight) -> None:
    assert told(oversight) == [(UNIT.name, Stage.DRAFT)]
    house.open_lobby()
    assert told(oversight) == [(UNIT.name, Stage.LOBBY)]
    house.go_to(CHOICE, Phase.OPEN)
    assert told(oversight) == [(UNIT.name, Stage.RUNNING)]
    create_session(house.database)
    house.end()
    assert sorted(told(oversight)) == [(UNIT.name, Stage.DRAFT), (UNIT.name, Stage.ENDED)]
    (line,) = oversight.sessions(ADMIN, chosen({"status": "ended"})).sessions
    assert (line.unit_id, line.held_on, line.made_by) == (UNIT.id, date(2026, 3, 2), "Kari")


def test_the_list_is_narrowed_by_unit_state_and_days(house: House, oversight: Oversight) -> None:
    here = [(UNIT.name, Stage.DRAFT)]
    assert told(oversight, enhet=UNIT.id, status="draft", fra="2026-03-02", til="2026-03-02") == here
    assert told(oversight, status="made up") == here
    for other in ({"enhet": "other"}, {"status": "ended"}, {"fra": "2026-03-03"}, {"til": "2026-03-01"}):
        assert told(oversight, **other) == []
    for wrong in ({"fra": "i dag"}, {"fra": "2026-03-03", "til": "2026-03-02"}):
        with pytest.raises(BadInput):
            chosen(wrong)


def test_more_sessions_than_fill_a_page_are_on_the_next(
    house: House, oversight: Oversight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop_app.services.oversight.PAGE_LENGTH", 2)
    for _ in range(2):
        create_session(house.database)
    first, second, beyond = (oversight.sessions(ADMIN, chosen({}), page=number) for number in (0, 1, 10**9))
    assert [(len(page.sessions), page.more) for page in (first, second, beyond)] == [(2, True), (1, False), (0, False)]


def test_units_whose_pulse_has_not_been_discussed_come_first_and_closed_ones_not_at_all(
    house: House, oversight: Oversight
) -> None:
    with house.database.unit_of_work() as db:
        units.add_unit(db, NORTH)
        units.add_unit(db, replace(NORTH, id="closed", name="Lukket", closed_on=date(2026, 1, 1)))
    names = [(unit.name, unit.discussed_on is not None) for unit in oversight.discussions(ADMIN)]
    assert names[0] == (NORTH.name, False)
    assert (UNIT.name, True) in names
    assert "Lukket" not in dict(names)


def test_a_pulse_is_not_opened_when_the_day_of_its_discussion_has_been_taken_away(house: House) -> None:
    preparation = Preparation(database=house.database, content=CONTENT)
    preparation.change_unit(KARI, replace(UNIT, discussed_on=None))
    with pytest.raises(RefusedMove, match=r"control\.refused\.not_discussed"):
        house.open_lobby()
    assert house.live.stage is Stage.DRAFT
    without_pulse = create_session(house.database, order=[CHOICE])
    house.facilitation.open_lobby(without_pulse, KARI)
    preparation.change_unit(KARI, UNIT)
    house.open_lobby()
    assert PULSE in {activity.id for activity in house.agenda.activities}
