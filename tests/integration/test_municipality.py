"""What a municipality decides: its threshold, which only rises and counts backwards, its periods and its name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from benchmarks.past_sessions import Past, store
from tests.integration.house import ADMIN, CHOICE, CONTENT, KARI, QUESTION, UNIT, House
from workshop_app.domain.agenda import Language, Phase
from workshop_app.domain.errors import BadInput, RefusedMove
from workshop_app.domain.session import EventKind
from workshop_app.persistence.engine import Database
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.services.history import History
from workshop_app.services.municipality import MunicipalitySettings
from workshop_app.ui.information.public_page import page_view


@pytest.fixture
def settings(database: Database) -> MunicipalitySettings:
    return MunicipalitySettings(database=database, minimum=5)


def refused(work: Callable[..., object], **given: object) -> tuple[str, object]:
    with pytest.raises(BadInput) as error:
        work(ADMIN, **given)
    return error.value.key, error.value.slots.get("field")


def is_shown(database: Database) -> bool:
    pulse = unit_figures(History(database=database).unit(ADMIN, UNIT.id)).pulse
    return pulse is not None and pulse.lines[0].points[0].mean is not None


def test_a_raised_threshold_hides_what_was_shown_before(settings: MunicipalitySettings) -> None:
    with settings.database.unit_of_work() as db:
        store(db, Past(id="past", held_on=date(2026, 3, 2), people=7), unit_id=UNIT.id, created_by=KARI.id)
    assert is_shown(settings.database)
    settings.raise_threshold(ADMIN, minimum=8, understood=True)
    assert not is_shown(settings.database)
    assert settings.read(ADMIN).minimum_answers == 8


async def test_a_raised_threshold_holds_in_the_room_and_for_what_is_kept(
    house: House, settings: MunicipalitySettings
) -> None:
    settings.raise_threshold(ADMIN, minimum=8, understood=True)
    house.open_lobby()
    seats = house.join(7)
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(seats, [["te"]] * 7)
    house.press()
    house.press()
    assert house.figures(CHOICE, "vote") == {"vote": (7, None)}
    house.go_to(QUESTION, Phase.COLLECTING)
    house.facilitation.note(house.code, KARI, EventKind.GROUPS_SET, 1)
    pen = house.participation.claim_group(seats[0], activity_id=QUESTION, group=1, writer=None)
    house.participation.propose(seats[0], activity_id=QUESTION, writer=pen, text="Kutte ett skjema")
    with pytest.raises(RefusedMove) as few:
        house.facilitation.approve(house.code, KARI, proposal=house.snapshot.proposals[0].id)
    assert few.value.slots["k"] == 8


def test_a_threshold_is_never_lowered_nor_raised_by_accident(settings: MunicipalitySettings) -> None:
    raise_ = settings.raise_threshold
    for minimum in (0, 4, 21):
        assert refused(raise_, minimum=minimum, understood=True)[1] == "threshold"
    assert refused(raise_, minimum=7, understood=False)[1] == "understood"
    settings.raise_threshold(ADMIN, minimum=7, understood=True)
    assert refused(raise_, minimum=6, understood=True)[1] == "threshold"
    assert settings.read(ADMIN).minimum_answers == 7


def test_the_servers_own_setting_is_the_least(settings: MunicipalitySettings) -> None:
    strict = MunicipalitySettings(database=settings.database, minimum=9)
    assert strict.read(ADMIN).minimum_answers == 9
    with pytest.raises(BadInput):
        strict.raise_threshold(ADMIN, minimum=8, understood=True)


def test_the_page_about_privacy_says_what_was_decided(settings: MunicipalitySettings) -> None:
    settings.rename(ADMIN, name="  Søndre   Land ", privacy_contact="ombud@example.no")
    settings.keep_for(ADMIN, months_of_texts=12, years_of_totals=3)
    settings.raise_threshold(ADMIN, minimum=8, understood=True)
    said = str(page_view(CONTENT.pages["personvern"], Language.BOKMAL, municipality=settings.read(ADMIN), minimum=5))
    for part in ("Søndre Land", "ombud@example.no", "12 måneder", "3 år", "8"):
        assert part in said


@pytest.mark.parametrize(
    ("months", "years", "field"),
    [(2, 5, "months_of_texts"), (61, 5, "months_of_texts"), (24, 0, "years_of_totals"), (24, 11, "years_of_totals")],
)
def test_a_period_has_limits(settings: MunicipalitySettings, months: int, years: int, field: str) -> None:
    given = {"months_of_texts": months, "years_of_totals": years}
    assert refused(settings.keep_for, **given) == ("own_municipality.period_refused", field)
